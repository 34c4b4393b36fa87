/**
 * The journal on `node:sqlite`: the host's ingress queue contract on one file per account. Every message from
 * DingTalk is appended here before it is acked.
 *
 * What survives: appends, completions, failures and operator decisions are fsynced before their promise resolves, so
 * a power cut neither loses an acked message nor answers an adopted one again. Claims, releases and pruning are not
 * fsynced: they survive `kill -9`, and a power cut at worst turns a claim back to pending, which the host retries.
 * Appends and completions of one event-loop turn share one commit. Contents are blanked on completion and leave the
 * disk with the next prune or close; dead letters keep theirs until dropped, retried or pruned.
 */
import path from "node:path";
import { systemClock, type Clock } from "../../lib/clock.ts";
import { silentLogger, type Logger } from "../../lib/logger.ts";
import { createAppend } from "./append-events.ts";
import { createClaims } from "./claim-events.ts";
import { createDeadLetters } from "./dead-letters.ts";
import { createEventTable } from "./event-table.ts";
import { createGroupCommit } from "./group-commit.ts";
import { isStorageError } from "./journal-error.ts";
import { openJournalFile } from "./journal-file.ts";
import type { JournalParts } from "./journal-parts.ts";
import type { Journal } from "./journal.ts";
import { createLists } from "./list-events.ts";
import { asksForPruning, pruneEvents } from "./prune-events.ts";
import { createSettlements } from "./settle-events.ts";

const DAY_MS = 86_400_000;
const DEFAULT_MAX_BYTES = 1024 ** 3;

export interface SqliteJournalOptions {
  /** Folder for journals alone; made with mode 0700. */
  directory: string;
  channelId: string;
  accountId: string;
  clock?: Clock;
  logger?: Logger;
  /** Completed rows are never pruned younger than this; 24 h. */
  minCompletedAgeMs?: number;
  /** The file refuses appends (`journal_disk_full`) beyond this size; 1 GiB. */
  maxBytes?: number;
  /** `false` for a second handle (a command beside the gateway), which must not replace a damaged file. */
  repair?: boolean;
  /** How long to wait for another process that is writing; 5 s. */
  busyTimeoutMs?: number;
  /** Told after each durable commit how many writes shared it. */
  onCommit?: (writes: number) => void;
}

/** The file of one account's journal. */
export function journalPath(options: { directory: string; channelId: string; accountId: string }): string {
  const name = `${options.channelId}-${options.accountId}`.replace(/[^\w.-]/g, (char) =>
    encodeURIComponent(char),
  );
  return path.join(options.directory, `${name}.sqlite`);
}

/** Opens or creates the journal. Throws `JournalError`; a damaged file is replaced, not thrown. */
export function openSqliteJournal<Payload = unknown, Metadata = unknown, Done = unknown>(
  options: SqliteJournalOptions,
): Journal<Payload, Metadata, Done> {
  const clock = options.clock ?? systemClock;
  const file = openJournalFile({
    path: journalPath(options),
    clock,
    logger: options.logger ?? silentLogger,
    maxBytes: options.maxBytes ?? DEFAULT_MAX_BYTES,
    repair: options.repair ?? true,
    busyTimeoutMs: options.busyTimeoutMs ?? 5000,
  });
  const group = createGroupCommit((writes) => {
    file.run("durable", () => {
      for (const write of writes) write();
    });
    options.onCommit?.(writes.length);
  }, isStorageError);
  const { channelId, accountId } = options;
  const parts: JournalParts = {
    file,
    table: createEventTable(file),
    identity: { channelId, accountId, queueName: JSON.stringify([channelId, accountId]) },
    now: () => clock.now(),
    durably: (write) => group.add(write),
    relaxed(write) {
      group.flush();
      return file.run("relaxed", write);
    },
    read(read) {
      group.flush();
      return file.run("read", read);
    },
  };
  return {
    engine: "sqlite",
    location: file.path,
    ...createAppend<Payload, Metadata, Done>(parts),
    ...createLists<Payload, Metadata>(parts),
    ...createClaims<Payload, Metadata>(parts),
    ...createSettlements<Done>(parts),
    ...createDeadLetters<Payload, Metadata, Done>(parts),
    async prune(limits) {
      if (!asksForPruning(limits)) return 0;
      const minAge = options.minCompletedAgeMs ?? DAY_MS;
      const removed = parts.relaxed(() =>
        pruneEvents(parts.table, limits, limits.now ?? parts.now(), minAge),
      );
      file.checkpoint();
      return removed;
    },
    async close() {
      group.flush();
      file.close();
    },
  };
}
