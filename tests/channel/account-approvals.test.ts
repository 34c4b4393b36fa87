/**
 * Approvals and questions of an account against the local DingTalk: shown with buttons, decided once by who may, and
 * ended so that everybody sees it, also after a crash. The gateway's side is in memory.
 */
import fs from "node:fs";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { ApprovalRequest, QuestionRequest } from "../../src/channel/model.ts";
import { PUBLIC_AI_CARD } from "../../src/contract/card.ts";
import { createEmulator, DEFAULT_CLIENT_ID, defaultSeed, type Emulator } from "../../src/emulator/index.ts";
import { BUTTON_CARD } from "../../src/emulator/seed.ts";
import { startAccountRig, temporaryFolder, type AccountRig } from "../support/account-rig.ts";

const ASKER = "zhangwei01";
const STRANGER = "lina02";
const WITH_BUTTONS = {
  card: { templateId: BUTTON_CARD.id, contentKey: "content", statusKey: "flowStatus", buttonsKey: "btns" },
};
let emulator: Emulator;
// After the accounts, which say their last words to it.
beforeEach((test) => test.onTestFinished(() => emulator.close()));

async function startOn(directory: string, section: Record<string, unknown>): Promise<AccountRig> {
  const rig = await startAccountRig({ url: emulator.url, section, directory });
  onTestFinished(async () => {
    await rig.account.stop();
    fs.rmSync(directory, { recursive: true, force: true });
  });
  await emulator.waitFor(({ snapshot }) => snapshot.apps.some((app) => app.connections > 0));
  return rig;
}

async function run(section: Record<string, unknown> = {}, templates = [PUBLIC_AI_CARD, BUTTON_CARD]) {
  emulator = await createEmulator({ seed: { ...defaultSeed(), templates } });
  return startOn(temporaryFolder(), section);
}

const directOf = (staffId: string) => emulator.openDirect(DEFAULT_CLIENT_ID, staffId);
const groupId = () => emulator.snapshot().conversations.find(({ type }) => type === "group")!.conversationId;
const said = (conversationId: string) =>
  emulator.messages(conversationId).filter(({ from }) => from.kind === "robot");
const texts = (conversationId: string) =>
  said(conversationId).flatMap(({ card, text }) => (card ? [] : [text]));
const cardOf = (conversationId: string) => said(conversationId).find(({ card }) => card)!.card!;
const until = (check: () => boolean) => expect.poll(check, { timeout: 8_000, interval: 10 }).toBe(true);

const request = (change: Partial<ApprovalRequest> = {}): ApprovalRequest => ({
  approvalId: "11111111-2222-4333-8444-555555555555",
  approvalKind: "exec",
  title: "Exec approval",
  command: "rm -rf build",
  cwd: "/srv/app",
  decisions: ["allow-once", "allow-always", "deny"],
  target: { kind: "user", staffId: ASKER },
  run: { runId: "run-1", sessionKey: "s1" },
  expiresAt: Date.now() + 60_000,
  ...change,
});
const inGroup = () => ({ target: { kind: "group", openConversationId: groupId() } as const });

const asked = () => said(groupId()).find(({ card }) => card?.content.includes("rm -rf"))!.card!;

/** A message of the asker in the group whose run goes on until the test ends. */
async function askInGroup({ host }: AccountRig): Promise<void> {
  const over = Promise.withResolvers<void>();
  onTestFinished(() => over.resolve());
  host.agent = async (turn) => {
    await turn.lifecycle.onAdopted();
    turn.events.onRunStart("run-1");
    await over.promise;
    return "completed";
  };
  await emulator.say({
    from: ASKER,
    conversationId: groupId(),
    text: "do it",
    mentions: [DEFAULT_CLIENT_ID],
  });
  await until(() => host.log.includes("turn"));
}

