/**
 * The local DingTalk as its owner sees it: what it is made with and what it can be told.
 */
import type {
  ChangeGroupRequest,
  ConnectionFault,
  EmulatorCall,
  EmulatorMessage,
  EmulatorQuota,
  EmulatorRegistration,
  EmulatorSnapshot,
  FaultRequest,
  PressRequest,
  PushCallbackRequest,
  PushEventRequest,
  QuotaRequest,
  SayRequest,
  ScanDecision,
  TakeBackRequest,
} from "../contract/emulator-control.ts";
import type { Clock } from "../lib/clock.ts";
import type { Logger } from "../lib/logger.ts";
import type { DeveloperSide } from "./developer-side.ts";
import type { FaultHandle } from "./faults.ts";
import type { FeedListener } from "./feed.ts";
import type { CallbackAnswer } from "./push-callback.ts";
import type { EmulatorSeed } from "./seed.ts";
import type { IgnoredAck } from "./stream/frame-ledger.ts";
import type { Waiting } from "./wait-for.ts";

/** A second door, for clients that insist on DingTalk's own `https` addresses: the same platform behind TLS. */
export interface EmulatorTls {
  /** PEM; made for DingTalk's host names by an authority that the client trusts. */
  readonly cert: string;
  readonly key: string;
  /** Default 443, the port of those addresses; 0 is any free one. */
  readonly port?: number;
}

export interface EmulatorOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default: plain HTTP only. */
  readonly tls?: EmulatorTls;
  /** 127.0.0.1 (default), localhost or ::1; anything else is refused. */
  readonly host?: string;
  /** Default: `defaultSeed()`. */
  readonly seed?: EmulatorSeed;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** A number in [0, 1); chooses sockets and ping times. */
  readonly random?: () => number;
  /** Milliseconds until an unacknowledged push goes out again. Default 60,000; null: never. */
  readonly redeliverAfterMs?: number | null;
  /**
   * Messages without an open socket wait for the next one. Default true, for friendliness: unproven.
   * False: they are lost, which is what users of DingTalk report.
   */
  readonly queueWhileOffline?: boolean;
  /** Strict pacing of one card's writes, for example 500. Default 0: not enforced. */
  readonly cardMinIntervalMs?: number;
  /** Calls a second per app and API. Default 20. */
  readonly qps?: number;
  /**
   * Calls that one address may make in 20 seconds before it is blocked for five minutes. DingTalk's own number is
   * `ADDRESS_CALLS`. Default: no limit, as everything here comes from one address.
   */
  readonly callsPerAddress?: number;
  /** Billed calls of the company in one month. Default: no limit. For one app see the seed and `setQuota`. */
  readonly monthlyCalls?: number;
  /** The folder with the built chat page. */
  readonly webRoot?: string;
}

export interface Emulator extends DeveloperSide {
  /** `http://127.0.0.1:<port>`: base URL for both of DingTalk's hosts. */
  readonly url: string;
  /** Of the door behind TLS, where one was asked for. */
  readonly tlsUrl?: string;
  readonly port: number;
  /** A person writes. Rejects with `EmulatorRefusal` when that person could not. */
  say(request: SayRequest): Promise<{ readonly msgId: string }>;
  /** A person takes back a message of their own, within 24 hours. Throws `EmulatorRefusal` when they cannot. */
  takeBack(request: TakeBackRequest): void;
  /** Somebody changes a group's people, bots or title. Throws `EmulatorRefusal` when that cannot be. */
  changeGroup(request: ChangeGroupRequest): void;
  /** Pushes a message again with a new `headers.messageId`, or with the same one. */
  redeliver(msgId: string, options?: { readonly sameFrame?: boolean }): Promise<void>;
  /**
   * Somebody presses a button of a card: the app gets it pushed, and the card data in its answer is laid on the card.
   * Resolves false when no answer came within the platform's 2 s. Rejects with `EmulatorRefusal`.
   */
  press(request: PressRequest): Promise<{ readonly acknowledged: boolean }>;
  /** Sends an app an event of the platform, ticked or not; its `eventId`. Throws `EmulatorRefusal` for an unknown app. */
  pushEvent(request: PushEventRequest): { readonly eventId: string };
  /** Sends an app a CALLBACK of any topic; its answer, or none in time. Rejects with `EmulatorRefusal` for an unknown app. */
  pushCallback(request: PushCallbackRequest): Promise<CallbackAnswer>;
  snapshot(): EmulatorSnapshot;
  messages(conversationId?: string): EmulatorMessage[];
  calls(): EmulatorCall[];
  fault(request: FaultRequest): FaultHandle;
  /** Returns how many were cleared. */
  clearFaults(): number;
  /** Makes the app's open sockets ill, or sends them a SYSTEM frame, or the one of them; returns how many. */
  connectionFault(clientId: string, fault: ConnectionFault, connectionId?: string): number;
  /** Limits an app's month from now on. */
  setQuota(request: QuotaRequest): void;
  /** Blocks addresses that call more often in 20 seconds from now on, and lets those go that are; absent: none. */
  limitAddresses(calls?: number): void;
  /** What the app has used this month. */
  quota(clientId: string): EmulatorQuota;
  expireTokens(clientId: string): void;
  expireSessionWebhooks(): void;
  /** Download codes of messages so far are wrong from now on. */
  expireDownloadCodes(): void;
  /** Pre-signed URLs handed out so far answer 403 from now on. */
  expireDownloadUrls(): void;
  /** Codes of one-scan app creation, oldest first. */
  registrations(): EmulatorRegistration[];
  /** Somebody scans a code: an app is created, or not. Throws `EmulatorRefusal` for a code that does not wait. */
  scan(userCode: string, decision: ScanDecision): { readonly clientId?: string };
  /** The id of the direct conversation, which is started when there is none. */
  openDirect(clientId: string, staffId: string): string;
  /** Answers on the Stream sockets that did not count as acks. */
  ignoredAcks(): readonly IgnoredAck[];
  /** Resolves as soon as the predicate answers; rejects with what was seen after `timeoutMs` (default 5,000). */
  readonly waitFor: Waiting["waitFor"];
  /** Returns the function that unsubscribes. */
  onEvent(listener: FeedListener): () => void;
  /** Back to the seed; sockets, tokens and apps created by a scan stay. */
  reset(): void;
  /** Ends sockets, server and timers within a second. */
  close(): Promise<void>;
}
