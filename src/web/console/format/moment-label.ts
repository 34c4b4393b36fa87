/** A moment in full, for titles and traces, in the reader's own time zone. Milliseconds since the epoch. Pure. */
import type { Locale } from "../../shared/text/create-text.ts";

/** Day and time to the second. */
export function momentLabel(at: number, locale: Locale, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium", timeZone }).format(at);
}

/** Time to the millisecond, for steps that follow each other closely. */
export function stepTimeLabel(at: number, locale: Locale, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    hourCycle: "h23",
    timeZone,
  }).format(at);
}
