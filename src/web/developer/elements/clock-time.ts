/** A moment as hours, minutes, seconds and milliseconds, for people who compare two of them. */
import type { Locale } from "../../shared/text/create-text.ts";

/** `at`: milliseconds since the Unix epoch. */
export function clockTime(at: number, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    hourCycle: "h23",
  }).format(at);
}

/** With the day. */
export function fullTime(at: number, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" }).format(at);
}

/** With the day and the milliseconds, as it stands in the list. */
export function exactTime(at: number, locale: Locale): string {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(at);
  return `${day} ${clockTime(at, locale)}`;
}

/** How long something took. What the clock could not see was shorter than its step, not nothing. */
export function spanOf(ms: number): string {
  if (ms < 1) return "< 1 ms";
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
