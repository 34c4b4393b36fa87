/**
 * The accounts as the console sees them: those that run, and what the configuration says of all. Shapes only; who
 * assembles the console hands them over. A running account of the channel has this shape as it is.
 */
import type { DingTalkError, StreamState } from "../../client/index.ts";
import type { Clock } from "../../lib/clock.ts";
import type { ConfigEnvironment, ResolvedAccount } from "../config/accounts.ts";
import type { DeadLetter, Journal } from "../journal/journal.ts";
import type { QuotaSnapshot } from "../quota/quota-snapshot.ts";
import type { UsageDay } from "../quota/usage-ledger.ts";
import type { TrailRecorder, TurnInProgress } from "../trail/trail-recorder.ts";

export interface StoredFrame {
  readonly rawEvent?: string;
}

export interface ConsoleAccount {
  readonly accountId: string;
  readonly client: { readonly clientId: string };
  readonly quota: { snapshot(): QuotaSnapshot | undefined; days(): readonly UsageDay[] };
  /** Absent where the host's own queue is in use. */
  readonly journal?: {
    depth: Journal["depth"];
    listDeadLetters(): Promise<readonly DeadLetter<StoredFrame>[]>;
    retryDeadLetter(id: string): Promise<{ readonly kind: string }>;
    dropDeadLetter(id: string): Promise<boolean>;
  };
  readonly connection: () => StreamState;
  readonly turns: () => readonly TurnInProgress[];
  readonly errors: () => readonly {
    readonly at: number;
    readonly count: number;
    readonly error: DingTalkError;
  }[];
  readonly lastSeen: () => { readonly inboundAt?: number; readonly outboundAt?: number };
  readonly trail: Pick<TrailRecorder, "note" | "flush">;
}

export interface ConsoleAccounts {
  /** Those that run in this process. */
  running(): readonly ConsoleAccount[];
  /** `channels.dingtalk` as configured now. */
  section(): unknown;
  machine(): ConfigEnvironment;
  /** Folder of the plugin's durable state. */
  readonly stateDirectory: string;
  readonly clock: Clock;
}

/** An account of the configuration, and the running one if it runs. */
export interface KnownAccount {
  readonly settings: ResolvedAccount;
  readonly running: ConsoleAccount | undefined;
}
