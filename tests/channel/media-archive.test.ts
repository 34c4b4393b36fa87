/** Files that people send are kept whole, under safe names, or not at all. */
import * as fs from "node:fs";
import * as nodeFiles from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMediaArchive } from "../../src/channel/media/archive.ts";
import { describeFile } from "../../src/channel/media/describe-file.ts";
import { MediaSourceError } from "../../src/channel/media/media-source.ts";
import type { ArchiveFiles } from "../../src/channel/media/publish-file.ts";
import { dayOf } from "../../src/channel/media/retention.ts";
import { sniffType } from "../../src/channel/media/sniff-type.ts";
import type { Attachment } from "../../src/channel/model.ts";
import { createFakeMediaSource, TINY_PNG } from "../support/fake-media.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";
import { inbound } from "../support/reply-scene.ts";

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "archive-"));
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

const list = (folder: string) => (fs.existsSync(folder) ? fs.readdirSync(folder).toSorted() : []);

function stage(change: { maxBytes?: number; files?: Partial<ArchiveFiles>; dir?: string } = {}) {
  const source = createFakeMediaSource();
  const logger = createRecordingLogger();
  const clock = createManualClock();
  const dir = change.dir ?? path.join(root, "inbound");
  const day = path.join(dir, dayOf(clock.now()));
  const archive = createMediaArchive({
    settings: () => ({ dir, maxBytes: change.maxBytes ?? 10_000 }),
    source,
    clock,
    logger,
    files: { ...nodeFiles, ...change.files },
  });
  const keep = async (bytes: Uint8Array | string, attachment: Partial<Attachment> = {}) => {
    const downloadCode = attachment.downloadCode ?? "code";
    source.behind.set(downloadCode, Buffer.from(bytes));
    const [result] = await archive.store(inbound(), [{ kind: "file", downloadCode, ...attachment }]);
    return result;
  };
  return { source, logger, clock, dir, day, archive, keep };
}

describe("a file that arrives", () => {
  it("lies in today's folder under its name, whole, with a line in the index", async () => {
    const { day, dir, keep } = stage();
    const body = "x".repeat(3_500);
    expect(await keep(body, { name: "报价单.txt" })).toMatchObject({
      kind: "stored",
      path: path.join(day, "报价单.txt"),
      mime: "text/plain",
      bytes: 3_500,
    });
    expect(fs.readFileSync(path.join(day, "报价单.txt"), "utf8")).toBe(body);
    expect(fs.statSync(path.join(day, "报价单.txt")).mode & 0o777).toBe(0o600);
    expect(JSON.parse(fs.readFileSync(path.join(day, ".index.jsonl"), "utf8"))).toMatchObject({
      file: "报价单.txt",
      originalName: "报价单.txt",
      type: "text/plain",
      bytes: 3_500,
      sender: "user1",
      conversationId: "cidDirect",
      sha256: expect.stringMatching(/^[\da-f]{64}$/) as string,
    });
    expect(list(path.join(dir, ".tmp"))).toEqual([]);
  });

  it("never replaces another one, also when many come at once", async () => {
    const { archive, source, day } = stage();
    const attachments = Array.from({ length: 12 }, (_, index): Attachment => {
      source.behind.set(`c${index}`, Buffer.from(`body ${index}`));
      return { kind: "file", downloadCode: `c${index}`, name: "a.txt" };
    });
    const results = await archive.store(inbound(), attachments);
    expect(results.map(({ kind }) => kind)).toEqual(attachments.map(() => "stored"));
    results.forEach((result, index) => {
      if (result.kind === "stored") expect(fs.readFileSync(result.path, "utf8")).toBe(`body ${index}`);
    });
    expect(list(day)).toHaveLength(13);
    expect(list(day)).toContain("a-12.txt");
  });

  it("cannot leave its folder by its name", async () => {
    const { day, keep } = stage();
    expect(await keep("x", { name: "../../../evil.sh" })).toMatchObject({ path: path.join(day, "evil.sh") });
    expect(fs.existsSync(path.join(root, "evil.sh"))).toBe(false);
  });

  it("without a name gets one that says what it is", () => {
    const image: Attachment = { kind: "image", downloadCode: "c" };
    expect(describeFile(image, TINY_PNG)).toEqual({ name: "image.png", mime: "image/png" });
    expect(describeFile({ ...image, name: "abc.file" }, TINY_PNG).name).toBe("abc.png");
    expect(describeFile({ ...image, name: "photo.jpg" }, TINY_PNG)).toEqual({
      name: "photo.jpg",
      mime: "image/png",
    });
    const zip = Buffer.from("PK\x03\x04rest");
    expect(describeFile({ kind: "file", downloadCode: "c", name: "a.xlsx" }, zip).mime).toContain(
      "spreadsheet",
    );
    expect(describeFile({ kind: "file", downloadCode: "c" }, Buffer.from("?"))).toEqual({
      name: "file",
      mime: "application/octet-stream",
    });
  });

  it.each([
    ["\xff\xd8\xff\xe0", "image/jpeg"],
    ["GIF89a", "image/gif"],
    ["RIFF\0\0\0\0WEBP", "image/webp"],
    ["RIFF\0\0\0\0WAVE", "audio/wav"],
    ["#!AMR\n", "audio/amr"],
    ["OggS", "audio/ogg"],
    ["\0\0\0\x18ftypisom", "video/mp4"],
    ["\0\0\0\x18ftypM4A ", "audio/mp4"],
    ["%PDF-1.7", "application/pdf"],
    ["\xff\xfb\x90", "audio/mpeg"],
  ])("is known by its first bytes: %j", (head, mime) => {
    expect(sniffType(Buffer.from(head, "latin1"))?.mime).toBe(mime);
  });

  it("of an unknown kind is not guessed", () => {
    expect(sniffType(Buffer.from("hello world"))).toBeUndefined();
    expect(sniffType(new Uint8Array())).toBeUndefined();
  });
});

