/**
 * What the console's page and the gateway say to each other: views (GET) and actions (POST) below `CONSOLE_API`.
 * Types only, but for the addresses. Not part of DingTalk.
 *
 * Times are milliseconds since the Unix epoch on the gateway's clock. Sentences for people (`Sentence`) come in the
 * language that `?lang=zh-CN|en` asks for. Whatever a sender can write (names, titles, texts, file names) is plain
 * text, never markup. A secret is in no view.
 *
 * Settings and set-up have their own files beside this one.
 *
 * An action answers 200 with its result, or 4xx/5xx with `ConsoleRefusal`.
 */
import type { SettingsProgress } from "./console-settings.ts";

/** The page of its own: static files, readable by anybody, with nothing of the installation in them. */
export const CONSOLE_PAGE = "/dingtalk/console/";
/** The same files behind the gateway's authentication, for the dashboard's tab; the API stands below. */
export const CONSOLE_PANEL = "/dingtalk/panel/";
export const CONSOLE_API = "/dingtalk/panel/api/";

/**
 * Views only, for the dashboard's frame: its origin is opaque, and browsers may keep the gateway's cookie from its
 * requests. The panel's HTML, which only a signed-in dashboard gets, has a `meta` element of this name with a word;
 * the frame sends that word as this header. The page of its own has no such element: it sends the gateway's token
 * (`Authorization: Bearer`) to `CONSOLE_API`.
 */
export const CONSOLE_FRAME_API = "/dingtalk/console/api/";
export const CONSOLE_FRAME_META = "dingtalk-console-frame";
export const CONSOLE_FRAME_HEADER = "x-dingtalk-console-frame";

export type ConsoleLanguage = "zh-CN" | "en";

/** A sentence in the asked language, with at most one thing to do about it. */
export interface Sentence {
  readonly text: string;
  readonly remedy?: string;
  /** The page to do it on, on the DingTalk developer platform. */
  readonly link?: string;
}

export interface ConsoleRefusal {
  readonly error: Sentence & {
    /** For programs: `unauthorized`, `invalid-value`, `conflict`, `not-found`, `read-only`, `unavailable`, `failed`. */
    readonly code: string;
    /** The field that is wrong, as in `SettingsField.path`. */
    readonly field?: string;
  };
}

/** One check of set-up or permissions, as it stands. */
export interface SetupLine {
  readonly id: string;
  readonly title: string;
  readonly state: "ok" | "warning" | "problem" | "unknown" | "running";
  readonly findings: readonly Sentence[];
}

// ── Now: GET now ────────────────────────────────────────────────────────────────────────────────────────────────

export interface NowView {
  readonly now: number;
  /** Changes with each start of the gateway's process: a page knows by it that a restart is over. */
  readonly processId: string;
  readonly version: string;
  /** False in the dashboard's tab, which the gateway lets only read. */
  readonly mayChange: boolean;
  /** `/dingtalk/console/`, with the gateway's base path where it has one. */
  readonly pageAddress: string;
  readonly accounts: readonly AccountNow[];
  readonly turns: readonly TurnNow[];
  readonly deadLetters: readonly DeadLetterNow[];
  readonly latency: LatencyView;
  readonly archive: readonly ArchiveNow[];
}

export interface AccountNow {
  readonly accountId: string;
  /** `name` of the configuration. */
  readonly name?: string;
  readonly clientId: string;
  readonly state: "connected" | "connecting" | "blocked" | "stopped" | "switched-off" | "not-configured";
  readonly connectedSince?: number;
  readonly lastEventAt?: number;
  readonly lastInboundAt?: number;
  readonly lastOutboundAt?: number;
  /** Newest first, at most ten; the same one again only raises `count`. */
  readonly errors: readonly ErrorNow[];
  readonly mode: "card" | "message";
  readonly dmPolicy: string;
  readonly groupPolicy: string;
  /** Messages that wait for an agent, that an agent has, and that were given up. */
  readonly journal?: { readonly pending: number; readonly claimed: number; readonly failed: number };
  readonly quota?: QuotaNow;
}

export interface ErrorNow {
  readonly at: number;
  readonly count: number;
  readonly sentence: Sentence;
}

