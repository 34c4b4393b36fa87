/**
 * How much an answer may cost, chosen by what is left of the month. Pure.
 *
 *     stream            frames while the model writes    7 calls for 5 s, 12 for 30 s, 20 for 120 s
 *     few-frames        a handful of frames              4 to 6 calls
 *     first-and-final   the first words and the end      3 calls
 *     one-message       an ordinary message              none by the session webhook, else 1
 */
import type { QuotaMonth } from "./quota-month.ts";

export const QUOTA_STEPS = ["stream", "few-frames", "first-and-final", "one-message"] as const;
export type QuotaStep = (typeof QUOTA_STEPS)[number];
/** `auto` goes by what is left; `saving` is one step lower from the start; `full` spends until little is left. */
export type QuotaMode = "auto" | "saving" | "full";

export interface QuotaStepInput {
  readonly mode: QuotaMode;
  /** Calls of this month, and what the plan gives; a limit of 0 means that there is none. */
  readonly used: number;
  readonly limit: number;
  /** The platform has said that the month's calls are gone. */
  readonly gone: boolean;
  readonly now: number;
  readonly month: QuotaMonth;
}

/** Kept for what cannot go by a session webhook: messages the agent sends by itself, downloads, late answers. */
export const RESERVE_SHARE = 0.02;
/** What is left of the plan, or of the plan against the days that are left, must reach one of the two. */
const STREAM = { share: 0.5, pace: 0.8 };
const FEW_FRAMES = { share: 0.2, pace: 0.5 };
/** Below these shares a good pace alone buys nothing: a busy afternoon would spend the rest. */
const LEAST_FOR_STREAM = 0.1;
const LEAST_FOR_FRAMES = 0.05;

export function evaluateStep(input: QuotaStepInput): QuotaStep {
  const { mode, used, limit, gone } = input;
  if (gone) return "one-message";
  if (limit === 0) return mode === "saving" ? "few-frames" : "stream";
  const share = Math.max(0, limit - used) / limit;
  if (share <= RESERVE_SHARE) return "one-message";
  if (mode === "full") return "stream";
  const step = stepOfShare(share, share / timeLeft(input));
  return mode === "saving" && step !== "first-and-final" ? lower(step) : step;
}

function stepOfShare(share: number, pace: number): QuotaStep {
  const reaches = (line: { share: number; pace: number }) => share >= line.share || pace >= line.pace;
  if (reaches(STREAM) && share >= LEAST_FOR_STREAM) return "stream";
  if (reaches(FEW_FRAMES) && share >= LEAST_FOR_FRAMES) return "few-frames";
  return "first-and-final";
}

/** The part of the month that is still to come; above 0. */
function timeLeft({ now, month }: QuotaStepInput): number {
  const part = (month.endsAt - now) / (month.endsAt - month.startsAt);
  return Math.min(1, Math.max(part, 0.001));
}

function lower(step: QuotaStep): QuotaStep {
  return QUOTA_STEPS[QUOTA_STEPS.indexOf(step) + 1] ?? step;
}
