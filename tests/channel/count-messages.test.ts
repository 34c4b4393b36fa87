/**
 * `openclaw china doctor --count` with a second program on the app: the official SDK, unmodified. The local DingTalk
 * deals messages out in turn, so that nothing is left to chance.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DWClient, TOPIC_ROBOT, type DWClientDownStream } from "dingtalk-stream";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { AccountReport } from "../../src/channel/host/gateway-door.ts";
import { countMessages } from "../../src/channel/setup/count-messages.ts";
import { evaluateCount } from "../../src/channel/setup/evaluate-count.ts";
import { createText } from "../../src/channel/text/text.ts";
import { readSqliteStore } from "../../src/lib/sqlite-store.ts";
import { consumerPath } from "../../src/channel/trail/consumer-store.ts";
import { createTrailReader } from "../../src/channel/trail/read-trail.ts";
import { readNumbers } from "../../src/channel/trail/number-count.ts";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  type Emulator,
} from "../../src/emulator/index.ts";
import { startAccountRig, type AccountRig } from "../support/account-rig.ts";
import { aimOfficialSdk, type AimedSdk } from "../support/official-sdk.ts";
import { createSetupBench, localSection, type AskedQuestion, type Reply } from "../support/setup-bench.ts";

const PERSON = "zhangwei01";
const NOBODY_STOPS = () => new Promise<void>(() => {});

let aimed: AimedSdk;
let emulator: Emulator;
let stateDir: string;
let rig: AccountRig | undefined;
let other: DWClient | undefined;
/** Which socket the next push goes to, oldest first. */
let turn: () => number;

beforeAll(async () => {
  aimed = await aimOfficialSdk(() => emulator.url);
  // The SDK logs on the console unconditionally.
  vi.spyOn(console, "info").mockImplementation(() => {});
});
afterAll(() => aimed.restore());
beforeEach(async () => {
  turn = () => 0;
  emulator = await createEmulator({ random: () => turn() });
  stateDir = mkdtempSync(join(tmpdir(), "count-"));
});
afterEach(async () => {
  other?.disconnect();
  await rig?.account.stop();
  await emulator.close();
  rmSync(stateDir, { recursive: true, force: true });
  [rig, other] = [undefined, undefined];
});

const connections = (count: number) =>
  emulator.waitFor(({ snapshot }) => snapshot.apps[0]?.connections === count);

/** Another framework's bot on the same app. Returns what it heard. */
async function connectOther(): Promise<string[]> {
  const before = emulator.snapshot().apps[0]?.connections ?? 0;
  const heard: string[] = [];
  const sdk = new DWClient({ clientId: DEFAULT_CLIENT_ID, clientSecret: DEFAULT_CLIENT_SECRET });
  other = sdk;
  sdk.registerCallbackListener(TOPIC_ROBOT, (frame: DWClientDownStream) => {
    sdk.socketCallBackResponse(frame.headers.messageId, null);
    heard.push((JSON.parse(frame.data) as { text: { content: string } }).text.content);
  });
  await sdk.connect();
  await connections(before + 1);
  return heard;
}

/** From now on messages go to two sockets one after the other. `first`: 0 is the older. */
function dealOut(first: 0 | 1 = 0): void {
  let nth = first;
  turn = () => (nth++ % 2 === 0 ? 0 : 0.99);
}

async function startRig(): Promise<AccountRig> {
  const section = { enableAICard: false };
  rig = await startAccountRig({ url: emulator.url, section, directory: join(stateDir, "dingtalk") });
  await connections(1);
  return rig;
}

const write = (text: string, from = PERSON) =>
  emulator.say({ from, conversationId: emulator.openDirect(DEFAULT_CLIENT_ID, from), text });

/** One after the other, as a person types. */
async function writeNumbers(upTo: number, first = 1): Promise<void> {
  for (let number = first; number <= upTo; number += 1) {
    const { msgId } = await write(String(number));
    await emulator.waitFor(
      ({ messages }) => messages.find(({ id }) => id === msgId)?.pushes?.[0]?.state === "acked",
    );
  }
}

interface Sitting {
  readonly gateway?: () => readonly AccountReport[] | undefined;
  readonly replies?: readonly Reply[];
  readonly json?: boolean;
  readonly stopped?: () => Promise<void>;
  readonly waitMs?: number;
  /** Happens once, when the person is asked to write; in a script, when the count has begun. */
  readonly meanwhile?: (asked: readonly AskedQuestion[]) => unknown;
}

