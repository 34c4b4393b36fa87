/**
 * What our channel adds to the real gateway, measured in one run: the host alone, the host with a channel that does
 * nothing and the host with the packed plugin, the same answers from a scripted model, turn by turn in alternation.
 * Takes about six minutes.
 */
import { cpus, loadavg } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { buildAll } from "../../scripts/build.ts";
import { packPlugin } from "../../scripts/pack.ts";
import { createEmulator, type Emulator } from "../../src/emulator/index.ts";
import { connected, crowdedSeed, dingtalkSection } from "../../tests/support/dingtalk-rig.ts";
import { linkGateway, type GatewayLink } from "../../tests/support/gateway-client.ts";
import { prepareGatewayState, type Gateway, type GatewayStateOptions } from "../../tests/support/gateway.ts";
import { TARBALL_VARIABLE } from "../../tests/support/packed-tarball.ts";
import { createScriptedModel, type ScriptedModel } from "../../tests/support/scripted-model.ts";
import { freeEnd, heldEnd, longAnswer, shortAnswer } from "./answers.ts";
import { BARE_CHANNEL, packBareChannel } from "./bare-channel.ts";
import { countCalls, type CallCount } from "./call-count.ts";
import { runChannelTurn, type ChannelTurn, type Place } from "./channel-turn.ts";
import { runHostTurn, type HostTurn } from "./host-turn.ts";
import { reportGateway } from "./report.ts";
import { liveHeapMb, residentMb, startTimed } from "./process-cost.ts";

const WARM_UP_TURNS = 5;
const SHORT_TURNS = 20;
const PAIRS = 12;
const HELD_TURNS = 10;
const CROWD = 30;
/** After it a gateway has put an answer away and is at rest. */
const REST_MS = 500;

export interface Cost {
  readonly startS: number[];
  readonly readyMb: number[];
  readonly usedMb: number[];
  readonly readyHeapMb: number[];
  readonly usedHeapMb: number[];
}

const noCost = (): Cost => ({ startS: [], readyMb: [], usedMb: [], readyHeapMb: [], usedHeapMb: [] });

export interface GatewayFigures {
  readonly alone: Cost;
  /** With a channel that does nothing. */
  readonly withBare: Cost;
  readonly withUs: Cost;
  readonly short: readonly ChannelTurn[];
  readonly free: readonly ChannelTurn[];
  readonly held: readonly ChannelTurn[];
  readonly crowd: readonly ChannelTurn[];
  readonly hostShort: readonly HostTurn[];
  readonly hostFree: readonly HostTurn[];
  readonly calls: readonly CallCount[];
  readonly turnsForMemory: number;
}

const person = (index: number) => `tester${String(index % 40).padStart(2, "0")}`;

async function repeat<Result>(count: number, run: (index: number) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let index = 0; index < count; index += 1) results.push(await run(index));
  return results;
}

type Channel = "none" | "bare" | "ours";

async function plan(channel: Channel, emulator: Emulator): Promise<Partial<GatewayStateOptions>> {
  if (channel === "none") return { tarball: null };
  if (channel === "ours") return { dingtalk: dingtalkSection(emulator) };
  return { tarball: await packBareChannel(), channels: { [BARE_CHANNEL]: { enabled: true } } };
}

interface Running {
  readonly gateway: Gateway;
  readonly link: GatewayLink;
}

/** Starts a gateway, books its cost, runs `work` on it and ends it with its folder. */
async function onGateway(
  place: Place,
  cost: Cost,
  channel: Channel,
  work?: (running: Running) => Promise<void>,
) {
  const { emulator, model } = place;
  const state = await prepareGatewayState({
    model: { baseUrl: model.baseUrl },
    config: { session: { dmScope: "per-account-channel-peer" } },
    ...(await plan(channel, emulator)),
  });
  const { gateway, startS } = await startTimed(state);
  try {
    cost.startS.push(startS);
    if (channel === "ours") await connected(emulator);
    if (!work) return;
    cost.readyMb.push(await residentMb(gateway.pid));
    cost.readyHeapMb.push(await liveHeapMb(gateway));
    const link = await linkGateway(gateway);
    await work({ gateway, link });
    await link.close();
  } finally {
    await gateway[Symbol.asyncDispose]();
  }
}

async function bookUse(gateway: Gateway, cost: Cost): Promise<void> {
  cost.usedMb.push(await residentMb(gateway.pid));
  cost.usedHeapMb.push(await liveHeapMb(gateway));
}

