/** One account's desk: card or message for each answer, late texts of the host, and cards that a crash left open. */
import { describe, expect, it } from "vitest";
import { resumeCardSession } from "../../src/channel/card/card-session.ts";
import type { OpenCardRecord } from "../../src/channel/card/open-cards.ts";
import type { ReplyDesk } from "../../src/channel/reply/reply-desk.ts";
import { createText } from "../../src/channel/text/text.ts";
import { createReplyScene, inbound, type ReplyScene } from "../support/reply-scene.ts";

const SESSION = "agent:main:dingtalk:user1";
const notice = createText("en").longTaskNotice;
const outsider = () => {
  const session = { url: "https://webhook.invalid/1", expiresAt: Date.UTC(2030, 0) };
  return inbound({ sender: { senderId: "$:LWCP_v1:$x", name: "Guest" }, session });
};

describe("an answer at the desk", () => {
  it("streams into a card of the person who asked, and its run is forgotten at the end", async () => {
    const scene = createReplyScene();
    const desk = scene.desk();
    const open = desk.openThread(inbound(), SESSION);
    desk.bindRun("r1", open.thread);
    desk.onAgentEvent({ kind: "text", runId: "r1", itemId: "r1:0", text: "Half" });
    await scene.clock.advance(1_000);
    expect(scene.cards()).toEqual(["Half"]);
    expect(scene.store.list()[0]).toMatchObject({
      target: { kind: "user", staffId: "user1" },
      sessionKey: SESSION,
    });
    await scene.settle(open.close());
    desk.onAgentEvent({ kind: "text", runId: "r1", itemId: "r1:1", text: "late" });
    await scene.clock.advance(10_000);
    expect([scene.cards(), scene.spinning()]).toEqual([["Half"], 0]);
    expect(scene.clock.pending).toBe(0);
  });

  it("is not shown before its final while a hook may still change it", async () => {
    const scene = createReplyScene();
    const desk = scene.desk({ mayStream: () => false });
    const open = desk.openThread(inbound(), SESSION);
    desk.bindRun("r1", open.thread);
    desk.onAgentEvent({ kind: "thinking", runId: "r1" });
    desk.onAgentEvent({ kind: "text", runId: "r1", itemId: "r1:0", text: "secret" });
    await scene.clock.advance(5_000);
    expect(scene.cards()).toEqual([]);
    await scene.settle(open.thread.deliverFinal({ text: "changed", isError: false }));
    expect(scene.cards()).toEqual(["changed"]);
  });

  it("to a person outside the organisation comes by the message's webhook, never by card", async () => {
    const scene = createReplyScene();
    const desk = scene.desk();
    const message = outsider();
    desk.remember(message);
    expect(desk.addressOf(message)).toBe("conversation:cidDirect");
    const open = desk.openThread(message, SESSION);
    await open.thread.deliverFinal({ text: "hello", isError: false });
    expect(await desk.deliver("conversation:cidDirect", "later")).toHaveLength(1);
    expect(scene.messages).toEqual([
      "webhook https://webhook.invalid/1: hello",
      "webhook https://webhook.invalid/1: later",
    ]);
    expect(scene.cards()).toEqual([]);
  });

  it("that is late is announced where answers are messages, and not where they are cards", async () => {
    for (const cards of [false, true]) {
      const scene = createReplyScene();
      const off = cards ? {} : { openCard: () => undefined };
      const desk = scene.desk({ longTaskNoticeDelayMs: 30_000, usesCards: () => cards, ...off });
      desk.openThread(inbound(), SESSION);
      await scene.clock.advance(60_000);
      expect(scene.messages).toEqual(cards ? [] : [`user:user1: ${notice}`]);
    }
  });

  it("that is late is announced to an outsider, who gets no cards", async () => {
    const scene = createReplyScene();
    scene.desk({ longTaskNoticeDelayMs: 30_000 }).openThread(outsider(), SESSION);
    await scene.clock.advance(60_000);
    expect(scene.messages).toEqual([`webhook https://webhook.invalid/1: ${notice}`]);
  });

  it("still comes when the notice before it could not be sent", async () => {
    const scene = createReplyScene();
    let fail = true;
    const sender = {
      send: async (_to: unknown, text: string) => {
        if (fail) throw new Error("away");
        scene.messages.push(text);
        return [];
      },
    };
    const desk = scene.desk({
      sender,
      longTaskNoticeDelayMs: 1_000,
      openCard: () => undefined,
      usesCards: () => false,
    });
    const open = desk.openThread(inbound(), SESSION);
    await scene.clock.advance(2_000);
    fail = false;
    await open.thread.deliverFinal({ text: "the answer", isError: false });
    expect(scene.messages).toEqual(["the answer"]);
    expect(scene.logger.lines.join("\n")).toContain("The long-task notice could not be sent");
  });

  it("leaves no timer behind when the account stops", () => {
    const scene = createReplyScene();
    const desk = scene.desk({ longTaskNoticeDelayMs: 30_000 });
    desk.openThread(inbound(), SESSION);
    desk.openThread(inbound(), SESSION);
    expect(scene.clock.pending).toBe(2);
    desk.dispose();
    expect(scene.clock.pending).toBe(0);
  });
});

