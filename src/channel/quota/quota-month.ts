/**
 * The month in which DingTalk counts: the natural month («API调用量超过限额后，是否会有超额提示»). No source names the
 * time zone; China time is taken, as the platform's consoles show it. Pure.
 */
export interface QuotaMonth {
  /** `2026-11`. */
  readonly name: string;
  /** Milliseconds since the Unix epoch; `endsAt` is the first moment of the next month. */
  readonly startsAt: number;
  readonly endsAt: number;
}

/** China has no daylight saving time. */
const CHINA_OFFSET_MS = 8 * 60 * 60_000;

export function quotaMonthAt(now: number): QuotaMonth {
  const china = new Date(now + CHINA_OFFSET_MS);
  const [year, month] = [china.getUTCFullYear(), china.getUTCMonth()];
  return {
    name: china.toISOString().slice(0, 7),
    startsAt: Date.UTC(year, month, 1) - CHINA_OFFSET_MS,
    endsAt: Date.UTC(year, month + 1, 1) - CHINA_OFFSET_MS,
  };
}

/** The day in China on which a moment falls, `2026-12-01`. */
export function dayInChina(at: number): string {
  return new Date(at + CHINA_OFFSET_MS).toISOString().slice(0, 10);
}
