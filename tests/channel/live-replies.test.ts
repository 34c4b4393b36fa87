/** Answers that are being given: who gets an agent event, and which card takes a text that the host sends itself. */
import { describe, expect, it } from "vitest";
import { createLiveReplies } from "../../src/channel/reply/live-replies.ts";
import type { AgentEvent } from "../../src/channel/model.ts";
import { createReplyScene } from "../support/reply-scene.ts";

const text = (runId: string, body: string, itemId = `${runId}:0`): AgentEvent => ({
  kind: "text",
  runId,
  itemId,
  text: body,
});
const start = (runId: string, sessionKey: string): AgentEvent => ({ kind: "run-start", runId, sessionKey });
const end = (runId: string): AgentEvent => ({ kind: "run-end", runId });

const HERE = "user:user1";
const nothing = () => {};

describe("the events of a run", () => {
  it("reach the thread that the run was bound to, and no other", async () => {
    const scene = createReplyScene();
    const live = createLiveReplies();
    const [one, two] = [scene.thread(), scene.thread()];
    live.add(HERE, one);
    live.add("user:user2", two);
    live.bindRun("r1", one);
    live.bindRun("r2", two);
    live.onAgentEvent(text("r1", "for one"));
    await scene.clock.advance(1_000);
    live.onAgentEvent(text("r2", "for two"));
    live.onAgentEvent(text("r3", "for nobody"));
    await scene.clock.advance(1_000);
    expect(scene.cards()).toEqual(["for one", "for two"]);
  });

  it("reach nobody once its thread is out, and nothing of it is kept", async () => {
    const scene = createReplyScene();
    const live = createLiveReplies();
    const thread = scene.thread();
    const remove = live.add(HERE, thread);
    live.bindRun("r1", thread);
    expect(live.size).toBe(1);
    remove();
    expect(live.size).toBe(0);
    live.onAgentEvent(text("r1", "late"));
    live.bindRun("r2", thread);
    live.onAgentEvent(text("r2", "bound too late"));
    await scene.clock.advance(1_000);
    expect(scene.cards()).toEqual([]);
  });

  it("stay with the thread that took the run over when the one before is closed", async () => {
    const scene = createReplyScene();
    const live = createLiveReplies();
    const [before, after] = [scene.thread(), scene.thread()];
    const remove = live.add(HERE, before);
    live.bindRun("r1", before);
    live.add(HERE, after);
    live.bindRun("r1", after);
    remove();
    live.onAgentEvent(text("r1", "goes on"));
    await scene.clock.advance(1_000);
    expect(scene.cards()).toEqual(["goes on"]);
  });
});

describe("a text that the host sends by itself", () => {
  it("ends the card that streamed it, in its place only", async () => {
    const scene = createReplyScene();
    const live = createLiveReplies();
    const thread = scene.thread();
    live.add(HERE, thread);
    live.bindRun("r1", thread);
    live.onAgentEvent(text("r1", "The follow-up's answ"));
    await scene.clock.advance(1_000);
    live.onAgentEvent(end("r1"));
    expect(live.deliver("user:user2", "The follow-up's answer")).toBeUndefined();
    const delivered = live.deliver(HERE, "The follow-up's answer");
    expect(await scene.settle(delivered!)).toMatchObject([{ via: "card" }]);
    expect([scene.cards(), scene.spinning()]).toEqual([["The follow-up's answer"], 0]);
    expect(live.deliver(HERE, "The follow-up's answer")).toBeUndefined();
  });

  it("ends the right one of two people's cards in one group, also where both streamed the same", async () => {
    const scene = createReplyScene();
    const live = createLiveReplies();
    const threads = [scene.thread(), scene.thread()];
    for (const [n, thread] of threads.entries()) {
      live.add("group:cidG", thread);
      live.bindRun(`r${n}`, thread);
    }
    live.onAgentEvent(text("r0", "Same beginning"));
    await scene.clock.advance(1_000);
    live.onAgentEvent(text("r1", "Same beginning, other end"));
    await scene.clock.advance(1_000);
    live.onAgentEvent(end("r1"));
    await scene.settle(live.deliver("group:cidG", "Same beginning, other end.")!);
    expect(scene.cards()).toEqual(["Same beginning", "Same beginning, other end."]);
    live.onAgentEvent(end("r0"));
    await scene.settle(live.deliver("group:cidG", "Same beginning.")!);
    expect(scene.cards()).toEqual(["Same beginning.", "Same beginning, other end."]);
  });

  it("ends one card each where two people got the same words", async () => {
    const scene = createReplyScene();
    const live = createLiveReplies();
    for (const n of [0, 1]) {
      const thread = scene.thread();
      live.add("group:cidG", thread);
      live.bindRun(`r${n}`, thread);
      live.onAgentEvent(text(`r${n}`, "OK"));
      live.onAgentEvent(end(`r${n}`));
    }
    await scene.clock.advance(1_000);
    await scene.settle(live.deliver("group:cidG", "OK")!);
    await scene.settle(live.deliver("group:cidG", "OK")!);
    expect(live.deliver("group:cidG", "OK")).toBeUndefined();
    expect([scene.cards(), scene.spinning()]).toEqual([["OK", "OK"], 0]);
  });

  it("ends the card that streamed it, also where an older one in its place still waits for its own end", async () => {
    const scene = createReplyScene();
    const live = createLiveReplies();
    for (const [n, streamed] of ["Answer two", "Answer three"].entries()) {
      const thread = scene.thread();
      live.add(HERE, thread);
      live.bindRun(`r${n}`, thread);
      live.onAgentEvent(text(`r${n}`, streamed));
      live.onAgentEvent(end(`r${n}`));
    }
    await scene.clock.advance(1_000);
    await scene.settle(live.deliver(HERE, "Answer three.")!);
    await scene.settle(live.deliver(HERE, "Answer two.")!);
    expect([scene.cards(), scene.messages]).toEqual([["Answer two.", "Answer three."], []]);
  });

  it("while the model writes is a message of its own, unless it is the very text", async () => {
    const scene = createReplyScene();
    const live = createLiveReplies();
    const thread = scene.thread();
    live.add(HERE, thread);
    live.bindRun("r1", thread);
    live.onAgentEvent(text("r1", "I"));
    await scene.clock.advance(1_000);
    expect(live.deliver(HERE, "I was told to remind you")).toBeUndefined();
    expect(scene.spinning()).toBe(1);
  });

  it("with nothing streamed waits for no card", () => {
    const live = createLiveReplies();
    live.add(HERE, createReplyScene().thread());
    expect(live.deliver(HERE, "cron: good morning")).toBeUndefined();
  });
});

