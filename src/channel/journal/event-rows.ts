/**
 * Rows of the journal as the records of the host's queue contract, with its rules for rows that cannot be read
 * (openclaw 2026.9.6, `channels/message/ingress-queue`). `undefined` means the contents are corrupt.
 */
import type { ChannelIngressQueue } from "openclaw/plugin-sdk/channel-outbound";
import type { DeadLetter } from "./journal.ts";
import type { EventRow } from "./journal-schema.ts";

type Queue<Payload, Metadata, Done> = ChannelIngressQueue<Payload, Metadata, Done>;
export type EnqueueResult<Payload, Metadata, Done> = Awaited<
  ReturnType<Queue<Payload, Metadata, Done>["enqueue"]>
>;
export type PendingRecord<Payload, Metadata> = Awaited<
  ReturnType<Queue<Payload, Metadata, unknown>["listPending"]>
>[number];
export type ClaimRecord<Payload, Metadata> = Awaited<
  ReturnType<Queue<Payload, Metadata, unknown>["listClaims"]>
>[number];
export type CompletedRecord<Done> = Extract<
  EnqueueResult<unknown, unknown, Done>,
  { kind: "completed" }
>["record"];
export type Claim = ClaimRecord<unknown, unknown>["claim"];

export interface QueueIdentity {
  readonly channelId: string;
  readonly accountId: string;
  readonly queueName: string;
}

type Parsed = { ok: true; value: unknown } | { ok: false };

function parseJson(text: string | null): Parsed {
  if (text === null) return { ok: false };
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false };
  }
}

function optionalMetadata(text: string | null): { metadata?: never } {
  const parsed = parseJson(text);
  return parsed.ok ? { metadata: parsed.value as never } : {};
}

export function decodePending<Payload, Metadata>(
  row: EventRow,
  identity: QueueIdentity,
): PendingRecord<Payload, Metadata> | undefined {
  const payload = parseJson(row.payload);
  if (!payload.ok) return undefined;
  return {
    id: row.id,
    ...identity,
    payload: payload.value as Payload,
    ...optionalMetadata(row.metadata),
    receivedAt: row.received_at,
    updatedAt: row.updated_at,
    ...(row.lane === null ? {} : { laneKey: row.lane }),
    attempts: row.attempts,
    ...(row.last_attempt_at === null ? {} : { lastAttemptAt: row.last_attempt_at }),
    ...(row.last_error === null ? {} : { lastError: row.last_error }),
  };
}

/** The claim's columns, when all are there. */
export function decodeClaim(row: EventRow): Claim | undefined {
  if (!row.claim_token || !row.claim_owner || row.claimed_at === null) return undefined;
  return { token: row.claim_token, ownerId: row.claim_owner, claimedAt: row.claimed_at };
}

export function decodeClaimed<Payload, Metadata>(
  row: EventRow,
  identity: QueueIdentity,
): ClaimRecord<Payload, Metadata> | undefined {
  const claim = decodeClaim(row);
  const record = claim && decodePending<Payload, Metadata>(row, identity);
  return record && { ...record, claim };
}

export function decodeCompleted<Done>(row: EventRow, identity: QueueIdentity): CompletedRecord<Done> {
  return {
    id: row.id,
    ...identity,
    completedAt: row.done_at ?? row.updated_at,
    ...optionalMetadata(row.done_metadata),
  };
}

export function decodeFailed<Payload, Metadata>(
  row: EventRow,
  identity: QueueIdentity,
): DeadLetter<Payload, Metadata> {
  const payload = parseJson(row.payload);
  return {
    id: row.id,
    ...identity,
    ...(payload.ok ? { payload: payload.value as Payload } : {}),
    ...optionalMetadata(row.metadata),
    receivedAt: row.received_at,
    updatedAt: row.updated_at,
    ...(row.lane === null ? {} : { laneKey: row.lane }),
    attempts: row.attempts,
    ...(row.last_attempt_at === null ? {} : { lastAttemptAt: row.last_attempt_at }),
    failedAt: row.done_at ?? row.updated_at,
    reason: row.reason ?? "failed",
    ...(row.last_error === null ? {} : { message: row.last_error }),
  };
}

/** What an append of an id that is already there answers. */
export function decodeDuplicate<Payload, Metadata, Done>(
  row: EventRow,
  identity: QueueIdentity,
): EnqueueResult<Payload, Metadata, Done> | undefined {
  if (row.status === "completed")
    return { kind: "completed", duplicate: true, record: decodeCompleted<Done>(row, identity) };
  if (row.status === "failed")
    return { kind: "failed", duplicate: true, record: decodeFailed<Payload, Metadata>(row, identity) };
  if (row.status === "claimed") {
    const record = decodeClaimed<Payload, Metadata>(row, identity);
    return record && { kind: "claimed", duplicate: true, record };
  }
  const record = decodePending<Payload, Metadata>(row, identity);
  return record && { kind: "pending", duplicate: true, record };
}
