/** What follows from a count of messages. Pure. */

export interface CountFacts {
  /** The numbers from 1 to this one were to be written. */
  readonly upTo: number;
  /** Smallest first. */
  readonly arrived: readonly number[];
  /** The person said that all were written. */
  readonly saidAll: boolean;
  /** The connection stood from the beginning to the end. */
  readonly stood: boolean;
}

/**
 * `all`: none is missing. `missing`: some are, and nothing but another program explains it. `interrupted`: some are, and
 * the connection broke. `unfinished`: only the last ones are, which were perhaps not written. `none`: not one came.
 */
export type CountVerdict = "all" | "missing" | "interrupted" | "unfinished" | "none";

export const missingOf = ({ upTo, arrived }: Pick<CountFacts, "upTo" | "arrived">): number[] =>
  Array.from({ length: upTo }, (_, index) => index + 1).filter((number) => !arrived.includes(number));

export function evaluateCount(facts: CountFacts): CountVerdict {
  const { arrived, saidAll, stood } = facts;
  const missing = missingOf(facts);
  if (missing.length === 0) return "all";
  if (!stood) return "interrupted";
  if (arrived.length === 0) return "none";
  const last = Math.max(...arrived);
  return saidAll || missing.some((number) => number < last) ? "missing" : "unfinished";
}

/** One program besides, DingTalk chooses at random: once in so many counts everything comes here all the same. */
export const oddsOf = (upTo: number): number => 2 ** upTo;
