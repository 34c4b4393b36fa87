/** The small records on disk: what happens to them when the file is not as it should be. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSqliteStore } from "../../src/lib/sqlite-store.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";

describe("a store of small records", () => {
  let directory = "";
  let path = "";
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "sqlite-store-"));
    path = join(directory, "notes.sqlite");
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));
  const logger = createRecordingLogger();
  const open = () =>
    openSqliteStore({
      path,
      label: "list of notes",
      schema: "CREATE TABLE IF NOT EXISTS notes (id TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT",
      probe: "SELECT id, text FROM notes LIMIT 1",
      logger,
    });

  it("is written by two processes' handles, and each reads what the other wrote", () => {
    const [one, two] = [open(), open()];
    expect(one.run("INSERT INTO notes VALUES (?, ?)", "a", "first")).toBe(1);
    expect(two.runDurably("INSERT INTO notes VALUES (?, ?)", "b", "second")).toBe(1);
    expect(one.all("SELECT id FROM notes ORDER BY id")).toEqual([{ id: "a" }, { id: "b" }]);
    one.close();
    two.close();
    expect([two.run("DELETE FROM notes"), two.all("SELECT * FROM notes")]).toEqual([0, []]);
  });

  for (const [what, write] of [
    ["no database", () => writeFileSync(path, "this is no database ".repeat(500))],
    ["another program's", () => new DatabaseSync(path).exec("CREATE TABLE notes (other TEXT)")],
  ] as const) {
    it(`that turns out to be ${what} is moved aside, and a new one begins`, () => {
      write();
      const store = open();
      expect(store.run("INSERT INTO notes VALUES (?, ?)", "a", "first")).toBe(1);
      expect(readdirSync(directory).some((name) => name.includes(".damaged-"))).toBe(true);
      store.close();
    });
  }

  it("that another process holds is left where it is, and the opening fails", () => {
    open().close();
    const holder = new DatabaseSync(path);
    holder.exec("PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE");
    expect(open).toThrow(/locked|busy/);
    expect(readdirSync(directory).some((name) => name.includes(".damaged-"))).toBe(false);
    holder.close();
  });
});