/** What a tap on a button of an ordinary message makes the person say. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/\]\((dtmd:[^)]+)\)/g)].map(([, link]) =>
    new URL(link!).searchParams.get("content")!,
  );
}

describe("an approval on a card with buttons", () => {
  it("is decided by who asked with one press; the card says so and later presses change nothing", async () => {
    const rig = await run(WITH_BUTTONS);
    const conversationId = directOf(ASKER);
    await rig.account.prompts.show(request());
    expect(cardOf(conversationId).content).toContain("rm -rf build");
    const { outTrackId, buttons } = cardOf(conversationId);
    expect(buttons?.map(({ label }) => label)).toEqual(["Allow once", "Always allow", "Deny"]);
    await emulator.press({ from: ASKER, outTrackId, actionId: "choice_0" });
    await until(() => cardOf(conversationId).content.endsWith("✅ Allow once"));
    expect(rig.prompts.decided).toEqual([`${request().approvalId} allow-once ${ASKER}`]);
    expect(cardOf(conversationId).params["btns"]).toBe("[]");
    await emulator.press({ from: ASKER, outTrackId, actionId: "choice_2" });
    await until(() => texts(conversationId).some((text) => text.includes("Already settled: ✅ Allow once")));
    expect(rig.prompts.decided).toHaveLength(1);
    expect(cardOf(conversationId).content).toContain("✅ Allow once");
  });

  it("is not decided by two presses at the same time", async () => {
    const rig = await run(WITH_BUTTONS);
    const taken = Promise.withResolvers<"taken">();
    rig.prompts.answer = () => taken.promise;
    await rig.account.prompts.show(request());
    const { outTrackId } = cardOf(directOf(ASKER));
    await emulator.press({ from: ASKER, outTrackId, actionId: "choice_0" });
    await emulator.press({ from: ASKER, outTrackId, actionId: "choice_2" });
    await until(() => rig.logger.lines.some((line) => line.includes('"decided":"busy"')));
    taken.resolve("taken");
    await until(() => cardOf(directOf(ASKER)).content.endsWith("✅ Allow once"));
    expect(rig.prompts.decided).toHaveLength(1);
  });

  it("refuses a stranger in the group and tells that person once, alone", async () => {
    const rig = await run(WITH_BUTTONS);
    await askInGroup(rig);
    await rig.account.prompts.show(request(inGroup()));
    await until(() => said(groupId()).some(({ card }) => card?.content.includes("rm -rf")));
    const { outTrackId } = asked();
    await emulator.press({ from: STRANGER, outTrackId, actionId: "choice_0" });
    await emulator.press({ from: STRANGER, outTrackId, actionId: "choice_0" });
    await until(() => texts(directOf(STRANGER)).some((text) => text.includes("not yours to decide")));
    expect([rig.prompts.decided, asked().buttons?.length]).toEqual([[], 3]);
    await emulator.press({ from: ASKER, outTrackId, actionId: "choice_2" });
    await until(() => asked().content.endsWith("❌ Deny (by 张伟)"));
    expect(rig.prompts.decided).toEqual([`${request().approvalId} deny ${ASKER}`]);
    expect(texts(directOf(STRANGER))).toHaveLength(1);
  });

  it("of a command too long for a card comes after the whole command", async () => {
    const rig = await run(WITH_BUTTONS);
    const command = Array.from({ length: 800 }, (_, index) => `echo ${index}`).join("\n");
    await rig.account.prompts.show(request({ command }));
    const whole = texts(directOf(ASKER)).join("\n");
    expect(whole).toContain("echo 0\n");
    expect(whole).toContain("echo 799");
    expect(cardOf(directOf(ASKER)).content).toContain("the message above has the whole of it");
  });

  it("says that it has expired", async () => {
    const rig = await run(WITH_BUTTONS);
    const code = await rig.account.prompts.show(request());
    await rig.account.prompts.end(code, { kind: "expired" });
    expect(cardOf(directOf(ASKER)).content).toContain("Expired; nothing was done");
    const { outTrackId } = cardOf(directOf(ASKER));
    await emulator.press({ from: ASKER, outTrackId, actionId: "choice_0" });
    await until(() => texts(directOf(ASKER)).some((text) => text.includes("Already settled")));
    expect(rig.prompts.decided).toEqual([]);
  });

  it("expires by itself where the gateway does not say so", async () => {
    const rig = await run(WITH_BUTTONS);
    await rig.account.prompts.show(request({ expiresAt: Date.now() - 4_900 }));
    await until(() => cardOf(directOf(ASKER)).content.includes("Expired; nothing was done"));
  });

  it("that a crash left open is ended at the next start", async () => {
    const rig = await run(WITH_BUTTONS);
    await rig.account.prompts.show(request());
    await rig.account.stop();
    await startOn(rig.directory, WITH_BUTTONS);
    await until(() => cardOf(directOf(ASKER)).content.includes("Interrupted: the gateway restarted"));
    expect(cardOf(directOf(ASKER)).params["btns"]).toBe("[]");
  });

  it("that the gateway asks for again after a crash is decided by the host's id too", async () => {
    const rig = await run(WITH_BUTTONS);
    await rig.account.prompts.show(request());
    await rig.account.stop();
    const next = await startOn(rig.directory, WITH_BUTTONS);
    await until(() => cardOf(directOf(ASKER)).content.includes("Interrupted: the gateway restarted"));
    await next.account.prompts.show(request());
    const text = `/approve ${request().approvalId.slice(0, 8)} allow-once`;
    await emulator.say({ from: ASKER, conversationId: directOf(ASKER), text });
    await until(() => next.prompts.decided.length === 1);
  });

  it("whose end DingTalk did not take is ended at the next start with what was decided", async () => {
    const rig = await run(WITH_BUTTONS);
    const code = await rig.account.prompts.show(request());
    const fault = emulator.fault({
      operation: "updateCard",
      effect: { kind: "refuse", status: 400, code: "param.error", message: "no" },
    });
    await rig.account.prompts.end(code, { kind: "decided", value: "deny", by: ASKER });
    expect(cardOf(directOf(ASKER)).content).not.toContain("Deny");
    await rig.account.stop();
    fault.clear();
    await startOn(rig.directory, WITH_BUTTONS);
    await until(() => cardOf(directOf(ASKER)).content.includes("❌ Deny"));
  });

  it("that the gateway does not take can be tried again", async () => {
    const rig = await run(WITH_BUTTONS);
    rig.prompts.answer = () => Promise.reject(new Error("not now"));
    await rig.account.prompts.show(request());
    const { outTrackId } = cardOf(directOf(ASKER));
    await emulator.press({ from: ASKER, outTrackId, actionId: "choice_0" });
    await until(() => texts(directOf(ASKER)).some((text) => text.includes("did not take this")));
    rig.prompts.answer = async () => "taken";
    await emulator.press({ from: ASKER, outTrackId, actionId: "choice_0" });
    await until(() => cardOf(directOf(ASKER)).content.includes("✅ Allow once"));
  });

  it("becomes a message with buttons where the template is not published", async () => {
    const rig = await run(WITH_BUTTONS, [PUBLIC_AI_CARD]);
    await rig.account.prompts.show(request());
    expect(wordsOf(texts(directOf(ASKER))[0]!)[0]).toMatch(/^\/approve \w{4} allow-once$/);
  });
});

describe("an approval by a message with buttons", () => {
  it("is decided by what the button makes the person say, and its end is said", async () => {
    const rig = await run();
    const conversationId = directOf(ASKER);
    await rig.account.prompts.show(request());
    const [word] = wordsOf(texts(conversationId)[0]!);
    await emulator.say({ from: ASKER, conversationId, text: word! });
    await until(() => texts(conversationId).some((text) => text.endsWith("run a command: ✅ Allow once")));
    expect(rig.prompts.decided).toEqual([`${request().approvalId} allow-once ${ASKER}`]);
    expect(rig.host.log).not.toContain("turn");
  });

  it("goes by the session webhook while one lives, which costs no call", async () => {
    const rig = await run();
    const conversationId = directOf(ASKER);
    await emulator.say({ from: ASKER, conversationId, text: "hi" });
    await until(() => said(conversationId)[0]?.card?.state === "finished");
    const before = emulator.quota(DEFAULT_CLIENT_ID).calls;
    await rig.account.prompts.show(request());
    expect(wordsOf(texts(conversationId).at(-1)!)).toHaveLength(3);
    expect(emulator.quota(DEFAULT_CLIENT_ID).calls).toBe(before);
  });

  it("is not decided by the word of a stranger, who is told", async () => {
    const rig = await run();
    await askInGroup(rig);
    const code = await rig.account.prompts.show(request(inGroup()));
    const word = {
      conversationId: groupId(),
      text: `/approve ${code} allow-once`,
      mentions: [DEFAULT_CLIENT_ID],
    };
    await emulator.say({ ...word, from: STRANGER });
    await until(() => texts(groupId()).some((text) => text.includes("not yours to decide")));
    expect(rig.prompts.decided).toEqual([]);
    await emulator.say({ ...word, from: ASKER, text: `/approve ${request().approvalId.slice(0, 8)} 拒绝` });
    await until(() => rig.prompts.decided.length === 1);
    expect(rig.prompts.decided).toEqual([`${request().approvalId} deny ${ASKER}`]);
  });

  it("is the approvers' alone where the configuration names them", async () => {
    const rig = await run({ approvals: { approvers: ["WangFang03"] } });
    const code = await rig.account.prompts.show(request());
    await emulator.say({ from: ASKER, conversationId: directOf(ASKER), text: `/approve ${code} allow-once` });
    await until(() => texts(directOf(ASKER)).some((text) => text.includes("not yours to decide")));
    const conversationId = directOf("wangfang03");
    await emulator.say({ from: "wangfang03", conversationId, text: `/approve ${code} deny` });
    await until(() => rig.prompts.decided.length === 1);
    expect(rig.prompts.decided).toEqual([`${request().approvalId} deny wangfang03`]);
  });

  it("leaves a code that nobody gave out to the host", async () => {
    const rig = await run();
    await emulator.say({ from: ASKER, conversationId: directOf(ASKER), text: "/approve ZZZZ deny" });
    await until(() => said(directOf(ASKER))[0]?.card?.state === "finished");
    expect(rig.host.log).toContain("turn");
  });
});

describe("a question of the agent", () => {
  const question: QuestionRequest = {
    questionId: "ask_0123456789abcdef0123456789abcdef",
    question: "Where to?",
    options: ["Staging", "Production"],
  };
  const ask = (rig: AccountRig) => {
    rig.host.agent = async (turn) => {
      await turn.lifecycle.onAdopted();
      const questionId = turn.message.text === "deploy" ? question.questionId : "ask_again";
      const asked = { ...question, questionId };
      await turn.events.deliver({ text: "…", media: [], isError: false, question: asked }, "tool");
      return "completed";
    };
  };

  it("leaves the cards of answers without buttons", async () => {
    await run(WITH_BUTTONS);
    await emulator.say({ from: ASKER, conversationId: directOf(ASKER), text: "hi" });
    await until(() => said(directOf(ASKER))[0]?.card?.state === "finished");
    expect(cardOf(directOf(ASKER)).params["btns"]).toBe("[]");
  });

  it("is answered by a button of the card, and the card shows the answer", async () => {
    const rig = await run(WITH_BUTTONS);
    ask(rig);
    const conversationId = directOf(ASKER);
    await emulator.say({ from: ASKER, conversationId, text: "deploy" });
    await until(() => said(conversationId).some(({ card }) => card?.buttons?.length === 2));
    const { outTrackId } = cardOf(conversationId);
    await emulator.press({ from: ASKER, outTrackId, actionId: "choice_1" });
    await until(() => cardOf(conversationId).content.endsWith("✅ Production"));
    expect(rig.prompts.decided).toEqual([`${question.questionId} Production ${ASKER}`]);
  });

  it("is answered by a word, and shows an end that came from elsewhere", async () => {
    const rig = await run();
    ask(rig);
    const conversationId = directOf(ASKER);
    await emulator.say({ from: ASKER, conversationId, text: "deploy" });
    await until(() => texts(conversationId).length === 1);
    const [first] = wordsOf(texts(conversationId)[0]!);
    expect(first).toMatch(/^\/answer \w{4} 1$/);
    await emulator.say({ from: ASKER, conversationId, text: first! });
    await until(() => rig.prompts.decided.length === 1);
    expect(rig.prompts.decided).toEqual([`${question.questionId} Staging ${ASKER}`]);
    await emulator.say({ from: ASKER, conversationId, text: "deploy again" });
    await until(() => texts(conversationId).length === 2);
    await rig.prompts.endQuestion("ask_again", { kind: "expired" });
    await until(() => texts(conversationId).some((text) => text.includes("Where to?: ⏱️ Expired")));
  });
});
