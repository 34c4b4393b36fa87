/** `openclaw china messages` and `doctor --message` as an operator reads them, over a trail that a gateway wrote. */
import { rmSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listMessages, traceMessage } from "../../src/channel/setup/message-trail.ts";
import { createText } from "../../src/channel/text/text.ts";
import { DingTalkError } from "../../src/client/index.ts";
import { createTrailRecorder, type TrailRecorder } from "../../src/channel/trail/trail-recorder.ts";
import { openTrailStore } from "../../src/channel/trail/trail-store.ts";
import { silentLogger } from "../../src/lib/logger.ts";
import { temporaryFolder } from "../support/account-rig.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createSetupBench } from "../support/setup-bench.ts";

const HOSTILE = "\u001b[2J\u202e<img src=x onerror=alert(1)>\nZhang";
const NOW = Date.now();
let stateDir: string;
let trail: TrailRecorder;
let clock: ReturnType<typeof createManualClock>;

beforeEach(() => {
  stateDir = temporaryFolder();
  clock = createManualClock(NOW - 60_000);
  const options = {
    directory: path.join(stateDir, "dingtalk"),
    accountId: "default",
    clock,
    logger: silentLogger,
  };
  trail = createTrailRecorder({ ...options, store: openTrailStore(options), read: () => undefined });
});
afterEach(() => {
  trail.close();
  rmSync(stateDir, { recursive: true, force: true });
});

async function wrote(msgId: string, text: string, name = "Zhang"): Promise<void> {
  trail.claimed(
    {
      msgId,
      sender: { name, staffId: "zhangwei01" },
      place: { kind: "group", id: "cidG", title: "Project" },
      type: "text",
      text,
      attachments: 0,
    },
    { receivedAt: clock.now(), attempt: 1 },
  );
  await clock.advance(1_000);
}

async function answeredOne(msgId: string, text: string, name?: string): Promise<void> {
  await wrote(msgId, text, name);
  trail.cardCalled({ msgId, call: "create", shows: true, final: false, billed: true });
  trail.cardCalled({ msgId, call: "stream", shows: true, final: true, billed: true });
  trail.settled(msgId, "completed");
}

async function refusedOne(msgId: string, text: string, name?: string): Promise<void> {
  await wrote(msgId, text, name);
  trail.note(msgId, { step: "refused", reason: "drop", detail: "group_policy_not_allowlisted" });
  trail.settled(msgId, "completed");
}

/** Runs one of the commands; its exit code and what it printed. */
function run(
  work: (request: Parameters<typeof listMessages>[0]) => number,
  { json = false, language = "en" as "en" | "zh-CN", accountId = "" } = {},
) {
  trail.flush();
  const bench = createSetupBench({ stateDir });
  const account = accountId === "" ? {} : { accountId };
  const code = work({ host: bench.host, text: createText(language), json, ...account });
  return { code, lines: bench.printed, all: bench.printed.join("\n") };
}

