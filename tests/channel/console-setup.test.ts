/** Set-up as the console's page does it, against the local DingTalk: what is shown, proven, refused and written. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { encode } from "uqr";
import type { SetupJob, SetupView } from "../../src/contract/console-setup.ts";
import { ConsoleError } from "../../src/channel/console/console-route.ts";
import { createSetupJobs, KEEP_JOB_MS, MAX_RUNNING_JOBS } from "../../src/channel/console/setup-jobs.ts";
import { createSetupRoutes, type SetupRoutesOptions } from "../../src/channel/console/setup-routes.ts";
import { drawCode } from "../../src/channel/console/draw-code.ts";
import { createText } from "../../src/channel/text/text.ts";
import { DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, type Emulator } from "../../src/emulator/index.ts";
import { createConsoleBench } from "../support/console-bench.ts";
import { createConsoleChanges } from "../support/console-changes.ts";
import { createFastClock } from "../support/fast-clock.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createSetupBench, localSection, type BenchOptions } from "../support/setup-bench.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
let emulator: Emulator;
beforeEach(async () => {
  emulator = await start();
});

const CREDENTIALS = { clientId: DEFAULT_CLIENT_ID, clientSecret: DEFAULT_CLIENT_SECRET };

function open(options: Partial<SetupRoutesOptions> & { readonly setup?: BenchOptions } = {}) {
  const { setup, ...rest } = options;
  const bench = createSetupBench({ config: { channels: { dingtalk: localSection(emulator) } }, ...setup });
  const clock = createFastClock(100);
  const changes = createConsoleChanges(bench.host.configFile);
  const jobs = createSetupJobs(clock);
  const routes = createSetupRoutes({
    machine: bench.host.machine,
    readConfig: () => bench.config(),
    ...changes,
    jobs,
    clock,
    ...rest,
  });
  const page = createConsoleBench(routes);
  /** The job as it stands once `done` says so; the page asks again and again. */
  const follow = (job: SetupJob, done = ({ state }: SetupJob) => state !== "running") =>
    vi.waitFor(
      async () => {
        const now = await page.get<SetupJob>(`setup/job/${job.id}`);
        if (!done(now)) throw new Error(`still ${JSON.stringify(now)}`);
        return now;
      },
      { timeout: 10_000, interval: 20 },
    );
  const prove = async (request: object) => follow(await page.post<SetupJob>("setup/prove", request));
  return { ...page, bench, changes, jobs, follow, prove };
}

const waitingCode = () => emulator.registrations().find(({ state }) => state === "waiting")?.userCode ?? "";

const asksForSessions = async (session: object) => {
  const { get } = open({ setup: { config: { session } } });
  return (await get<SetupView>("setup")).questions.some(({ id }) => id === "sessions");
};

const hostRefuses = () => Promise.reject(new Error('bad value, "clientSecret": "s3cret"'));

const forEver = (_report: unknown, signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) =>
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true }),
  );

const dingtalkOf = (config: Record<string, unknown>) =>
  (config["channels"] as Record<string, Record<string, unknown>>)["dingtalk"];

describe("the page", () => {
  test("shows the wizard's questions in the asker's language, and answers as they stand without a secret", async () => {
    const section = localSection(emulator, { ...CREDENTIALS, name: "Bot", dmPolicy: "pairing" });
    const { get, sent } = open({ setup: { config: { channels: { dingtalk: section } } } });
    const [en, zh] = [await get<SetupView>("setup"), await get<SetupView>("setup", "zh-CN")];
    expect(en.questions.map(({ id }) => id)).toEqual(zh.questions.map(({ id }) => id));
    const [asked, frage] = [en, zh].map(({ questions }) => questions.find(({ id }) => id === "dmPolicy"));
    expect(asked?.message).toBe(createText("en").askDmPolicy);
    expect(frage?.message).toBe(createText("zh-CN").askDmPolicy);
    expect(asked?.options?.filter(({ recommended }) => recommended).map(({ value }) => value)).toEqual([
      "pairing",
    ]);
    expect(en.manualSteps).toHaveLength(5);
    expect(en.manualSteps[0]).toEqual({
      text: expect.stringMatching(/^Open the DingTalk Open Platform/),
      link: "https://open-dev.dingtalk.com",
    });
    expect(en.accounts).toEqual([
      {
        accountId: "default",
        name: "Bot",
        clientId: DEFAULT_CLIENT_ID,
        configured: true,
        answers: {
          clientId: DEFAULT_CLIENT_ID,
          dmPolicy: "pairing",
          groupPolicy: "open",
          enableAICard: "on",
        },
      },
    ]);
    expect(sent.join("")).not.toContain(DEFAULT_CLIENT_SECRET);
  });

  test("does not ask for a session for each person where that is settled", async () => {
    expect([await asksForSessions({}), await asksForSessions({ dmScope: "main" })]).toEqual([true, false]);
  });
});

