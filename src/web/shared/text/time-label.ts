/** How a moment is named to a reader: the shorter the nearer it is. Times in milliseconds since the epoch. */
import type { Locale } from "./create-text.ts";

export interface TimeLabelOptions {
  readonly locale: Locale;
  readonly now: number;
  /** `short` for lists (a day or a time), `full` for separators (day and time). */
  readonly form: "short" | "full";
  /** An IANA zone; absent means the browser's. */
  readonly timeZone?: string;
}

export function timeLabel(at: number, options: TimeLabelOptions): string {
  const format = (parts: Intl.DateTimeFormatOptions, moment = at) =>
    new Intl.DateTimeFormat(options.locale, { ...parts, timeZone: options.timeZone }).format(moment);
  const day = (moment: number) => format({ year: "numeric", month: "2-digit", day: "2-digit" }, moment);
  const time = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

  if (day(at) === day(options.now)) return time;
  const name = nameDay();
  return options.form === "short" ? name : `${name} ${time}`;

  function nameDay(): string {
    if (day(at) === day(options.now - 86_400_000)) {
      const yesterday = new Intl.RelativeTimeFormat(options.locale, { numeric: "auto" }).format(-1, "day");
      return yesterday.charAt(0).toUpperCase() + yesterday.slice(1);
    }
    const sameYear = format({ year: "numeric" }) === format({ year: "numeric" }, options.now);
    return format({ ...(sameYear ? {} : { year: "numeric" }), month: "short", day: "numeric" });
  }
}
