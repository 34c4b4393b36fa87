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

/** Something that has to be fetched by its code before anybody can look at it. */
export interface Attachment {
  readonly kind: "image" | "audio" | "video" | "file";
  readonly downloadCode: string;
  /** The second code of a picture, for when the first is refused. */
  readonly fallbackCode?: string;
  /** As the sender named it: not safe as a file name. */
  readonly name?: string;
  /** A hint: the document says milliseconds, some clients send seconds. */
  readonly durationMs?: number;
  /** The sound's words stand in the text already. */
  readonly transcribed?: boolean;
}

/** What a message answers to, as far as the platform tells. */
export interface Quote {
  /** Absent for an own card, whose body does not come along. */
  readonly text?: string;
  /** A name, where one is known. */
  readonly sender?: string;
  readonly attachments: readonly Attachment[];
  /** This bot said it. */
  readonly ofOwnMessage: boolean;
  /** `processQueryKey` or `carrierId` of what is quoted, else its `msgId`. */
  readonly key?: string;
  /** Who writes now wrote that too. */
  readonly ofSender?: true;
  /** The platform's `msgType` of what is quoted. */
  readonly type?: string;
  /** When it was written, by the platform; milliseconds since the Unix epoch. */
  readonly sentAt?: number;
  /** What the quoted message quoted itself. */
  readonly quote?: Quote;
}

export interface InboundMessage {
  readonly id: string;
  readonly robotCode: string;
  readonly conversation: Conversation;
  readonly sender: Sender;
  /** What the person wrote: trimmed, mention of the bot cut by the platform. Empty where only media came. */
  readonly text: string;
  /** The platform's `msgtype`. */
  readonly kind: string;
  /** True where the type is not understood and `text` only names it. */
  readonly unsupported: boolean;
  /** Whether THIS bot was mentioned; always true in a direct chat. */
  readonly mentioned: boolean;
  /** Milliseconds since the Unix epoch. */
  readonly sentAt: number;
  /** In the order in which they stand in the message; those of a quote stand on the quote. */
  readonly attachments: readonly Attachment[];
  readonly quote?: Quote;
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
  /** Of a file: as what it went out. */
  readonly form?: MediaForm;
  /** Why it went out as a file where another form was wanted; a sentence. */
  readonly fallback?: string;
}

export type MediaForm = "picture" | "voice" | "video" | "file";

/** What the host lets be read for one send; handed back to its loader as it came. */
export interface MediaAccess {
  readonly mediaAccess?: object | undefined;
  readonly mediaLocalRoots?: readonly string[] | undefined;
  readonly mediaReadFile?: ((path: string) => Promise<Buffer>) | undefined;
  /** What relative paths are relative to. */
  readonly workspaceDir?: string | undefined;
}

/** A file that somebody wants to be sent. */
export interface MediaToSend {
  /** http(s), a path, or what else the host's loader takes. */
  readonly url: string;
  readonly access?: MediaAccess;
  /** As a file, whatever it is. */
  readonly asFile?: boolean;
}

/** What a run waits for until a person has decided. */
export type PromptSubject =
  | {
      readonly kind: "approval";
      readonly approvalId: string;
      readonly approvalKind: "exec" | "plugin" | "system-agent";
    }
  | { readonly kind: "question"; readonly questionId: string };

/** The run that waits, as far as the host tells. */
export interface RunReference {
  readonly runId?: string;
  readonly sessionKey?: string;
}

/** The host's decisions on an approval, in its words. */
export type ApprovalDecision = "allow-once" | "allow-always" | "deny";

/** An approval as the host describes it. */
export interface ApprovalRequest {
  readonly approvalId: string;
  readonly approvalKind: "exec" | "plugin" | "system-agent";
  readonly title: string;
  readonly description?: string;
  /** What is to be executed. */
  readonly command?: string;
  readonly warning?: string;
  readonly cwd?: string;
  readonly decisions: readonly ApprovalDecision[];
  /** Where it is shown. */
  readonly target: Target;
  readonly run: RunReference;
  /** Milliseconds since the Unix epoch. */
  readonly expiresAt: number;
}

/** A question of the agent with answers to choose from. */
export interface QuestionRequest {
  readonly questionId: string;
  readonly question: string;
  readonly options: readonly string[];
}

/** How a prompt ended. `by`: who decided, where known. */
export type PromptOutcome =
  | { readonly kind: "decided"; readonly value: string; readonly by?: string }
  /** `settled`: it is over, and nothing says how. */
  | { readonly kind: "expired" | "cancelled" | "interrupted" | "settled" };

/** `over`: it was decided, expired or cancelled before. */
export type PromptResolution = "taken" | "over";

/** What the host calls of an account when a run waits for an approval. */
export interface ApprovalDoor {
  /** Resolves with what `end` needs; rejects when nobody was shown anything. */
  show(request: ApprovalRequest): Promise<string>;
  /** The approval has ended, wherever. Can be called more than once. */
  end(code: string, outcome: PromptOutcome): Promise<void>;
}

/** One step of an agent's plan. */
export interface PlanStep {
  readonly step: string;
  readonly status: "pending" | "in_progress" | "completed";
}

/** What the host tells of a running answer, narrowed to what a live reply needs. */
export type AgentEvent =
  | { readonly kind: "run-start"; readonly runId: string; readonly sessionKey: string }
  /** The whole text of one assistant message so far. */
  | { readonly kind: "text"; readonly runId: string; readonly itemId: string; readonly text: string }
  | { readonly kind: "thinking"; readonly runId: string }
  /** Tokens that the run has written so far. */
  | { readonly kind: "usage"; readonly runId: string; readonly outputTokens: number }
  /** The plan as a whole, as it is now; `note` stands in for steps. Neither: it is gone. */
  | {
      readonly kind: "plan";
      readonly runId: string;
      readonly steps: readonly PlanStep[];
      readonly note?: string;
    }
  /** A tool begins its work. */
  | { readonly kind: "tool"; readonly runId: string; readonly name: string }
  /** The model has said all; finals follow. */
  | { readonly kind: "run-end"; readonly runId: string };
