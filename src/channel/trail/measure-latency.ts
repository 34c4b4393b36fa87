/** How long people waited, from the trail: to the ack, to the first word, to the end. Pure. */
import type { TrailRecord } from "./trail-record.ts";

/** Milliseconds since the message was received; absent where it did not come to that. */
export interface Latency {
  readonly ackedMs?: number;
  readonly firstWordMs?: number;
  readonly finishedMs?: number;
}

const KEYS = ["ackedMs", "firstWordMs", "finishedMs"] as const;

export function latencyOf({ receivedAt, facts }: Pick<TrailRecord, "receivedAt" | "facts">): Latency {
  const since = (at: number | undefined) => (at === undefined ? undefined : Math.max(0, at - receivedAt));
  return defined({
    ackedMs: since(facts.ackedAt),
    firstWordMs: since(facts.firstWordAt),
    finishedMs: since(facts.finishedAt),
  });
}

function defined(figures: Readonly<Record<(typeof KEYS)[number], number | undefined>>): Latency {
  return Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== undefined));
}

/** The smallest value that at least `share` of the values do not exceed; `share` above 0, at most 1. */
export function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

/** Each figure by itself, over the turns that have it. */
export function quantilesOf(turns: readonly Latency[], share: number): Latency {
  const of = (key: (typeof KEYS)[number]) =>
    quantile(
      turns.flatMap((turn) => turn[key] ?? []),
      share,
    );
  return defined({
    ackedMs: of("ackedMs"),
    firstWordMs: of("firstWordMs"),
    finishedMs: of("finishedMs"),
  });
}
