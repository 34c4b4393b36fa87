/**
 * The bodies of `/_emulator/…`, checked strictly: a misspelt key is told, not ignored.
 */
import { isIP } from "node:net";
import { z } from "zod";
import { EMULATED_OPERATIONS, type EmulatedOperationId } from "../../contract/other-operations.ts";
import type {
  AllowAddressesRequest,
  ChangeGroupRequest,
  ConnectionFault,
  FaultRequest,
  PressRequest,
  PushCallbackRequest,
  PushEventRequest,
  QuotaRequest,
  SayContent,
  SayRequest,
  TakeBackRequest,
  TickEventsRequest,
  VaryStreamRequest,
} from "../../contract/emulator-control.ts";
import { findJsonFault } from "../find-json-fault.ts";
import { EmulatorRefusal } from "../refusal.ts";

const name = z.string().min(1).max(200);
const ms = z.number().int().min(0).max(3_600_000);
const count = z.number().int().min(0).max(1_000_000);

const base64 = z.string().min(1);
const fileName = z.string().min(1).max(255);

export const contentSchema: z.ZodType<SayContent> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("picture"), data: base64, name: z.exactOptional(fileName) }),
  z.strictObject({ kind: z.literal("file"), name: fileName, data: base64 }),
  z.strictObject({
    kind: z.literal("audio"),
    data: base64,
    durationMs: ms,
    recognition: z.exactOptional(z.string()),
  }),
  z.strictObject({ kind: z.literal("video"), data: base64, durationMs: ms }),
  z.strictObject({
    kind: z.literal("richText"),
    parts: z.array(z.union([z.strictObject({ text: z.string() }), z.strictObject({ picture: base64 })])),
  }),
  z.strictObject({ kind: z.literal("raw"), msgtype: name, content: z.unknown() }),
]);

export const saySchema: z.ZodType<SayRequest> = z.strictObject({
  from: name,
  conversationId: name,
  text: z.exactOptional(z.string()),
  mentions: z.exactOptional(z.array(name).max(100)),
  content: z.exactOptional(contentSchema),
  quote: z.exactOptional(name),
  atAll: z.exactOptional(z.boolean()),
});

export const pressSchema: z.ZodType<PressRequest> = z.strictObject({
  from: name,
  outTrackId: name,
  actionId: name,
  params: z.exactOptional(z.record(z.string(), z.unknown())),
});

const someNames = z.exactOptional(z.array(name).max(500));
export const changeGroupSchema: z.ZodType<ChangeGroupRequest> = z.strictObject({
  conversationId: name,
  by: z.exactOptional(name),
  title: z.exactOptional(name),
  add: someNames,
  remove: someNames,
  addRobots: someNames,
  removeRobots: someNames,
});

export const takeBackSchema: z.ZodType<TakeBackRequest> = z.strictObject({ from: name, messageId: name });

export const pushEventSchema: z.ZodType<PushEventRequest> = z.strictObject({
  clientId: name,
  eventType: name,
  data: z.exactOptional(z.record(z.string(), z.unknown())),
});

export const pushCallbackSchema: z.ZodType<PushCallbackRequest> = z.strictObject({
  clientId: name,
  topic: name,
  data: z.exactOptional(z.record(z.string(), z.unknown())),
  timeoutMs: z.exactOptional(ms.min(1)),
});

export const tickEventsSchema: z.ZodType<TickEventsRequest> = z.strictObject({
  clientId: name,
  events: z.array(name).max(100),
});

/** One `*` may stand for the last part of an address of version 4. */
const ADDRESS_WITH_STAR = /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\*$/;
const address = name.refine((text) => isIP(text) !== 0 || ADDRESS_WITH_STAR.test(text), {
  params: {
    en: "it is no IP address; write 203.0.113.9 or 203.0.113.*",
    zh: "不是 IP 地址，请写成 203.0.113.9 或 203.0.113.*",
  },
});
export const addressesSchema = z.array(address).max(100);
export const allowAddressesSchema: z.ZodType<AllowAddressesRequest> = z.strictObject({
  clientId: name,
  addresses: addressesSchema,
});

export const streamVariantShape = {
  greetings: z.exactOptional(z.array(name).max(10)),
  omit: z.exactOptional(z.array(z.enum(["connectionId", "openThreadId"]))),
  contentAsText: z.exactOptional(z.boolean()),
};
export const varyStreamSchema: z.ZodType<VaryStreamRequest> = z.strictObject({
  clientId: name,
  ...streamVariantShape,
});

export const quotaSchema: z.ZodType<QuotaRequest> = z.strictObject({
  clientId: name,
  monthlyCalls: z.exactOptional(count),
  monthlyPushes: z.exactOptional(count),
});