export interface QuotaNow {
  /** `2026-11`; the platform's month, in its time zone. */
  readonly month: string;
  readonly resetsAt: number;
  readonly calls: number;
  readonly callLimit: number;
  readonly pushes: number;
  readonly pushLimit: number;
  /** By webhook: whether the platform counts them is unproven. */
  readonly webhookSends: number;
  readonly step: "stream" | "few-frames" | "first-and-final" | "one-message";
  /** What the step means, and why it is this one. */
  readonly stepSentence: Sentence;
  /** Calls by API, most first. */
  readonly byApi: readonly { readonly api: string; readonly calls: number }[];
  /** Calls of each day of this month so far, the first day first. Absent where the ledger has no days. */
  readonly byDay?: readonly { readonly day: string; readonly calls: number }[];
}

export interface TurnNow {
  readonly id: string;
  readonly accountId: string;
  readonly conversation: TrailPlace;
  readonly senderName: string;
  readonly since: number;
  /** `thinking`: nothing shown yet. `message`: the answer will be an ordinary message. */
  readonly state: "queued" | "thinking" | "streaming" | "finishing" | "message";
  /** State of the card, as in ARCHITECTURE.md; absent where no card is used. */
  readonly card?: string;
  readonly frames?: number;
}

export interface DeadLetterNow {
  readonly id: string;
  readonly accountId: string;
  readonly failedAt: number;
  readonly reason: Sentence;
  readonly senderName?: string;
  readonly place?: TrailPlace;
  /** Shortened; absent where it cannot be read. */
  readonly preview?: string;
}

/** Milliseconds of the last turns, newest last, and their middle and slow end. */
export interface LatencyView {
  readonly turns: readonly LatencyOfTurn[];
  readonly p50: LatencyFigures;
  readonly p95: LatencyFigures;
}

export interface LatencyOfTurn extends LatencyFigures {
  readonly trailId: string;
  readonly receivedAt: number;
}

/** Each since the message was received; absent where it did not come to that. */
export interface LatencyFigures {
  readonly ackedMs?: number;
  readonly firstWordMs?: number;
  readonly finishedMs?: number;
}

export interface ArchiveNow {
  /** Accounts that share the folder. */
  readonly accountIds: readonly string[];
  readonly directory: string;
  /** 0: kept for ever. */
  readonly keepDays: number;
  readonly files: number;
  readonly bytes: number;
  /** Newest first. `expires`: when the day's files go; absent where they are kept for ever. */
  readonly days: readonly {
    readonly day: string;
    readonly files: number;
    readonly bytes: number;
    readonly expires?: number;
  }[];
}

/** POST dead-letters/act */
export interface DeadLetterAction {
  readonly accountId: string;
  readonly id: string;
  readonly action: "retry" | "drop";
}

// ── Messages: GET messages?account=&outcome=&search=&before=&limit=&since=&reveal=1 · GET messages/<id> ───────────

/** Where a message was said. */
export interface TrailPlace {
  readonly kind: "direct" | "group";
  readonly conversationId: string;
  /** Of a group. */
  readonly title?: string;
}

export type TrailOutcome = "running" | "answered" | "refused" | "no-answer" | "failed" | "dead-letter";

export interface TrailRow {
  /** Grows with time; sorts as text. */
  readonly id: string;
  readonly accountId: string;
  readonly msgId: string;
  readonly receivedAt: number;
  readonly sender: { readonly name: string; readonly staffId?: string };
  readonly place: TrailPlace;
  /** As the platform names it: `text`, `picture`, `audio`, … */
  readonly type: string;
  /** The text, redacted: its length only, as `···· 12`, unless `reveal=1`. */
  readonly text: string;
  readonly textHidden: boolean;
  readonly attachments: number;
  readonly outcome: TrailOutcome;
  /** Why it was refused or failed, or how it was answered (card, message, both; calls; seconds). */
  readonly sentence: Sentence;
  readonly answeredBy?: "card" | "message" | "card-and-message";
  readonly latency: LatencyFigures;
}

export interface MessagesView {
  readonly rows: readonly TrailRow[];
  /** Give it as `before` for the next page; absent at the end. */
  readonly next?: string;
  /** How far back the trail goes. */
  readonly keptDays: number;
}

