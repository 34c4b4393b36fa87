/**
 * Joins what a new look at the newest page brought with the rows that are shown, so that nothing jumps: known rows
 * change in place, new ones wait until the reader wants them. Ids of the trail grow with time. Pure.
 */
import type { MessagesView, TrailRow } from "../../../contract/console.ts";

export interface ShownTrail {
  /** Newest first. */
  readonly rows: readonly TrailRow[];
  /** Rows of the newest page that are not shown yet. */
  readonly waiting: number;
  /** For the next page of older ones; absent at the end. */
  readonly next: string | undefined;
}

/** The newest page and nothing else. */
export function beginTrail(fresh: MessagesView): ShownTrail {
  return { rows: fresh.rows, waiting: 0, next: fresh.next };
}

/** `showNew`: nobody is reading, so new rows may come in at once. */
export function mergeTrail(shown: ShownTrail, fresh: MessagesView, showNew: boolean): ShownTrail {
  const newestShown = shown.rows[0]?.id;
  const oldestFresh = fresh.rows.at(-1)?.id;
  const hasMore = fresh.next !== undefined;
  // More came than a page holds: what lies between is not known, so only a new beginning would be whole.
  const gap = hasMore && newestShown !== undefined && oldestFresh !== undefined && oldestFresh > newestShown;
  if (newestShown === undefined || (gap && showNew)) return beginTrail(fresh);
  if (gap) return { ...shown, waiting: fresh.rows.length };

  const found = new Map(fresh.rows.map((row) => [row.id, row]));
  const isOlder = (row: TrailRow) => hasMore && oldestFresh !== undefined && row.id < oldestFresh;
  // What the page should hold and does not has left the filter.
  const kept = shown.rows.flatMap((row) => found.get(row.id) ?? (isOlder(row) ? [row] : []));
  if (kept.length === 0) return beginTrail(fresh);
  const known = new Set(kept.map(({ id }) => id));
  const arrived = fresh.rows.filter(({ id }) => !known.has(id));
  const lastShown = shown.rows.at(-1);
  const next = lastShown !== undefined && isOlder(lastShown) ? shown.next : fresh.next;
  if (!showNew) return { rows: kept, waiting: arrived.length, next };
  const rows = [...arrived, ...kept].toSorted((one, other) => (one.id < other.id ? 1 : -1));
  return { rows, waiting: 0, next };
}

export function appendOlder(shown: ShownTrail, older: MessagesView): ShownTrail {
  const known = new Set(shown.rows.map(({ id }) => id));
  return {
    ...shown,
    rows: [...shown.rows, ...older.rows.filter(({ id }) => !known.has(id))],
    next: older.next,
  };
}
