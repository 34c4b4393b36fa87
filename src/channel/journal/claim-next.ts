/**
 * Which pending event is next: the oldest whose lane is free, by the host's rules for candidates, blocked lanes,
 * derived lanes and the scan limit. Runs inside the caller's transaction.
 */
import type { ChannelIngressQueue } from "openclaw/plugin-sdk/channel-outbound";
import { decodePending, type PendingRecord, type QueueIdentity } from "./event-rows.ts";
import type { EventTable } from "./event-table.ts";
import type { EventRow } from "./journal-schema.ts";

export type ClaimNextOptions<Payload, Metadata> = NonNullable<
  Parameters<ChannelIngressQueue<Payload, Metadata>["claimNext"]>[0]
>;
type Blocked = ReadonlySet<string>;

const DEFAULT_SCAN_LIMIT = 100;
/** So that a page of corrupt rows cannot keep one call busy for ever. */
const MAX_BURIALS = 100;

export interface NextEvent {
  readonly row: EventRow;
  readonly lane: string | undefined;
}

export function planClaimNext<Payload, Metadata>(
  table: EventTable,
  identity: QueueIdentity,
  options: ClaimNextOptions<Payload, Metadata>,
  now: number,
): NextEvent | undefined {
  const candidates = trimmed(options.candidateIds);
  if (candidates?.length === 0) return undefined;
  const blocked = new Set(trimmed(options.blockedLaneKeys));
  for (const lane of claimedLanes(table, identity, options, candidates)) blocked.add(lane);
  for (let burials = 0; ;) {
    let buried = 0;
    for (const row of scan(table, options, candidates, blocked)) {
      const record = decodePending<Payload, Metadata>(row, identity);
      if (!record) {
        if (burials < MAX_BURIALS && table.bury(row, "corrupt_payload", now))
          [burials, buried] = [burials + 1, buried + 1];
        continue;
      }
      const lane = resolveLane(record, options);
      if (!lane || !blocked.has(lane)) return { row, lane };
    }
    if (buried === 0 || burials >= MAX_BURIALS) return undefined;
  }
}

function scan<Payload, Metadata>(
  table: EventTable,
  options: ClaimNextOptions<Payload, Metadata>,
  candidates: readonly string[] | undefined,
  blocked: Blocked,
): EventRow[] {
  const where = ["status='pending'"];
  const values: string[] = [];
  if (candidates) {
    where.push("id IN (SELECT value FROM json_each(?))");
    values.push(JSON.stringify(candidates));
  }
  if (blocked.size > 0 && !options.deriveLaneKey) {
    where.push("(lane IS NULL OR lane NOT IN (SELECT value FROM json_each(?)))");
    values.push(JSON.stringify([...blocked]));
  }
  const order = options.orderBy === "id" ? "id" : "received_at, seq";
  const limit = Math.max(1, Math.floor(options.scanLimit ?? DEFAULT_SCAN_LIMIT));
  return table.rows(
    `SELECT * FROM events WHERE ${where.join(" AND ")} ORDER BY ${order} LIMIT ?`,
    ...values,
    limit,
  );
}

/** Candidates that were claimed meanwhile block their lanes. */
function claimedLanes<Payload, Metadata>(
  table: EventTable,
  identity: QueueIdentity,
  options: ClaimNextOptions<Payload, Metadata>,
  candidates: readonly string[] | undefined,
): string[] {
  if (!candidates) return [];
  const rows = table.rows(
    "SELECT * FROM events WHERE status='claimed' AND id IN (SELECT value FROM json_each(?))",
    JSON.stringify(candidates),
  );
  return rows.flatMap((row) => {
    const record =
      row.lane !== null && !options.reconcileStoredLaneKey
        ? undefined
        : decodePending<Payload, Metadata>(row, identity);
    const lane = record ? resolveLane(record, options) : row.lane;
    return lane ? [lane] : [];
  });
}

function resolveLane<Payload, Metadata>(
  record: PendingRecord<Payload, Metadata>,
  options: ClaimNextOptions<Payload, Metadata>,
): string | undefined {
  const stored = record.laneKey;
  if (stored === undefined) return options.deriveLaneKey?.(record);
  if (!options.reconcileStoredLaneKey) return stored;
  const derived = options.deriveLaneKey?.(record);
  if (!derived || derived === stored) return stored;
  return options.reconcileStoredLaneKey(record, stored, derived) ? derived : stored;
}

function trimmed(values: Iterable<string> | undefined): string[] | undefined {
  return values === undefined
    ? undefined
    : [...values].map((value) => value.trim()).filter((value) => value !== "");
}