/** Absent means no limit. */
export const addressLimitSchema = z.strictObject({ calls: z.exactOptional(count.min(1)) });

export const redeliverSchema = z.strictObject({ msgId: name, sameFrame: z.boolean().default(false) });

export const operationNames = [
  ...(Object.keys(EMULATED_OPERATIONS) as EmulatedOperationId[]),
  "sessionWebhook",
  "messageFile",
  "streamUpgrade",
] as const;

export const faultSchema: z.ZodType<FaultRequest> = z.strictObject({
  operation: z.enum(operationNames),
  effect: z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("refuse"),
      status: z.number().int().min(200).max(599),
      code: name,
      message: z.exactOptional(z.string()),
      scopes: z.exactOptional(z.array(name)),
    }),
    z.strictObject({ kind: z.literal("hidden-failure"), message: z.exactOptional(z.string()) }),
    z.strictObject({ kind: z.literal("hang-after"), ms }),
    z.strictObject({ kind: z.literal("hang-before"), ms }),
    z.strictObject({ kind: z.literal("delay"), ms }),
    z.strictObject({ kind: z.literal("reset") }),
    z.strictObject({ kind: z.literal("cut") }),
    z.strictObject({ kind: z.literal("trickle"), ms, pieces: z.exactOptional(count.min(1)) }),
  ]),
  after: z.exactOptional(count),
  times: z.exactOptional(count.min(1)),
  clientId: z.exactOptional(name),
});

const connectionFault: z.ZodType<ConnectionFault> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("disconnect"), graceMs: z.exactOptional(ms) }),
  z.strictObject({ kind: z.literal("half-open") }),
  z.strictObject({
    kind: z.literal("system"),
    topic: name,
    data: z.exactOptional(z.record(z.string(), z.unknown())),
  }),
  z.strictObject({ kind: z.literal("reset") }),
]);

export const connectionsSchema = z.strictObject({
  clientId: name,
  fault: connectionFault,
  connectionId: z.exactOptional(name),
});
export const permissionSchema = z.strictObject({ clientId: name, scope: name, granted: z.boolean() });
export const expireTokensSchema = z.strictObject({ clientId: name });
/** Absent means both. */
export const expireDownloadsSchema = z.strictObject({ what: z.exactOptional(z.enum(["codes", "urls"])) });
export const scanSchema = z.strictObject({
  userCode: name,
  decision: z.enum(["approve", "refuse", "expire"]).default("approve"),
});
export const conversationSchema = z.strictObject({ staffId: name, clientId: name });

type Issues = readonly z.core.$ZodIssue[];

/** `language` is looked up in what our own checks say; zod's own sentences are in it already. */
function describe(issues: Issues, language: "en" | "zh"): string {
  const parts = issues.slice(0, 5).map((issue) => {
    const at = issue.path.map(String).join(".");
    const own: unknown = issue.code === "custom" ? issue.params?.[language] : undefined;
    const words = typeof own === "string" ? own : issue.message;
    return at === "" ? words : `${at}: ${words}`;
  });
  return language === "en" ? `${parts.join("; ")}.` : `${parts.join("；")}。`;
}

const IN_CHINESE = z.locales.zhCN().localeError;

const notJson = (text: string): { en: string; zh: string } => {
  const { line, column } = findJsonFault(text) ?? { line: 1, column: 1 };
  return {
    en: `Not JSON: line ${line}, column ${column}.`,
    zh: `不是合法的 JSON：第 ${line} 行第 ${column} 列。`,
  };
};

/** JSON, or why it is none; a mark of the byte order, as some editors put in front, is no fault. */
function readJson(text: string): unknown {
  const json = text.startsWith("\uFEFF") ? text.slice(1) : text;
  try {
    return JSON.parse(json === "" ? "{}" : json);
  } catch {
    const { en, zh } = notJson(json);
    // Without the engine's own error: it quotes the text, in which a secret may stand.
    throw new EmulatorRefusal("invalid", en, { zh });
  }
}

/** Throws an `EmulatorRefusal` whose message says what is wrong and where. */
export function parseRequest<Value>(schema: z.ZodType<Value>, text: string): Value {
  return parseValue(schema, readJson(text));
}

/** The same for what is no JSON text, for example a query. */
export function parseValue<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const inChinese = schema.safeParse(value, { error: IN_CHINESE });
  const zh = describe(inChinese.error?.issues ?? result.error.issues, "zh");
  throw new EmulatorRefusal("invalid", describe(result.error.issues, "en"), { zh });
}
