/**
 * Questions to the trail on disk, for views and commands, in the gateway's process or another. Newest first. A file
 * that is not there reads as an empty trail; one that cannot be read throws.
 */
import { readSqliteStore, type SqliteValue } from "../../lib/sqlite-store.ts";
import { decodeRecord, TRAIL_COLUMNS } from "./trail-row.ts";
import { trailPath } from "./trail-store.ts";
import type { TrailOutcome, TrailRecord } from "./trail-record.ts";

export interface TrailQuery {
  readonly accountId?: string | undefined;
  readonly outcome?: TrailOutcome | undefined;
  /** Occurs in the sender's name or staffId, the group's title, or the msgId. */
  readonly search?: string | undefined;
  /** `search` also looks into what is kept of the words. */
  readonly searchWords?: boolean;
  /** Received at this moment or later, in milliseconds since the Unix epoch. */
  readonly since?: number | undefined;
  /** Only those before this id. */
  readonly before?: string | undefined;
  readonly limit: number;
}

export interface TrailReader {
  /** Without their steps. */
  list(query: TrailQuery): TrailRecord[];
  /** By id, with steps. */
  get(id: string): TrailRecord | undefined;
}

const LISTED = TRAIL_COLUMNS.map(({ name }) => name).filter((name) => name !== "steps");
const SEARCHED = ["sender_name", "staff_id", "title", "msg_id"];

/** `%` and `_` of a search are themselves. */
const pattern = (search: string) => `%${search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

function conditions(query: TrailQuery): { readonly where: string; readonly values: readonly SqliteValue[] } {
  const parts: [string, ...SqliteValue[]][] = [];
  if (query.accountId !== undefined) parts.push(["account_id = ?", query.accountId]);
  if (query.outcome !== undefined) parts.push(["outcome = ?", query.outcome]);
  if (query.since !== undefined) parts.push(["received_at >= ?", query.since]);
  if (query.before !== undefined) parts.push(["id < ?", query.before]);
  if (query.search !== undefined && query.search !== "") {
    const columns = query.searchWords ? [...SEARCHED, "text"] : SEARCHED;
    const any = columns.map((column) => `${column} LIKE ? ESCAPE '\\'`).join(" OR ");
    parts.push([`(${any})`, ...columns.map(() => pattern(query.search ?? ""))]);
  }
  const where = parts.length === 0 ? "" : `WHERE ${parts.map(([sql]) => sql).join(" AND ")}`;
  return { where, values: parts.flatMap(([, ...values]) => values) };
}

/** `directory`: the plugin's state folder. */
export function createTrailReader(directory: string): TrailReader {
  const path = trailPath(directory);
  return {
    list(query) {
      const { where, values } = conditions(query);
      const sql = `SELECT ${LISTED.join(", ")} FROM messages ${where} ORDER BY id DESC LIMIT ?`;
      return readSqliteStore<TrailRecord[]>(path, [], (all) =>
        all(sql, ...values, query.limit).flatMap((row) => decodeRecord(row) ?? []),
      );
    },
    get: (id) =>
      readSqliteStore(path, undefined, (all) => {
        const [row] = all("SELECT * FROM messages WHERE id = ?", id);
        return row && decodeRecord(row);
      }),
  };
}
