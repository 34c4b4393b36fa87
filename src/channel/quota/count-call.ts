/** The one place where a call becomes a number in the ledger. */
import type { CallInfo } from "../../client/index.ts";
import { dayInChina, quotaMonthAt } from "./quota-month.ts";
import type { UsageLedger } from "./usage-ledger.ts";

/** Messages by session webhook are counted apart; calls that were throttled or never left are not. */
export function countCall(ledger: UsageLedger, now: number, info: CallInfo): "call" | "session" | "none" {
  const { operation, billed, code } = info;
  const session = operation === "sessionWebhook" && code === undefined;
  if (!session && !billed) return "none";
  const kind = session ? "session" : "call";
  ledger.add(quotaMonthAt(now).name, kind, operation, dayInChina(now));
  return kind;
}
