/**
 * The platform's counters: calls per app and API in one-second windows, and the month of the company and of each app.
 * Refusals happen before execution, so a refused call has done nothing and is not counted. DingTalk's month is the
 * company's; a limit for one app is the emulator's own, so that a test can starve one of two. The month is China's.
 */
import type { EmulatorQuota, QuotaRequest } from "../contract/emulator-control.ts";
import { APP_QPS } from "../contract/card.ts";
import type { Clock } from "../lib/clock.ts";
import { createAddressBlock } from "./address-block.ts";
import { createWebhookPace } from "./webhook-pace.ts";

const WINDOW_MS = 1_000;
const DAY_MS = 24 * 60 * 60_000;
const CHINA_OFFSET_MS = 8 * 60 * 60_000;

export interface LimitOptions {
  readonly clock: Clock;
  /** Calls a second per app and API. Default 20; Infinity switches it off. */
  readonly qps?: number;
  /** Calls that one address may make in 20 seconds, whoever it calls as. Default: no limit. */
  readonly callsPerAddress?: number;
  /** Billed calls of the whole company in one month. Default: no limit. */
  readonly monthlyCalls?: number;
  /** Limits of single apps; those that name none have none. */
  readonly apps?: readonly QuotaRequest[];
}

export interface Limits {
  /** Takes a place in the current window. */
  admit(clientId: string, operation: string): boolean;
  /** Counts a call of an address; false: it is blocked. */
  admitAddress(address: string): boolean;
  /** Calls of one address in 20 seconds from now on, and none is blocked; absent: no limit. */
  limitAddresses(calls?: number): void;
  /** Takes a place in the minute of a group's own robot. */
  admitWebhook(robotId: string): boolean;
  /** Takes one call from the month. */
  spend(clientId: string): boolean;
  /** Takes one push from the month; false: it goes out without its content. */
  spendPush(clientId: string): boolean;
  /** Sets what the request names. */
  setQuota(request: QuotaRequest): void;
  quotaOf(clientId: string): EmulatorQuota;
  /** Counts and limits as at the start. */
  reset(): void;
}

interface Month {
  name: string;
  readonly calls: Map<string, number>;
  readonly pushes: Map<string, number>;
}

const monthName = (now: number) => new Date(now + CHINA_OFFSET_MS).toISOString().slice(0, 7);

function take(counts: Map<string, number>, clientId: string, limit = Number.POSITIVE_INFINITY): boolean {
  const used = counts.get(clientId) ?? 0;
  if (used >= limit) return false;
  counts.set(clientId, used + 1);
  return true;
}

export function createLimits(options: LimitOptions): Limits {
  const { clock, qps = APP_QPS, monthlyCalls = Number.POSITIVE_INFINITY, apps = [] } = options;
  const addresses = createAddressBlock(clock, options.callsPerAddress ?? Number.POSITIVE_INFINITY);
  const webhooks = createWebhookPace(clock);
  const windows = new Map<string, { start: number; count: number }>();
  const quotas = new Map<string, QuotaRequest>();
  const month: Month = { name: "", calls: new Map(), pushes: new Map() };
  let today = 0;
  const turn = () => {
    const day = Math.floor((clock.now() + CHINA_OFFSET_MS) / DAY_MS);
    if (day === today) return;
    today = day;
    const name = monthName(clock.now());
    if (name === month.name) return;
    month.name = name;
    month.calls.clear();
    month.pushes.clear();
  };
  const restore = () => {
    quotas.clear();
    for (const app of apps) quotas.set(app.clientId, app);
  };
  restore();
  return {
    admit(clientId, operation) {
      const key = `${clientId} ${operation}`;
      const now = clock.now();
      const window = windows.get(key);
      if (!window || now - window.start >= WINDOW_MS) {
        windows.set(key, { start: now, count: 1 });
        return qps >= 1;
      }
      if (window.count >= qps) return false;
      window.count += 1;
      return true;
    },
    admitAddress: (address) => addresses.admit(address),
    limitAddresses(calls = Number.POSITIVE_INFINITY) {
      addresses.limit = calls;
      addresses.reset();
    },
    admitWebhook: webhooks.admit,
    spend(clientId) {
      turn();
      const company = [...month.calls.values()].reduce((sum, count) => sum + count, 0);
      return company < monthlyCalls && take(month.calls, clientId, quotas.get(clientId)?.monthlyCalls);
    },
    spendPush(clientId) {
      turn();
      return take(month.pushes, clientId, quotas.get(clientId)?.monthlyPushes);
    },
    setQuota(request) {
      quotas.set(request.clientId, { ...quotas.get(request.clientId), ...request });
    },
    quotaOf(clientId) {
      turn();
      const limit = quotas.get(clientId);
      return {
        clientId,
        calls: month.calls.get(clientId) ?? 0,
        pushes: month.pushes.get(clientId) ?? 0,
        ...(limit?.monthlyCalls === undefined ? {} : { monthlyCalls: limit.monthlyCalls }),
        ...(limit?.monthlyPushes === undefined ? {} : { monthlyPushes: limit.monthlyPushes }),
      };
    },
    reset() {
      windows.clear();
      addresses.reset();
      webhooks.reset();
      month.name = "";
      today = 0;
      restore();
    },
  };
}
