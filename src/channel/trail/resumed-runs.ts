/**
 * What the host resumes after a restart: the messages that it had adopted when the last process ended, found again by
 * the run of their session. It knows the answer from the host's other words by their time alone.
 */
import type { AgentEvent } from "../model.ts";
import type { LiveRecord } from "./live-record.ts";

export interface ResumedRuns {
  /** Was adopted and not answered. Give the newest first: of a session that is the one that was being answered. */
  cutOff(row: LiveRecord): void;
  /** The session goes on with something else. */
  forget(sessionKey: string): void;
  /** The message whose run has begun again, if it is one. */
  onAgentEvent(event: AgentEvent, now: number): LiveRecord | undefined;
  /** Whose answer a text is that the host says now by itself in this place, as `formatTarget` writes it. */
  take(place: string, now: number): LiveRecord | undefined;
}

/** A resumed run's answer comes within this time of its end. The host announces itself before. */
const FINAL_GRACE_MS = 10_000;

const placeOf = ({ sender, place }: LiveRecord["base"]) =>
  place.kind === "group" ? `group:${place.id}` : `user:${sender.staffId ?? ""}`;

export function createResumedRuns(): ResumedRuns {
  const bySession = new Map<string, LiveRecord>();
  const byRun = new Map<string, { readonly row: LiveRecord; endedAt?: number }>();
  return {
    cutOff(row) {
      const { sessionKey } = row.facts;
      if (sessionKey !== undefined && !bySession.has(sessionKey)) bySession.set(sessionKey, row);
    },
    forget: (sessionKey) => void bySession.delete(sessionKey),
    onAgentEvent(event, now) {
      if (event.kind === "run-start") {
        const row = bySession.get(event.sessionKey);
        bySession.delete(event.sessionKey);
        if (row) byRun.set(event.runId, { row });
        return row;
      }
      const run = event.kind === "run-end" ? byRun.get(event.runId) : undefined;
      if (run) run.endedAt = now;
      return undefined;
    },
    take(place, now) {
      for (const [runId, { row, endedAt }] of byRun) {
        if (endedAt === undefined) continue;
        const isLate = now - endedAt > FINAL_GRACE_MS;
        if (!isLate && placeOf(row.base) !== place) continue;
        byRun.delete(runId);
        if (!isLate) return row;
      }
      return undefined;
    },
  };
}