describe("a text of the host", () => {
  it("finds the card of the person however the target is written", async () => {
    for (const to of ["user:user1", "dingtalk:user:user1", "user1"]) {
      const scene = createReplyScene();
      const desk = scene.desk();
      const open = desk.openThread(inbound(), SESSION);
      desk.bindRun("r1", open.thread);
      desk.onAgentEvent({ kind: "text", runId: "r1", itemId: "r1:0", text: "An answer" });
      desk.onAgentEvent({ kind: "run-end", runId: "r1" });
      await scene.settle(desk.deliver(to, "An answer."));
      expect([scene.cards(), scene.messages]).toEqual([["An answer."], []]);
    }
  });

  it("for somebody who waits for nothing is a message with a receipt, a webhook that still lives in reserve", async () => {
    const scene = createReplyScene();
    const seen: unknown[] = [];
    const desk = scene.desk({
      sender: { send: async (destination) => (seen.push(destination), [{ via: "robot" }]) },
    });
    await desk.deliver("user:user1", "cron");
    const session = { url: "https://webhook.invalid/9", expiresAt: scene.clock.now() + 60_000 };
    desk.remember(inbound({ session }));
    await desk.deliver("user:user1", "cron");
    await scene.clock.advance(60_000);
    await desk.deliver("dingtalk:user:user1", "cron");
    const target = { kind: "user", staffId: "user1" };
    const wishes = { wantsReceipt: true };
    expect(seen).toEqual([
      { target, ...wishes },
      { target, session, ...wishes },
      { target, ...wishes },
    ]);
  });
});

describe("a mention in an answer", () => {
  it("is the person's name on the card, as soon as the person is known", async () => {
    const scene = createReplyScene();
    const desk = scene.desk();
    desk.remember(inbound());
    const open = desk.openThread(inbound(), SESSION);
    desk.bindRun("r1", open.thread);
    desk.onAgentEvent({ kind: "text", runId: "r1", itemId: "r1:0", text: "<@user1> and <@user2>" });
    await scene.clock.advance(1_000);
    expect(scene.cards()).toEqual(["@User One and @user2"]);
    await scene.settle(open.thread.deliverFinal({ text: "<@user1> and <@user2>: done", isError: false }));
    expect(scene.cards()).toEqual(["@User One and @user2: done"]);
  });
});

describe("a file of the host", () => {
  it("goes to its place under each of its spellings, and is told where it cannot, while somebody is answered there", async () => {
    const scene = createReplyScene();
    const desk = scene.desk();
    await desk.deliverMedia("dingtalk:user:user1", { url: "a.png" });
    expect(scene.messages).toEqual(["user:user1 gets a.png"]);
    const failing = () => desk.deliverMedia("user1", { url: "forbidden.png" });
    await expect(failing()).rejects.toMatchObject({ reason: "not-allowed" });
    expect(scene.messages).toHaveLength(1);
    const open = desk.openThread(inbound(), SESSION);
    await expect(failing()).rejects.toMatchObject({ reason: "not-allowed" });
    expect(scene.messages.at(-1)).toContain('"forbidden.png" could not be sent');
    await scene.settle(open.close());
  });
});

/** A desk of a new process, and a card that the one before left open with `text`. */
async function afterCrash(text = "Half an ans") {
  const scene = createReplyScene();
  const dead = scene.open();
  dead.update(text);
  await scene.clock.advance(1_000);
  dead.dispose();
  const record = scene.store.list()[0] as OpenCardRecord;
  const desk: ReplyDesk = scene.desk();
  const abandoned: string[] = [];
  const card = resumeCardSession(record, scene.base);
  desk.resumeThread({
    card,
    target: { kind: "user", staffId: "user1" },
    sessionKey: SESSION,
    text: record.text,
    waitMs: 45_000,
    onAbandoned: () => void abandoned.push("abandoned"),
  });
  return { scene, desk, abandoned };
}

const begin = (desk: ReplyDesk) => desk.onAgentEvent({ kind: "run-start", runId: "r9", sessionKey: SESSION });
const says = (desk: ReplyDesk, text: string) =>
  desk.onAgentEvent({ kind: "text", runId: "r9", itemId: "r9:0", text });
const ends = (desk: ReplyDesk) => desk.onAgentEvent({ kind: "run-end", runId: "r9" });

function expectOneWholeCard(scene: ReplyScene, text: string) {
  expect([scene.cards(), scene.spinning()]).toEqual([[text], 0]);
}

