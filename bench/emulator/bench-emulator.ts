/**
 * What the local DingTalk itself can do, without our client: how fast it starts, how many messages a second pass
 * through it over 200 Stream connections, and whether its memory is bounded. `npm run bench -- emulator`
 */
import { fork, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { buildAll } from "../../scripts/build.ts";
import { projectRoot } from "../../scripts/gateway/project-paths.ts";
import { DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET } from "../../src/emulator/index.ts";
import { p50, quantile } from "../quantile.ts";
import { SPEAKER, WORDS, type Report, type Wish } from "./emulator-process.ts";
import { openRawSockets, type RawSockets } from "./raw-sockets.ts";

const STARTS = 7;
const START_WANTED_MS = 1_000;
const CONNECTIONS = 200;
const RATE_WANTED = 2_000;
/** Messages on their way at once. */
const IN_FLIGHT = 400;
const ROUND = 10_000;
/** More than any of the emulator's lists keeps, so that all of them are full. */
const FEW = 20_000;
const MANY = 200_000;
const MAY_GROW = 1.25;
const APP = { clientId: DEFAULT_CLIENT_ID, clientSecret: DEFAULT_CLIENT_SECRET };

interface Place {
  readonly child: ChildProcess;
  readonly url: string;
  readonly conversationId: string;
  readonly sockets: RawSockets;
}

const tell = (child: ChildProcess, wish: Wish) => void child.send(wish);

async function hear<Kind extends Report["kind"]>(child: ChildProcess, kind: Kind) {
  const [report] = (await once(child, "message")) as [Report];
  if (report.kind !== kind) throw new Error(`The emulator's process said ${report.kind}, not ${kind}.`);
  return report as Extract<Report, { kind: Kind }>;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** From the command to the first answer of the chat page. Milliseconds. */
async function startOnce(): Promise<number> {
  const bin = join(projectRoot, "dist/bin.js");
  let child: ChildProcess | undefined;
  const took = await timed(async () => {
    child = spawn(process.execPath, [bin, "emulator", "--port", "0"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    for await (const line of createInterface({ input: child.stdout! })) {
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
      if (url === undefined) continue;
      const page = await fetch(url);
      if (!page.ok) throw new Error(`The chat page answered HTTP ${page.status}.`);
      await page.text();
      break;
    }
  });
  const ended = once(child!, "exit");
  child!.kill("SIGTERM");
  await ended;
  return took;
}

/** A Node that does nothing: what no program of ours could be faster than. */
async function startBareNode(): Promise<number> {
  return timed(() => once(spawn(process.execPath, ["-e", "0"], { stdio: "ignore" }), "exit"));
}

/** Messages a second, from the first word to the last acknowledgement; `more` has that many further ones said. */
async function pour({ sockets }: Place, count: number, more: (count: number) => void): Promise<number> {
  const until = sockets.acknowledged + count;
  const { promise, resolve } = Promise.withResolvers<void>();
  let said = 0;
  const sayMore = (wanted: number) => {
    const some = Math.min(wanted, count - said);
    said += some;
    if (some > 0) more(some);
  };
  let credit = 0;
  sockets.onAcknowledged = () => {
    if (sockets.acknowledged >= until) return resolve();
    credit += 1;
    if (credit < IN_FLIGHT / 4) return undefined;
    sayMore(credit);
    credit = 0;
    return undefined;
  };
  const took = await timed(async () => {
    sayMore(IN_FLIGHT);
    await promise;
  });
  return (count / took) * 1_000;
}

const inside = (place: Place) => (count: number) => tell(place.child, { kind: "say", count });

/** Each message by its own request to the door, as a program in another language would. */
function throughTheDoor({ url, conversationId }: Place, agent: http.Agent) {
  const body = JSON.stringify({ from: SPEAKER, conversationId, text: WORDS });
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  return (count: number) => {
    for (let nth = 0; nth < count; nth += 1) {
      const request = http.request(`${url}/_emulator/say`, { method: "POST", headers, agent }, (response) => {
        if (response.statusCode !== 200) request.destroy(new Error(`HTTP ${response.statusCode}`));
        response.resume();
      });
      request.end(body);
    }
  };
}

/** An open chat page: somebody who reads every event. */
async function readEvents(url: string): Promise<() => void> {
  const ended = new AbortController();
  const { body } = await fetch(`${url}/_emulator/events`, { signal: ended.signal });
  void (async () => {
    for await (const _ of body!);
  })().catch(() => undefined);
  return () => ended.abort();
}

interface Line {
  readonly label: string;
  readonly value: string;
  readonly met?: boolean;
}

const verdict = (met: boolean | undefined) => (met === undefined ? "" : met ? "met" : "MISSED");

function print(lines: readonly Line[]): void {
  for (const { label, value, met } of lines)
    console.log(`${label.padEnd(62)}${value.padStart(22)}   ${verdict(met)}`);
}

async function measureStarts(): Promise<Line[]> {
  const [ours, bare]: [number[], number[]] = [[], []];
  await startOnce();
  for (let nth = 0; nth < STARTS; nth += 1) {
    ours.push(await startOnce());
    bare.push(await startBareNode());
  }
  const worst = quantile(ours, 1);
  return [
    {
      label: `start of the command to the page's answer, wanted < ${START_WANTED_MS} ms`,
      value: `${p50(ours).toFixed(0)} ms, worst ${worst.toFixed(0)}`,
      met: worst < START_WANTED_MS,
    },
    { label: "an empty program of Node", value: `${p50(bare).toFixed(0)} ms` },
  ];
}

const rate = (label: string, values: readonly number[], wanted?: number): Line => ({
  label,
  value: `${p50(values).toFixed(0)} /s`,
  ...(wanted === undefined ? {} : { met: p50(values) >= wanted }),
});

async function repeat(times: number, run: () => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  for (let nth = 0; nth < times; nth += 1) values.push(await run());
  return values;
}

async function measureRates(place: Place): Promise<Line[]> {
  await pour(place, ROUND, inside(place));
  const agent = new http.Agent({ keepAlive: true, maxSockets: 32 });
  const plain = await repeat(3, () => pour(place, ROUND, inside(place)));
  const door = await repeat(3, () => pour(place, ROUND, throughTheDoor(place, agent)));
  const close = await readEvents(place.url);
  const watched = await repeat(3, () => pour(place, ROUND, inside(place)));
  close();
  agent.destroy();
  const { most, least } = place.sockets.spread();
  return [
    rate(`messages pushed and acknowledged, wanted ${RATE_WANTED} /s`, plain, RATE_WANTED),
    rate(`each said by its own HTTP request, wanted ${RATE_WANTED} /s`, door, RATE_WANTED),
    rate("with a chat page open that reads along", watched),
    { label: "pushes of the idlest and the busiest connection", value: `${least} … ${most}` },
  ];
}

async function weigh(child: ChildProcess) {
  tell(child, { kind: "weigh" });
  return hear(child, "weight");
}

async function measureMemory(place: Place): Promise<Line[]> {
  const few = await weigh(place.child);
  await pour(place, MANY, inside(place));
  const many = await weigh(place.child);
  const ratio = many.heapMb / few.heapMb;
  return [
    { label: "heap after few messages", value: `${few.heapMb.toFixed(1)} MB` },
    {
      label: `heap after ${MANY} more, wanted < ${MAY_GROW}×`,
      value: `${many.heapMb.toFixed(1)} MB (${ratio.toFixed(2)}×)`,
      met: ratio < MAY_GROW,
    },
    {
      label: "resident memory, after few and after many",
      value: `${few.rssMb.toFixed(0)} → ${many.rssMb.toFixed(0)} MB`,
    },
    { label: "messages that are kept, after few and after many", value: `${few.kept} → ${many.kept}` },
  ];
}

async function onEmulator(): Promise<Line[]> {
  const child = fork(join(import.meta.dirname, "emulator-process.ts"), { execArgv: ["--expose-gc"] });
  const die = () => void child.kill("SIGKILL");
  process.once("exit", die);
  try {
    const { url, conversationId } = await hear(child, "ready");
    let sockets: RawSockets | undefined;
    const opening = await timed(async () => (sockets = await openRawSockets(url, APP, CONNECTIONS)));
    const place: Place = { child, url, conversationId, sockets: sockets! };
    const rates = await measureRates(place);
    await pour(place, FEW, inside(place));
    const memory = await measureMemory(place);
    await place.sockets.close();
    tell(child, { kind: "close" });
    await once(child, "exit");
    return [
      { label: `${CONNECTIONS} connections of one app, opened`, value: `${opening.toFixed(0)} ms` },
      ...rates,
      ...memory,
    ];
  } finally {
    process.off("exit", die);
    die();
  }
}

const load = () =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(" ");

export async function benchEmulator(): Promise<void> {
  await buildAll();
  const before = load();
  const lines = [...(await measureStarts()), ...(await onEmulator())];
  print(lines);
  console.log(
    `${cpus().length} × ${cpus()[0]?.model ?? "?"}; load ${before} → ${load()}; Node ${process.version}`,
  );
  console.log(
    "The connections are in this process, the emulator in another; other work makes all figures worse.",
  );
}
