import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { journalPath, openSqliteJournal } from "../../src/channel/journal/sqlite.ts";
import type { SqliteJournalOptions } from "../../src/channel/journal/sqlite.ts";
import type { LogFields } from "../../src/lib/logger.ts";

const HOUR = 3_600_000;
const where = { channelId: "dingtalk", accountId: "bot1" };

function folder(): string {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), "journal-"));
  onTestFinished(() => fs.rmSync(made, { recursive: true, force: true }));
  return made;
}

function open(directory: string, options: Partial<SqliteJournalOptions> = {}) {
  const journal = openSqliteJournal<{ text: string }>({ directory, ...where, ...options });
  onTestFinished(() => journal.close());
  return journal;
}

/** A clock that stands until it is moved. */
function manualClock(start = 1_700_000_000_000) {
  const clock = { time: start, now: () => clock.time, after: () => ({ cancel() {} }) };
  return clock;
}

function recordErrors() {
  const errors: { message: string; fields: LogFields | undefined }[] = [];
  const logger = {
    debug() {},
    info() {},
    warn() {},
    error: (message: string, fields?: LogFields) => void errors.push({ message, fields }),
  };
  return { errors, logger };
}

/** Everything the journal left on disk, as bytes. */
function bytesOnDisk(directory: string): string {
  return fs
    .readdirSync(directory)
    .map((name) => fs.readFileSync(path.join(directory, name), "latin1"))
    .join("");
}

describe("appending", () => {
  it("commits what arrives together together: 200 messages, one commit", async () => {
    const commits: number[] = [];
    const journal = open(folder(), { onCommit: (writes) => commits.push(writes) });
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, n) => journal.enqueue(`m${n}`, { text: `${n}` })),
    );
    expect(commits).toEqual([200]);
    expect(results.every((result) => result.kind === "accepted")).toBe(true);
    expect((await journal.listPending({ limit: "all" })).map((record) => record.id)).toEqual(
      Array.from({ length: 200 }, (_, n) => `m${n}`),
    );
  });

  it("commits one by one what is awaited one by one", async () => {
    const commits: number[] = [];
    const journal = open(folder(), { onCommit: (writes) => commits.push(writes) });
    for (let n = 0; n < 5; n += 1) await journal.enqueue(`m${n}`, { text: "x" });
    expect(commits).toEqual([1, 1, 1, 1, 1]);
  });

  it("recognises a message that comes again in the same breath", async () => {
    const journal = open(folder());
    const results = await Promise.all([
      journal.enqueue("m1", { text: "a" }),
      journal.enqueue("m1", { text: "b" }),
    ]);
    expect(results.map((result) => result.kind)).toEqual(["accepted", "pending"]);
    expect(await journal.listPending()).toMatchObject([{ payload: { text: "a" } }]);
  });

  it("refuses only the message that is no JSON, not its neighbours", async () => {
    const journal = open(folder());
    const broken: { text: string; self?: unknown } = { text: "loop" };
    broken.self = broken;
    const [good, bad] = await Promise.allSettled([
      journal.enqueue("m1", { text: "a" }),
      journal.enqueue("m2", broken),
    ]);
    expect([good.status, bad.status]).toEqual(["fulfilled", "rejected"]);
    await expect(journal.enqueue("m3", undefined as never)).rejects.toMatchObject({
      code: "journal_bad_event",
    });
    await expect(journal.enqueue("  ", { text: "" })).rejects.toMatchObject({ code: "journal_bad_event" });
  });

  it("rejects when the disk is full, and accepts again when there is room", async () => {
    const directory = folder();
    const journal = open(directory, { maxBytes: 128 * 1024 });
    const big = { text: "x".repeat(40_000) };
    const attempts = [];
    for (let n = 0; n < 6; n += 1)
      attempts.push(
        await journal.enqueue(`m${n}`, big).then(
          () => "accepted",
          (error: { code: string }) => error.code,
        ),
      );
    expect(attempts[0]).toBe("accepted");
    expect(attempts.at(-1)).toBe("journal_disk_full");
    const stored = (await journal.listPending()).length;
    expect(stored).toBe(attempts.filter((kind) => kind === "accepted").length);
    await journal.complete("m0");
    await journal.complete("m1");
    await expect(journal.enqueue("later", big)).resolves.toMatchObject({ kind: "accepted" });
  });

  it("rejects after closing, and what was handed in before is stored", async () => {
    const directory = folder();
    const journal = open(directory);
    const last = journal.enqueue("m1", { text: "last" });
    await journal.close();
    await expect(last).resolves.toMatchObject({ kind: "accepted" });
    await expect(journal.enqueue("m2", { text: "late" })).rejects.toMatchObject({ code: "journal_closed" });
    await expect(journal.listPending()).rejects.toMatchObject({ code: "journal_closed" });
    expect(await open(directory).listPending()).toMatchObject([{ id: "m1" }]);
  });
});

