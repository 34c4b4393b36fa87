/**
 * How much the inbound archive holds, day by day, from the days' indexes. An index only grows, so only what is new in
 * it is read, in pieces: a hundred thousand files do not hold up the gateway. Files that somebody removed by hand
 * are still counted. Changes nothing.
 */
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../lib/clock.ts";
import { INDEX_NAME } from "./retention.ts";

export interface ArchiveDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly files: number;
  readonly bytes: number;
}

export interface ArchiveMeter {
  /** Newest first. What was measured within the last seconds is given again. Never rejects: no folder is no days. */
  measure(dir: string): Promise<readonly ArchiveDay[]>;
}

/** How far an index was read, and what stood there. */
interface Reading {
  offset: number;
  files: number;
  bytes: number;
}

interface Measured {
  readonly at: number;
  readonly days: Promise<readonly ArchiveDay[]>;
}

const DAY_NAME = /^\d{4}-\d{2}-\d{2}$/;
const FRESH_MS = 5_000;
/** An entry is a few hundred bytes; longer lines are none of ours. */
const MAX_LINE_BYTES = 64 * 1024;
const NEWLINE = 10;

/** Bytes of one file; undefined for a line that is cut off or not ours. */
function bytesOf(line: string): number | undefined {
  try {
    const { bytes, file } = JSON.parse(line) as { bytes?: unknown; file?: unknown };
    return typeof file === "string" ? (typeof bytes === "number" ? bytes : 0) : undefined;
  } catch {
    return undefined;
  }
}

/** Goes on where the last look ended; a line without its end is left for the next. */
async function readOn(path: string, reading: Reading): Promise<void> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of createReadStream(path, { start: reading.offset })) {
    const data = Buffer.concat([rest, piece as Buffer]);
    let from = 0;
    for (let end = data.indexOf(NEWLINE); end >= 0; end = data.indexOf(NEWLINE, from)) {
      const bytes = bytesOf(data.toString("utf8", from, end));
      if (bytes !== undefined) {
        reading.files += 1;
        reading.bytes += bytes;
      }
      from = end + 1;
    }
    reading.offset += from;
    rest = data.subarray(from);
    if (rest.length > MAX_LINE_BYTES) {
      reading.offset += rest.length;
      rest = Buffer.alloc(0);
    }
  }
}

export function createArchiveMeter(clock: Clock): ArchiveMeter {
  const measured = new Map<string, Measured>();
  const readings = new Map<string, Reading>();

  const measureDay = async (dir: string, day: string): Promise<ArchiveDay[]> => {
    const path = join(dir, day, INDEX_NAME);
    const size = await stat(path).then(
      (found) => (found.isFile() ? found.size : undefined),
      () => undefined,
    );
    if (size === undefined) return [];
    const known = readings.get(path);
    const reading = known && known.offset <= size ? known : { offset: 0, files: 0, bytes: 0 };
    readings.set(path, reading);
    if (reading.offset < size) await readOn(path, reading).catch(() => undefined);
    return [{ day, files: reading.files, bytes: reading.bytes }];
  };
  const look = async (dir: string): Promise<readonly ArchiveDay[]> => {
    const names = await readdir(dir).catch(() => []);
    const found: ArchiveDay[] = [];
    const days = names.filter((name) => DAY_NAME.test(name)).toSorted();
    // One after the other: years of days must not open years of files.
    for (const day of days.toReversed()) found.push(...(await measureDay(dir, day)));
    for (const path of readings.keys())
      if (path.startsWith(join(dir, "/")) && !days.some((day) => path === join(dir, day, INDEX_NAME)))
        readings.delete(path);
    return found;
  };
  return {
    measure(dir) {
      const before = measured.get(dir);
      if (before && clock.now() - before.at < FRESH_MS) return before.days;
      // A look that still runs is waited for: two at once would count twice.
      const days = (before?.days ?? Promise.resolve([])).then(() => look(dir));
      measured.set(dir, { at: clock.now(), days });
      return days;
    },
  };
}