describe("a download that starts again", () => {
  it("leaves nothing of its first attempt in the file", async () => {
    const { day, dir, clock, logger } = stage();
    const archive = createMediaArchive({
      settings: () => ({ dir, maxBytes: 10 }),
      source: {
        async download(_attachment, sink) {
          await sink.write(Buffer.from("12345678"));
          await sink.restart();
          await sink.write(Buffer.from("whole"));
        },
      },
      clock,
      logger,
    });
    const [file] = await archive.store(inbound(), [{ kind: "file", downloadCode: "c", name: "a.txt" }]);
    expect(file).toMatchObject({ kind: "stored", bytes: 5 });
    expect(fs.readFileSync(path.join(day, "a.txt"), "utf8")).toBe("whole");
  });
});

describe("a file that cannot be kept leaves nothing half-written", () => {
  it("because it is above the limit, also when the source does not count", async () => {
    const { dir, day, keep } = stage({ maxBytes: 2_500 });
    expect(await keep("x".repeat(2_501))).toMatchObject({ kind: "missed", reason: "too-big" });
    expect([list(day), list(path.join(dir, ".tmp"))]).toEqual([[], []]);
    expect(await keep("x".repeat(2_500))).toMatchObject({ kind: "stored" });
  });

  it.each([
    [new MediaSourceError("away", "the link died"), "away"],
    [new MediaSourceError("expired", "403"), "expired"],
  ])("because of %s", async (error, reason) => {
    const { archive, source, dir, day } = stage();
    source.behind.set("c", { before: Buffer.from("half"), error });
    const results = await archive.store(inbound(), [{ kind: "file", downloadCode: "c", name: "a.txt" }]);
    expect(results).toMatchObject([{ kind: "missed", reason }]);
    expect([list(day), list(path.join(dir, ".tmp"))]).toEqual([[], []]);
  });

  it.each(["link", "mkdir", "open"] as const)("because the disk is full at %s", async (call) => {
    const { dir, day, keep, logger } = stage({ files: { [call]: failing("ENOSPC") } });
    expect(await keep("x", { name: "a.txt" })).toMatchObject({ kind: "missed", reason: "disk" });
    expect([list(day).filter((name) => name !== ".index.jsonl"), list(path.join(dir, ".tmp"))]).toEqual([
      [],
      [],
    ]);
    expect(logger.lines.join("\n")).toContain("ENOSPC");
  });

  it("because a file stands where the folder should be", async () => {
    const dir = path.join(root, "occupied");
    fs.writeFileSync(dir, "");
    expect(await stage({ dir }).keep("x")).toMatchObject({ kind: "missed", reason: "disk" });
  });

  it("and one that fails does not cost the others", async () => {
    const { archive, source } = stage();
    source.behind.set("good", Buffer.from("x"));
    const results = await archive.store(inbound(), [
      { kind: "file", downloadCode: "gone" },
      { kind: "file", downloadCode: "good" },
    ]);
    expect(results.map(({ kind }) => kind)).toEqual(["missed", "stored"]);
  });
});

/** The temporary folder lies on a device of its own. */
const link: ArchiveFiles["link"] = (from, to) =>
  String(from).includes(`${path.sep}.tmp${path.sep}`) ? failing("EXDEV")() : nodeFiles.link(from, to);

describe("a disk of another kind", () => {
  it("on another device gets a copy, and the first file goes", async () => {
    const { dir, day, keep } = stage({ files: { link } });
    expect(await keep("body", { name: "a.txt" })).toMatchObject({ kind: "stored", name: "a.txt" });
    expect(await keep("other", { name: "a.txt" })).toMatchObject({ kind: "stored", name: "a-2.txt" });
    expect(list(day)).toEqual([".index.jsonl", "a-2.txt", "a.txt"]);
    expect(fs.readFileSync(path.join(day, "a.txt"), "utf8")).toBe("body");
    expect(list(path.join(dir, ".tmp"))).toEqual([]);
  });

  it("on another device that is full has nothing left of the copy", async () => {
    const { day, keep } = stage({ files: { link: failing("EXDEV"), copyFile: failing("ENOSPC") } });
    expect(await keep("body", { name: "a.txt" })).toMatchObject({ kind: "missed", reason: "disk" });
    expect(list(day)).toEqual([".index.jsonl"]);
  });

  it("without hard links still replaces nothing", async () => {
    const { day, keep } = stage({ files: { link: failing("EPERM") } });
    await keep("one", { name: "a.txt" });
    await keep("two", { name: "a.txt" });
    expect(list(day)).toEqual([".index.jsonl", "a-2.txt", "a.txt"]);
    expect(fs.readFileSync(path.join(day, "a.txt"), "utf8")).toBe("one");
  });
});
