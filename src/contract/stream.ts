/**
 * Stream mode: the open call and the frames on the socket.
 * Source: open-dingtalk/developerpedia, docs/learn/stream/protocol.md, and the official SDKs.
 */
import { z } from "zod";

export const Topic = {
  botMessage: "/v1.0/im/bot/messages/get",
  cardAction: "/v1.0/card/instances/callback",
  /** All events at once: the only topic of an EVENT subscription. */
  events: "*",
  ping: "ping",
  disconnect: "disconnect",
} as const;

export const subscriptionSchema = z.object({
  type: z.enum(["EVENT", "CALLBACK", "SYSTEM"]),
  topic: z.string().min(1),
});
export type Subscription = z.infer<typeof subscriptionSchema>;

export const openConnectionRequestSchema = z.looseObject({
  clientId: z.string(),
  clientSecret: z.string(),
  subscriptions: z.array(subscriptionSchema),
  /** Form `name-sdk-lang/version`; diagnostic only. */
  ua: z.string().optional(),
  localIp: z.string().optional(),
  extras: z.record(z.string(), z.string()).optional(),
});
export type OpenConnectionRequest = z.infer<typeof openConnectionRequestSchema>;

/** `ticket` works once, for 90 s; the socket is `endpoint + "?ticket=" + encodeURIComponent(ticket)`. */
export const openConnectionResponseSchema = z.looseObject({
  endpoint: z.string().min(1),
  ticket: z.string().min(1),
});
export type OpenConnectionResponse = z.infer<typeof openConnectionResponseSchema>;

/** Header values are strings on the wire; unknown headers are kept. */
export const frameHeadersSchema = z.looseObject({
  topic: z.string().optional(),
  messageId: z.string().optional(),
  contentType: z.string().optional(),
  time: z.string().optional(),
  eventType: z.string().optional(),
  eventId: z.string().optional(),
  eventCorpId: z.string().optional(),
  /** Milliseconds since the Unix epoch, as text. */
  eventBornTime: z.string().optional(),
  eventUnifiedAppId: z.string().optional(),
});
export type FrameHeaders = z.infer<typeof frameHeadersSchema>;

/** A frame from the platform. `data` is JSON text. */
export const downstreamFrameSchema = z.looseObject({
  specVersion: z.string().optional(),
  type: z.enum(["SYSTEM", "EVENT", "CALLBACK"]),
  headers: frameHeadersSchema,
  data: z.string().optional(),
});
export type DownstreamFrame = z.infer<typeof downstreamFrameSchema>;

/** Our answer to a frame: 200 done, 400 bad request, 404 topic unknown, 500 handler error. */
export const upstreamFrameSchema = z.looseObject({
  code: z.number(),
  headers: z.looseObject({ messageId: z.string().optional(), contentType: z.string().optional() }),
  message: z.string().optional(),
  data: z.string().optional(),
});
export type UpstreamFrame = z.infer<typeof upstreamFrameSchema>;

/** Events that an application may subscribe to on the developer platform. Source: «事件订阅» of groups and robots. */
export const EventType = {
  robotMessageRead: "robot_msg_read",
  robotMessageRecalled: "robot_msg_recall",
  groupMemberAdded: "chat_add_member",
  groupMemberRemoved: "chat_remove_member",
  groupRenamed: "chat_update_title",
} as const;

/** `data` of the answer to an EVENT frame; `LATER` asks for it once more. */
export const eventAnswerSchema = z.looseObject({ status: z.enum(["SUCCESS", "LATER"]) });

/** After a `disconnect` frame the platform delivers nothing more and closes TCP about 10 s later. */
export const DISCONNECT_GRACE_MS = 10_000;
/** A ticket's life. */
export const TICKET_TTL_MS = 90_000;
