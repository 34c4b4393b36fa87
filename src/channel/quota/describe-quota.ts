/** A snapshot in words: the answer to `/quota` and what `openclaw china quota` prints. Pure. */
import type { Text } from "../text/text.ts";
import { dayInChina } from "./quota-month.ts";
import type { QuotaSnapshot, Spending } from "./quota-snapshot.ts";
import type { QuotaStep } from "./quota-step.ts";

export function describeStep(step: QuotaStep, text: Text): string {
  const words: Record<QuotaStep, string> = {
    stream: text.quotaStepStream,
    "few-frames": text.quotaStepFewFrames,
    "first-and-final": text.quotaStepFirstAndFinal,
    "one-message": text.quotaStepOneMessage,
  };
  return words[step];
}

/** One fact a line; the APIs last, those used most first. */
export function describeQuota(quota: QuotaSnapshot, text: Text): string[] {
  const apis = quota.byApi
    .filter(({ kind }) => kind === "call")
    .map(({ api, count }) => `- ${api}: ${count}`);
  return [
    text.quotaMonth({ month: quota.month, resets: dayInChina(quota.resetsAt) }),
    text.quotaCalls({ spent: spent(quota.calls, text) }),
    text.quotaPushes({ spent: spent(quota.pushes, text) }),
    text.quotaSessionMessages({ count: String(quota.sessionMessages) }),
    text.quotaNow({ mode: quota.mode, step: describeStep(quota.step, text) }),
    ...apis,
  ];
}

function spent({ used, limit, left, gone }: Spending, text: Text): string {
  if (gone) return text.quotaSpentGone({ used: String(used) });
  if (left === undefined) return text.quotaSpentUnlimited({ used: String(used) });
  return text.quotaSpent({ used: String(used), limit: String(limit), left: String(left) });
}
