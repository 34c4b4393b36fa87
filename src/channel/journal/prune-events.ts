/**
 * Retention: which rows may go, by age and by number per status. Runs inside the caller's transaction.
 * Completed rows are what recognises a redelivered event, so they stay at least `minCompletedAgeMs`
 * whatever the caller's limits say.
 */
import type { ChannelIngressQueue } from "openclaw/plugin-sdk/channel-outbound";
import type { EventTable } from "./event-table.ts";

export type PruneOptions = NonNullable<Parameters<ChannelIngressQueue<unknown>["prune"]>[0]>;

export function pruneEvents(
  table: EventTable,
  options: PruneOptions,
  now: number,
  minCompletedAgeMs: number,
): number {
  const keep = JSON.stringify([...(options.protectIds ?? [])].map((id) => id.trim()));
  const youngest = now - minCompletedAgeMs;
  const kinds = [
    {
      status: "pending",
      age: "updated_at",
      ttl: options.pendingTtlMs,
      max: options.pendingMaxEntries,
      before: Infinity,
    },
    {
      status: "completed",
      age: "done_at",
      ttl: options.completedTtlMs,
      max: options.completedMaxEntries,
      before: youngest,
    },
    {
      status: "failed",
      age: "done_at",
      ttl: options.failedTtlMs,
      max: options.failedMaxEntries,
      before: Infinity,
    },
  ] as const;
  let removed = 0;
  for (const { status, age, ttl, max, before } of kinds) {
    if (ttl !== undefined)
      removed += table.change(
        `DELETE FROM events WHERE status=? AND ${age} < ? AND id NOT IN (SELECT value FROM json_each(?))`,
        status,
        Math.min(now - ttl, before),
        keep,
      );
    if (max !== undefined)
      removed += table.change(
        `DELETE FROM events WHERE seq IN
           (SELECT seq FROM events WHERE status=? ORDER BY updated_at DESC, seq DESC LIMIT -1 OFFSET ?)
         AND ${age} < ? AND id NOT IN (SELECT value FROM json_each(?))`,
        status,
        Math.max(0, Math.floor(max)),
        before,
        keep,
      );
  }
  return removed;
}

/** Whether the options ask for anything. */
export function asksForPruning(options: PruneOptions | undefined): options is PruneOptions {
  const { now: _now, protectIds: _protectIds, ...limits } = options ?? {};
  return Object.values(limits).some((value) => value !== undefined);
}
