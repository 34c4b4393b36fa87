/** The host's callbacks of one turn and of what waits behind it, as a reader sees the answers. */
import { describe, expect, it } from "vitest";
import { openTurnReply } from "../../src/channel/turn/open-turn-reply.ts";
import type { ReplyDeskOptions } from "../../src/channel/reply/reply-desk.ts";
import type { QuestionRequest } from "../../src/channel/model.ts";
import { createReplyScene, inbound } from "../support/reply-scene.ts";

function turn(options: Partial<ReplyDeskOptions> = {}, message = inbound()) {
  const scene = createReplyScene();
  const desk = scene.desk(options);
  const errors: string[] = [];
  const questions: { question: QuestionRequest; own: boolean }[] = [];
  const reply = openTurnReply(desk, message, "s1", {
    ask: async (question, own) => {
      questions.push({ question, own });
      return { via: "card", id: "of the question" };
    },
    onError: (error, kind) => errors.push(`${kind}: ${error}`),
  });
  const deliver = (text: string, kind: "tool" | "block" | "final" = "final", urls: string[] = []) =>
    scene.settle(reply.events.deliver({ text, media: urls.map((url) => ({ url })), isError: false }, kind));
  const stream = async (runId: string, text: string, item = 0) => {
    desk.onAgentEvent({ kind: "text", runId, itemId: `${runId}:${item}`, text });
    await scene.clock.advance(1_000);
  };
  return { scene, desk, reply, deliver, stream, errors, questions };
}

describe("a turn's reply", () => {
  it("streams the run and ends with the final on the same card", async () => {
    const { scene, reply, deliver, stream } = turn();
    expect(reply.to).toBe("user:user1");
    reply.events.onRunStart("r1");
    await stream("r1", "Half");
    expect(await deliver("Half and half")).toMatchObject([{ via: "card" }]);
    await scene.settle(reply.end());
    expect([scene.cards(), scene.spinning(), scene.messages]).toEqual([["Half and half"], 0, []]);
  });

  it("says tool output by message, and sends the files of an answer after its words, in their order", async () => {
    const { scene, deliver, reply } = turn();
    await deliver("listing files", "tool");
    await deliver("see", "final", ["https://example.com/a.png", "/files/b.pdf"]);
    await scene.settle(reply.end());
    expect(scene.cards()).toEqual(["see"]);
    expect(scene.messages).toEqual([
      "user:user1: listing files",
      "user:user1 gets https://example.com/a.png",
      "user:user1 gets /files/b.pdf",
    ]);
  });

  it("tells the person in one sentence which file could not be sent, and sends the others and the words", async () => {
    const { scene, deliver, reply } = turn({ openCard: () => undefined });
    await deliver("here they are", "final", ["forbidden.pdf", "b.pdf"]);
    await scene.settle(reply.end());
    expect(scene.messages).toEqual([
      "user:user1: here they are",
      'user:user1: "forbidden.pdf" could not be sent: the bot may not send files from where it lies.',
      "user:user1 gets b.pdf",
    ]);
  });

  it("whose words come with files before the end of the run ends with them on its card", async () => {
    const { scene, deliver, reply, stream } = turn();
    reply.events.onRunStart("r1");
    await stream("r1", "Here it is.");
    await deliver("Here it is.", "block", ["a.png"]);
    await scene.settle(reply.end());
    expect([scene.cards(), scene.spinning()]).toEqual([["Here it is."], 0]);
    expect(scene.messages).toEqual(["user:user1 gets a.png"]);
  });

  it("that is nothing but a file is no empty message", async () => {
    const { scene, deliver, reply } = turn();
    expect(await deliver("", "final", ["a.png"])).toMatchObject([{ id: "key of a.png" }]);
    await scene.settle(reply.end());
    expect([scene.cards(), scene.messages]).toEqual([[], ["user:user1 gets a.png"]]);
  });

  it("that is empty is no message", async () => {
    const { scene, deliver, reply } = turn();
    expect(await deliver("")).toEqual([]);
    await scene.settle(reply.end());
    expect([scene.cards(), scene.messages]).toEqual([[], []]);
  });

  it("that comes when the turn is over gets a card of its own, closed at once", async () => {
    const { scene, reply, deliver, stream } = turn();
    reply.events.onRunStart("r1");
    await stream("r1", "The first");
    await scene.settle(reply.end());
    await deliver("A late second");
    expect([scene.cards(), scene.spinning()]).toEqual([["The first", "A late second"], 0]);
    reply.events.onRunStart("r2");
    await stream("r2", "a run of nobody");
    expect(scene.cards()).toHaveLength(2);
  });

  it("whose delivery fails late leaves no thread behind", async () => {
    const { scene, desk, reply } = turn({
      openCard: () => undefined,
      sender: { send: () => Promise.reject(new Error("away")) },
    });
    await scene.settle(reply.end());
    const late = reply.events.deliver({ text: "late", media: [], isError: false }, "final");
    await expect(late).rejects.toThrow("away");
    await expect(desk.deliver("user:user1", "late")).rejects.toThrow("away");
    expect(scene.clock.pending).toBe(0);
  });
});

