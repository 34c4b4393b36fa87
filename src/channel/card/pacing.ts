/**
 * When the next intermediate frame of an answer may go. Pure; the card session keeps the counts.
 * Every frame costs one call of the month's quota (5,000 for a standard tenant), so `auto` spends them early,
 * where a reader watches, and rations them later.
 */
import { CARD_MIN_INTERVAL_MS } from "../../contract/card.ts";

/**
 * `auto` rations frames over the answer's life; `full` moves as often as the platform allows; `few` sends a handful;
 * `ends` sends none between the first text and the final one.
 */
export type PacingMode = "auto" | "full" | "few" | "ends";

export interface FramePlanInput {
  /** When the answer's first text was sent; undefined before that. */
  readonly startedAt: number | undefined;
  /** When the last frame to THIS card left; undefined when none did. */
  readonly lastFrameAt: number | undefined;
  /** Intermediate frames sent for this answer so far, over all its cards. */
  readonly framesSent: number;
  readonly now: number;
  readonly minIntervalMs?: number;
  readonly mode?: PacingMode;
}

/**
 * The moments, in ms after the first text, before which frame 1, 2, 3… does not go in `auto`.
 * Ten frames by 30 s would cost 13 calls with create, final and status; the table has nine by then (12 calls)
 * and seventeen by 120 s (20 calls).
 */
export const AUTO_FRAME_OFFSETS_MS: readonly number[] = [
  800, 1_800, 3_200, 5_000, 7_500, 11_000, 15_500, 21_000, 27_500, 36_000, 45_000, 54_000, 64_000, 75_000,
  87_000, 100_000, 113_000,
];
/** After the table's end: one frame in this time. */
export const AUTO_TAIL_INTERVAL_MS = 20_000;
/** In `few`: one by 5 s, two by 30 s, three by 120 s, which makes 4, 5 and 6 calls. */
const FEW_FRAME_OFFSETS_MS: readonly number[] = [2_500, 12_000, 45_000];
const FEW_TAIL_INTERVAL_MS = 90_000;
/** In `ends`: later than any answer. */
const NEVER_MS = 24 * 60 * 60_000;

/** Returns the earliest moment (ms since the epoch, never before `now`) of the next intermediate frame. */
export function planNextFrame(input: FramePlanInput): number {
  const { startedAt, lastFrameAt, framesSent, now, mode = "auto" } = input;
  const minIntervalMs = input.minIntervalMs ?? CARD_MIN_INTERVAL_MS;
  if (startedAt === undefined) return now;
  const spaced = Math.max(lastFrameAt ?? -Infinity, startedAt) + minIntervalMs;
  return Math.max(now, spaced, startedAt + offsetOf(mode, framesSent));
}

function offsetOf(mode: PacingMode, framesSent: number): number {
  if (mode === "full") return 0;
  if (mode === "ends") return NEVER_MS;
  return mode === "few"
    ? offsetIn(FEW_FRAME_OFFSETS_MS, framesSent, FEW_TAIL_INTERVAL_MS)
    : offsetIn(AUTO_FRAME_OFFSETS_MS, framesSent, AUTO_TAIL_INTERVAL_MS);
}

function offsetIn(table: readonly number[], framesSent: number, tailMs: number): number {
  const offset = table[framesSent];
  return offset ?? (table.at(-1) ?? 0) + (framesSent - table.length + 1) * tailMs;
}
