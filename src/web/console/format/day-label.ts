/** A calendar day as the gateway writes it (`2026-11-23`) for people. The day is a name, not a moment: no zone moves it. */
import type { Locale } from "../../shared/text/create-text.ts";

export function dayLabel(day: string, locale: Locale, form: "short" | "long" = "short"): string {
  const moment = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(moment)) return day;
  const weekday = form === "long" ? ({ weekday: "short" } as const) : {};
  return new Intl.DateTimeFormat(locale, {
    month: "short",
    day: "numeric",
    ...weekday,
    timeZone: "UTC",
  }).format(moment);
}

/** A month as the platform counts it, `2026-11`. */
export function monthLabel(month: string, locale: Locale): string {
  const moment = Date.parse(`${month}-01T00:00:00Z`);
  if (Number.isNaN(moment)) return month;
  return new Intl.DateTimeFormat(locale, { year: "numeric", month: "long", timeZone: "UTC" }).format(moment);
}
