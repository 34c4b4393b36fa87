/**
 * The JSON schema of `channels.dingtalk`, for the manifest. Draft 7, input side: nothing is required and no default
 * is written into it, because the host copies JSON-schema defaults into the configuration, where a default of an
 * account would win over the top level.
 */
import { z } from "zod";
import { channelSchema } from "./schema.ts";

export type JsonSchema = Record<string, unknown>;

export function channelJsonSchema(): JsonSchema {
  return z.toJSONSchema(channelSchema, { target: "draft-07", io: "input", unrepresentable: "any" });
}