describe("a message that waits behind another turn", () => {
  it("is answered on a card of its own for each follow-up, by the texts that the host sends itself", async () => {
    const { scene, desk, reply, stream } = turn();
    await scene.settle(reply.end());
    for (const n of [1, 2]) {
      await scene.settle(reply.events.onFollowupAdmitted());
      reply.events.onRunStart(`r${n}`);
      await stream(`r${n}`, `Answer ${n}`);
      desk.onAgentEvent({ kind: "run-end", runId: `r${n}` });
      await scene.settle(desk.deliver("user:user1", `Answer ${n}.`));
      await scene.settle(reply.events.onFollowupSettled());
    }
    expect([scene.cards(), scene.spinning(), scene.messages]).toEqual([["Answer 1.", "Answer 2."], 0, []]);
  });

  it("keeps its card when the waiting turn returns only after the follow-up began", async () => {
    const { scene, desk, reply, stream } = turn();
    await scene.settle(reply.events.onFollowupAdmitted());
    reply.events.onRunStart("r1");
    await stream("r1", "Half");
    await scene.settle(reply.end());
    await stream("r1", "Half and half");
    expect(scene.spinning()).toBe(1);
    desk.onAgentEvent({ kind: "run-end", runId: "r1" });
    await scene.settle(desk.deliver("user:user1", "Half and half."));
    await scene.settle(reply.events.onFollowupSettled());
    expect([scene.cards(), scene.spinning(), scene.messages]).toEqual([["Half and half."], 0, []]);
  });

  it("whose follow-up says nothing leaves nothing open", async () => {
    const { scene, reply, stream } = turn();
    await scene.settle(reply.end());
    await scene.settle(reply.events.onFollowupAdmitted());
    reply.events.onRunStart("r1");
    await stream("r1", "Begun");
    await scene.settle(reply.events.onFollowupSettled());
    await scene.settle(reply.events.onFollowupSettled());
    expect([scene.cards(), scene.spinning(), scene.clock.pending]).toEqual([["Begun"], 0, 0]);
  });

  it("hands a question of the agent on, and says whether it answers this very message", async () => {
    const { scene, reply, questions } = turn();
    const question: QuestionRequest = { questionId: "ask_1", question: "Which?", options: ["A", "B"] };
    const payload = { text: "Which?", media: [], isError: false, question };
    expect(await scene.settle(reply.events.deliver(payload, "tool"))).toMatchObject([{ via: "card" }]);
    await scene.settle(reply.events.onFollowupAdmitted());
    await scene.settle(reply.events.deliver(payload, "tool"));
    expect(questions).toEqual([
      { question, own: true },
      { question, own: false },
    ]);
    expect(scene.messages).toEqual([]);
  });

  it("sends the files that come with a question of the agent", async () => {
    const { scene, reply, questions } = turn();
    const question: QuestionRequest = { questionId: "ask_1", question: "Which?", options: ["A", "B"] };
    const payload = { text: "Which?", media: [{ url: "/archive/plan.png" }], isError: false, question };
    const sent = await scene.settle(reply.events.deliver(payload, "tool"));
    expect([questions.length, sent.length]).toEqual([1, 2]);
    await scene.settle(reply.end());
  });

  it("that waited and joins the running answer is no longer told that it waits", async () => {
    const { scene, reply } = turn();
    const second = openTurnReply(scene.desk(), inbound(), "s1", {
      ask: async () => ({ via: "robot" }),
      onError: () => {},
    });
    second.events.onQueued();
    second.events.onSteered();
    await scene.clock.advance(60_000);
    expect(scene.messages).toEqual([]);
    second.events.onQueued();
    await scene.clock.advance(60_000);
    expect(scene.messages).toHaveLength(1);
    await scene.settle(second.end());
    await scene.settle(reply.end());
  });

  it("that joins the running answer makes the next words an answer of their own", async () => {
    const { scene, desk, reply, deliver, stream } = turn();
    reply.events.onRunStart("r1");
    await stream("r1", "To the first");
    const second = openTurnReply(desk, inbound(), "s1", {
      ask: async () => ({ via: "robot" }),
      onError: () => {},
    });
    await scene.settle(second.end());
    second.events.onSteered();
    await stream("r1", "To the second", 1);
    await deliver("To the first.");
    await deliver("To the second.");
    await scene.settle(reply.end());
    expect([scene.cards(), scene.spinning()]).toEqual([["To the first.", "To the second."], 0]);
  });
});
