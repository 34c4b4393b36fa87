/**
 * What media cost the channel: the peak memory of client and archive while pictures and one large file arrive,
 * against the same messages with next to nothing in them. A group of scenes has a process of its own; the local
 * DingTalk runs in this one and is not counted. `npm run bench media`
 */
import { fork, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { SayRequest } from "../../src/contract/emulator-control.ts";
import { createEmulator, DEFAULT_CLIENT_ID, type Emulator } from "../../src/emulator/index.ts";
import type { StoredReport } from "./archive-process.ts";

const MB = 1024 * 1024;
const PICTURES = 200;
const PICTURE_BYTES = 2 * MB;
const PER_MESSAGE = 10;
const FILE_BYTES = 100 * MB;
/** What the large file may add; more means that it stood in memory. */
const FILE_MAY_ADD = 20 * MB;
const SMALL = 1024;
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);

interface Scene {
  readonly name: string;
  readonly messages: number;
  /** The scene before it that it is compared with; absent for the base of a comparison. */
  readonly against?: string;
  /** Most bytes that it may add to that one's peak. */
  readonly mayAdd?: number;
  content(): NonNullable<SayRequest["content"]>;
}

interface Measured {
  readonly scene: Scene;
  readonly files: number;
  readonly bytes: number;
  readonly peakRss: number;
  readonly seconds: number;
}

const pictures =
  (bytes: number): Scene["content"] =>
  () => ({
    kind: "richText",
    parts: Array.from({ length: PER_MESSAGE }, () => ({
      picture: Buffer.concat([JPEG, randomBytes(bytes - JPEG.length)]).toString("base64"),
    })),
  });
const file =
  (bytes: number): Scene["content"] =>
  () => ({
    kind: "file",
    name: "film.bin",
    data: randomBytes(bytes).toString("base64"),
  });

const MESSAGES = PICTURES / PER_MESSAGE;
const NOTHING = { name: `${PICTURES} pictures of 1 KB`, messages: MESSAGES, content: pictures(SMALL) };
const MANY = { name: `${PICTURES} pictures of 2 MB`, messages: MESSAGES, content: pictures(PICTURE_BYTES) };
const LARGE = { messages: 1, content: file(FILE_BYTES) };
const TINY = { name: "one file of 1 KB", messages: 1, content: file(SMALL) };

/** Each group runs in a process of its own, its scenes one after the other. */
const GROUPS: readonly (readonly Scene[])[] = [
  [NOTHING],
  [
    { ...MANY, against: NOTHING.name },
    { ...LARGE, name: "then a file of 100 MB", against: MANY.name, mayAdd: FILE_MAY_ADD },
  ],
  [TINY],
  // Node frees what it read from a socket late: a fresh process pays for that once, whatever the size.
  [{ ...LARGE, name: "that file, first of all", against: TINY.name }],
];

async function nextReport(child: ChildProcess): Promise<unknown> {
  const over = new AbortController();
  const { signal } = over;
  try {
    const ended = once(child, "exit", { signal }).then(([code]) => {
      throw new Error(`the archive's process ended with ${String(code)}`);
    });
    const [message] = (await Promise.race([once(child, "message", { signal }), ended])) as [unknown];
    return message;
  } finally {
    over.abort();
  }
}

/** Ends the process, whatever became of it. */
async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, "exit");
  child.disconnect();
  await ended;
}

async function runScene(emulator: Emulator, child: ChildProcess, scene: Scene): Promise<Measured> {
  const [person] = emulator.snapshot().people;
  if (!person) throw new Error("the default company has nobody");
  const to = { from: person.staffId, conversationId: emulator.openDirect(DEFAULT_CLIENT_ID, person.staffId) };
  const from = performance.now();
  let measured: Measured = { scene, files: 0, bytes: 0, peakRss: 0, seconds: 0 };
  for (let sent = 0; sent < scene.messages; sent += 1) {
    const next = nextReport(child);
    await emulator.say({ ...to, content: scene.content() });
    const report = (await next) as StoredReport;
    if (report.missed > 0) throw new Error(`${report.missed} files of "${scene.name}" did not arrive`);
    const files = measured.files + report.files;
    measured = { ...measured, files, bytes: measured.bytes + report.bytes, peakRss: report.peakRss };
  }
  return { ...measured, seconds: (performance.now() - from) / 1000 };
}

async function runGroup(emulator: Emulator, scenes: readonly Scene[], dir: string): Promise<Measured[]> {
  const child = fork(path.join(import.meta.dirname, "archive-process.ts"), [emulator.url, dir]);
  try {
    await nextReport(child);
    const results: Measured[] = [];
    for (const scene of scenes) results.push(await runScene(emulator, child, scene));
    return results;
  } finally {
    await endChild(child);
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

const WIDTHS = [26, 7, 11, 10, 10, 8, 8] as const;
const row = (cells: readonly string[]) =>
  cells
    .map((cell, index) => (index === 0 ? cell.padEnd(WIDTHS[0]) : cell.padStart(WIDTHS[index] ?? 0)))
    .join("");

function print(results: readonly Measured[]): void {
  console.log(row(["", "files", "MB stored", "peak MB", "added MB", "ratio", "s"]));
  for (const { scene, files, bytes, peakRss, seconds } of results) {
    const base = results.find((other) => other.scene.name === scene.against);
    const added = base ? peakRss - base.peakRss : Number.NaN;
    const compared = base ? [(added / MB).toFixed(1), (peakRss / base.peakRss).toFixed(2)] : ["", ""];
    const verdict =
      scene.mayAdd === undefined
        ? ""
        : `   ${added < scene.mayAdd ? "met" : "MISSED"}: adds less than ${scene.mayAdd / MB} MB`;
    const figures = [String(files), (bytes / MB).toFixed(1), (peakRss / MB).toFixed(1)];
    console.log(row([scene.name, ...figures, ...compared, seconds.toFixed(1)]) + verdict);
  }
}

export async function benchMedia(): Promise<void> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "bench-media-"));
  const results: Measured[] = [];
  const emulator = await createEmulator();
  try {
    for (const [index, scenes] of GROUPS.entries())
      results.push(...(await runGroup(emulator, scenes, path.join(root, String(index)))));
    print(results);
  } finally {
    await emulator.close();
    fs.rmSync(root, { recursive: true, force: true });
  }
}
