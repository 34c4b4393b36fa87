/** What the console shows of now and of messages, over real accounts, journals and a local DingTalk. */
import { appendFileSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { createMessagesRoutes } from "../../src/channel/console/messages-routes.ts";
import { createNowRoutes } from "../../src/channel/console/now-routes.ts";
import { openSqliteJournal } from "../../src/channel/journal/sqlite.ts";
import { createArchiveMeter } from "../../src/channel/media/measure-archive.ts";
import { dayOf, INDEX_NAME } from "../../src/channel/media/retention.ts";
import type { MessagesView, NowView, TraceView } from "../../src/contract/console.ts";
import { createEmulator, DEFAULT_CLIENT_ID, type Emulator } from "../../src/emulator/index.ts";
import { systemClock } from "../../src/lib/clock.ts";
import {
  startAccountRig,
  temporaryFolder,
  type AccountRig,
  type AccountRigOptions,
} from "../support/account-rig.ts";
import { consoleAccounts, createConsoleScene, type ConsoleScene } from "../support/console-scene.ts";
import { createManualClock } from "../support/manual-clock.ts";

const PERSON = "zhangwei01";
let emulator: Emulator;
beforeEach(async () => {
  emulator = await createEmulator();
});
// After the accounts, which say their last words to it.
beforeEach((test) => test.onTestFinished(() => emulator.close()));

interface Scene extends ConsoleScene {
  readonly rig: AccountRig;
  readonly directory: string;
}

async function run(options: Partial<AccountRigOptions> = {}, section: object = {}): Promise<Scene> {
  const rig = await startAccountRig({ url: emulator.url, ...options });
  const { directory } = rig;
  onTestFinished(async () => {
    await rig.account.stop();
    rmSync(directory, { recursive: true, force: true });
  });
  const configured = {
    clientId: DEFAULT_CLIENT_ID,
    clientSecret: "secret-of-the-app",
    inboundMedia: { dir: path.join(directory, "archive"), keepDays: 7 },
    accounts: { default: {}, resting: { enabled: false, clientId: "dingother" }, empty: { clientId: "" } },
    ...section,
  };
  const accounts = consoleAccounts(directory, configured, () => [rig.account]);
  const page = { processId: "p1", version: "0.0.0", pageAddress: () => "/dingtalk/console/" };
  const routes = [...createNowRoutes({ accounts, ...page }), ...createMessagesRoutes(accounts)];
  return { ...createConsoleScene(routes), rig, directory };
}

const connected = () => emulator.waitFor(({ snapshot }) => snapshot.apps.some((app) => app.connections > 0));

async function say(words: string) {
  const conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, PERSON);
  return emulator.say({ from: PERSON, conversationId, text: words });
}

async function answered({ ask }: Scene, count: number): Promise<MessagesView> {
  const look = () => ask<MessagesView>("messages", { query: { outcome: "answered" } });
  await expect.poll(async () => (await look()).rows.length, { timeout: 10_000 }).toBe(count);
  return look();
}

describe("the view of now", () => {
  it("shows a turn in progress with its card, and afterwards how long it took", async () => {
    const scene = await run();
    await connected();
    const { promise: gate, resolve: release } = Promise.withResolvers<void>();
    scene.rig.host.agent = async (turn) => {
      await turn.lifecycle.onAdopted();
      turn.events.onRunStart("r1");
      for (const tell of scene.rig.listeners)
        tell({ kind: "text", runId: "r1", itemId: "i", text: "half of it" });
      await gate;
      await turn.events.deliver({ text: "half of it, and all", media: [], isError: false }, "final");
      return "completed";
    };
    await say("hello");
    const now = () => scene.ask<NowView>("now");
    await expect
      .poll(async () => (await now()).turns)
      .toMatchObject([{ accountId: "default", senderName: "张伟", state: "streaming", card: "open" }]);
    release();
    await answered(scene, 1);
    // The answer is certain before the card's interval lets its end out.
    await expect.poll(async () => (await now()).accounts[0]?.lastOutboundAt).toEqual(expect.any(Number));
    const view = await now();
    expect(view.turns).toEqual([]);
    expect(view.latency.turns).toHaveLength(1);
    const { p50, p95 } = view.latency;
    expect(p50).toEqual(p95);
    expect(p50.ackedMs).toBeGreaterThanOrEqual(0);
    expect(p50.firstWordMs).toBeLessThanOrEqual(p50.finishedMs ?? -1);
    expect(view.accounts[0]).toMatchObject({
      accountId: "default",
      clientId: DEFAULT_CLIENT_ID,
      state: "connected",
      mode: "card",
      dmPolicy: "open",
      journal: { pending: 0, claimed: 0, failed: 0 },
      quota: { step: "stream", stepSentence: { text: "Answers stream into cards." } },
    });
    const [{ quota, lastInboundAt, lastOutboundAt, connectedSince } = {}] = view.accounts;
    expect([lastInboundAt, lastOutboundAt, connectedSince].every((at) => typeof at === "number")).toBe(true);
    expect(quota?.byApi.reduce((sum, { calls }) => sum + calls, 0)).toBe(quota?.calls);
    expect(quota?.byDay?.map(({ calls }) => calls)).toEqual([quota?.calls]);
    expect(view.accounts.slice(1).map(({ accountId, state }) => [accountId, state])).toEqual([
      ["empty", "not-configured"],
      ["resting", "switched-off"],
    ]);
    expect(JSON.stringify(view)).not.toContain("secret-of-the-app");
  });

  it("names the last errors in the asker's language with what to do, the same one once", async () => {
    const scene = await run({ clientSecret: "a wrong secret" });
    const errors = async (language: "en" | "zh-CN") =>
      (await scene.ask<NowView>("now", { language })).accounts[0]?.errors ?? [];
    await expect.poll(() => errors("en"), { timeout: 10_000 }).not.toEqual([]);
    const [first, ...others] = await errors("en");
    expect(first?.sentence.remedy).toContain("Client ID or Client Secret is wrong");
    expect((await errors("zh-CN"))[0]?.sentence.remedy).toMatch(/Client ID/);
    expect(others.filter(({ sentence }) => sentence.text === first?.sentence.text)).toEqual([]);
    const [account] = (await scene.ask<NowView>("now")).accounts;
    expect(account?.state).toBe("blocked");
    expect(JSON.stringify(account)).not.toContain("a wrong secret");
  });
});

