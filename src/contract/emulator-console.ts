/**
 * The developer's side of the emulator's door: the wire, the app console, the developer platform, time, snapshots
 * and recordings. Types only, so that the page may share them. Not part of DingTalk.
 * Times are milliseconds since the Unix epoch on the emulator's clock.
 */
import type {
  EmulatorAttachment,
  EmulatorCall,
  EmulatorQuota,
  FaultRequest,
  SayRequest,
} from "./emulator-control.ts";

/** One HTTP call, frame or socket as it went over the wire, secrets masked. `id` grows by one for each entry. */
export type WireEntry = WireCall | WireFrame | WireSocket;

interface WireBase {
  readonly id: number;
  readonly at: number;
  readonly clientId?: string;
}

export interface WireCall extends WireBase {
  readonly kind: "call";
  readonly operation: EmulatorCall["operation"];
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Those that matter: content type, accept, user agent, token (masked). */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text, or a note in brackets about a body that is not shown. */
  readonly request?: string;
  /** 0: the connection was cut without an answer. */
  readonly status: number;
  readonly response?: string;
  readonly code?: string;
  readonly billed: boolean;
  readonly durationMs: number;
  /** The scripted fault that answered. */
  readonly fault?: string;
}

export interface WireFrame extends WireBase {
  readonly kind: "frame";
  /** `out`: from the platform to the app. */
  readonly direction: "in" | "out";
  readonly connectionId: string;
  /** SYSTEM, CALLBACK or EVENT of a frame that goes out; `ANSWER` for what comes in. */
  readonly type: string;
  readonly topic?: string;
  readonly messageId?: string;
  /** Of an answer. */
  readonly code?: number;
  readonly data?: string;
  /** Of an answer: since the frame it answers went out. */
  readonly afterMs?: number;
}

export interface WireSocket extends WireBase {
  readonly kind: "socket";
  readonly connectionId: string;
  readonly event: "open" | "close" | ConnectionHealth;
}

/** What to show of the wire. Everything absent means everything. */
export interface WireFilter {
  /** Entries after this id. */
  readonly after?: number;
  readonly clientId?: string;
  readonly kind?: WireEntry["kind"];
  /** Case-insensitive, in operation, path, topic, code and bodies. */
  readonly text?: string;
  /** Refused calls and answers that were no acks. */
  readonly failed?: boolean;
  /** The newest so many. Default 500. */
  readonly limit?: number;
}

/** `deaf`: a `disconnect` frame was sent, nothing more is delivered. */
export type ConnectionHealth = "live" | "deaf" | "half-open";

export interface EmulatorConnection {
  readonly connectionId: string;
  readonly openedAt: number;
  readonly health: ConnectionHealth;
  /** Subscribed, as `TYPE topic`. */
  readonly topics: readonly string[];
}

export interface EmulatorOrganisation {
  readonly corpId: string;
  readonly name: string;
}

/** A permission that somebody applied for and nobody has granted yet. */
export interface PermissionApplication {
  readonly scope: string;
  /** staffId; absent when it came through a link. */
  readonly by?: string;
  readonly at: number;
}

/** An application as its developer sees it. The credentials are made up and open no door at DingTalk. */
export interface EmulatorAppConsole {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
  readonly corpId: string;
  /** Absent until a version is published: nobody finds the bot, and senders have no staffId. */
  readonly version?: string;
  readonly scopes: readonly string[];
  readonly applications: readonly PermissionApplication[];
  readonly connections: readonly EmulatorConnection[];
  /** Types of events ticked for it. */
  readonly events: readonly string[];
  /** «服务器出口 IP»; none: everybody may call. */
  readonly allowedAddresses: readonly string[];
  /** What it has used this month, and its limits. */
  readonly quota: EmulatorQuota;
  /** Since the start or the last reset. */
  readonly usage: { readonly billedCalls: number; readonly pushes: number };
}

/** A permission that some operation of the emulator asks for. */
export interface EmulatorPermission {
  readonly scope: string;
  readonly operations: readonly string[];
}

export interface EmulatorFault {
  readonly id: string;
  readonly request: FaultRequest;
  /** Matching calls so far, hit or not. */
  readonly seen: number;
  readonly hits: number;
}

export interface EmulatorTime {
  readonly now: number;
  /** How far the clock is ahead of the machine's. */
  readonly aheadMs: number;
}