const isAnnounced = () =>
  readSqliteStore(consumerPath(join(stateDir, "dingtalk"), "default"), false, (all) => {
    return all("SELECT 1 FROM facts WHERE name = 'count'").length > 0;
  });

async function count(wanted: string | true, sitting: Sitting = {}) {
  const { replies, json = false, meanwhile, gateway, waitMs } = sitting;
  let asked = false;
  const written = Promise.withResolvers<void>();
  const once = () => {
    if (!asked) void Promise.resolve(meanwhile?.(bench.asked)).then(() => written.resolve(), written.reject);
    asked = true;
  };
  const credentials = { clientId: DEFAULT_CLIENT_ID, clientSecret: DEFAULT_CLIENT_SECRET };
  const bench = createSetupBench({
    stateDir,
    config: { channels: { dingtalk: localSection(emulator, credentials) } },
    replies: replies ?? Array.from({ length: 60 }, () => ({ enterAfter: written.promise })),
    onAsked: once,
    ...(gateway ? { gateway } : {}),
  });
  const request = {
    host: bench.host,
    text: createText("en"),
    json,
    withPrompts: replies !== undefined || !json,
    stopped: sitting.stopped ?? NOBODY_STOPS,
    lateMs: 300,
    ...(waitMs === undefined ? {} : { waitMs }),
  };
  const running = countMessages(request, wanted);
  if (!request.withPrompts && meanwhile) {
    await expect.poll(isAnnounced).toBe(true);
    once();
  }
  const code = await running;
  return { code, said: bench.printed.join("\n"), asked: bench.asked.map(({ message }) => message) };
}

const idleGateway = () => [{ accountId: "default", connected: false }];
const connectedGateway = () => [{ accountId: "default", connected: true, connectedSince: 1 }];

describe("an operator who counts beside a running gateway", () => {
  test("learns which numbers another program took; the agent is asked nothing, the person sees what was counted", async () => {
    const { host } = await startRig();
    const heard = await connectOther();
    dealOut();
    const { code, said, asked } = await count(true, {
      gateway: connectedGateway,
      async meanwhile(questions) {
        await writeNumbers(1);
        await expect.poll(() => questions.at(-1)?.message).toMatch(/^Arrived: 1 \(1 of 8\); \d:\d\d left/);
        await writeNumbers(8, 2);
      },
    });
    expect(heard).toEqual(["2", "4", "6", "8"]);
    expect(said).toContain(
      `✗ Not arrived: 2, 4, 6, 8, though the connection stood all the time. Another program is connected with the Client ID ${DEFAULT_CLIENT_ID}`,
    );
    expect(said).toMatch(/→ stop the other program[\s\S]*reset the Client Secret[\s\S]*→ https:/);
    expect(code).toBe(1);
    expect(asked[0]).toMatch(/^Arrived: nothing yet \(0 of 8\); 3:00 left/);
    expect(host.requests).toEqual([]);
    const answers = emulator.messages().filter(({ from }) => from.kind === "robot");
    expect(answers.map(({ text }) => text)).toEqual(["Counted: 1", "Counted: 3", "Counted: 5", "Counted: 7"]);
    rig?.account.trail.flush();
    const [record] = createTrailReader(join(stateDir, "dingtalk")).list({ limit: 1 });
    expect(record?.facts.why).toMatchObject({ step: "counted" });
  });

  test("has all of them where nobody else is connected, with the odds; afterwards numbers are the agent's again", async () => {
    const { host } = await startRig();
    const { code, said } = await count("3", { gateway: connectedGateway, meanwhile: () => writeNumbers(3) });
    expect(said).toContain("✓ All 3 arrived here");
    expect(said).toContain("by chance once in 8 counts");
    expect(code).toBe(0);
    expect(host.requests).toEqual([]);
    await write("2");
    await expect.poll(() => host.requests.length).toBe(1);
  });

  test("takes no other person's number, and no number of a group, away from the agent", async () => {
    const { host } = await startRig();
    const group = emulator.snapshot().conversations.find(({ type }) => type === "group");
    const { code } = await count("2", {
      gateway: connectedGateway,
      async meanwhile() {
        await emulator.say({
          from: PERSON,
          conversationId: group!.conversationId,
          text: "1",
          mentions: [DEFAULT_CLIENT_ID],
        });
        await expect.poll(() => host.requests.length).toBe(1);
        await writeNumbers(1);
        await write("2", "lina02");
        await expect.poll(() => host.requests.length).toBe(2);
        await write("２。");
      },
    });
    expect(code).toBe(0);
    expect(host.requests.map(({ message }) => message.sender.staffId)).toEqual([PERSON, "lina02"]);
  });

  test("is told nothing for sure where the connection broke meanwhile", async () => {
    await startRig();
    await connectOther();
    dealOut();
    let asked = 0;
    const gateway = () => [{ accountId: "default", connected: true, connectedSince: (asked += 1) }];
    const { code, said } = await count("4", { gateway, meanwhile: () => writeNumbers(4) });
    expect(said).toContain("! Not arrived: 2, 4. But the connection broke meanwhile");
    expect(code).toBe(3);
  });

  test("is sent to doctor where the account is not connected", async () => {
    const { code, said } = await count("4", { gateway: idleGateway });
    expect(said).toMatch(/✗ The gateway runs, but the account "default" is not connected[\s\S]*china doctor/);
    expect([code, emulator.calls()]).toEqual([1, []]);
  });

  test("stops with Ctrl-C, and the numbers are the agent's again", async () => {
    const { host } = await startRig();
    const { code, said } = await count(true, { gateway: connectedGateway, replies: [{ key: "ctrl-c" }] });
    expect([code, said.split("\n").at(-1)]).toEqual([130, "Stopped. Arrived: nothing yet"]);
    await write("1");
    await expect.poll(() => host.requests.length).toBe(1);
  });
});

