import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openSqliteJournal } from "../../src/channel/journal/sqlite.ts";

const child = path.join(import.meta.dirname, "journal-crash-child.ts");

function folder(): string {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), "journal-crash-"));
  onTestFinished(() => fs.rmSync(made, { recursive: true, force: true }));
  return made;
}

/** Runs the child until it reports, then kills it the hard way. */
async function runAndKill(directory: string, id: string, mode: string): Promise<void> {
  const process = spawn(globalThis.process.execPath, [child, directory, id, mode], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(process, "exit");
  if (mode !== "unawaited") {
    await once(process.stdout, "data");
    process.kill("SIGKILL");
  }
  const [, signal] = (await exited) as [number | null, string | null];
  expect(signal).toBe("SIGKILL");
}

function open(directory: string) {
  const journal = openSqliteJournal({ directory, channelId: "dingtalk", accountId: "bot1" });
  onTestFinished(() => journal.close());
  return journal;
}

describe("a gateway that is killed", { timeout: 30_000 }, () => {
  it("finds the message again that it had appended right before", async () => {
    const directory = folder();
    await runAndKill(directory, "m1", "append");
    expect(await open(directory).listPending()).toMatchObject([
      { id: "m1", payload: { text: "hello" }, laneKey: "lane" },
    ]);
  });

  it("has nothing half-written of a message whose append had not resolved", async () => {
    const directory = folder();
    await runAndKill(directory, "m1", "unawaited");
    const found = await open(directory).listPending();
    expect(found.length === 0 || found[0]?.payload !== undefined).toBe(true);
  });

  it("takes back the claim of the dead worker and counts it as an attempt", async () => {
    const directory = folder();
    await runAndKill(directory, "m1", "append");
    await runAndKill(directory, "m1", "claim");
    const journal = open(directory);
    expect(await journal.listClaims()).toMatchObject([{ id: "m1", claim: { ownerId: "dead" } }]);
    expect(await journal.recoverStaleClaims({ staleMs: 0 })).toBe(1);
    expect(await journal.listPending()).toMatchObject([{ id: "m1", attempts: 1 }]);
  });

  it("still refuses the message it had completed right before", async () => {
    const directory = folder();
    await runAndKill(directory, "m1", "append");
    await runAndKill(directory, "m1", "complete");
    expect(await open(directory).enqueue("m1", { text: "again" })).toMatchObject({ kind: "completed" });
  });
});