/** A group's own robot («自定义机器人»), with the address by which it sends. */
export interface EmulatorWebhookRobot {
  readonly id: string;
  readonly name: string;
  readonly conversationId: string;
  /** With its token. */
  readonly webhook: string;
  /** What calls are signed with; absent where they need no signature. */
  readonly secret?: string;
  /** A message has to contain one of them; none: any message goes. */
  readonly keywords: readonly string[];
  /** Who may call; none: everybody. */
  readonly allowedAddresses: readonly string[];
}

/** A new robot of a group. */
export interface AddWebhookRobotRequest {
  readonly conversationId: string;
  /** Unlike those that the group has. */
  readonly name: string;
  /** Calls need a signature. Default: no. */
  readonly sign?: boolean;
  readonly keywords?: readonly string[];
  readonly addresses?: readonly string[];
}

/** What the developer's pages show beside the wire. */
export interface EmulatorConsole {
  readonly time: EmulatorTime;
  readonly organisations: readonly EmulatorOrganisation[];
  readonly apps: readonly EmulatorAppConsole[];
  readonly permissions: readonly EmulatorPermission[];
  readonly faults: readonly EmulatorFault[];
  readonly webhookRobots: readonly EmulatorWebhookRobot[];
  readonly recording?: { readonly since: number; readonly steps: number };
}

export interface CoverageRow {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly level: "supported" | "partial" | "absent";
  readonly note: string;
  readonly noteZh: string;
  /** The test that proves it. */
  readonly proof: string;
  readonly scope?: string;
  readonly billed: boolean;
}

/** A call that the emulator does not know, how often it came, and when last. */
export interface UnknownCall {
  readonly method: string;
  readonly path: string;
  readonly count: number;
  readonly lastAt: number;
}

export interface EmulatorCoverage {
  readonly operations: readonly CoverageRow[];
  readonly unknown: readonly UnknownCall[];
}

/** What a person finds in the search box: bots with a published version, colleagues, groups they are in. */
export interface SearchHit {
  readonly kind: "robot" | "person" | "group";
  /** clientId, staffId or conversationId. */
  readonly id: string;
  readonly name: string;
}

/** One step of a recorded conversation: what a person did, what the bot then said. */
export type RecordedStep =
  | { readonly kind: "say"; readonly afterMs: number; readonly key: string; readonly say: RecordedSay }
  | {
      readonly kind: "expect";
      readonly afterMs: number;
      readonly conversation: string;
      readonly robot: string;
      readonly message: RecordedMessage;
    };

/** A say request with the conversation by its name (`group:<title>` or `direct:<staffId>:<clientId>`). */
export interface RecordedSay extends Omit<SayRequest, "conversationId" | "quote"> {
  readonly conversation: string;
  /** `key` of the recorded step whose message is quoted. */
  readonly quote?: string;
}

export interface RecordedMessage {
  readonly kind: "text" | "markdown" | "card" | "other";
  readonly text: string;
  /** Of a card at its end. */
  readonly state?: string;
  readonly attachments?: readonly Pick<EmulatorAttachment, "name" | "mime">[];
}

/** A conversation as a test: played against a bot, each expectation must come true. */
export interface EmulatorRecording {
  readonly version: 1;
  readonly steps: readonly RecordedStep[];
}

export interface ReplayRequest {
  readonly recording: EmulatorRecording;
  /** For each expectation. Default 10,000. */
  readonly timeoutMs?: number;
  /** `same`: the words must be equal; `any`: a message of that kind is enough. Default `same`. */
  readonly words?: "same" | "any";
}

export interface ReplayResult {
  readonly passed: boolean;
  readonly steps: readonly {
    readonly index: number;
    readonly ok: boolean;
    /** What came instead, in words. */
    readonly reason?: string;
    readonly reasonZh?: string;
  }[];
}

/** How far a person has read a conversation. */
export interface EmulatorRead {
  readonly conversationId: string;
  readonly staffId: string;
  readonly at: number;
}

/** Further server-sent events. `wire` comes only to readers of `/_emulator/events?wire`. */
export type EmulatorConsoleEvent =
  | { readonly type: "wire"; readonly entry: WireEntry }
  /** Something that `GET /_emulator/console` shows has changed. */
  | { readonly type: "console" }
  | { readonly type: "read"; readonly read: EmulatorRead }
  /** Organisations or people changed: ask for the state. */
  | { readonly type: "company" };
