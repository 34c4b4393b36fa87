/** `openclaw china media` on real folders: an operator lists, finds and removes received files, and nothing else. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listMedia, pruneMedia } from "../../src/channel/setup/archived-files.ts";
import { INDEX_NAME } from "../../src/channel/media/retention.ts";
import { createText } from "../../src/channel/text/text.ts";
import { createSetupBench } from "../support/setup-bench.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "openclaw-dingtalk-media-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const today = new Date().toISOString().slice(0, 10);

function keep(day: string, file: string, senderName: string): void {
  mkdirSync(join(dir, day), { recursive: true });
  writeFileSync(join(dir, day, file), "content");
  const line = {
    file,
    originalName: file,
    bytes: 7,
    at: `${day}T08:00:00.000Z`,
    msgId: "msg1",
    sender: "u1",
    senderName,
  };
  writeFileSync(join(dir, day, INDEX_NAME), `${JSON.stringify(line)}\nnot json\n`, { flag: "a" });
}

function bench(keepDays = 7) {
  const section = { inboundMedia: { dir, keepDays } };
  return createSetupBench({ config: { channels: { dingtalk: section } } });
}

const request = ({ host }: ReturnType<typeof bench>) => ({ host, text: createText("en"), json: false });

test("an operator lists what was received, and finds by name or sender", async () => {
  keep("2026-01-02", "plan.pdf", "李娜");
  keep(today, "photo.png", "张伟");
  const all = bench();
  expect(await listMedia(request(all))).toBe(0);
  expect(all.printed).toEqual([
    expect.stringMatching(/2026-01-02.*李娜.*7 bytes.*plan\.pdf$/),
    expect.stringMatching(/张伟.*photo\.png$/),
  ]);
  for (const word of ["PLAN", "李娜", "2026-01-02"]) {
    const one = bench();
    expect(await listMedia(request(one), word)).toBe(0);
    expect(one.printed).toEqual([expect.stringContaining("plan.pdf")]);
  }
  const none = bench();
  expect(await listMedia(request(none), "nobody")).toBe(1);
  expect(none.printed).toEqual(["There is no such file."]);
});

test("an operator removes what is past its days; a folder that is not ours stays", async () => {
  keep("2026-01-02", "old.pdf", "李娜");
  keep(today, "new.pdf", "李娜");
  mkdirSync(join(dir, "2025-01-01"));
  writeFileSync(join(dir, "2025-01-01", "mine.txt"), "");
  const some = bench();
  expect(await pruneMedia(request(some))).toBe(0);
  expect(some.printed).toEqual([`Removed ${join(dir, "2026-01-02")}`]);
  expect([existsSync(join(dir, today)), existsSync(join(dir, "2025-01-01"))]).toEqual([true, true]);
});

test("files that are kept for ever go only when a number of days is named", async () => {
  keep("2026-01-02", "old.pdf", "李娜");
  const forever = bench(0);
  await pruneMedia(request(forever));
  expect(forever.printed).toEqual(["No file is past its days."]);
  await pruneMedia(request(forever), 30);
  expect(existsSync(join(dir, "2026-01-02"))).toBe(false);
});
