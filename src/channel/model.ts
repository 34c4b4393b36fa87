/**
 * The channel's own words for what comes in and goes out. Types only; the wire's words stay in `contract`.
 */

export interface Conversation {
  readonly kind: "direct" | "group";
  /** DingTalk's conversationId; case-sensitive. */
  readonly id: string;
  readonly title?: string;
}

export interface Sender {
  /** The key for sending; absent for people outside the robot's organisation and before the app is published. */
  readonly staffId?: string;
  /** Opaque `$:LWCP_v1:…`; identifies, but cannot be sent to. */
  readonly senderId?: string;
  readonly name: string;
}

/** The webhook of one message: a secret, and it expires. */
export interface SessionWebhook {
  readonly url: string;
  /** Milliseconds since the Unix epoch. */
  readonly expiresAt: number;
}

export interface InboundMessage {
  readonly id: string;
  readonly robotCode: string;
  readonly conversation: Conversation;
  readonly sender: Sender;
  /** What the agent reads: trimmed, mention of the bot cut by the platform. */
  readonly text: string;
  /** The platform's `msgtype`. */
  readonly kind: string;
  /** True where the type is not understood and `text` only names it. */
  readonly unsupported: boolean;
  /** Whether THIS bot was mentioned; always true in a direct chat. */
  readonly mentioned: boolean;
  /** Milliseconds since the Unix epoch. */
  readonly sentAt: number;
  readonly session?: SessionWebhook;
}

/** Where a reply or a proactive message goes. */
export type Target =
  | { readonly kind: "user"; readonly staffId: string }
  | { readonly kind: "group"; readonly openConversationId: string };

/** Why a message starts no turn. */
export interface Refusal {
  readonly reason: string;
  readonly detail?: string;
}

/** What became of something we sent. */
export interface Delivery {
  /** `processQueryKey`, `carrierId` or `outTrackId`; a session webhook returns none. */
  readonly id?: string;
  readonly via: "card" | "session" | "robot";
}

/** What the host tells of a running answer, narrowed to what a live reply needs. */
export type AgentEvent =
  | { readonly kind: "run-start"; readonly runId: string; readonly sessionKey: string }
  /** The whole text of one assistant message so far. */
  | { readonly kind: "text"; readonly runId: string; readonly itemId: string; readonly text: string }
  | { readonly kind: "thinking"; readonly runId: string }
  /** The model has said all; finals follow. */
  | { readonly kind: "run-end"; readonly runId: string };
