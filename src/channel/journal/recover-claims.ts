/**
 * Claims of workers that are gone go back to pending; claims that cannot be read become dead letters. The caller
 * decides per claim, possibly asynchronously, so every release checks again that the claim is still that stale one.
 */
import type { ChannelIngressQueue } from "openclaw/plugin-sdk/channel-outbound";
import { decodeClaim, decodeClaimed, type Claim, type QueueIdentity } from "./event-rows.ts";
import { NO_CLAIM, type EventTable } from "./event-table.ts";
import type { JournalFile } from "./journal-file.ts";
import type { EventRow } from "./journal-schema.ts";

export type RecoverOptions<Payload, Metadata> = NonNullable<
  Parameters<ChannelIngressQueue<Payload, Metadata>["recoverStaleClaims"]>[0]
>;

const STALE = `SELECT * FROM events WHERE status='claimed' AND (claimed_at <= ? OR claimed_at IS NULL
  OR claim_token IS NULL OR claim_token='' OR claim_owner IS NULL OR claim_owner='') ORDER BY seq`;

/** Returns how many claims were ended. */
export async function recoverClaims<Payload, Metadata>(
  file: JournalFile,
  table: EventTable,
  identity: QueueIdentity,
  options: RecoverOptions<Payload, Metadata>,
  now: number,
): Promise<number> {
  const cutoff = now - Math.max(0, Math.floor(options.staleMs ?? 0));
  let ended = 0;
  for (const row of file.run("read", () => table.rows(STALE, cutoff))) {
    const claim = decodeClaim(row);
    const record = decodeClaimed<Payload, Metadata>(row, identity);
    if (record) {
      if (options.shouldRecover && !(await options.shouldRecover(record))) continue;
      if (file.run("relaxed", () => release(table, row, cutoff, now))) ended += 1;
      continue;
    }
    if (claim && !(await mayBury(options, row, claim, identity))) continue;
    const reason = claim ? "corrupt_payload" : "corrupt_claim";
    const stillStale = () => !claim || (table.find(row.id)?.claimed_at ?? Infinity) <= cutoff;
    if (file.run("relaxed", () => stillStale() && table.bury(row, reason, now))) ended += 1;
  }
  return ended;
}

function release(table: EventTable, row: EventRow, cutoff: number, now: number): boolean {
  return (
    table.change(
      `UPDATE events SET status='pending', ${NO_CLAIM}, attempts=attempts+1, last_attempt_at=?, updated_at=?
       WHERE seq=? AND status='claimed' AND claim_token=? AND claimed_at<=?`,
      now,
      now,
      row.seq,
      row.claim_token,
      cutoff,
    ) > 0
  );
}

/** As the host: who asks about claims but not about corrupt ones does not get corrupt ones buried. */
async function mayBury<Payload, Metadata>(
  options: RecoverOptions<Payload, Metadata>,
  row: EventRow,
  claim: Claim,
  identity: QueueIdentity,
): Promise<boolean> {
  if (!options.shouldRecoverCorrupt) return options.shouldRecover === undefined;
  return options.shouldRecoverCorrupt({
    id: row.id,
    ...identity,
    ...(row.lane === null ? {} : { laneKey: row.lane }),
    reason: "corrupt_payload",
    claim,
  });
}
