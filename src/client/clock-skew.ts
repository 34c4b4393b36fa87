/**
 * How far this machine's clock is from DingTalk's, by the `Date` header of an answer. Exact to about a second.
 */
import { OPERATIONS } from "../contract/endpoints.ts";
import { classifyThrown } from "./classify-thrown.ts";
import type { ResolvedOptions } from "./options.ts";

/** Milliseconds; positive when this machine is ahead. Undefined when the answer bears no date. */
export type MeasureClockSkew = (signal?: AbortSignal) => Promise<number | undefined>;

const TIMEOUT_MS = 5_000;

/** Rejects with a `DingTalkError` (`network`, `timeout`) when DingTalk cannot be reached. */
export function createMeasureClockSkew({ fetch, clock, endpoints }: ResolvedOptions): MeasureClockSkew {
  const operation = "getAccessToken";
  const url = endpoints.api + OPERATIONS[operation].path;
  return async (signal) => {
    const limit = AbortSignal.timeout(TIMEOUT_MS);
    try {
      const askedAt = clock.now();
      const response = await fetch(url, {
        method: "HEAD",
        redirect: "manual",
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
      const answeredAt = clock.now();
      const date = Date.parse(response.headers.get("date") ?? "");
      if (Number.isNaN(date)) return undefined;
      // The header has no fraction of a second.
      return (askedAt + answeredAt) / 2 - (date + 500);
    } catch (thrown) {
      throw classifyThrown(operation, thrown);
    }
  };
}
