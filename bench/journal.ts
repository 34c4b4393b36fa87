/**
 * What a durable append costs: our journal (FULL, group commit) against relaxed WAL, against one fsync per message,
 * and against OpenClaw's own queue. Ratios come from one run on one disk. `npm run bench journal`
 */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openSqliteJournal } from "../src/channel/journal/sqlite.ts";
import { quantile } from "./quantile.ts";

const ROUNDS = 300;
const BURST = 50;
const PAYLOAD = { version: 1, rawEvent: "x".repeat(1200) };

interface Contender {
  name: string;
  append(id: string): Promise<unknown>;
  close(): void | Promise<void>;
}

interface Measured {
  name: string;
  p50: number;
  p95: number;
  burst: number;
}

function ours(root: string): Contender {
  const journal = openSqliteJournal({ directory: path.join(root, "ours"), channelId: "d", accountId: "a" });
  return {
    name: "journal: FULL, group commit",
    append: (id) => journal.enqueue(id, PAYLOAD, { laneKey: "lane" }),
    close: () => journal.close(),
  };
}

/** The plain approach: one transaction per message. */
function plain(root: string, synchronous: "FULL" | "NORMAL"): Contender {
  const db = new DatabaseSync(path.join(root, `plain-${synchronous}.sqlite`));
  db.exec(`PRAGMA journal_mode=WAL; PRAGMA synchronous=${synchronous};
    CREATE TABLE events(seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE, payload TEXT)`);
  const insert = db.prepare("INSERT INTO events(id, payload) VALUES(?, ?)");
  return {
    name: `plain SQLite: ${synchronous}, one commit each`,
    async append(id) {
      db.exec("BEGIN IMMEDIATE");
      insert.run(id, JSON.stringify(PAYLOAD));
      db.exec("COMMIT");
    },
    close: () => db.close(),
  };
}

/** The host's queue, from its built files; absent when a release renames them. */
async function hostQueue(root: string): Promise<Contender | undefined> {
  const folder = path.resolve(import.meta.dirname, "../node_modules/openclaw/dist");
  const name = fs.readdirSync(folder).find((file) => /^ingress-queue-.*\.mjs$/.test(file));
  if (!name) return undefined;
  type Queue = { enqueue(id: string, payload: unknown, options: object): Promise<unknown> };
  const module = (await import(path.join(folder, name))) as { t(options: object): Queue };
  const queue = module.t({ channelId: "d", accountId: "a", stateDir: path.join(root, "host") });
  return {
    name: "OpenClaw's queue: NORMAL",
    append: (id) => queue.enqueue(id, PAYLOAD, { laneKey: "lane" }),
    close() {},
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Rounds are interleaved between contenders, so that a busy disk hits all alike. */
async function measure(contenders: readonly Contender[]): Promise<Measured[]> {
  const single = new Map(contenders.map((one) => [one, [] as number[]]));
  const burst = new Map(contenders.map((one) => [one, [] as number[]]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const one of contenders) single.get(one)?.push(await timed(() => one.append(`s${round}`)));
  for (let round = 0; round < 20; round += 1)
    for (const one of contenders) {
      const ids = Array.from({ length: BURST }, (_, n) => `b${round}-${n}`);
      burst.get(one)?.push(await timed(() => Promise.all(ids.map((id) => one.append(id)))));
    }
  return contenders.map((one) => ({
    name: one.name,
    p50: quantile(single.get(one) ?? [], 0.5),
    p95: quantile(single.get(one) ?? [], 0.95),
    burst: quantile(burst.get(one) ?? [], 0.5),
  }));
}

function cell(value: number, to: number): string {
  return `${value.toFixed(3)} (${(value / to).toFixed(2)}×)`.padStart(18);
}

function print(results: readonly Measured[]): void {
  const base = results[0];
  if (!base) return;
  console.log(`append of ${JSON.stringify(PAYLOAD).length} bytes; ms; in brackets the ratio to the journal`);
  console.log(
    `${"".padEnd(42)}${"one p50".padStart(18)}${"one p95".padStart(18)}${`${BURST} at once p50`.padStart(18)}`,
  );
  for (const row of results)
    console.log(
      row.name.padEnd(42) + cell(row.p50, base.p50) + cell(row.p95, base.p95) + cell(row.burst, base.burst),
    );
}

export async function benchJournal(): Promise<void> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "bench-journal-"));
  const host = await hostQueue(root);
  const contenders = [ours(root), plain(root, "FULL"), plain(root, "NORMAL"), ...(host ? [host] : [])];
  try {
    print(await measure(contenders));
  } finally {
    for (const one of contenders) await one.close();
    fs.rmSync(root, { recursive: true, force: true });
  }
}
