/**
 * The block of addresses that call too often, whoever they call as («调用频率限制»): so many calls in 20 seconds, then
 * nothing for five minutes. Off unless it is asked for, as one address here stands for a whole company's servers.
 */
import type { Clock } from "../lib/clock.ts";

/** DingTalk's own number. */
export const ADDRESS_CALLS = 10_000;
export const ADDRESS_WINDOW_MS = 20_000;
export const ADDRESS_BLOCK_MS = 5 * 60_000;

interface Visits {
  start: number;
  count: number;
  blockedUntil: number;
}

/** Calls in a window; Infinity switches it off. */
export interface AddressBlock {
  limit: number;
  /** Counts a call; false: the address is blocked. */
  admit(address: string): boolean;
  reset(): void;
}

/** Whether DingTalk's window slides is unproven. */
export function createAddressBlock(clock: Clock, limit: number): AddressBlock {
  const addresses = new Map<string, Visits>();
  return {
    limit,
    admit(address) {
      if (this.limit === Number.POSITIVE_INFINITY) return true;
      const now = clock.now();
      const visits = addresses.get(address) ?? { start: now, count: 0, blockedUntil: 0 };
      addresses.set(address, visits);
      if (now < visits.blockedUntil) return false;
      if (now - visits.start >= ADDRESS_WINDOW_MS) Object.assign(visits, { start: now, count: 0 });
      visits.count += 1;
      if (visits.count <= this.limit) return true;
      Object.assign(visits, { start: now, count: 0, blockedUntil: now + ADDRESS_BLOCK_MS });
      return false;
    },
    reset: () => addresses.clear(),
  };
}
