/**
 * What an answer costs in API calls on each step of the quota ladder: the real card engine and text sender write to
 * the local DingTalk, which counts. All answers run side by side, in real time. `npm run bench -- quota`
 */
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { pacingOf } from "../src/channel/account/card-desk.ts";
import { cardApiOf } from "../src/channel/card/card-api.ts";
import { createCardSession } from "../src/channel/card/card-session.ts";
import { quotaKeys } from "../src/channel/config/quota-keys.ts";
import { createSendText } from "../src/channel/outbound/send-text.ts";
import { QUOTA_STEPS, type QuotaMode, type QuotaStep } from "../src/channel/quota/quota-step.ts";
import { createDingTalkClient, type DingTalkClient } from "../src/client/index.ts";
import { APP_QPS, PUBLIC_AI_CARD } from "../src/contract/card.ts";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  defaultSeed,
  type Emulator,
} from "../src/emulator/index.ts";
import { systemClock } from "../src/lib/clock.ts";
import { silentLogger } from "../src/lib/logger.ts";
import { createTokenBucket, type TokenBucket } from "../src/lib/token-bucket.ts";

const ANSWER_SECONDS = [5, 30, 120] as const;
/** The model writes a piece this often. */
const PIECE_MS = 100;
/** Below the safe size of one card, so that an answer is one card. */
const ANSWER_CHARACTERS = 2_000;

interface Row {
  readonly name: string;
  readonly step: QuotaStep;
  readonly mode: QuotaMode;
}

const ROWS: readonly Row[] = [
  { name: "stream, mode full", step: "stream", mode: "full" },
  ...QUOTA_STEPS.map((step): Row => ({ name: step, step, mode: "auto" })),
];

interface Bench {
  readonly emulator: Emulator;
  readonly client: DingTalkClient;
  readonly bucket: TokenBucket;
}

/** Grows as a model writes; the last text is the whole one. */
async function* written(seconds: number): AsyncGenerator<string> {
  const whole = "Ten signs ".repeat(ANSWER_CHARACTERS / 10);
  const pieces = (seconds * 1_000) / PIECE_MS;
  for (let piece = 1; piece <= pieces; piece += 1) {
    yield whole.slice(0, Math.ceil((whole.length * piece) / pieces));
    await delay(PIECE_MS);
  }
}

/** Resolves with the billed calls that one answer took, as the platform counted them. */
async function answer(bench: Bench, { step, mode }: Row, seconds: number, staffId: string): Promise<number> {
  const { emulator, client, bucket } = bench;
  const target = { kind: "user", staffId } as const;
  if (step === "one-message") return sendMessage(bench, staffId);
  const session = createCardSession({
    api: cardApiOf(client.card),
    template: PUBLIC_AI_CARD,
    target,
    bucket,
    text: { pointer: "-", emptyAnswer: "-", failed: "-" },
    origin: { accountId: "bench" },
    pacing: { mode: pacingOf(step, mode) },
    newId: randomUUID,
  });
  let last = "";
  for await (const text of written(seconds)) session.update((last = text));
  const outcome = await session.finish(last);
  if (outcome.kind !== "finished") throw new Error(`an answer was not shown: ${outcome.kind}`);
  return emulator.calls().filter((call) => call.billed && call.outTrackId === session.outTrackId).length;
}

/** By the webhook of the person's own message, as answers go on this step. */
async function sendMessage({ emulator, client }: Bench, staffId: string): Promise<number> {
  const before = emulator.quota(DEFAULT_CLIENT_ID).calls;
  const conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, staffId);
  const frame = Promise.withResolvers<string>();
  const stream = client.stream({
    async onFrame({ data = "" }, ack) {
      await ack();
      frame.resolve(data);
    },
  });
  await stream.opened;
  await emulator.say({ from: staffId, conversationId, text: "question" });
  const { sessionWebhook } = JSON.parse(await frame.promise) as { sessionWebhook: string };
  await stream.stop();
  const sender = createSendText({ client, clock: systemClock, logger: silentLogger });
  const session = { url: sessionWebhook, expiresAt: Date.now() + 60_000 };
  await sender.send({ target: { kind: "user", staffId }, session }, "The whole answer.");
  return emulator.quota(DEFAULT_CLIENT_ID).calls - before;
}

const cells = (values: readonly string[]) => values.map((value) => value.padStart(8)).join("");

function print(results: readonly { readonly row: Row; readonly calls: readonly number[] }[]): void {
  const plan = quotaKeys.quota.keys.monthlyCalls.default;
  const head = ANSWER_SECONDS.map((seconds) => `${seconds} s`.padStart(8)).join("");
  console.log(`calls for one answer, and answers a month on a plan of ${plan} calls`);
  console.log(`${"".padEnd(20)}${head}    |${head}`);
  for (const { row, calls } of results) {
    const months = calls.map((count) => (count === 0 ? "∞" : String(Math.floor(plan / count))));
    console.log(`${row.name.padEnd(20)}${cells(calls.map(String))}    |${cells(months)}`);
  }
  console.log(
    "one-message goes by the webhook of the question, which takes no call; later by the robot API, 1 call",
  );
}

export async function benchQuota(): Promise<void> {
  const cases = ROWS.flatMap((row) => ANSWER_SECONDS.map((seconds) => ({ row, seconds })));
  const people = cases.map((_, nth) => ({ staffId: `person${nth}`, name: `Person ${nth}` }));
  const emulator = await createEmulator({ seed: { ...defaultSeed(), people, groups: [] } });
  const client = createDingTalkClient({
    clientId: DEFAULT_CLIENT_ID,
    clientSecret: DEFAULT_CLIENT_SECRET,
    endpoints: { api: emulator.url, oapi: emulator.url },
  });
  const bucket = createTokenBucket({ capacity: APP_QPS / 2, refillPerSecond: APP_QPS });
  const bench = { emulator, client, bucket };
  try {
    const counts = new Map<Row, number[]>();
    // Messages are counted by the app's total: one after the other, before the cards write.
    for (const [nth, { row, seconds }] of cases.entries())
      if (row.step === "one-message") {
        const calls = await answer(bench, row, seconds, `person${nth}`);
        counts.set(row, [...(counts.get(row) ?? []), calls]);
      }
    const cards = cases.map(async ({ row, seconds }, nth) =>
      row.step === "one-message" ? undefined : answer(bench, row, seconds, `person${nth}`),
    );
    for (const [nth, calls] of (await Promise.all(cards)).entries()) {
      const { row } = cases[nth]!;
      if (calls !== undefined) counts.set(row, [...(counts.get(row) ?? []), calls]);
    }
    print(ROWS.map((row) => ({ row, calls: counts.get(row) ?? [] })));
  } finally {
    bucket.dispose();
    await client.close();
    await emulator.close();
  }
}
