/** How long something took, for people: `420ms`, `1.8s`, `2m 5s`, `3h 10m`. Milliseconds in. Pure. */
import type { Locale } from "../../shared/text/create-text.ts";

type Unit = "millisecond" | "second" | "minute" | "hour" | "day";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ONE_DIGIT_BELOW = 10 * SECOND;

export function durationLabel(ms: number, locale: Locale): string {
  const duration = Math.max(0, ms);
  if (duration < SECOND) return amount(Math.round(duration), "millisecond", locale);
  if (duration < ONE_DIGIT_BELOW) return amount(duration / SECOND, "second", locale, 1);
  if (duration < MINUTE) return amount(Math.floor(duration / SECOND), "second", locale);
  if (duration < HOUR) return pair(duration, [MINUTE, "minute"], [SECOND, "second"], locale);
  if (duration < DAY) return pair(duration, [HOUR, "hour"], [MINUTE, "minute"], locale);
  return pair(duration, [DAY, "day"], [HOUR, "hour"], locale);
}

function amount(value: number, unit: Unit, locale: Locale, digits = 0): string {
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    unitDisplay: "narrow",
    maximumFractionDigits: digits,
  }).format(value);
}

function pair(
  duration: number,
  [large, largeUnit]: readonly [number, Unit],
  [small, smallUnit]: readonly [number, Unit],
  locale: Locale,
): string {
  const rest = Math.floor((duration % large) / small);
  const words = [amount(Math.floor(duration / large), largeUnit, locale)];
  if (rest > 0) words.push(amount(rest, smallUnit, locale));
  return words.join(locale === "en" ? " " : "");
}