describe("openclaw china doctor --message", () => {
  it("tells each step of a message found by its id, with the time since it came, and not its words", async () => {
    await answeredOne("msg1", "the secret plan");
    const { code, lines, all } = run((request) => traceMessage(request, "msg1"));
    expect(code).toBe(0);
    expect(lines[0]).toContain('Zhang (zhangwei01)  group "Project"  text ···· 15  msg1');
    expect(lines[1]).toContain("Answered on a card after 1.0 s, 2 calls");
    expect(all).toMatch(/\+0 ms {2}Taken up/);
    expect(all).toMatch(/\+1000 ms {2}The card is finished/);
    expect(all).not.toContain("secret plan");
  });

  it("finds by name, by words and the newest one, and lists what else matches", async () => {
    await answeredOne("msg1", "about the budget");
    await refusedOne("msg2", "about the weather");
    expect(run((request) => traceMessage(request, "budget")).lines[0]).toContain("msg1");
    expect(run((request) => traceMessage(request, "last")).lines[0]).toContain("msg2");
    const { lines } = run((request) => traceMessage(request, "Zhang"));
    expect(lines[0]).toContain("msg2");
    expect(lines.at(-2)).toContain("One more matches");
    expect(lines.at(-1)).toContain("msg1");
    expect(run((request) => traceMessage(request, "msg1"), { accountId: "another" }).code).toBe(1);
  });

  it("says why somebody got no answer and what to do, in both languages, and ends with 1", async () => {
    await refusedOne("msg1", "hello");
    const english = run((request) => traceMessage(request, "msg1"));
    expect(english.code).toBe(1);
    expect(english.all).toContain("The person (zhangwei01) may not use the bot in this group.");
    expect(english.all).toContain("→ Put zhangwei01 into groupAllowFrom");
    const chinese = run((request) => traceMessage(request, "msg1"), { language: "zh-CN" });
    expect(chinese.all).toContain("不能在这个群里使用机器人");
  });

  it("tells a call that DingTalk refused in the operator's language, with DingTalk's code and words", async () => {
    const details = {
      operation: "sendGroup",
      dispatched: "refused",
      status: 400,
      platformCode: "resource.unavailable",
      platformMessage: "robot not in group",
    } as const;
    const error = new DingTalkError("refused", "sendGroup: in the client's English", details);
    await wrote("msg1", "hello");
    trail.settled("msg1", "failed", error);
    await wrote("msg2", "hello again");
    const answer = trail.answer("msg2", { sessionKey: "s", usesCard: false, followUp: false });
    answer.notSent(error);
    answer.end();
    trail.settled("msg2", "completed");
    const quoted = "钉钉拒绝了这次调用（sendGroup · HTTP 400 · resource.unavailable）：“robot not in group”";
    const [failed, notSent] = ["msg1", "msg2"].map(
      (msgId) => run((request) => traceMessage(request, msgId), { language: "zh-CN" }).all,
    );
    expect(failed).toContain(`处理失败：${quoted}`);
    expect(notSent).toContain(`回复没有发出去：${quoted}`);
    expect(`${failed}${notSent}`).not.toContain("English");
  });

  it("says what it means that nothing is known", () => {
    const { code, all } = run((request) => traceMessage(request, "msg9"));
    expect(code).toBe(1);
    expect(all).toContain('Nothing is known of "msg9" in the last 7 days.');
    expect(all).toContain("it did not reach this machine");
    const json = run((request) => traceMessage(request, "msg9"), { json: true });
    expect(JSON.parse(json.all)).toMatchObject({ found: false });
  });

  it("prints a hostile name as plain characters on one line", async () => {
    await refusedOne("msg1", "hello", HOSTILE);
    const { lines, all } = run((request) => traceMessage(request, "msg1"));
    expect(lines[0]).toContain("<img src=x onerror=alert(1)>\u{fffd}Zhang");
    for (const sign of ["\u001b", "\u202e"]) expect(all).not.toContain(sign);
    const unknown = run((request) => traceMessage(request, HOSTILE.repeat(2)));
    expect(unknown.all).not.toContain("\u001b");
  });

  it("gives programs the same in JSON, without the words", async () => {
    await answeredOne("msg1", "the secret plan");
    const { all } = run((request) => traceMessage(request, "msg1"), { json: true });
    expect(JSON.parse(all)).toMatchObject({
      found: true,
      message: {
        msgId: "msg1",
        outcome: "answered",
        calls: 2,
        textLength: 15,
        latency: { finishedMs: 1_000 },
      },
      others: [],
    });
    expect(all).not.toContain("secret plan");
  });
});

describe("openclaw china messages", () => {
  it("lists the newest first with what became of each, as many as wanted", async () => {
    await answeredOne("msg1", "one");
    await refusedOne("msg2", "two");
    const { code, lines } = run((request) => listMessages(request));
    expect(code).toBe(0);
    expect(lines.filter((line) => !line.startsWith(" ")).map((line) => line.split("  ").at(-1))).toEqual([
      "msg2",
      "msg1",
    ]);
    expect(run((request) => listMessages(request, "1")).all).not.toContain("msg1");
    const { all } = run((request) => listMessages(request), { json: true });
    expect((JSON.parse(all) as { msgId: string }[]).map(({ msgId }) => msgId)).toEqual(["msg2", "msg1"]);
  });

  it("refuses a number that makes no sense, and says where messages would come from when there are none", () => {
    for (const limit of ["0", "-1", "many", "501"]) {
      const { code, all } = run((request) => listMessages(request, limit));
      expect([code, all.includes("--limit")]).toEqual([2, true]);
    }
    const { code, all } = run((request) => listMessages(request));
    expect(code).toBe(0);
    expect(all).toContain("No message is on record for the last 7 days.");
    expect(all).toContain("openclaw china status");
  });
});
