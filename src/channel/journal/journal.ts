/**
 * The face of the journal: the host's ingress queue contract, plus what an operator needs (dead letters, depth).
 * Engines stand beside this file; the host's ingress monitor drives them and knows only its own half.
 */
import type { ChannelIngressQueue } from "openclaw/plugin-sdk/channel-outbound";

type Queue<Payload, Metadata, Done> = ChannelIngressQueue<Payload, Metadata, Done>;
/** The parts of the host's contract that are optional there and always present here. */
type Complete<Payload, Metadata, Done> = Queue<Payload, Metadata, Done> &
  Required<Pick<Queue<Payload, Metadata, Done>, "listFailed" | "refreshClaim" | "resubmit">>;

export type DeadLetter<Payload = unknown, Metadata = unknown> = Awaited<
  ReturnType<Complete<Payload, Metadata, unknown>["listFailed"]>
>[number];
export type RetryResult<Payload = unknown, Metadata = unknown> = Awaited<
  ReturnType<Complete<Payload, Metadata, unknown>["resubmit"]>
>;

/** Rows by status. */
export interface JournalDepth {
  readonly pending: number;
  readonly claimed: number;
  /** Kept only to recognise redelivered events; their contents are gone. */
  readonly completed: number;
  /** Dead letters. */
  readonly failed: number;
  /** Milliseconds since the epoch of the oldest pending row. */
  readonly oldestPendingAt: number | undefined;
}

export type Journal<Payload = unknown, Metadata = unknown, Done = unknown> = Complete<
  Payload,
  Metadata,
  Done
> & {
  /** For status: which engine, and where the rows are. */
  readonly engine: "sqlite" | "jetstream";
  readonly location: string;
  depth(): Promise<JournalDepth>;
  /** Events that were given up, oldest first, with their contents. */
  listDeadLetters(): Promise<DeadLetter<Payload, Metadata>[]>;
  /** Puts a dead letter back to the end of its lane with a fresh count of attempts. */
  retryDeadLetter(id: string): Promise<RetryResult<Payload, Metadata>>;
  /** Forgets the contents of a dead letter but still recognises its id; `false` when there is none. */
  dropDeadLetter(id: string): Promise<boolean>;
  /** Commits what is waiting and closes; later calls reject with code `journal_closed`. Harmless twice. */
  close(): void;
};
