/** Counts the frames of one answer over all its cards, so that the plan of `pacing.ts` can say when the next may go. */
import type { Clock } from "../../lib/clock.ts";
import type { FramePace } from "./live-card-options.ts";
import { planNextFrame, type PacingMode } from "./pacing.ts";

export function createFramePace(
  clock: Clock,
  pacing: { mode?: PacingMode; minIntervalMs?: number },
): FramePace {
  let startedAt: number | undefined;
  let framesSent = -1;
  return {
    dueAt: (lastFrameAt) =>
      planNextFrame({ ...pacing, startedAt, lastFrameAt, framesSent, now: clock.now() }),
    sent() {
      startedAt ??= clock.now();
      framesSent += 1;
    },
  };
}