describe("a message that was steered into the run of its place", () => {
  it("is a further answer of that session only, also where another person is answered in the same group", async () => {
    const scene = createReplyScene();
    const live = createLiveReplies();
    const threads = [scene.thread(), scene.thread()];
    for (const [n, thread] of threads.entries()) {
      live.add("group:cidG", thread, `session ${n}`);
      live.bindRun(`r${n}`, thread);
      live.onAgentEvent(text(`r${n}`, `First of ${n}`));
    }
    await scene.clock.advance(1_000);
    live.onSteered("session 1");
    for (const n of [0, 1]) live.onAgentEvent(text(`r${n}`, `Then of ${n}`, `r${n}:1`));
    await scene.clock.advance(2_000);
    expect(scene.cards()).toEqual(["Then of 0", "First of 1", "Then of 1"]);
  });

  it("seals what was said there, and nothing elsewhere", async () => {
    const scene = createReplyScene();
    const live = createLiveReplies();
    const [here, there] = [scene.thread(), scene.thread()];
    live.add(HERE, here);
    live.add("user:user2", there);
    live.bindRun("r1", here);
    live.bindRun("r2", there);
    live.onAgentEvent(text("r1", "one"));
    await scene.clock.advance(1_000);
    live.onAgentEvent(text("r2", "preamble"));
    await scene.clock.advance(1_000);
    live.onSteered(HERE);
    live.onAgentEvent(text("r1", "two", "r1:1"));
    live.onAgentEvent(text("r2", "answer", "r2:1"));
    await scene.clock.advance(2_000);
    expect(scene.cards()).toEqual(["one", "answer", "two"]);
  });
});

describe("a session that the host recovers", () => {
  it("goes on in its thread from the run's start, once", async () => {
    const scene = createReplyScene();
    const live = createLiveReplies();
    const thread = scene.thread();
    const seen: string[] = [];
    const onStart = () => {
      seen.push("start");
      live.add(HERE, thread);
    };
    live.awaitRun("s1", thread, onStart, () => seen.push("end"));
    live.onAgentEvent(start("r0", "s0"));
    live.onAgentEvent(text("r1", "before its start"));
    expect(live.deliver(HERE, "A notice of the host")).toBeUndefined();
    live.onAgentEvent(start("r1", "s1"));
    live.onAgentEvent(text("r1", "recovered"));
    live.onAgentEvent(start("r2", "s1"));
    live.onAgentEvent(text("r2", "another run"));
    await scene.clock.advance(1_000);
    expect(scene.cards()).toEqual(["recovered"]);
    live.onAgentEvent(end("r1"));
    live.onAgentEvent(end("r1"));
    expect(seen).toEqual(["start", "end"]);
  });

  it("is not mistaken for the run of a new message, which has a thread already", () => {
    const scene = createReplyScene();
    const live = createLiveReplies();
    const [waiting, fresh] = [scene.thread(), scene.thread()];
    let started = false;
    live.awaitRun("s1", waiting, () => (started = true), nothing);
    live.add(HERE, fresh);
    live.bindRun("r1", fresh);
    live.onAgentEvent(start("r1", "s1"));
    expect(started).toBe(false);
  });

  it("is no longer waited for once the waiting was stopped, and a newer waiting is not stopped by an older", () => {
    const scene = createReplyScene();
    const live = createLiveReplies();
    const started: string[] = [];
    const wait = (name: string) => live.awaitRun("s1", scene.thread(), () => started.push(name), nothing);
    const stopOld = wait("old");
    const stopNew = wait("new");
    stopOld();
    live.onAgentEvent(start("r1", "s1"));
    stopNew();
    live.onAgentEvent(start("r2", "s1"));
    expect(started).toEqual(["new"]);
  });
});
