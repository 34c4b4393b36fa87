/**
 * Claims: who works on which event. Not fsynced; a claim lost in a power cut is pending again.
 */
import { randomUUID } from "node:crypto";
import { planClaimNext } from "./claim-next.ts";
import { decodeClaimed, decodePending } from "./event-rows.ts";
import { eventId, NO_CLAIM } from "./event-table.ts";
import type { Half, JournalParts } from "./journal-parts.ts";
import type { Journal } from "./journal.ts";
import { recoverClaims } from "./recover-claims.ts";

export function createClaims<Payload, Metadata>(
  parts: JournalParts,
): Half<
  Payload,
  Metadata,
  unknown,
  "claimNext" | "claim" | "refreshClaim" | "release" | "recoverStaleClaims"
> {
  const { table, identity, now, relaxed } = parts;
  const take = (seq: number, ownerId: string | undefined, lane: string | undefined, at: number) => {
    const [row] = table.rows(
      `UPDATE events SET status='claimed', claim_token=?, claim_owner=?, claimed_at=?, updated_at=?, lane=coalesce(?, lane)
       WHERE seq=? AND status='pending' RETURNING *`,
      randomUUID(),
      ownerId?.trim() || String(process.pid),
      at,
      at,
      lane || null,
      seq,
    );
    return (row && decodeClaimed<Payload, Metadata>(row, identity)) ?? null;
  };
  const recover: Journal<Payload, Metadata>["recoverStaleClaims"] = async (options = {}) => {
    parts.read(() => undefined);
    return recoverClaims<Payload, Metadata>(parts.file, table, identity, options, options.now ?? now());
  };
  return {
    recoverStaleClaims: recover,
    async claimNext(options = {}) {
      if (options.staleMs !== undefined) await recover({ staleMs: options.staleMs });
      return relaxed(() => {
        const at = now();
        const next = planClaimNext<Payload, Metadata>(table, identity, options, at);
        return next ? take(next.row.seq, options.ownerId, next.lane, at) : null;
      });
    },
    async claim(ref, options) {
      const id = eventId(ref);
      return relaxed(() => {
        const row = table.find(id);
        if (row?.status !== "pending") return null;
        const at = now();
        if (decodePending(row, identity)) return take(row.seq, options?.ownerId, undefined, at);
        table.bury(row, "corrupt_payload", at);
        return null;
      });
    },
    async refreshClaim(ref, options) {
      const at = options?.refreshedAt ?? now();
      return relaxed(() => table.update(ref, "claimed_at=?, updated_at=?", at, at));
    },
    async release(ref, options) {
      const at = options?.releasedAt ?? now();
      const attempt = options?.recordAttempt === false ? 0 : 1;
      return relaxed(() =>
        table.update(
          ref,
          `status='pending', ${NO_CLAIM}, attempts=attempts+?, last_attempt_at=iif(?, ?, last_attempt_at),
           last_error=coalesce(?, last_error), updated_at=?`,
          attempt,
          attempt,
          at,
          options?.lastError ?? null,
          at,
        ),
      );
    },
  };
}
