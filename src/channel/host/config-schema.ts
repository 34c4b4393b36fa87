/**
 * `channels.dingtalk` in the form the host wants from a channel plugin: JSON schema, form hints and the runtime
 * check, from the one schema in `config/`. Also registers the secret's schema for the host's redaction.
 */
import { buildChannelConfigSchema } from "openclaw/plugin-sdk/channel-config-schema";
import { registerSensitiveConfigSchema } from "openclaw/plugin-sdk/secret-input";
import { buildUiHints } from "../config/hints.ts";
import { channelSchema } from "../config/schema.ts";
import { secretInputSchema } from "../config/secret-input.ts";

registerSensitiveConfigSchema(secretInputSchema);

export const dingtalkConfigSchema = buildChannelConfigSchema(channelSchema, {
  uiHints: buildUiHints("en"),
  jsonSchemaMode: "input",
});