describe("an operator who proves credentials", () => {
  test("sees each line come, and has them written when they connect; nobody's message goes astray", async () => {
    const { post, follow, bench, sent } = open();
    const request = {
      accountId: "default",
      answers: { ...CREDENTIALS, dmPolicy: "pairing", sessions: "separate" },
      write: true,
    };
    const begun = await post<SetupJob>("setup/prove", request);
    expect(begun.lines[0]).toMatchObject({ id: "credentials", title: "Credentials", state: "running" });
    const job = await follow(begun);
    expect(job).toMatchObject({ state: "done", changeId: "change-1" });
    expect(job.lines.map(({ id, state }) => `${id} ${state}`)).toEqual([
      "credentials ok",
      "stream ok",
      "message-permission ok",
      "card-permissions ok",
    ]);
    expect(dingtalkOf(bench.config())).toMatchObject({ ...CREDENTIALS, dmPolicy: "pairing" });
    expect(bench.config()).toMatchObject({ session: { dmScope: "per-account-channel-peer" } });
    expect(sent.join("")).not.toContain(DEFAULT_CLIENT_SECRET);
    // A ticket was asked for, and no socket was opened with it.
    expect(emulator.calls().map(({ operation }) => operation)).toContain("openConnection");
    expect(emulator.snapshot().apps[0]?.connections).toBe(0);
  });

  test("of a mistyped secret reads what is wrong and where to look; nothing is written", async () => {
    const { prove, bench, changes } = open();
    const answers = { ...CREDENTIALS, clientSecret: "mistyped" };
    const job = await prove({ accountId: "default", answers, write: true });
    expect(job).toMatchObject({
      state: "failed",
      sentence: {
        remedy: expect.stringContaining("Client ID or Client Secret is wrong"),
        link: "https://open-dev.dingtalk.com",
      },
      lines: [{ id: "credentials", state: "problem" }],
    });
    expect(job.changeId).toBeUndefined();
    expect([bench.writes(), changes.written]).toEqual([0, []]);
  });

  test("whose app lacks a permission is set up all the same, and reads where to apply", async () => {
    emulator.revoke(DEFAULT_CLIENT_ID, "Card.Streaming.Write");
    const { prove, bench } = open();
    const job = await prove({ accountId: "default", answers: CREDENTIALS, write: true });
    expect(job.state).toBe("done");
    const line = job.lines.find(({ id }) => id === "card-permissions");
    expect(line?.state).toBe("warning");
    expect(line?.findings.at(-1)).toMatchObject({
      text: "Card.Streaming.Write is missing",
      link: expect.stringContaining("Card.Streaming.Write"),
    });
    expect(bench.writes()).toBe(1);
  });

  test("without `write` proves and writes nothing", async () => {
    const { prove, bench } = open();
    const job = await prove({ accountId: "default", answers: CREDENTIALS, write: false });
    expect([job.state, job.changeId, bench.writes()]).toEqual(["done", undefined, 0]);
  });

  test("who changes a policy only keeps a secret that the gateway resolved from a reference", async () => {
    const reference = { source: "file", provider: "vault", id: "/dingtalk" };
    const section = localSection(emulator, { clientId: DEFAULT_CLIENT_ID, clientSecret: reference });
    const config = { channels: { dingtalk: section } };
    const resolved = { channels: { dingtalk: { ...section, clientSecret: DEFAULT_CLIENT_SECRET } } };
    const { prove, bench } = open({ setup: { config }, readConfig: () => resolved });
    const job = await prove({ accountId: "default", answers: { dmPolicy: "pairing" }, write: true });
    expect(job.state).toBe("done");
    expect(dingtalkOf(bench.config())).toEqual({ ...section, enabled: undefined, dmPolicy: "pairing" });
  });

  test("reads why the host refused a write, without a secret", async () => {
    const { prove, sent } = open({ change: hostRefuses });
    const job = await prove({ accountId: "default", answers: CREDENTIALS, write: true });
    expect(job).toMatchObject({ state: "failed", sentence: { text: expect.stringContaining("bad value") } });
    expect(sent.join("")).not.toContain("s3cret");
  });

  test("reads the writer's own refusal as it is", async () => {
    const refusal = { text: "changed meanwhile", remedy: "load it again" };
    const change = () => Promise.reject(new ConsoleError("conflict", refusal));
    const job = await open({ change }).prove({ accountId: "default", answers: CREDENTIALS, write: true });
    expect([job.state, job.sentence]).toEqual(["failed", refusal]);
  });
});

