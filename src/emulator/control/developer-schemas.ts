/** The bodies and queries of the developer's side of the door, checked strictly. */
import { z } from "zod";
import type {
  AddWebhookRobotRequest,
  EmulatorRecording,
  ReplayRequest,
  WireFilter,
} from "../../contract/emulator-console.ts";
import { MAX_ADVANCE_MS } from "../time-machine.ts";
import { MAX_WEBHOOK_KEYWORDS } from "../../contract/webhook-robot.ts";
import { addressesSchema, contentSchema } from "./request-schemas.ts";

const name = z.string().min(1).max(200);
const title = z.string().trim().min(1).max(100);
const optional = z.exactOptional;

export const organisationSchema = z.strictObject({ name: title, by: name });
export const personSchema = z.strictObject({
  name: title,
  corpId: name,
  isAdmin: optional(z.boolean()),
});
export const groupSchema = z.strictObject({
  title,
  memberIds: z.array(name).min(1).max(500),
  robotIds: z.array(name).max(50).default([]),
});
export const webhookRobotSchema: z.ZodType<AddWebhookRobotRequest> = z.strictObject({
  conversationId: name,
  name: title,
  sign: optional(z.boolean()),
  keywords: optional(z.array(title).max(MAX_WEBHOOK_KEYWORDS)),
  addresses: optional(addressesSchema),
});
export const appSchema = z.strictObject({ name: title, corpId: name });
export const clientIdSchema = z.strictObject({ clientId: name });
export const applicationSchema = z.strictObject({ clientId: name, scope: name, by: optional(name) });
export const readSchema = z.strictObject({ staffId: name, conversationId: name });
export const advanceSchema = z.strictObject({ advanceMs: z.number().int().min(1).max(MAX_ADVANCE_MS) });
export const noBodySchema = z.strictObject({});

const afterMs = z.number().min(0);
const stepSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("say"),
    afterMs,
    key: name,
    say: z.strictObject({
      from: name,
      conversation: name,
      text: optional(z.string()),
      content: optional(contentSchema),
      mentions: optional(z.array(name)),
      atAll: optional(z.boolean()),
      quote: optional(name),
    }),
  }),
  z.strictObject({
    kind: z.literal("expect"),
    afterMs,
    conversation: name,
    robot: name,
    message: z.strictObject({
      kind: z.enum(["text", "markdown", "card", "other"]),
      text: z.string(),
      state: optional(z.string()),
      attachments: optional(z.array(z.strictObject({ name: z.string(), mime: z.string() }))),
    }),
  }),
]);

export const recordingSchema: z.ZodType<EmulatorRecording> = z.strictObject({
  version: z.literal(1),
  steps: z.array(stepSchema).max(1_000),
});

export const replaySchema: z.ZodType<ReplayRequest> = z.strictObject({
  recording: recordingSchema,
  timeoutMs: optional(z.number().int().min(1).max(600_000)),
  words: optional(z.enum(["same", "any"])),
});

/** From a query string: numbers and truths are text there. */
export const wireFilterSchema: z.ZodType<WireFilter> = z.strictObject({
  after: optional(z.coerce.number().int().min(0)),
  clientId: optional(name),
  kind: optional(z.enum(["call", "frame", "socket"])),
  text: optional(z.string().min(1).max(200)),
  failed: optional(z.stringbool()),
  limit: optional(z.coerce.number().int().min(1).max(5_000)),
});

export const searchSchema = z.strictObject({ staffId: name, word: z.string().max(100).default("") });