describe("an operator who counts while no gateway runs", () => {
  test("has the command listen by itself, and learns of the other program all the same", async () => {
    const heard = await connectOther();
    const { code, said } = await count("4", {
      meanwhile() {
        dealOut(1);
        return writeNumbers(4);
      },
    });
    expect(heard).toEqual(["2", "4"]);
    expect(said).toContain("The gateway does not run; this command listens by itself.");
    expect(said).toContain("✗ Not arrived: 2, 4,");
    expect(code).toBe(1);
    await connections(1);
  });

  test("gets one line of JSON from a script, and no question", async () => {
    const { code, said, asked } = await count("2", { json: true, meanwhile: () => writeNumbers(2) });
    expect(JSON.parse(said)).toMatchObject({
      ok: true,
      verdict: "all",
      upTo: 2,
      arrived: [1, 2],
      missing: [],
      odds: 4,
    });
    expect([code, asked]).toEqual([0, []]);
  });

  test("is told that none came when the time is over, and a script can be stopped", async () => {
    const none = await count("2", { json: true, waitMs: 1 });
    expect([none.code, JSON.parse(none.said)]).toMatchObject([1, { verdict: "none", missing: [1, 2] }]);
    const stopped = await count("2", { json: true, stopped: async () => {} });
    expect(stopped.code).toBe(130);
  });

  test("is told which numbers of messages can be counted", async () => {
    for (const wanted of ["1", "51", "x", "-3"]) {
      const { code, said } = await count(wanted);
      expect([code, said]).toEqual([2, "--count: a whole number from 2 to 50 is wanted"]);
    }
  });
});

const facts = { upTo: 4, arrived: [1, 2], saidAll: false, stood: true };
test.each([
  ["all of them", { arrived: [1, 2, 3, 4] }, "all"],
  ["the last ones missing, and nobody said that they were written", {}, "unfinished"],
  ["the last ones missing, though all were written", { saidAll: true }, "missing"],
  ["one missing before another", { arrived: [1, 4] }, "missing"],
  ["one missing, but the connection broke", { arrived: [1, 4], stood: false }, "interrupted"],
  ["none at all", { arrived: [], saidAll: true }, "none"],
] as const)("a count with %s is read as what it shows", (_what, change, verdict) => {
  expect(evaluateCount({ ...facts, ...change })).toBe(verdict);
});

test.each([
  ["7", [7]],
  [" 7. ", [7]],
  ["７。", [7]],
  ["1\n2\n8", [1, 2, 8]],
  ["9", undefined],
  ["0", undefined],
  ["1 2", undefined],
  ["number 1", undefined],
  ["", undefined],
])("of the words %j the numbers %j are taken for a count to 8", (words, numbers) => {
  expect(readNumbers(words, 8)).toEqual(numbers);
});
