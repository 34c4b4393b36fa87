/** What an app spends, on disk: counted once, shared by processes, told to the operator, forgotten with the month. */
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { CallInfo } from "../../src/client/index.ts";
import { describeQuota } from "../../src/channel/quota/describe-quota.ts";
import { createQuotaGovernor } from "../../src/channel/quota/quota-governor.ts";
import type { QuotaPlan, QuotaSnapshot } from "../../src/channel/quota/quota-snapshot.ts";
import { openUsageLedger, usageLedgerPath } from "../../src/channel/quota/usage-ledger.ts";
import { createText } from "../../src/channel/text/text.ts";
import { temporaryFolder } from "../support/account-rig.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";

const text = createText("en");
const PLAN: QuotaPlan = { mode: "auto", monthlyCalls: 100, monthlyPushes: 10 };
const CALL: CallInfo = { operation: "streamCard", status: 200, billed: true, durationMs: 1, attempt: 1 };
const MINUTE = 60_000;

function scene(options: { plan?: Partial<QuotaPlan>; directory?: string; clientId?: string } = {}) {
  const directory = options.directory ?? temporaryFolder();
  if (!options.directory) onTestFinished(() => fs.rmSync(directory, { recursive: true, force: true }));
  const clock = createManualClock(Date.UTC(2026, 10, 1, 4));
  const logger = createRecordingLogger();
  const told: string[] = [];
  const changes: QuotaSnapshot[] = [];
  const clientId = options.clientId ?? "ding1";
  const ledger = openUsageLedger({ directory, clientId, clock, logger });
  onTestFinished(() => ledger.close());
  const governor = createQuotaGovernor({
    ledger,
    clientId,
    plan: { ...PLAN, ...options.plan },
    text,
    clock,
    logger,
    onChange: (snapshot) => changes.push(snapshot),
    onGone: (sentence) => told.push(sentence),
  });
  const spend = (count: number) => {
    for (let nth = 0; nth < count; nth += 1) governor.onCall(CALL);
  };
  const refuse = () => governor.onCall({ ...CALL, status: 403, billed: false, code: "quota-gone" });
  return { directory, clock, logger, ledger, governor, told, changes, spend, refuse };
}

describe("the count", () => {
  it("has each billed call by its API, session messages apart, and nothing that was throttled", () => {
    const { governor } = scene();
    governor.onCall(CALL);
    governor.onCall(CALL);
    governor.onCall({ ...CALL, operation: "createAndDeliverCard" });
    governor.onCall({ ...CALL, billed: false, code: "qps-limit" });
    governor.onCall({ ...CALL, operation: "sessionWebhook", billed: false });
    governor.onCall({ ...CALL, operation: "sessionWebhook", billed: false, code: "session-expired" });
    governor.countPush("/v1.0/im/bot/messages/get");
    expect(governor.snapshot()).toMatchObject({
      month: "2026-11",
      calls: { used: 3, left: 97, gone: false },
      pushes: { used: 1, left: 9 },
      sessionMessages: 1,
      byApi: [
        { kind: "call", api: "streamCard", count: 2 },
        { kind: "push", api: "/v1.0/im/bot/messages/get", count: 1 },
        { kind: "call", api: "createAndDeliverCard", count: 1 },
        { kind: "session", api: "sessionWebhook", count: 1 },
      ],
    });
  });

  it("is shared by everybody who opens the same file for the same app, and not by other apps", () => {
    const one = scene();
    const two = scene({ directory: one.directory });
    const other = scene({ directory: one.directory, clientId: "ding2" });
    one.spend(3);
    two.spend(2);
    other.spend(1);
    expect(one.governor.snapshot().calls.used).toBe(5);
    expect(two.governor.snapshot().calls.used).toBe(5);
    expect(other.governor.snapshot().calls.used).toBe(1);
  });

  it("outlives the process, and a damaged file is moved aside instead of stopping anything", () => {
    const first = scene();
    first.spend(4);
    first.ledger.close();
    expect(scene({ directory: first.directory }).governor.snapshot().calls.used).toBe(4);
    const broken = temporaryFolder();
    onTestFinished(() => fs.rmSync(broken, { recursive: true, force: true }));
    fs.writeFileSync(usageLedgerPath(broken), "this is no database".repeat(100));
    const after = scene({ directory: broken });
    after.spend(1);
    expect(after.governor.snapshot().calls.used).toBe(1);
    expect(fs.readdirSync(broken).some((name) => name.includes("damaged"))).toBe(true);
    expect(path.basename(usageLedgerPath(broken))).toBe("usage.sqlite");
  });

  it("starts again at midnight in China on the first", async () => {
    const { governor, clock, spend, refuse } = scene();
    spend(100);
    refuse();
    expect(governor.snapshot()).toMatchObject({ step: "one-message", calls: { gone: true } });
    await clock.advance(Date.UTC(2026, 10, 30, 16) - clock.now());
    expect(governor.snapshot()).toMatchObject({
      month: "2026-12",
      step: "stream",
      calls: { used: 0, gone: false },
    });
  });
});

