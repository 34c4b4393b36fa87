/**
 * Counts what one app spends and says how much the next answer may cost. All calls are counted at one place, the
 * client's `onCall`; pushes where frames come in. It knows no card and sends nothing.
 */
import type { CallInfo } from "../../client/index.ts";
import { systemClock, type Clock } from "../../lib/clock.ts";
import { silentLogger, type Logger } from "../../lib/logger.ts";
import type { Text } from "../text/text.ts";
import { countCall } from "./count-call.ts";
import { describeStep } from "./describe-quota.ts";
import { dayInChina, quotaMonthAt } from "./quota-month.ts";
import { CALLS_GONE, PUSHES_GONE, readQuota, type QuotaPlan, type QuotaSnapshot } from "./quota-snapshot.ts";
import type { QuotaStep } from "./quota-step.ts";
import type { UsageLedger } from "./usage-ledger.ts";

export interface QuotaGovernorOptions {
  readonly ledger: UsageLedger;
  readonly clientId: string;
  readonly plan: QuotaPlan;
  readonly text: Text;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** The step changed, or the counts did and were last told a minute ago. */
  readonly onChange?: (snapshot: QuotaSnapshot) => void;
  /** Told once a month of each: the month's calls, or pushes, are gone. */
  readonly onGone?: (sentence: string) => void;
}

export interface QuotaGovernor {
  /** For the client's option of that name. */
  readonly onCall: (info: CallInfo) => void;
  /** A frame came in. `api` names what was pushed. */
  countPush(api: string): void;
  /** DingTalk said that the month's pushes are spent. */
  pushesGone(): void;
  /** How much the next answer may cost. While calls are gone, one answer in 30 minutes tries again. */
  nextStep(): QuotaStep;
  snapshot(): QuotaSnapshot;
  /** A snapshot that also says and tells what changed since the last look. */
  look(): QuotaSnapshot;
}

/** A bought package counts at once («API调用量超过限额后…»), so a refusal does not hold until the month's end. */
const TRY_AGAIN_AFTER_MS = 30 * 60_000;
const TELL_EVERY_MS = 60_000;
/** Warned of once a month each. */
const WARN_SHARES = [0.8, 0.95];

export function createQuotaGovernor(options: QuotaGovernorOptions): QuotaGovernor {
  const { ledger, clientId, plan, text, clock = systemClock, logger = silentLogger } = options;
  const { onChange = () => {}, onGone = () => {} } = options;
  let saidStep: QuotaStep | undefined;
  let toldAt = clock.now();
  let triedAt = -Infinity;

  const monthName = () => quotaMonthAt(clock.now()).name;
  const snapshot = () => readQuota(ledger, clientId, plan, clock.now());
  const tell = (now: QuotaSnapshot) => {
    toldAt = clock.now();
    onChange(now);
  };
  const look = (): QuotaSnapshot => {
    const now = snapshot();
    if (now.step !== saidStep) {
      const first = saidStep === undefined && now.step === "stream";
      logger[first ? "debug" : "warn"](
        text.quotaStep({ step: describeStep(now.step, text), ...figures(now) }),
      );
      saidStep = now.step;
      tell(now);
    } else if (clock.now() - toldAt >= TELL_EVERY_MS) tell(now);
    return now;
  };
  const gone = (fact: string, sentence: (when: { resets: string }) => string) => {
    const month = quotaMonthAt(clock.now());
    if (!ledger.mark(month.name, fact, clock.now())) return;
    const words = sentence({ resets: dayInChina(month.endsAt) });
    // Fact and telling are two: a fact that is taken back and comes again is old news.
    if (ledger.mark(month.name, `told-${fact}`, clock.now())) {
      logger.error(words);
      onGone(words);
    }
    look();
  };
  const warnOfShare = ({ used, limit }: { used: number; limit: number }, what: "calls" | "pushes") => {
    for (const share of limit > 0 ? WARN_SHARES : []) {
      if (used < limit * share || !ledger.mark(monthName(), `${what}-${share}`, clock.now())) continue;
      const words = { used: String(used), limit: String(limit), percent: String(share * 100) };
      logger.warn(what === "calls" ? text.quotaCallsShare(words) : text.quotaPushesShare(words));
    }
  };

  return {
    onCall(info) {
      const month = monthName();
      const counted = countCall(ledger, clock.now(), info);
      if (info.code === "quota-gone") {
        triedAt = clock.now();
        return gone(CALLS_GONE, text.quotaCallsGone);
      }
      if (counted !== "call") return;
      const works = info.code === undefined && ledger.markedAt(month, CALLS_GONE) !== undefined;
      if (works) ledger.unmark(month, CALLS_GONE);
      const { calls } = look();
      warnOfShare(calls, "calls");
      if (calls.limit > 0 && calls.used >= calls.limit && ledger.mark(month, "told-count", clock.now())) {
        const words = text.quotaCountReached({ ...figures(snapshot()) });
        logger.error(words);
        onGone(words);
      }
    },
    countPush(api) {
      const month = monthName();
      ledger.add(month, "push", api);
      warnOfShare({ used: ledger.total(month, "push"), limit: plan.monthlyPushes }, "pushes");
    },
    pushesGone: () => gone(PUSHES_GONE, () => text.pushQuotaGone),
    nextStep() {
      const now = look();
      if (!now.calls.gone || clock.now() - triedAt < TRY_AGAIN_AFTER_MS) return now.step;
      triedAt = clock.now();
      return "first-and-final";
    },
    snapshot,
    look,
  };
}

/** The counts as a sentence wants them. */
function figures({ calls, resetsAt }: QuotaSnapshot) {
  const limit = calls.limit === 0 ? "∞" : String(calls.limit);
  return { used: String(calls.used), limit, resets: dayInChina(resetsAt) };
}