describe("recognising messages again", () => {
  it("refuses a completed message for 24 hours, across restarts, and forgets it afterwards", async () => {
    const directory = folder();
    const clock = manualClock();
    let journal = open(directory, { clock });
    await journal.enqueue("m1", { text: "a" });
    const claim = await journal.claimNext({ ownerId: "w" });
    await journal.complete(claim?.id === "m1" ? claim : "");
    await journal.close();
    const limits = { completedTtlMs: HOUR, completedMaxEntries: 0 };
    clock.time += 23 * HOUR;
    journal = open(directory, { clock });
    expect(await journal.prune(limits)).toBe(0);
    expect(await journal.enqueue("m1", { text: "a" })).toMatchObject({ kind: "completed", duplicate: true });
    clock.time += 2 * HOUR;
    expect(await journal.prune(limits)).toBe(1);
    expect(await journal.enqueue("m1", { text: "a" })).toMatchObject({ kind: "accepted" });
  });

  it("leaves nothing of a completed message on the disk", async () => {
    const directory = folder();
    const clock = manualClock();
    const journal = open(directory, { clock });
    const secret = "the-merger-is-on-friday";
    for (let n = 0; n < 50; n += 1) await journal.enqueue(`m${n}`, { text: secret });
    expect(bytesOnDisk(directory)).toContain(secret);
    for (let n = 0; n < 50; n += 1) await journal.complete(`m${n}`);
    await journal.prune({ completedTtlMs: 30 * 24 * HOUR });
    expect(bytesOnDisk(directory)).not.toContain(secret);
  });
});

describe("lanes", () => {
  it("keeps the order of arrival in a lane even when the clock stands", async () => {
    const journal = open(folder(), { clock: manualClock() });
    const names = ["z", "a", "m", "b"];
    for (const id of names) await journal.enqueue(id, { text: id }, { laneKey: "lane" });
    const order = [];
    for (let claim = await journal.claimNext(); claim; claim = await journal.claimNext()) {
      order.push(claim.id);
      await journal.complete(claim);
    }
    expect(order).toEqual(names);
  });

  it("gives out another lane's message while one lane is busy", async () => {
    const journal = open(folder());
    for (const [id, laneKey] of [
      ["a1", "a"],
      ["a2", "a"],
      ["b1", "b"],
    ] as const)
      await journal.enqueue(id, { text: id }, { laneKey });
    expect((await journal.claimNext())?.id).toBe("a1");
    expect((await journal.claimNext({ blockedLaneKeys: ["a"] }))?.id).toBe("b1");
    expect(await journal.claimNext({ blockedLaneKeys: ["a", "b"] })).toBeNull();
  });

  it("looks only at candidates, and blocks lanes of candidates that were claimed meanwhile", async () => {
    const journal = open(folder());
    for (const id of ["m1", "m2", "m3"]) await journal.enqueue(id, { text: id }, { laneKey: "a" });
    await journal.claim("m1");
    expect(await journal.claimNext({ candidateIds: [] })).toBeNull();
    expect(await journal.claimNext({ candidateIds: ["m1", "m2"] })).toBeNull();
    expect((await journal.claimNext({ candidateIds: ["m3"] }))?.id).toBe("m3");
  });

  it("stores a derived lane with the claim and never looks further than the scan limit", async () => {
    const journal = open(folder());
    for (const id of ["m1", "m2", "m3"]) await journal.enqueue(id, { text: id });
    const options = {
      deriveLaneKey: (record: { id: string }) => (record.id === "m3" ? "free" : "busy"),
      blockedLaneKeys: ["busy"],
    };
    expect(await journal.claimNext({ ...options, scanLimit: 2 })).toBeNull();
    expect(await journal.claimNext({ ...options, scanLimit: 3 })).toMatchObject({
      id: "m3",
      laneKey: "free",
    });
  });
});

