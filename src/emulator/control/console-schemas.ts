/**
 * What the developer's side of the door answers, as schemas: the wire, the console, coverage, time, replays. They
 * describe answers to programs in other languages and check nothing; a test holds real answers against them.
 */
import { z } from "zod";
import type {
  EmulatorAppConsole,
  EmulatorConsole,
  EmulatorCoverage,
  EmulatorFault,
  EmulatorTime,
  EmulatorWebhookRobot,
  ReplayResult,
  SearchHit,
  WireEntry,
} from "../../contract/emulator-console.ts";
import type { EmulatorQuota, EmulatorRegistration } from "../../contract/emulator-control.ts";
import { faultSchema } from "./request-schemas.ts";
import { calledSchema, organisationAnswer } from "./state-schemas.ts";

const optional = z.exactOptional;
const text = z.string();
const texts = z.array(text);
/** Named as 64 bits, which generated clients would take for 32 otherwise. */
const at = z
  .int()
  .meta({ description: "Milliseconds since the Unix epoch, on the emulator's clock.", format: "int64" });
const count = z.int().min(0);
const ms = z.number().min(0);
const fields = z.record(text, text);

const health = z.enum(["live", "deaf", "half-open"]);
const wireBase = { id: z.int().describe("Grows by one for each entry."), at, clientId: optional(text) };

export const wireEntryAnswer: z.ZodType<WireEntry> = z.discriminatedUnion("kind", [
  z.object({
    ...wireBase,
    kind: z.literal("call"),
    operation: calledSchema,
    method: text,
    path: text,
    query: fields,
    headers: fields.describe("Those that matter, secrets masked."),
    request: optional(text.describe("JSON text, or a note in brackets about a body that is not shown.")),
    status: z.int().describe("0: the connection was cut without an answer."),
    response: optional(text),
    code: optional(text),
    billed: z.boolean(),
    durationMs: ms,
    fault: optional(text.describe("The scripted fault that answered.")),
    outTrackId: optional(text),
  }),
  z.object({
    ...wireBase,
    kind: z.literal("frame"),
    direction: z.enum(["in", "out"]).describe("out: from the platform to the app."),
    connectionId: text,
    type: text.describe("SYSTEM, CALLBACK, EVENT; ANSWER for what comes in."),
    topic: optional(text),
    messageId: optional(text),
    code: optional(z.int()),
    data: optional(text),
    afterMs: optional(ms.describe("Of an answer: since the frame it answers went out.")),
  }),
  z.object({
    ...wireBase,
    kind: z.literal("socket"),
    connectionId: text,
    event: z.enum(["open", "close", ...health.options]),
  }),
]);

export const timeAnswer: z.ZodType<EmulatorTime> = z.object({
  now: at,
  aheadMs: z
    .int()
    .min(0)
    .meta({ description: "How far the clock is ahead of the machine's.", format: "int64" }),
});

export const quotaAnswer: z.ZodType<EmulatorQuota> = z.object({
  clientId: text,
  monthlyCalls: optional(count),
  monthlyPushes: optional(count),
  calls: count,
  pushes: count,
});

export const faultAnswer: z.ZodType<EmulatorFault> = z.object({
  id: text,
  request: faultSchema,
  seen: count,
  hits: count,
});

export const appConsoleAnswer: z.ZodType<EmulatorAppConsole> = z.object({
  clientId: text,
  clientSecret: text,
  name: text,
  corpId: text,
  version: optional(text.describe("Absent until a version is published.")),
  scopes: texts,
  applications: z.array(z.object({ scope: text, by: optional(text), at })),
  connections: z.array(z.object({ connectionId: text, openedAt: at, health, topics: texts })),
  events: texts,
  allowedAddresses: texts.describe("None: everybody may call."),
  quota: quotaAnswer,
  usage: z.object({ billedCalls: count, pushes: count }),
});

export const webhookRobotAnswer: z.ZodType<EmulatorWebhookRobot> = z.object({
  id: text,
  name: text,
  conversationId: text,
  webhook: text.describe("The address it sends by, with its token."),
  secret: optional(text.describe("What calls are signed with.")),
  keywords: texts.describe("A message has to contain one of them; none: any message goes."),
  allowedAddresses: texts.describe("Who may call; none: everybody."),
});

export const consoleAnswer: z.ZodType<EmulatorConsole> = z.object({
  time: timeAnswer,
  organisations: z.array(organisationAnswer),
  apps: z.array(appConsoleAnswer),
  permissions: z.array(z.object({ scope: text, operations: texts })),
  faults: z.array(faultAnswer),
  webhookRobots: z.array(webhookRobotAnswer),
  recording: optional(z.object({ since: at, steps: count })),
});

export const coverageAnswer: z.ZodType<EmulatorCoverage> = z.object({
  operations: z.array(
    z.object({
      operation: text,
      method: text,
      path: text,
      level: z.enum(["supported", "partial", "absent"]),
      note: text,
      noteZh: text,
      proof: text,
      scope: optional(text),
      billed: z.boolean(),
    }),
  ),
  unknown: z.array(z.object({ method: text, path: text, count, lastAt: at })),
});

export const searchHitAnswer: z.ZodType<SearchHit> = z.object({
  kind: z.enum(["robot", "person", "group"]),
  id: text.describe("clientId, staffId or conversationId."),
  name: text,
});

export const registrationAnswer: z.ZodType<EmulatorRegistration> = z.object({
  userCode: text,
  state: z.enum(["waiting", "approved", "refused", "expired"]),
  clientId: optional(text),
});

export const replayAnswer: z.ZodType<ReplayResult> = z.object({
  passed: z.boolean(),
  steps: z.array(
    z.object({ index: count, ok: z.boolean(), reason: optional(text), reasonZh: optional(text) }),
  ),
});