describe("the ladder", () => {
  it("logs each step once and shows it, while calls go", () => {
    const { governor, logger, spend, changes } = scene();
    governor.look();
    spend(98);
    const steps = logger.lines.filter((line) => line.includes("Answers go out as"));
    expect(steps.map((line) => /as: ([a-z ]+)\./.exec(line)?.[1])).toEqual([
      "streaming cards",
      "cards with few updates",
      "cards with the beginning and the end only",
      "ordinary messages",
    ]);
    expect(changes.map(({ step }) => step)).toEqual([
      "stream",
      "few-frames",
      "first-and-final",
      "one-message",
    ]);
    expect(logger.lines.filter((line) => line.includes("% of this month's API calls"))).toHaveLength(2);
  });

  it("shows the counts anew after a minute although the step is the same", async () => {
    const { governor, clock, spend, changes } = scene();
    governor.look();
    spend(2);
    expect(changes).toHaveLength(1);
    await clock.advance(MINUTE);
    spend(1);
    expect(changes.at(-1)?.calls.used).toBe(3);
  });
});

describe("when the month's calls are gone", () => {
  it("the operator is told once, with the date on which they return, also after a restart", () => {
    const { governor, told, refuse, directory, logger } = scene();
    for (let nth = 0; nth < 3; nth += 1) refuse();
    expect(told).toHaveLength(1);
    expect(told[0]).toContain("2026-12-01");
    expect(logger.lines.filter((line) => line.startsWith("error"))).toHaveLength(1);
    expect(governor.nextStep()).toBe("one-message");
    const again = scene({ directory });
    again.refuse();
    expect(again.told).toEqual([]);
  });

  it("one answer in half an hour tries a card, and a call that works brings cards back", async () => {
    const { governor, clock, spend, refuse } = scene();
    refuse();
    await clock.advance(29 * MINUTE);
    expect(governor.nextStep()).toBe("one-message");
    await clock.advance(MINUTE);
    expect([governor.nextStep(), governor.nextStep()]).toEqual(["first-and-final", "one-message"]);
    spend(1);
    expect(governor.nextStep()).toBe("stream");
  });

  it("by our own count alone, the operator hears that the plan may be larger", () => {
    const { governor, told, spend } = scene();
    spend(101);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain("quota.monthlyCalls");
    expect(governor.nextStep()).toBe("one-message");
  });
});

describe("pushes", () => {
  it("are warned of before they end, and their end is told once", () => {
    const { governor, logger, told } = scene();
    for (let nth = 0; nth < 10; nth += 1) governor.countPush("message");
    expect(logger.lines.filter((line) => line.includes("% of this month's pushes"))).toHaveLength(2);
    governor.pushesGone();
    governor.pushesGone();
    expect(told).toEqual([text.pushQuotaGone]);
    expect(governor.snapshot().pushes.gone).toBe(true);
  });
});

describe("a person who asks", () => {
  it("reads month, calls, pushes, mode and the APIs that cost most", () => {
    const { governor, spend } = scene();
    spend(3);
    expect(describeQuota(governor.snapshot(), text)).toEqual([
      "DingTalk quota 2026-11 (counting starts again on 2026-12-01)",
      "API calls: 3 of 100, 97 left",
      "Pushes: 0 of 10, 10 left",
      "Messages by session webhook: 0 (counted apart)",
      "Mode auto; answers go out as: streaming cards",
      "- streamCard: 3",
    ]);
    const unlimited = scene({ plan: { monthlyCalls: 0 } });
    unlimited.refuse();
    expect(describeQuota(unlimited.governor.snapshot(), text)[1]).toContain("DingTalk says");
    const free = scene({ plan: { monthlyCalls: 0 } });
    free.spend(9);
    expect(describeQuota(free.governor.snapshot(), text)[1]).toBe("API calls: 9, no limit set");
  });
});