describe("two handles on one file", () => {
  it("hand out every message once", async () => {
    const directory = folder();
    const [one, two] = [open(directory), open(directory)];
    await Promise.all(Array.from({ length: 20 }, (_, n) => one.enqueue(`m${n}`, { text: "x" })));
    const claimed: string[] = [];
    for (let n = 0; n < 10; n += 1)
      for (const handle of [one, two]) claimed.push((await handle.claimNext())?.id ?? "none");
    expect(new Set(claimed).size).toBe(20);
    expect(await two.claimNext()).toBeNull();
  });

  it("let the one without the claim change nothing", async () => {
    const directory = folder();
    const [one, two] = [open(directory), open(directory)];
    await one.enqueue("m1", { text: "x" });
    const claim = await one.claimNext();
    const foreign = { id: "m1", claim: { token: "not-mine" } };
    expect(await two.complete(foreign)).toBe(false);
    expect(await two.fail(foreign, { reason: "no" })).toBe(false);
    expect(await two.release(foreign)).toBe(false);
    expect(await two.refreshClaim(foreign)).toBe(false);
    expect(await two.delete("m1")).toBe(false);
    expect(claim && (await two.complete(claim))).toBe(true);
  });
});

describe("dead letters", () => {
  it("are listed with contents, retried at the end of the lane, or dropped for good", async () => {
    const clock = manualClock();
    const journal = open(folder(), { clock });
    for (const id of ["m1", "m2"]) {
      await journal.enqueue(id, { text: id }, { laneKey: "lane" });
      const claim = await journal.claim(id);
      await journal.fail(claim ?? "", { reason: "retry-limit-exceeded", message: "model offline" });
    }
    await journal.enqueue("m3", { text: "m3" }, { laneKey: "lane" });
    expect(await journal.listDeadLetters()).toMatchObject([
      { id: "m1", payload: { text: "m1" }, reason: "retry-limit-exceeded", message: "model offline" },
      { id: "m2" },
    ]);
    expect(await journal.depth()).toMatchObject({ pending: 1, failed: 2 });
    expect(await journal.retryDeadLetter("m1")).toMatchObject({ kind: "resubmitted" });
    expect((await journal.listPending()).map((record) => record.id)).toEqual(["m3", "m1"]);
    expect(await journal.dropDeadLetter("m2")).toBe(true);
    expect(await journal.dropDeadLetter("m2")).toBe(false);
    expect(await journal.enqueue("m2", { text: "again" })).toMatchObject({ kind: "completed" });
    expect(await journal.retryDeadLetter("nobody")).toEqual({ kind: "not-found" });
  });
});

async function withMessages(directory: string, count: number): Promise<string> {
  const journal = open(directory);
  for (let n = 0; n < count; n += 1) await journal.enqueue(`m${n}`, { text: "x".repeat(3000) });
  await journal.close();
  return journalPath({ directory, ...where });
}
const aside = (directory: string) => fs.readdirSync(directory).filter((name) => /\.damaged-.*Z$/.test(name));

