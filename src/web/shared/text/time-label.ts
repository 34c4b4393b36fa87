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

const PARTS = {
  day: { year: "numeric", month: "2-digit", day: "2-digit" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  year: { year: "numeric" },
  date: { month: "short", day: "numeric" },
  dateOfYear: { year: "numeric", month: "short", day: "numeric" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

type Formats = Readonly<Record<keyof typeof PARTS, Intl.DateTimeFormat>>;

function makeFormats(locale: Locale, timeZone?: string): Formats {
  const make = (parts: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...parts, timeZone });
  return {
    day: make(PARTS.day),
    time: make(PARTS.time),
    year: make(PARTS.year),
    date: make(PARTS.date),
    dateOfYear: make(PARTS.dateOfYear),
  };
}

/** Making one takes longer than drawing a message, and a page draws many times a second. */
const FORMATS: Readonly<Record<Locale, Formats>> = { "zh-CN": makeFormats("zh-CN"), en: makeFormats("en") };

export function timeLabel(at: number, options: TimeLabelOptions): string {
  const { locale, now, timeZone } = options;
  const formats = timeZone === undefined ? FORMATS[locale] : makeFormats(locale, timeZone);
  const day = (moment: number) => formats.day.format(moment);
  const time = formats.time.format(at);

  if (day(at) === day(now)) return time;
  const name = nameDay();
  return options.form === "short" ? name : `${name} ${time}`;

  function nameDay(): string {
    if (day(at) === day(now - 86_400_000)) {
      const yesterday = new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-1, "day");
      return yesterday.charAt(0).toUpperCase() + yesterday.slice(1);
    }
    const sameYear = formats.year.format(at) === formats.year.format(now);
    return (sameYear ? formats.date : formats.dateOfYear).format(at);
  }
}
