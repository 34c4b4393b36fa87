/**
 * The operator's view of messages that were given up, on a real journal file.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSqliteJournal } from "../../src/channel/journal/sqlite.ts";
import {
  dropDeadLetter,
  listDeadLetters,
  retryDeadLetter,
  showDeadLetter,
  type DeadLetterCommand,
} from "../../src/channel/setup/dead-letters.ts";
import { createText } from "../../src/channel/text/text.ts";

let directory: string;
let printed: string[];
let command: DeadLetterCommand;

const journal = () => openSqliteJournal({ directory, channelId: "dingtalk", accountId: "default" });

beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "dead-letters-"));
  printed = [];
  const print = (line: string) => printed.push(line);
  command = { directory, accountIds: ["default", "never-started"], text: createText("en"), print };
  const rows = journal();
  const sessionWebhook = "https://example.com/robot/sendBySession?session=very-secret";
  const rawEvent = JSON.stringify({ msgId: "m1", text: { content: "hello" }, sessionWebhook });
  await rows.enqueue("bot:m1", { version: 1, rawEvent }, { laneKey: "direct:c" });
  const claim = await rows.claim("bot:m1");
  if (!claim) throw new Error("the row could not be claimed");
  await rows.fail(claim, { reason: "retries-exhausted", message: "the model was never there" });
  rows.close();
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test("an operator sees which message failed and why, and its text without the webhook", async () => {
  expect(await listDeadLetters(command, false)).toBe(0);
  expect(printed[0]).toContain("bot:m1");
  expect(printed[0]).toContain("the model was never there");
  expect(await showDeadLetter(command, "bot:m1")).toBe(0);
  expect(printed.join("\n")).toContain("hello");
  expect(printed.join("\n")).not.toContain("very-secret");
});

test("an operator's retry puts the message back into its lane", async () => {
  expect(await retryDeadLetter(command, "bot:m1")).toBe(0);
  const rows = journal();
  expect(await rows.depth()).toMatchObject({ pending: 1, failed: 0 });
  rows.close();
});

test("a dropped message is gone from the list and still recognised when DingTalk pushes it again", async () => {
  expect(await dropDeadLetter(command, "bot:m1")).toBe(0);
  printed.length = 0;
  await listDeadLetters(command, true);
  expect(JSON.parse(printed[0] ?? "")).toEqual([]);
  const rows = journal();
  expect(await rows.enqueue("bot:m1", { version: 1, rawEvent: "{}" })).toMatchObject({ duplicate: true });
  rows.close();
});

test("an unknown id is answered with what to do, and exit code 1", async () => {
  expect(await retryDeadLetter(command, "bot:m9")).toBe(1);
  expect(printed.join("\n")).toContain("openclaw china dead-letters list");
});
