/** How long ago or how soon a moment is: `2 minutes ago`, `3天后`. Milliseconds since the epoch. Pure. */
import type { Locale } from "../../shared/text/create-text.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Nearer than this is "now". */
const NOW_MS = 5 * SECOND;
const STEPS = [
  [DAY, "day"],
  [HOUR, "hour"],
  [MINUTE, "minute"],
  [SECOND, "second"],
] as const;

export function relativeTimeLabel(at: number, now: number, locale: Locale): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const distance = at - now;
  const size = Math.abs(distance);
  const step = STEPS.find(([length]) => size >= length);
  if (size < NOW_MS || step === undefined) return format.format(0, "second");
  return format.format(Math.trunc(distance / step[0]), step[1]);
}

/** Milliseconds until the label may read otherwise: as often as its smallest unit turns, and no more. */
export function nextLabelChangeMs(at: number, now: number): number {
  const size = Math.abs(at - now);
  if (size < MINUTE) return SECOND;
  if (size < HOUR) return 15 * SECOND;
  return MINUTE;
}
