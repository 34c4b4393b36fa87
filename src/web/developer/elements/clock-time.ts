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