async function measureWithoutUs(place: Place, cost: Cost, channel: "none" | "bare"): Promise<void> {
  await onGateway(place, cost, channel, async ({ gateway, link }) => {
    await repeat(WARM_UP_TURNS + SHORT_TURNS, (index) =>
      runHostTurn(
        link,
        place.model,
        person(index),
        `${channel} ${index}.`,
        shortAnswer(`${channel} ${index}`),
      ),
    );
    await bookUse(gateway, cost);
  });
}

async function measureTurns(place: Place, { gateway, link }: Running, cost: Cost) {
  const channel = (index: number, name: string, answer = shortAnswer) =>
    runChannelTurn(place, person(index), `${name} ${index}.`, answer(`${name} ${index}`));
  const host = (index: number, name: string, answer = shortAnswer) =>
    runHostTurn(link, place.model, person(index), `${name} ${index}.`, answer(`${name} ${index}`));

  await repeat(WARM_UP_TURNS, (index) => channel(index, "warm-up"));
  const short = await repeat(SHORT_TURNS, async (index) => {
    await delay(REST_MS);
    return channel(index, "short");
  });
  await bookUse(gateway, cost);
  await repeat(WARM_UP_TURNS, (index) => host(index, "host warm-up"));
  const hostShort = await repeat(SHORT_TURNS, (index) => host(index, "host short"));
  const pairs = await repeat(PAIRS, async (index) => ({
    ours: await channel(index, "free", freeEnd),
    host: await host(index, "host free", freeEnd),
  }));
  const held = await repeat(HELD_TURNS, (index) => channel(index, "held", heldEnd));
  const long = (index: number, seconds: number) =>
    channel(index, `${seconds} s`, (id) => longAnswer(id, seconds)).then(({ outTrackId }) => ({
      seconds,
      outTrackId,
    }));
  const answers = await Promise.all([long(0, 5), long(1, 5), long(2, 5), long(3, 30), long(4, 30)]);
  const shortCards = short.map(({ outTrackId }) => ({ seconds: 0, outTrackId }));
  const calls = countCalls(place.emulator.calls(), [...shortCards, ...answers]);
  const crowd = await Promise.all(Array.from({ length: CROWD }, (_, index) => channel(index, "crowd")));
  const [free, hostFree] = [pairs.map(({ ours }) => ours), pairs.map(({ host: one }) => one)];
  return { short, free, held, crowd, hostShort, hostFree, calls };
}

async function measureAll(emulator: Emulator, model: ScriptedModel): Promise<GatewayFigures> {
  const place = { emulator, model };
  const [alone, withBare, withUs] = [noCost(), noCost(), noCost()];
  let turns: Awaited<ReturnType<typeof measureTurns>> | undefined;
  console.log("the host alone …");
  await measureWithoutUs(place, alone, "none");
  console.log("the host with a channel that does nothing …");
  await measureWithoutUs(place, withBare, "bare");
  console.log("the host with our plugin …");
  await onGateway(place, withUs, "ours", async (running) => {
    turns = await measureTurns(place, running, withUs);
  });
  console.log("each once more, for the time of a start …");
  await onGateway(place, alone, "none");
  await onGateway(place, withBare, "bare");
  await onGateway(place, withUs, "ours");
  if (!turns) throw new Error("no turns were measured");
  return { alone, withBare, withUs, turnsForMemory: WARM_UP_TURNS + SHORT_TURNS, ...turns };
}

const machine = () =>
  `load ${loadavg()
    .map((value) => value.toFixed(1))
    .join(" ")}`;

/** Builds and packs first, unless a tarball is given by the environment. */
export async function benchGateway(): Promise<void> {
  if (process.env[TARBALL_VARIABLE] === undefined) {
    await buildAll();
    process.env[TARBALL_VARIABLE] = (await packPlugin()).path;
  }
  const before = machine();
  const emulator = await createEmulator({ seed: crowdedSeed(), qps: 1_000 });
  const model = await createScriptedModel();
  try {
    const figures = await measureAll(emulator, model);
    console.log(
      `${cpus().length} × ${cpus()[0]?.model ?? "?"}; ${before} → ${machine()}; Node ${process.version}`,
    );
    console.log("Other work on the machine makes every figure larger; compare columns, not runs.");
    reportGateway(figures);
  } finally {
    await model.close();
    await emulator.close();
  }
}
