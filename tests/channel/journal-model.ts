/**
 * The journal as a person would explain it: an array of events in memory, no files, no SQL. The property tests hold
 * the real journal against it. Follows the same contract, slowly and obviously.
 */
import type { Journal, JournalDepth } from "../../src/channel/journal/journal.ts";

interface Event {
  seq: number;
  id: string;
  status: "pending" | "claimed" | "completed" | "failed";
  lane: string | undefined;
  payload: unknown;
  receivedAt: number;
  updatedAt: number;
  attempts: number;
  lastAttemptAt: number | undefined;
  lastError: string | undefined;
  claim: { token: string; ownerId: string; claimedAt: number } | undefined;
  doneAt: number;
  reason: string;
}

type Ref = string | { id: string; claim?: { token: string } };

const optional = (name: string, value: unknown) => (value === undefined ? {} : { [name]: value });

export function createModelJournal(now: () => number, minCompletedAgeMs: number): Journal {
  let events: Event[] = [];
  let seq = 0;
  let tokens = 0;
  const identity = { channelId: "dingtalk", accountId: "a", queueName: JSON.stringify(["dingtalk", "a"]) };
  const find = (id: string) => events.find((event) => event.id === id);
  const inOrder = (status: Event["status"], key: (event: Event) => number | string) =>
    events
      .filter((event) => event.status === status)
      .toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.seq - b.seq));
  const count = (status: Event["status"]) => events.filter((event) => event.status === status).length;
  const base = (event: Event) => ({
    id: event.id,
    ...identity,
    payload: event.payload,
    receivedAt: event.receivedAt,
    updatedAt: event.updatedAt,
    ...optional("laneKey", event.lane),
    attempts: event.attempts,
    ...optional("lastAttemptAt", event.lastAttemptAt),
  });
  const pending = (event: Event) => ({ ...base(event), ...optional("lastError", event.lastError) });
  const claimed = (event: Event) => ({ ...pending(event), claim: { ...event.claim! } });
  const failed = (event: Event) => ({
    ...base(event),
    failedAt: event.doneAt,
    reason: event.reason,
    ...optional("message", event.lastError),
  });
  const completed = (event: Event) => ({ id: event.id, ...identity, completedAt: event.doneAt });
  const held = (ref: Ref) => {
    const event = find(typeof ref === "string" ? ref : ref.id);
    const token = typeof ref === "string" ? undefined : ref.claim?.token;
    if (token === undefined) return event?.status === "pending" ? event : undefined;
    return event?.status === "claimed" && event.claim?.token === token ? event : undefined;
  };
  const take = (event: Event, ownerId = String(process.pid)) => {
    event.status = "claimed";
    event.claim = { token: `model-${++tokens}`, ownerId, claimedAt: now() };
    event.updatedAt = now();
    return claimed(event);
  };
  const finish = (event: Event, at: number) => {
    Object.assign(event, { status: "completed", payload: undefined, claim: undefined, doneAt: at });
    Object.assign(event, { updatedAt: at, lastAttemptAt: undefined, lastError: undefined });
  };
  const journal = {
    async enqueue(id: string, payload: unknown, options?: { laneKey?: string; receivedAt?: number }) {
      const known = find(id);
      if (known?.status === "completed")
        return { kind: "completed", duplicate: true, record: completed(known) };
      if (known?.status === "failed") return { kind: "failed", duplicate: true, record: failed(known) };
      if (known?.status === "claimed") return { kind: "claimed", duplicate: true, record: claimed(known) };
      if (known) return { kind: "pending", duplicate: true, record: pending(known) };
      const event: Event = {
        seq: ++seq,
        id,
        status: "pending",
        lane: options?.laneKey,
        payload,
        receivedAt: options?.receivedAt ?? now(),
        updatedAt: now(),
        attempts: 0,
        lastAttemptAt: undefined,
        lastError: undefined,
        claim: undefined,
        doneAt: 0,
        reason: "",
      };
      events.push(event);
      return { kind: "accepted", duplicate: false, record: pending(event) };
    },
    async listPending() {
      return inOrder("pending", (event) => event.receivedAt).map(pending);
    },
    async listClaims() {
      return inOrder("claimed", (event) => event.claim!.claimedAt)
        .toSorted((a, b) => a.claim!.claimedAt - b.claim!.claimedAt || a.receivedAt - b.receivedAt)
        .map(claimed);
    },
    async listFailed() {
      return inOrder("failed", (event) => event.doneAt).map(failed);
    },
    async claimNext(options?: { blockedLaneKeys?: Iterable<string>; ownerId?: string }) {
      const blocked = new Set(options?.blockedLaneKeys);
      const next = inOrder("pending", (event) => event.receivedAt).find(
        (event) => !event.lane || !blocked.has(event.lane),
      );
      return next ? take(next, options?.ownerId) : null;
    },
    async claim(id: string) {
      const event = find(id);
      return event?.status === "pending" ? take(event) : null;
    },
    async refreshClaim(ref: Ref) {
      const event = held(ref);
      if (!event?.claim) return false;
      event.claim.claimedAt = now();
      event.updatedAt = now();
      return true;
    },
    async complete(ref: Ref) {
      const event = held(ref);
      if (event) {
        finish(event, now());
        return true;
      }
      if (typeof ref !== "string" || find(ref)) return false;
      await journal.enqueue(ref, null);
      finish(find(ref)!, now());
      return true;
    },
    async release(ref: Ref, options?: { recordAttempt?: boolean; lastError?: string }) {
      const event = held(ref);
      if (!event) return false;
      Object.assign(event, { status: "pending", claim: undefined, updatedAt: now() });
      if (options?.lastError !== undefined) event.lastError = options.lastError;
      if (options?.recordAttempt === false) return true;
      event.attempts += 1;
      event.lastAttemptAt = now();
      return true;
    },
    async fail(ref: Ref, options: { reason: string; message?: string }) {
      const event = held(ref);
      if (!event) return false;
      Object.assign(event, { status: "failed", claim: undefined, updatedAt: now(), doneAt: now() });
      event.reason = options.reason;
      event.lastError = options.message;
      return true;
    },
    async resubmit(id: string) {
      const event = find(id);
      if (!event) return { kind: "not-found" };
      if (event.status === "completed") return { kind: "completed", record: completed(event) };
      if (event.status !== "failed") return { kind: "active", status: event.status };
      const previous = failed(event);
      Object.assign(event, { status: "pending", seq: ++seq, receivedAt: now(), updatedAt: now() });
      Object.assign(event, { attempts: 0, lastAttemptAt: undefined, lastError: undefined });
      return { kind: "resubmitted", record: pending(event), previous };
    },
    async delete(ref: Ref) {
      const event = held(ref);
      events = events.filter((other) => other !== event);
      return event !== undefined;
    },
    async recoverStaleClaims(options?: { staleMs?: number }) {
      const cutoff = now() - (options?.staleMs ?? 0);
      const stale = events.filter((event) => event.status === "claimed" && event.claim!.claimedAt <= cutoff);
      for (const event of stale) await journal.release(claimed(event));
      return stale.length;
    },
    async prune(options?: Record<string, number | undefined>) {
      const before = events.length;
      for (const status of ["pending", "completed", "failed"] as const) {
        const ttl = options?.[`${status}TtlMs`];
        const max = options?.[`${status}MaxEntries`];
        const mayGo = (event: Event) => status !== "completed" || event.doneAt < now() - minCompletedAgeMs;
        const age = (event: Event) => (status === "pending" ? event.updatedAt : event.doneAt);
        const newest = (left: Event, right: Event) =>
          right.updatedAt - left.updatedAt || right.seq - left.seq;
        if (ttl !== undefined)
          events = events.filter(
            (event) => event.status !== status || age(event) >= now() - ttl || !mayGo(event),
          );
        if (max === undefined) continue;
        const over = new Set(
          inOrder(status, () => 0)
            .toSorted(newest)
            .slice(max),
        );
        events = events.filter((event) => !over.has(event) || !mayGo(event));
      }
      return before - events.length;
    },
    async depth(): Promise<JournalDepth> {
      const oldest = inOrder("pending", (event) => event.receivedAt)[0];
      return {
        pending: count("pending"),
        claimed: count("claimed"),
        completed: count("completed"),
        failed: count("failed"),
        oldestPendingAt: oldest?.receivedAt,
      };
    },
    async dropDeadLetter(id: string) {
      const event = find(id);
      if (event?.status !== "failed") return false;
      finish(event, now());
      return true;
    },
    async close() {},
  };
  return journal as unknown as Journal;
}