describe("an answer that cannot be", () => {
  test.each([
    [{ answers: { clientId: "id with blanks" } }, "clientId"],
    [{ answers: { clientId: "" } }, "clientId"],
    [{ answers: { dmPolicy: "anyone" } }, "dmPolicy"],
    [{ answers: { constructor: "x" } }, "constructor"],
    [{ answers: { clientId: DEFAULT_CLIENT_ID } }, "clientSecret"],
    [{ answers: {} }, "clientId"],
    [{ accountId: "  " }, "accountId"],
    [{ answers: { dmPolicy: 7 } }, "answers.dmPolicy"],
    [{ scanJob: "none" }, "scanJob"],
  ])("is refused with its field: %j", async (wrong, field) => {
    const { refusal, bench } = open();
    const request = { accountId: "default", answers: CREDENTIALS, write: true, ...wrong };
    expect(await refusal("setup/prove", request)).toMatchObject({ field, text: expect.stringMatching(/.+/) });
    expect(emulator.calls()).toEqual([]);
    expect(bench.writes()).toBe(0);
  });

  test("an app that another account has is refused, since the two would share its messages", async () => {
    const section = localSection(emulator, { accounts: { one: CREDENTIALS } });
    const { refusal } = open({ setup: { config: { channels: { dingtalk: section } } } });
    const request = { accountId: "two", answers: CREDENTIALS, write: true };
    expect(await refusal("setup/prove", request)).toMatchObject({
      code: "invalid-value",
      field: "clientId",
      text: expect.stringContaining('"one"'),
    });
  });
});