async function withLetter(accountId: string, running: boolean) {
  const directory = temporaryFolder();
  const rows = openSqliteJournal({
    directory: path.join(directory, "journal"),
    channelId: "dingtalk",
    accountId,
  });
  const rawEvent = JSON.stringify({
    msgId: "m1",
    conversationId: "cid",
    conversationType: "1",
    senderNick: "<b>Zhang</b>",
    senderStaffId: PERSON,
    msgtype: "text",
    text: { content: "pay the invoice" },
    sessionWebhook: "https://example.com/robot/sendBySession?session=very-secret",
  });
  const id = `${DEFAULT_CLIENT_ID}:m1`;
  await rows.enqueue(id, { version: 1, rawEvent }, { laneKey: "direct:cid" });
  const claim = await rows.claim(id);
  if (!claim) throw new Error("the row could not be claimed");
  await rows.fail(claim, { reason: "retries-exhausted", message: "the model was never there" });
  await rows.close();
  const scene = await run({ directory, ...(running ? { accountId } : {}) });
  const letters = async (query = {}) => (await scene.ask<NowView>("now", { query })).deadLetters;
  return { scene, letters, id };
}

describe("a dead letter", () => {
  it("is shown with its reason and without its words, which only the page of its own may ask for", async () => {
    const { scene, letters, id } = await withLetter("default", true);
    expect(await letters()).toMatchObject([
      {
        id,
        accountId: "default",
        senderName: "<b>Zhang</b>",
        preview: "···· 15",
        reason: { text: "Given up after several attempts (the model was never there)." },
      },
    ]);
    expect((await letters({ reveal: "1" }))[0]?.preview).toBe("pay the invoice");
    expect(JSON.stringify(await letters({ reveal: "1" }))).not.toContain("very-secret");
    const refusal = await scene.refusalOf("now", { query: { reveal: "1" }, mayChange: false });
    expect(refusal.code).toBe("read-only");
  });

  it("is retried by the running account, which then answers it", async () => {
    const { scene, letters, id } = await withLetter("default", true);
    const body = { accountId: "default", id, action: "retry" };
    expect((await scene.refusalOf("dead-letters/act", { body, mayChange: false })).code).toBe("read-only");
    await scene.ask("dead-letters/act", { body });
    await expect.poll(letters).toEqual([]);
    const rows = async () => (await scene.ask<MessagesView>("messages")).rows;
    await expect.poll(async () => (await rows())[0]?.outcome, { timeout: 10_000 }).toBe("answered");
    expect((await scene.refusalOf("dead-letters/act", { body })).code).toBe("conflict");
  });

  it("of an account that does not run is dropped in its file", async () => {
    const { scene, letters, id } = await withLetter("resting", false);
    expect(await letters()).toMatchObject([{ accountId: "resting" }]);
    await scene.ask("dead-letters/act", { body: { accountId: "resting", id, action: "drop" } });
    expect(await letters()).toEqual([]);
  });

  it("is acted upon only by a whole request that means one", async () => {
    const { scene, id } = await withLetter("default", true);
    const codeOf = async (body: unknown) => (await scene.refusalOf("dead-letters/act", { body })).code;
    expect(await codeOf({})).toBe("invalid-value");
    expect(await codeOf("retry")).toBe("invalid-value");
    expect(await codeOf({ accountId: "default", id, action: "burn" })).toBe("invalid-value");
    expect(await codeOf({ accountId: "nobody", id, action: "drop" })).toBe("not-found");
    expect(await codeOf({ accountId: "default", id: "x:y", action: "drop" })).toBe("not-found");
  });
});

