/**
 * Who and which groups one account has met: staffId, name, when last; title of groups, who wrote in them. Learned
 * from messages, completed by look-ups. One small file per account (`lib/sqlite-store`); other processes, such as a
 * command, may open it at the same time. A failing disk costs names, never a message.
 */
import { join } from "node:path";
import { systemClock, type Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { openSqliteStore, type SqliteRow, type SqliteStore } from "../../lib/sqlite-store.ts";
import type { InboundMessage } from "../model.ts";

export interface KnownPerson {
  readonly staffId: string;
  /** As the person or the organisation writes it, on one line; absent where only the id is known. */
  readonly name?: string;
  readonly unionId?: string;
  /** Milliseconds since the Unix epoch; 0 for people that were looked up and never wrote. */
  readonly lastSeenAt: number;
}

export interface KnownGroup {
  readonly openConversationId: string;
  readonly title?: string;
  readonly lastSeenAt: number;
}

export interface DirectoryStore {
  /** The sender, the group and that the one wrote in the other. People without a staffId cannot be kept. */
  learn(message: InboundMessage): void;
  /** From a look-up; never changes when somebody was last seen. */
  putPerson(person: Omit<KnownPerson, "lastSeenAt">): void;
  putGroup(group: Omit<KnownGroup, "lastSeenAt">): void;
  /** Latest seen first. */
  people(): readonly KnownPerson[];
  groups(): readonly KnownGroup[];
  /** Who wrote in this group. */
  members(openConversationId: string): readonly KnownPerson[];
  /** staffIds are compared without regard to case. */
  findPerson(staffId: string): KnownPerson | undefined;
  close(): void;
}

export interface DirectoryStoreOptions {
  /** Created if absent. */
  readonly directory: string;
  readonly accountId: string;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** Whoever was seen longest ago goes first. */
const MAX_PEOPLE = 20_000;
const MAX_GROUPS = 5_000;
const MAX_MEMBERS = 50_000;
const MAX_NAME_CHARACTERS = 100;
/** Counting is cheap, but not for every message. */
const PRUNE_EVERY = 500;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS people (
    staff_key TEXT PRIMARY KEY, staff_id TEXT NOT NULL, name TEXT, union_id TEXT, seen_at INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS groups (
    conversation_id TEXT PRIMARY KEY, title TEXT, seen_at INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS members (
    conversation_id TEXT NOT NULL, staff_key TEXT NOT NULL, seen_at INTEGER NOT NULL,
    PRIMARY KEY (conversation_id, staff_key)) STRICT`;
const PROBE = `SELECT p.staff_key, p.staff_id, p.name, p.union_id, p.seen_at, g.conversation_id, g.title, g.seen_at,
  m.conversation_id, m.staff_key, m.seen_at FROM people p, groups g, members m LIMIT 1`;

const keyOf = (staffId: string) => staffId.trim().toLowerCase();

/** A name from outside on one line, without marks that turn or hide text. */
function cleanName(name: string | undefined): string | null {
  const line = (name ?? "").replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  return line === "" ? null : [...line].slice(0, MAX_NAME_CHARACTERS).join("").toWellFormed();
}

export function openDirectoryStore(options: DirectoryStoreOptions): DirectoryStore {
  const { directory, accountId, ...outside } = options;
  const store = openSqliteStore({
    ...outside,
    path: join(directory, `directory-${encodeURIComponent(accountId)}.sqlite`),
    label: "directory of people and groups",
    schema: SCHEMA,
    probe: PROBE,
  });
  return new SqliteDirectoryStore(store, options.clock ?? systemClock);
}

class SqliteDirectoryStore implements DirectoryStore {
  readonly #store: SqliteStore;
  readonly #clock: Clock;
  #learned = 0;

  constructor(store: SqliteStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  learn({ sender, conversation }: InboundMessage): void {
    const now = this.#clock.now();
    const { staffId } = sender;
    // A sender without a name is shown by an id; that is no name.
    const name = sender.name === staffId || sender.name === sender.senderId ? undefined : sender.name;
    if (staffId) this.#upsertPerson({ staffId, ...(name ? { name } : {}) }, now);
    if (conversation.kind === "group") {
      this.#upsertGroup(conversation.id, conversation.title, now);
      if (staffId) this.#upsertMember(conversation.id, staffId, now);
    }
    this.#learned += 1;
    if (this.#learned % PRUNE_EVERY === 0) this.#prune();
  }

  putPerson(person: Omit<KnownPerson, "lastSeenAt">): void {
    this.#upsertPerson(person, 0);
  }

  putGroup({ openConversationId, title }: Omit<KnownGroup, "lastSeenAt">): void {
    this.#upsertGroup(openConversationId, title, 0);
  }

  people(): readonly KnownPerson[] {
    return this.#store.all("SELECT * FROM people ORDER BY seen_at DESC, staff_key").map(toPerson);
  }

  groups(): readonly KnownGroup[] {
    return this.#store.all("SELECT * FROM groups ORDER BY seen_at DESC, conversation_id").map(toGroup);
  }

  members(openConversationId: string): readonly KnownPerson[] {
    return this.#store
      .all(
        `SELECT p.staff_id, p.name, p.union_id, m.seen_at FROM members m JOIN people p USING (staff_key)
         WHERE m.conversation_id = ? ORDER BY m.seen_at DESC, p.staff_key`,
        openConversationId,
      )
      .map(toPerson);
  }

  findPerson(staffId: string): KnownPerson | undefined {
    const [row] = this.#store.all("SELECT * FROM people WHERE staff_key = ?", keyOf(staffId));
    return row ? toPerson(row) : undefined;
  }

  close(): void {
    this.#store.close();
  }

  #upsertPerson({ staffId, name, unionId }: Omit<KnownPerson, "lastSeenAt">, at: number): void {
    if (keyOf(staffId) === "") return;
    this.#store.run(
      `INSERT INTO people (staff_key, staff_id, name, union_id, seen_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (staff_key) DO UPDATE SET
         staff_id = excluded.staff_id, name = coalesce(excluded.name, name),
         union_id = coalesce(excluded.union_id, union_id), seen_at = max(excluded.seen_at, seen_at)`,
      keyOf(staffId),
      staffId.trim(),
      cleanName(name),
      unionId ?? null,
      at,
    );
  }

  #upsertGroup(id: string, title: string | undefined, at: number): void {
    this.#store.run(
      `INSERT INTO groups (conversation_id, title, seen_at) VALUES (?, ?, ?)
       ON CONFLICT (conversation_id) DO UPDATE SET
         title = coalesce(excluded.title, title), seen_at = max(excluded.seen_at, seen_at)`,
      id,
      cleanName(title),
      at,
    );
  }

  #upsertMember(id: string, staffId: string, at: number): void {
    this.#store.run(
      `INSERT INTO members (conversation_id, staff_key, seen_at) VALUES (?, ?, ?)
       ON CONFLICT (conversation_id, staff_key) DO UPDATE SET seen_at = excluded.seen_at`,
      id,
      keyOf(staffId),
      at,
    );
  }

  #prune(): void {
    for (const [table, limit] of [
      ["people", MAX_PEOPLE],
      ["groups", MAX_GROUPS],
      ["members", MAX_MEMBERS],
    ] as const)
      this.#store.run(
        `DELETE FROM ${table} WHERE rowid IN
         (SELECT rowid FROM ${table} ORDER BY seen_at DESC LIMIT -1 OFFSET ?)`,
        limit,
      );
  }
}

const textAt = (row: SqliteRow, key: string) => (typeof row[key] === "string" ? row[key] : undefined);

function toPerson(row: SqliteRow): KnownPerson {
  const [name, unionId] = [textAt(row, "name"), textAt(row, "union_id")];
  return {
    staffId: String(row["staff_id"]),
    ...(name ? { name } : {}),
    ...(unionId ? { unionId } : {}),
    lastSeenAt: Number(row["seen_at"]),
  };
}

function toGroup(row: SqliteRow): KnownGroup {
  const title = textAt(row, "title");
  return {
    openConversationId: String(row["conversation_id"]),
    ...(title ? { title } : {}),
    lastSeenAt: Number(row["seen_at"]),
  };
}
