/**
 * Signs that another program is connected with the account's Client ID. DingTalk tells nobody who is connected and
 * gives each push to one of them, so what can be seen is only what reaches us about things that were not made here.
 * Each look has to have worked once on something of our own before its failing counts: what DingTalk sends in a quote
 * is not documented everywhere. Knows no frame; it is asked and told.
 */
import { randomBytes } from "node:crypto";
import type { Clock } from "../../lib/clock.ts";
import { readSqliteStore, type ReadRows, type SqliteRow, type SqliteStore } from "../../lib/sqlite-store.ts";
import { consumerPath } from "./consumer-store.ts";

/**
 * `card-pressed`: a component of a card that was not made here. `card-quoted`: a card of this bot that was not made
 * here. `message-quoted`: a direct message that was written while this account was connected, and never came here.
 */
export type ForeignSignKind = "card-pressed" | "card-quoted" | "message-quoted";

export interface ForeignSign {
  readonly kind: ForeignSignKind;
  /** Milliseconds since the Unix epoch; the last time, where it was seen more than once. */
  readonly at: number;
}

export interface ForeignSigns {
  /** When this account first ran with this file; milliseconds since the Unix epoch. */
  readonly since: number;
  /** A new `outTrackId` that says when and by which installation it was made. */
  newCardId(id: string): string;
  /** DingTalk made a card of ours; quotes name it by this id. */
  made(carrierId: string): void;
  isMade(carrierId: string): boolean;
  /** A component of this card was pressed. */
  pressed(outTrackId: string): void;
  /** Something was quoted; `found`: it is known here. `about`: an id of it. */
  quoted(kind: "card-quoted" | "message-quoted", about: string, found: boolean): void;
}

export const SIGN_DAYS = 30;
const KEEP_MS = SIGN_DAYS * 24 * 60 * 60_000;
const MAX_SIGNS = 200;
const MAX_CARDS = 20_000;
const MARK_BYTES = 5;
/** `<any id>_<milliseconds, base 36>_<mark>`. */
const OF_THIS_PLUGIN = /_([0-9a-z]{8,9})_([0-9a-f]{10})$/;
const KINDS: readonly string[] = [
  "card-pressed",
  "card-quoted",
  "message-quoted",
] satisfies ForeignSignKind[];

function readFacts(rows: readonly SqliteRow[]): ReadonlyMap<string, string> {
  return new Map(rows.map(({ name, value }) => [String(name), String(value)]));
}

/** Of a card that this plugin made somewhere before this installation began, nothing follows for now. */
function isForeignCard(outTrackId: string, mark: string, since: number): boolean {
  const [, madeAt = "", by] = OF_THIS_PLUGIN.exec(outTrackId) ?? [];
  if (by === undefined) return true;
  return by !== mark && Number.parseInt(madeAt, 36) >= since;
}

export function createForeignSigns(store: SqliteStore, clock: Clock): ForeignSigns {
  const keep = (name: string, value: string) =>
    store.run("INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", name, value);
  keep("since", String(clock.now()));
  keep("mark", randomBytes(MARK_BYTES).toString("hex"));
  const facts = readFacts(store.all("SELECT name, value FROM facts"));
  const since = Number(facts.get("since") ?? clock.now());
  const mark = facts.get("mark") ?? randomBytes(MARK_BYTES).toString("hex");
  const worked = new Set(KINDS.filter((kind) => facts.has(`worked:${kind}`)));
  store.run("DELETE FROM signs WHERE at < ?", clock.now() - KEEP_MS);
  store.run("DELETE FROM cards WHERE at < ?", clock.now() - KEEP_MS);
  const trim = (table: "signs" | "cards", most: number) =>
    store.run(
      `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} ORDER BY at DESC LIMIT -1 OFFSET ?)`,
      most,
    );
  trim("cards", MAX_CARDS);
  const note = (kind: ForeignSignKind, about: string) => {
    store.run(
      "INSERT INTO signs (kind, about, at) VALUES (?, ?, ?) ON CONFLICT (kind, about) DO UPDATE SET at = excluded.at",
      kind,
      about.slice(0, 200).toWellFormed(),
      clock.now(),
    );
    trim("signs", MAX_SIGNS);
  };
  return {
    since,
    newCardId: (id) => `${id}_${clock.now().toString(36)}_${mark}`,
    made: (carrierId) =>
      void store.run(
        "INSERT INTO cards (carrier_id, at) VALUES (?, ?) ON CONFLICT (carrier_id) DO NOTHING",
        carrierId,
        clock.now(),
      ),
    isMade: (carrierId) => store.all("SELECT 1 FROM cards WHERE carrier_id = ?", carrierId).length > 0,
    pressed(outTrackId) {
      if (isForeignCard(outTrackId, mark, since)) note("card-pressed", outTrackId);
    },
    quoted(kind, about, found) {
      if (!found) {
        if (worked.has(kind)) note(kind, about);
        return;
      }
      if (!worked.has(kind)) keep(`worked:${kind}`, String(clock.now()));
      worked.add(kind);
    },
  };
}

export interface SeenSigns {
  /** Absent: the account never ran here. */
  readonly since?: number;
  /** Newest first. */
  readonly signs: readonly ForeignSign[];
}

function readSigns(all: ReadRows, now: number): SeenSigns {
  const [row] = all("SELECT value FROM facts WHERE name = 'since'");
  const signs = all("SELECT kind, at FROM signs WHERE at >= ? ORDER BY at DESC", now - KEEP_MS).flatMap(
    ({ kind, at }): ForeignSign[] =>
      KINDS.includes(String(kind)) ? [{ kind: kind as ForeignSignKind, at: Number(at) }] : [],
  );
  return { ...(row ? { since: Number(row["value"]) } : {}), signs };
}

/** What was seen in the last `SIGN_DAYS`, in any process. Throws where the file cannot be read. */
export function readForeignSigns(stateDirectory: string, accountId: string, now: number): SeenSigns {
  return readSqliteStore<SeenSigns>(consumerPath(stateDirectory, accountId), { signs: [] }, (all) =>
    readSigns(all, now),
  );
}

/** After a count in which everything arrived. */
export function forgetForeignSigns(store: SqliteStore): void {
  store.run("DELETE FROM signs");
}
