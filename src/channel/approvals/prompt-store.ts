/**
 * The prompts of one account on disk: what is open when the process ends is ended visibly at the next start, and who
 * comes too late is told how it was decided. A failing disk is logged and keeps no prompt from being shown.
 */
import { join } from "node:path";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { openSqliteStore } from "../../lib/sqlite-store.ts";
import type { Prompt } from "./prompt.ts";

export interface PromptStoreOptions {
  /** Created if absent. */
  readonly directory: string;
  readonly accountId: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface PromptStore {
  /** Adds or replaces. */
  put(prompt: Prompt): void;
  remove(code: string): void;
  /** Oldest first. */
  list(): Prompt[];
  close(): void;
}

/** How long an ended prompt is remembered. */
const KEEP_MS = 24 * 60 * 60_000;
const SCHEMA = `CREATE TABLE IF NOT EXISTS prompts (
  code TEXT PRIMARY KEY, created_at INTEGER NOT NULL, open INTEGER NOT NULL, record TEXT NOT NULL) STRICT`;

/** Opens the store; a damaged file is moved aside and a new one begun. Throws when neither is possible. */
export function openPromptStore({ directory, accountId, clock, logger }: PromptStoreOptions): PromptStore {
  const store = openSqliteStore({
    clock,
    logger,
    path: join(directory, `prompts-${encodeURIComponent(accountId)}.sqlite`),
    label: "record of approvals and questions",
    schema: SCHEMA,
    probe: "SELECT code, created_at, open, record FROM prompts LIMIT 1",
  });
  store.run("DELETE FROM prompts WHERE open = 0 AND created_at < ?", clock.now() - KEEP_MS);
  return {
    put(prompt) {
      store.run(
        `INSERT INTO prompts (code, created_at, open, record) VALUES (?, ?, ?, ?)
         ON CONFLICT (code) DO UPDATE SET created_at = excluded.created_at, open = excluded.open,
           record = excluded.record`,
        prompt.code,
        prompt.createdAt,
        prompt.endShown ? 0 : 1,
        JSON.stringify(prompt),
      );
    },
    remove: (code) => void store.run("DELETE FROM prompts WHERE code = ?", code),
    list: () =>
      store
        .all("SELECT record FROM prompts ORDER BY created_at, rowid")
        .flatMap((row) => parseRow(row) ?? []),
    close: () => store.close(),
  };
}

function parseRow(row: Record<string, unknown>): Prompt | undefined {
  try {
    const prompt = JSON.parse(String(row["record"])) as Prompt;
    const whole = typeof prompt.code === "string" && typeof prompt.target?.kind === "string";
    return whole && Array.isArray(prompt.choices) ? prompt : undefined;
  } catch {
    return undefined;
  }
}
