/**
 * Two installations of this plugin on one app, each on its own state folder, and a DingTalk that gives each push to the
 * one that the test names: what the first notices of the second, and what `openclaw china doctor` says of it.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkConsumers } from "../../src/channel/status/checks/check-consumers.ts";
import { runAccountChecks } from "../../src/channel/status/checks/run-checks.ts";
import { resolveAccount } from "../../src/channel/config/accounts.ts";
import { createText, type Language } from "../../src/channel/text/text.ts";
import { createForeignSigns, readForeignSigns } from "../../src/channel/trail/foreign-signs.ts";
import { openConsumerStore } from "../../src/channel/trail/consumer-store.ts";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  type Emulator,
} from "../../src/emulator/index.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { startAccountRig, type AccountRig } from "../support/account-rig.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { localSection } from "../support/setup-bench.ts";

const PERSON = "zhangwei01";
const HOUR_MS = 60 * 60_000;

let emulator: Emulator;
let folder: string;
const rigs: AccountRig[] = [];
/** Which of the connections gets the next push. */
let aim: "first" | "second";
/** How far behind the clock of whoever starts next is. */
let behindMs: number;

beforeEach(async () => {
  [aim, behindMs] = ["first", 0];
  folder = mkdtempSync(join(tmpdir(), "foreign-signs-"));
  emulator = await createEmulator({ random: () => (aim === "first" ? 0 : 0.99) });
});
afterEach(async () => {
  await Promise.all(rigs.splice(0).map(({ account }) => account.stop()));
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

const stateDir = (name: string) => join(folder, name);
const direct = () => emulator.openDirect(DEFAULT_CLIENT_ID, PERSON);

/** An installation that began an hour ago, or now. */
async function install(name: string, began: "an hour ago" | "now"): Promise<AccountRig> {
  const clock = { ...systemClock, now: () => Date.now() - behindMs };
  behindMs = began === "now" ? 0 : HOUR_MS;
  const rig = await startAccountRig({
    url: emulator.url,
    directory: join(stateDir(name), "dingtalk"),
    clock,
  });
  rigs.push(rig);
  await expect.poll(() => rig.account.connection().status).toBe("connected");
  await emulator.waitFor(({ snapshot }) => snapshot.apps[0]?.connections === rigs.length);
  behindMs = 0;
  return rig;
}

/** A person writes, and whoever `aim` names answers on a card. */
async function talk(
  text: string,
  quote?: string,
): Promise<{ readonly msgId: string; readonly card: string }> {
  const { msgId } = await emulator.say({
    from: PERSON,
    conversationId: direct(),
    text,
    ...(quote === undefined ? {} : { quote }),
  });
  const answered = ({ card }: { card?: { content: string; state: string } }) =>
    card?.content === `answer to ${text}` && card.state === "finished";
  await emulator.waitFor(({ messages }) => messages.some(answered));
  return { msgId, card: emulator.messages(direct()).findLast(answered)!.id };
}

const press = (id: string) => {
  const { outTrackId } = emulator.messages(direct()).find((message) => message.id === id)!.card!;
  return emulator.press({ from: PERSON, outTrackId, actionId: "feedback_up" });
};

const kinds = (name: string) =>
  readForeignSigns(join(stateDir(name), "dingtalk"), "default", Date.now()).signs.map(({ kind }) => kind);

async function check(name: string, language: Language = "en") {
  const credentials = { clientId: DEFAULT_CLIENT_ID, clientSecret: DEFAULT_CLIENT_SECRET };
  const section = localSection(emulator, credentials);
  const machine = { env: {}, stateDir: stateDir(name), home: stateDir(name) };
  const account = resolveAccount(section, "default", machine);
  const context = { section, config: {}, machine, text: createText(language), language };
  const [result] = await runAccountChecks(context, account, [checkConsumers], () => {});
  return result!.findings;
}

test("one that works alone sees no sign in presses and quotes of its own things", async () => {
  await install("ours", "an hour ago");
  const { msgId, card } = await talk("one");
  await press(card);
  await talk("why?", card);
  await talk("as I said", msgId);
  expect(kinds("ours")).toEqual([]);
  expect(await check("ours")).toMatchObject([
    { state: "ok", found: expect.stringContaining("china doctor --count") },
  ]);
  expect(await check("never started")).toMatchObject([{ state: "ok" }]);
});

test("an operator reads in doctor that another program seems to be connected, by what, when, and what to do", async () => {
  await install("ours", "an hour ago");
  const own = await talk("one");
  await talk("why?", own.card);
  await talk("as I said", own.msgId);
  await install("theirs", "now");
  aim = "second";
  const taken = await talk("two");
  aim = "first";
  await press(taken.card);
  await expect.poll(() => kinds("ours")).toEqual(["card-pressed"]);
  await press(taken.card);
  await talk("and this?", taken.card);
  await talk("once more", taken.msgId);
  await expect
    .poll(() => kinds("ours").toSorted())
    .toEqual(["card-pressed", "card-quoted", "message-quoted"]);
  const [finding] = await check("ours");
  expect(finding).toMatchObject({
    state: "warning",
    code: "second-consumer",
    remedy: expect.stringMatching(/--count[\s\S]*reset the Client Secret[\s\S]*An earlier installation/),
    link: expect.stringContaining("https://"),
  });
  expect(finding?.found).toMatch(
    /^it looks as if another program[^:]*: a press on a card not made here, a quote of a card not made here, a direct message that never came here.*; the last on \d{4}-\d\d-\d\d \d\d:\d\d$/,
  );
  expect((await check("ours", "zh-CN"))[0]?.found).toContain("可能有另一个程序在用同一个 Client ID 连接");
});

test("one that begins with an empty state folder takes what its predecessor left for no sign", async () => {
  const before = await install("before", "an hour ago");
  const { msgId, card } = await talk("one");
  await before.account.stop();
  rigs.length = 0;
  await install("after", "now");
  await press(card);
  await talk("why?", card);
  await talk("as I said", msgId);
  expect(kinds("after")).toEqual([]);
});

test("a look that never worked on anything of our own is no sign when it fails", () => {
  const clock = createManualClock();
  const store = openConsumerStore({ directory: folder, accountId: "default", clock });
  const signs = createForeignSigns(store, clock);
  const seen = () => readForeignSigns(folder, "default", clock.now()).signs.map(({ kind }) => kind);
  signs.quoted("card-quoted", "key-1", false);
  expect(seen()).toEqual([]);
  signs.quoted("card-quoted", "key-2", true);
  signs.quoted("card-quoted", "key-1", false);
  signs.quoted("message-quoted", "key-1", false);
  expect(seen()).toEqual(["card-quoted"]);
  store.close();
});

test("signs are kept for a month and two hundred at most, and over a restart", async () => {
  const clock = createManualClock();
  const open = () => {
    const store = openConsumerStore({ directory: folder, accountId: "default", clock });
    return { store, signs: createForeignSigns(store, clock) };
  };
  const count = () => readForeignSigns(folder, "default", clock.now()).signs.length;
  const first = open();
  const own = first.signs.newCardId("card");
  for (let card = 0; card < 250; card += 1) first.signs.pressed(`foreign-${card}`);
  expect(count()).toBe(200);
  first.store.close();
  const second = open();
  second.signs.pressed(own);
  expect([second.signs.since, count()]).toEqual([first.signs.since, 200]);
  await clock.advance(31 * 24 * HOUR_MS);
  expect(count()).toBe(0);
  second.store.close();
});