describe("an operator who scans", () => {
  test("sees the code, and sets the new bot up without its secret ever leaving the gateway", async () => {
    const { post, follow, prove, bench, sent } = open();
    const begun = await post<SetupJob>("setup/scan", {});
    const offered = await follow(begun, ({ scan }) => scan !== undefined);
    expect(offered.scan?.link).toContain(`user_code=${waitingCode()}`);
    expect(offered.scan).toMatchObject(drawCode(offered.scan?.link ?? ""));
    const { clientId } = emulator.scan(waitingCode(), "approve");
    const done = await follow(begun);
    expect(done).toMatchObject({ state: "done", scan: { clientId } });
    const job = await prove({ accountId: "default", answers: {}, scanJob: done.id, write: true });
    expect(job).toMatchObject({ state: "done", changeId: "change-1" });
    const { clientSecret } = dingtalkOf(bench.config()) as { clientSecret: string };
    expect(clientSecret.length).toBeGreaterThan(8);
    expect(dingtalkOf(bench.config())).toMatchObject({ clientId });
    expect(sent.join("")).not.toContain(clientSecret);
  });

  test.each([
    ["refuse", "DingTalk did not create an app"],
    ["expire", "The code has expired"],
  ] as const)("reads what became of a scan that ends by %s", async (decision, words) => {
    const { post, follow, refusal } = open();
    const begun = await post<SetupJob>("setup/scan", { accountId: "default" });
    await follow(begun, ({ scan }) => scan !== undefined);
    emulator.scan(waitingCode(), decision);
    const job = await follow(begun);
    expect(job).toMatchObject({ state: "failed", sentence: { text: expect.stringContaining(words) } });
    const request = { accountId: "default", answers: {}, scanJob: job.id, write: true };
    expect(await refusal("setup/prove", request)).toMatchObject({ code: "not-found", field: "scanJob" });
  });

  test("who cancels is asked nothing more of, and a later approval brings nothing", async () => {
    const { post, follow, get } = open();
    const begun = await post<SetupJob>("setup/scan", {});
    await follow(begun, ({ scan }) => scan !== undefined);
    expect(await post<SetupJob>(`setup/job/${begun.id}/cancel`, {})).toMatchObject({ state: "cancelled" });
    emulator.scan(waitingCode(), "approve");
    const polls = () => emulator.calls().filter(({ operation }) => operation === "registrationPoll").length;
    const before = polls();
    expect(await get<SetupJob>(`setup/job/${begun.id}`)).toMatchObject({ state: "cancelled" });
    expect(polls()).toBe(before);
  });

  test("whose DingTalk cannot be reached reads that", async () => {
    const nowhere = { endpoints: { api: "http://127.0.0.1:1", oapi: "http://127.0.0.1:1" } };
    const { post, follow } = open({ setup: { config: { channels: { dingtalk: nowhere } } } });
    const job = await follow(await post<SetupJob>("setup/scan", {}));
    expect(job).toMatchObject({ state: "failed", sentence: { remedy: expect.stringContaining("network") } });
  });
});

describe("jobs", () => {
  const text = createText("en");

  test("are a few at a time, and forgotten ten minutes after their end", async () => {
    const clock = createManualClock();
    const jobs = createSetupJobs(clock);
    const running = Array.from({ length: MAX_RUNNING_JOBS }, () => jobs.start("prove", text, forEver));
    expect(() => jobs.start("scan", text, forEver)).toThrow(text.consoleJobsBusy);
    const [first, second] = running.map(({ id }) => id);
    jobs.cancel(first ?? "");
    await clock.advance(KEEP_JOB_MS - 1);
    expect(jobs.find(first ?? "")?.state).toBe("cancelled");
    await clock.advance(1);
    expect(jobs.find(first ?? "")).toBeUndefined();
    expect(jobs.find(second ?? "")?.state).toBe("running");
    const broken = jobs.start("prove", text, () => Promise.reject(new Error("disk, access_token=abc")));
    await clock.advance(0);
    expect(jobs.find(broken.id)).toMatchObject({
      state: "failed",
      sentence: { text: expect.stringContaining("disk") },
    });
    expect(JSON.stringify(jobs.find(broken.id))).not.toContain("abc");
  });

  test("end with the gateway: what runs is stopped, and what a scan brought is gone", async () => {
    const clock = createManualClock();
    const jobs = createSetupJobs(clock);
    const app = { clientId: "dinga", clientSecret: "s" };
    const scanned = jobs.start("scan", text, async () => ({ state: "done", app }));
    const stopped = Promise.withResolvers<void>();
    jobs.start("prove", text, async (report, signal) => {
      await forEver(report, signal).catch(() => stopped.resolve());
      return { state: "done" };
    });
    await clock.advance(0);
    expect(jobs.appOf(scanned.id)).toEqual(app);
    jobs.dispose();
    await stopped.promise;
    expect([jobs.find(scanned.id), jobs.appOf(scanned.id)]).toEqual([undefined, undefined]);
  });
});

test("a code is drawn module by module, with the quiet zone that scanners want", () => {
  const content = "https://login.dingtalk.com/scan?user_code=0A1B2C3D";
  const { size, path } = drawCode(content);
  const dark = new Set<string>();
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
    for (let i = 0; i < Number(width); i += 1) dark.add(`${Number(x) + i} ${y}`);
  const drawn = Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (__, x) => dark.has(`${x} ${y}`)),
  );
  expect(drawn).toEqual(encode(content, { ecc: "M", border: 4 }).data);
  expect(drawn.slice(0, 4).flat()).not.toContain(true);
});