describe("a damaged journal", () => {
  it("that is no database any more is moved aside, and a new one accepts messages", async () => {
    const directory = folder();
    fs.writeFileSync(await withMessages(directory, 3), "this is not a database, it is a poem".repeat(99));
    const { errors, logger } = recordErrors();
    const journal = open(directory, { logger });
    expect(aside(directory)).toHaveLength(1);
    expect(errors).toMatchObject([{ fields: { salvagedOpen: 0, readToTheEnd: false } }]);
    expect(await journal.enqueue("new", { text: "y" })).toMatchObject({ kind: "accepted" });
  });

  it("with one broken page keeps the messages that can still be read", async () => {
    const directory = folder();
    const file = await withMessages(directory, 40);
    const bytes = fs.readFileSync(file);
    bytes.fill(0xff, 4096 * 20, 4096 * 21);
    fs.writeFileSync(file, bytes);
    const { errors, logger } = recordErrors();
    const journal = open(directory, { logger });
    const { pending } = await journal.depth();
    expect(pending).toBeGreaterThan(20);
    expect(errors).toMatchObject([{ fields: { salvagedOpen: pending } }]);
    expect(aside(directory)).toHaveLength(1);
  });

  it("that breaks while the gateway runs is replaced without an error for the caller", async () => {
    const directory = folder();
    const { errors, logger } = recordErrors();
    const journal = open(directory, { logger });
    for (let n = 0; n < 40; n += 1) await journal.enqueue(`m${n}`, { text: "x".repeat(3000) });
    const file = journalPath({ directory, ...where });
    // A foreign write makes the journal read its pages from the file again.
    const foreign = new DatabaseSync(file);
    foreign.exec("UPDATE events SET lane='x'; PRAGMA wal_checkpoint(TRUNCATE)");
    foreign.close();
    const bytes = fs.readFileSync(file);
    bytes.fill(0xff, 4096 * 10);
    fs.writeFileSync(file, bytes);
    const late = await journal.enqueue("late", { text: "y" });
    expect(late.kind).toBe("accepted");
    expect((await journal.listPending({ limit: "all" })).map((record) => record.id)).toContain("late");
    expect(errors).toHaveLength(1);
    expect(aside(directory)).toHaveLength(1);
  });

  it("is left alone by a handle that may not repair", async () => {
    const directory = folder();
    fs.writeFileSync(await withMessages(directory, 1), "broken".repeat(999));
    expect(() => open(directory, { repair: false })).toThrow(
      expect.objectContaining({ code: "journal_damaged" }),
    );
    expect(aside(directory)).toEqual([]);
  });

  it("with one unreadable message gives up on that one only", async () => {
    const directory = folder();
    const file = await withMessages(directory, 3);
    const db = new DatabaseSync(file);
    db.exec("UPDATE events SET payload='{broken' WHERE id='m0'");
    db.close();
    const journal = open(directory);
    expect((await journal.claimNext())?.id).toBe("m1");
    expect(await journal.listDeadLetters()).toMatchObject([{ id: "m0", reason: "corrupt_payload" }]);
    expect(await journal.retryDeadLetter("m0")).toMatchObject({ kind: "unrecoverable" });
  });
});

describe("the file", () => {
  it.skipIf(process.platform === "win32")("is readable by its owner only", async () => {
    const directory = path.join(folder(), "deep", "journal");
    const journal = open(directory);
    await journal.enqueue("m1", { text: "x" });
    expect(fs.statSync(directory).mode & 0o777).toBe(0o700);
    for (const name of fs.readdirSync(directory))
      expect([name, fs.statSync(path.join(directory, name)).mode & 0o777]).toEqual([name, 0o600]);
  });

  it("of a newer release is refused, not replaced", async () => {
    const directory = folder();
    await open(directory).close();
    const db = new DatabaseSync(journalPath({ directory, ...where }));
    db.exec("PRAGMA user_version=99");
    db.close();
    expect(() => open(directory)).toThrow(expect.objectContaining({ code: "journal_newer_schema" }));
  });

  it("belongs to one account, whatever characters its id has", () => {
    const directory = "/j";
    expect(journalPath({ directory, channelId: "dingtalk", accountId: "bot1" })).toBe(
      "/j/dingtalk-bot1.sqlite",
    );
    const odd = journalPath({ directory, channelId: "dingtalk", accountId: "../a/b" });
    expect(path.dirname(odd)).toBe("/j");
  });
});