describe("the messages", () => {
  it("hide their words, also from a search, unless who may change asks for them", async () => {
    const scene = await run();
    await connected();
    await say("the secret plan");
    const { rows, keptDays } = await answered(scene, 1);
    expect(keptDays).toBe(7);
    expect(rows[0]).toMatchObject({
      text: "···· 15",
      textHidden: true,
      sender: { name: "张伟", staffId: PERSON },
      answeredBy: "card",
      place: { kind: "direct" },
    });
    const list = (query: Record<string, string>) => scene.ask<MessagesView>("messages", { query });
    expect((await list({ search: "secret" })).rows).toEqual([]);
    expect((await list({ search: "secret", reveal: "1" })).rows[0]?.text).toBe("the secret plan");
    expect((await list({ search: "张" })).rows).toHaveLength(1);
    const [query, mayChange] = [{ reveal: "1" }, false];
    expect((await scene.refusalOf("messages", { query, mayChange })).code).toBe("read-only");
    const id = rows[0]?.id ?? "";
    expect((await scene.refusalOf(`messages/${id}`, { query, mayChange })).code).toBe("read-only");
    const trace = await scene.ask<TraceView>(`messages/${id}`, { language: "zh-CN" });
    expect(trace.row.text).toBe("···· 15");
    expect(trace.steps[0]).toMatchObject({ step: "received", sentence: { text: "收到，已写入消息日志" } });
    expect(trace.steps.at(-1)?.step).toBe("finished");
    expect(JSON.stringify(trace)).not.toContain("secret plan");
  });

  it("come page by page, each once, and wrong questions are refused by name", async () => {
    const scene = await run();
    await connected();
    for (const words of ["one", "two", "three"]) await say(words);
    const all = await answered(scene, 3);
    const list = (query: Record<string, string>) => scene.ask<MessagesView>("messages", { query });
    const first = await list({ limit: "2" });
    const second = await list({ limit: "2", before: first.next ?? "" });
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(all.rows.map(({ id }) => id));
    expect([second.rows.length, second.next, all.next]).toEqual([1, undefined, undefined]);
    expect((await list({ account: "resting" })).rows).toEqual([]);
    expect((await list({ since: String(Date.now() + 1_000) })).rows).toEqual([]);
    for (const query of [{ outcome: "fine" }, { limit: "-1" }, { since: "yesterday" }]) {
      const refusal = await scene.refusalOf("messages", { query });
      expect(refusal).toMatchObject({
        code: "invalid-value",
        text: expect.stringContaining(Object.keys(query)[0] ?? "?"),
      });
    }
    expect((await scene.refusalOf("messages/00000000000000-00000000")).code).toBe("not-found");
  });
});

const entry = (file: string, bytes: number) => `${JSON.stringify({ file, bytes })}\n`;
const put = (dir: string, day: string, lines: string) => {
  mkdirSync(path.join(dir, day), { recursive: true });
  appendFileSync(path.join(dir, day, INDEX_NAME), lines);
};

describe("the archive", () => {
  it("is shown day by day with when its files go", async () => {
    const scene = await run();
    const today = dayOf(Date.now());
    const dir = path.join(scene.directory, "archive");
    put(dir, today, entry("a.pdf", 1_000) + entry("b.pdf", 500));
    const { archive } = await scene.ask<NowView>("now");
    const [first] = archive;
    expect(first).toMatchObject({ directory: dir, keepDays: 7, files: 2, bytes: 1_500 });
    const expires = first?.days[0]?.expires ?? 0;
    expect(dayOf(expires - 1)).toBe(dayOf(Date.now() + 7 * 24 * 60 * 60_000));
  });

  it("of a hundred thousand files is counted in pieces, and then only what is new", async () => {
    const dir = temporaryFolder();
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
    const line = entry(`${"long name ".repeat(20)}.pdf`, 10);
    put(dir, "2026-01-05", line.repeat(100_000));
    put(dir, "2026-01-04", `${entry("a", 1)}{"cut off`);
    put(dir, "not-a-day", entry("x", 1));
    const clock = createManualClock();
    const meter = createArchiveMeter(clock);
    let turns = 0;
    const ticking = setInterval(() => (turns += 1), 0);
    expect(await meter.measure(dir)).toEqual([
      { day: "2026-01-05", files: 100_000, bytes: 1_000_000 },
      { day: "2026-01-04", files: 1, bytes: 1 },
    ]);
    clearInterval(ticking);
    // The gateway went on with other things meanwhile.
    expect(turns).toBeGreaterThan(10);
    put(dir, "2026-01-05", line);
    expect((await meter.measure(dir))[0]?.files).toBe(100_000);
    await clock.advance(6_000);
    rmSync(path.join(dir, "2026-01-04"), { recursive: true });
    expect(await meter.measure(dir)).toEqual([{ day: "2026-01-05", files: 100_001, bytes: 1_000_010 }]);
    expect(await createArchiveMeter(systemClock).measure(path.join(dir, "nowhere"))).toEqual([]);
  });
});

it("a trail that cannot be read is said on the messages' page and does not take the view of now with it", async () => {
  const directory = temporaryFolder();
  mkdirSync(path.join(directory, "trail", "trail.sqlite"), { recursive: true });
  const scene = await run({ directory });
  expect((await scene.refusalOf("messages")).code).toBe("unavailable");
  expect((await scene.ask<NowView>("now")).latency.turns).toEqual([]);
});