export interface TraceView {
  readonly row: TrailRow;
  /** In order. */
  readonly steps: readonly TraceStep[];
}

export interface TraceStep {
  readonly at: number;
  /** For programs: `received`, `acked`, `claimed`, `joined`, `access`, `media`, `adopted`, `run-started`, `first-word`, `card-created`, `frame-refused`, `finished`, `sent`, `refused`, `failed`, `queued`, `steered`. */
  readonly step: string;
  readonly sentence: Sentence;
}

// ── Permissions: GET permissions · POST permissions/check ─────────────────────────────────────────────────────────

/** POST permissions/check: starts the checks in the background; answers with `PermissionsView`. */
export interface CheckRequest {
  readonly accountId: string;
}

export interface PermissionsView {
  readonly accounts: readonly {
    readonly accountId: string;
    readonly name?: string;
    readonly clientId: string;
    /** Absent: never checked since the gateway started. */
    readonly checkedAt?: number;
    readonly checking: boolean;
    /** What a check costs, before somebody asks for one. */
    readonly checkCost: Sentence;
    readonly features: readonly FeaturePermission[];
    /** The checks of `openclaw china doctor` for this account. */
    readonly checks: readonly SetupLine[];
  }[];
}

export interface FeaturePermission {
  readonly feature: string;
  readonly label: string;
  /** `Card.Streaming.Write`; several are all needed. Empty where DingTalk's documents name none. */
  readonly scopes: readonly string[];
  readonly state: "granted" | "missing" | "unknown";
  /** What goes without it. */
  readonly sentence: Sentence;
  readonly applyLink?: string;
}

// ── People and groups: GET people?account=&search= · POST people/pairing · POST people/list ────────────────────────────────

export interface PeopleView {
  readonly accountId: string;
  readonly dmPolicy: string;
  readonly groupPolicy: string;
  /** Why no requests are shown, where the gateway does not show them to the asker. */
  readonly requestsHidden?: Sentence;
  readonly requests: readonly {
    /** Names the request in `people/pairing`. The code that the stranger was given is told to nobody. */
    readonly requestId: string;
    /** staffId. */
    readonly id: string;
    readonly name?: string;
    readonly requestedAt: number;
    readonly expiresAt?: number;
  }[];
  /** Latest seen first, at most 200 of each; `search=` finds further ones by a part of name or id. */
  readonly people: readonly KnownPersonRow[];
  readonly groups: readonly KnownGroupRow[];
  /** All that match, shown or not. */
  readonly peopleFound: number;
  readonly groupsFound: number;
  readonly lists: readonly {
    /** `paired`: approved by pairing, kept by the gateway, not in the configuration. */
    readonly list: "allowFrom" | "groupAllowFrom" | "paired";
    readonly entries: readonly { readonly id: string; readonly name?: string }[];
  }[];
}

export interface KnownPersonRow {
  readonly staffId: string;
  readonly name: string;
  readonly lastSeenAt?: number;
  /** May write to the bot directly, as things stand. */
  readonly mayWrite: boolean;
}

export interface KnownGroupRow {
  readonly conversationId: string;
  readonly title: string;
  readonly lastSeenAt?: number;
  readonly mayUse: boolean;
}

/** POST people/pairing */
export interface PairingAction {
  readonly accountId: string;
  readonly requestId: string;
  readonly decision: "approve" | "refuse";
}

/** What became of it; the view has changed accordingly. */
export interface PairingAnswer {
  readonly done: Sentence;
}

/** POST people/list: answers with `ListAnswer`. */
export interface ListAction {
  readonly accountId: string;
  readonly list: "allowFrom" | "groupAllowFrom" | "paired";
  readonly action: "add" | "remove";
  /** An id, or a name that exactly one known person or group has. */
  readonly entry: string;
}

export interface ListAnswer {
  /** The id that was put on the list or taken off it. */
  readonly id: string;
  readonly name?: string;
  /** What else it means, where that is not plain. */
  readonly note?: Sentence;
  /** Where the configuration changed; ask for it at `settings/progress`. */
  readonly change?: SettingsProgress;
}
