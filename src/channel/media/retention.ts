/**
 * Which dated folders of the archive are over, and their removal. It looks at names of day folders, not into them,
 * and touches nothing but folders that bear our index and our own temporary files.
 */
import { lstat, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Clock, Timer } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";

/** Every day folder of ours has it; one without is somebody else's. No safe name begins with a point. */
export const INDEX_NAME = ".index.jsonl";
export const TEMPORARY_FOLDER = ".tmp";
export const TEMPORARY_TAIL = ".part";
const TEMPORARY_NAME = /^[\da-f-]{36}\.part$/;

const DAY_MS = 24 * 60 * 60_000;
const MIN_INTERVAL_MS = 60_000;
const TIMER_MS = 60 * 60_000;

export interface RetentionSettings {
  readonly dir: string;
  /** 0 keeps forever. */
  readonly keepDays: number;
}

const two = (value: number) => String(value).padStart(2, "0");

/** `YYYY-MM-DD` of a moment in local time. */
export function dayOf(at: number): string {
  const date = new Date(at);
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Days since the epoch; undefined for what is no date. */
function dayNumber(name: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(name)) return undefined;
  const time = Date.parse(`${name}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== name) return undefined;
  return Math.round(time / DAY_MS);
}

/**
 * The moment from which a day's files are over, in milliseconds since the Unix epoch: a midnight in local time.
 * Undefined where they are kept for ever, and for what is no date. Pure.
 */
export function expiryOf(day: string, keepDays: number): number | undefined {
  if (keepDays <= 0 || dayNumber(day) === undefined) return undefined;
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + keepDays + 1).getTime();
}

/** The names of `names` whose day lies more than `keepDays` days before `today`. Pure. */
export function planRetention(names: readonly string[], today: string, keepDays: number): string[] {
  const now = dayNumber(today);
  if (keepDays <= 0 || now === undefined) return [];
  return names.filter((name) => {
    const day = dayNumber(name);
    return day !== undefined && now - day > keepDays;
  });
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

async function isOurs(folder: string): Promise<boolean> {
  try {
    return (await lstat(folder)).isDirectory() && (await lstat(join(folder, INDEX_NAME))).isFile();
  } catch {
    return false;
  }
}

async function removeStaleTemporaries(dir: string, now: number): Promise<void> {
  const folder = join(dir, TEMPORARY_FOLDER);
  for (const name of await namesIn(folder)) {
    if (!TEMPORARY_NAME.test(name)) continue;
    const path = join(folder, name);
    const stats = await lstat(path).catch(() => undefined);
    if (stats?.isFile() && now - stats.mtimeMs > DAY_MS) await rm(path, { force: true });
  }
}

/** Removes what is over; returns the names of the removed folders. */
export async function applyRetention({ dir, keepDays }: RetentionSettings, now: number): Promise<string[]> {
  const removed: string[] = [];
  for (const name of planRetention(await namesIn(dir), dayOf(now), keepDays)) {
    const folder = join(dir, name);
    if (!(await isOurs(folder))) continue;
    await rm(folder, { recursive: true, force: true });
    removed.push(name);
  }
  await removeStaleTemporaries(dir, now);
  return removed;
}

export interface Retention {
  /** Looks now, unless it did within the last minute. Never rejects. */
  run(): Promise<void>;
  dispose(): void;
}

export interface RetentionOptions {
  /** As configured now. */
  readonly settings: () => RetentionSettings;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Looks once an hour by itself, so that files go also where nobody writes any more. */
export function createRetention({ settings, clock, logger }: RetentionOptions): Retention {
  let lastAt = Number.NEGATIVE_INFINITY;
  let timer: Timer | undefined;
  let disposed = false;
  const run = async () => {
    const now = clock.now();
    if (disposed || now - lastAt < MIN_INTERVAL_MS) return;
    lastAt = now;
    try {
      const removed = await applyRetention(settings(), now);
      if (removed.length > 0) logger.info("Inbound media past their days were removed", { days: removed });
    } catch (error) {
      logger.warn("Inbound media past their days could not be removed", { error: String(error) });
    }
  };
  const arm = () => {
    timer = clock.after(TIMER_MS, () => {
      void run();
      arm();
    });
  };
  arm();
  return {
    run,
    dispose() {
      disposed = true;
      timer?.cancel();
    },
  };
}