describe("a card that a crash left open", () => {
  it("takes the recovered answer, while the host's notice before it is a message of its own", async () => {
    const { scene, desk, abandoned } = await afterCrash();
    await desk.deliver("user:user1", "The gateway restarted; your session goes on.");
    expect(scene.messages).toEqual(["user:user1: The gateway restarted; your session goes on."]);
    begin(desk);
    says(desk, "Half an answer");
    await scene.clock.advance(1_000);
    expect(scene.cards()).toEqual(["Half an answer"]);
    ends(desk);
    await scene.settle(desk.deliver("user:user1", "Half an answer, whole now."));
    expectOneWholeCard(scene, "Half an answer, whole now.");
    await scene.clock.advance(120_000);
    expectOneWholeCard(scene, "Half an answer, whole now.");
    expect([scene.messages.length, abandoned, scene.clock.pending]).toEqual([1, [], 0]);
  });

  it("takes an answer that begins anew", async () => {
    const { scene, desk } = await afterCrash();
    begin(desk);
    says(desk, "Quite another");
    await scene.clock.advance(1_000);
    ends(desk);
    await scene.settle(desk.deliver("user:user1", "Quite another answer"));
    expectOneWholeCard(scene, "Quite another answer");
    expect(scene.messages).toEqual([]);
  });

  it("is closed with what it shows when the recovered run gives no final", async () => {
    const { scene, desk, abandoned } = await afterCrash();
    begin(desk);
    says(desk, "Recovered, then silent");
    await scene.clock.advance(1_000);
    ends(desk);
    await scene.clock.advance(9_000);
    expect(scene.spinning()).toBe(1);
    await scene.clock.advance(5_000);
    expectOneWholeCard(scene, "Recovered, then silent");
    expect([abandoned, scene.clock.pending]).toEqual([[], 0]);
  });

  it("is given back when nobody goes on within the time, and a later run does not touch it", async () => {
    const { scene, desk, abandoned } = await afterCrash();
    await scene.clock.advance(44_999);
    expect(abandoned).toEqual([]);
    await scene.clock.advance(1);
    expect(abandoned).toEqual(["abandoned"]);
    begin(desk);
    says(desk, "too late");
    await scene.clock.advance(60_000);
    expect(scene.cards()).toEqual(["Half an ans"]);
    expect([abandoned.length, scene.clock.pending]).toEqual([1, 0]);
  });

  it("is not given back when the run began in time, however long it takes", async () => {
    const { scene, desk, abandoned } = await afterCrash();
    await scene.clock.advance(44_000);
    begin(desk);
    await scene.clock.advance(600_000);
    expect(abandoned).toEqual([]);
    says(desk, "At last");
    await scene.clock.advance(1_000);
    expect(scene.cards()).toEqual(["At last"]);
  });

  it("stays on record when the account stops while it waits", async () => {
    const { scene, desk, abandoned } = await afterCrash();
    desk.dispose();
    expect(scene.clock.pending).toBe(0);
    begin(desk);
    says(desk, "nobody listens");
    await scene.clock.advance(60_000);
    expect([scene.cards(), abandoned]).toEqual([["Half an ans"], []]);
    expect(scene.store.list()).toHaveLength(1);
  });
});

async function answerOn(text: string, change: Parameters<typeof inbound>[0], known = true) {
  const scene = createReplyScene();
  const desk = scene.desk();
  if (known) desk.remember(inbound({ sender: { staffId: "zhangwei01", name: "张伟" } }));
  const message = inbound(change);
  desk.remember(message);
  const open = desk.openThread(message, SESSION);
  await scene.settle(open.thread.deliverFinal({ text, isError: false }));
  await scene.settle(open.close());
  return scene;
}

describe("an answer on a card in a group that mentions people", () => {
  const session = { url: "https://webhook.invalid/g", expiresAt: Date.UTC(2030, 0) };
  const inGroup = { conversation: { kind: "group", id: "cidGroup" }, session } as const;
  it("notifies those who are known by one message after the card, which shows their names", async () => {
    const scene = await answerOn("<@zhangwei01> and @张伟: done, <@ghost>", inGroup);
    expect(scene.cards()).toEqual(["@张伟 and @张伟: done, @ghost"]);
    expect(scene.messages).toEqual([`group:cidGroup: <@zhangwei01> ${createText("en").mentionedAbove}`]);
  });

  it("notifies them as well where the host sends by the robot API, which mentions nobody", async () => {
    const scene = createReplyScene();
    const said: string[] = [];
    const desk = scene.desk({
      sender: {
        async send({ target, session, sessionOnly }, text) {
          said.push(`${target?.kind} ${sessionOnly ? session?.url : "robot"}: ${text}`);
          return [{ via: sessionOnly ? "session" : "robot" }];
        },
      },
    });
    desk.remember(inbound({ ...inGroup, sender: { staffId: "zhangwei01", name: "张伟" } }));
    await desk.deliver("group:cidGroup", "the report is late, @张伟");
    await desk.deliver("user:lina02", "@张伟 is late");
    await scene.clock.advance(0);
    expect(said).toEqual([
      "group robot: the report is late, @张伟",
      `group ${session.url}: <@zhangwei01> ${createText("en").mentionedAbove}`,
      "user robot: @张伟 is late",
    ]);
  });

  it("sends nothing more where it mentions nobody who is known, or in a direct chat", async () => {
    expect((await answerOn("<@zhangwei01>: done", inGroup, false)).messages).toEqual([]);
    expect((await answerOn("mail@张伟.example", inGroup)).messages).toEqual([]);
    expect((await answerOn("<@zhangwei01>: done", {})).messages).toEqual([]);
  });
});
