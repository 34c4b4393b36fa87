/** One turn's answer as a reader sees it: which text stands on which card, and what comes as a message. */
import { describe, expect, it } from "vitest";
import { startLongTaskNotice } from "../../src/channel/reply/long-task-notice.ts";
import { createSegment, isEndOf, pickSegment } from "../../src/channel/reply/reply-segment.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createReplyScene } from "../support/reply-scene.ts";

const final = (text: string) => ({ text, isError: false });

describe("an answer in cards", () => {
  it("grows on one card and ends with exactly the final text", async () => {
    const scene = createReplyScene();
    const thread = scene.thread();
    thread.onText("a:0", "Half");
    await scene.clock.advance(1_000);
    expect(scene.cards()).toEqual(["Half"]);
    expect(scene.spinning()).toBe(1);
    thread.onText("a:0", "Half an answer");
    await scene.clock.advance(1_000);
    expect(scene.cards()).toEqual(["Half an answer"]);
    thread.onRunEnd();
    const deliveries = await scene.settle(thread.deliverFinal(final("Half an answer.")));
    await scene.settle(thread.settle());
    expect(scene.cards()).toEqual(["Half an answer."]);
    expect(scene.spinning()).toBe(0);
    expect(deliveries).toEqual([{ via: "card", id: "carrier-1" }]);
    expect(scene.messages).toEqual([]);
  });

  it("stands on a card at once when its final comes before any text", async () => {
    const scene = createReplyScene();
    const thread = scene.thread();
    await scene.settle(thread.deliverFinal(final("All at once")));
    await scene.settle(thread.settle());
    expect(scene.cards()).toEqual(["All at once"]);
    expect([scene.spinning(), scene.messages.length]).toEqual([0, 0]);
  });

  it("replaces what the model said before a tool call, on the same card", async () => {
    const scene = createReplyScene();
    const thread = scene.thread();
    thread.onText("a:0", "Let me look that up.");
    await scene.clock.advance(1_000);
    thread.onText("a:1", "It is");
    await scene.clock.advance(1_000);
    expect(scene.cards()).toEqual(["It is"]);
    await scene.settle(thread.deliverFinal(final("It is 7.")));
    expect(scene.cards()).toEqual(["It is 7."]);
  });

  it("keeps its card when the host asks the model again after a failure", async () => {
    const scene = createReplyScene();
    const thread = scene.thread();
    thread.onText("a:0", "The first try was cut");
    await scene.clock.advance(1_000);
    thread.onText("b:0", "The");
    await scene.clock.advance(1_000);
    thread.onText("b:0", "The second try");
    await scene.settle(thread.deliverFinal(final("The second try.")));
    await scene.settle(thread.settle());
    expect(scene.cards()).toEqual(["The second try."]);
    expect(scene.messages).toEqual([]);
  });

  it("of a model that reasons shows a sign of life first, then the answer", async () => {
    const scene = createReplyScene();
    const thread = scene.thread();
    thread.onThinking();
    thread.onThinking();
    await scene.clock.advance(1_000);
    expect(scene.cards()).toEqual(["thinking…"]);
    thread.onText("a:0", "The whole answer");
    thread.onRunEnd();
    expect(thread.expects("The whole answer")).toBeGreaterThan(0);
    await scene.settle(thread.deliverFinal(final("The whole answer")));
    await scene.settle(thread.settle());
    expect(scene.cards()).toEqual(["The whole answer"]);
  });

  it("that was thought about and never given ends with a word about it", async () => {
    const scene = createReplyScene();
    const thread = scene.thread();
    thread.onThinking();
    await scene.clock.advance(1_000);
    await scene.settle(thread.settle());
    expect(scene.cards()).toEqual(["（没有内容）"]);
    expect(scene.spinning()).toBe(0);
  });

  it("shows nothing while the text may still become the word for silence, and all of it when it does not", async () => {
    const scene = createReplyScene();
    const thread = scene.thread();
    for (const text of ["", "N", "NO", "NO_REP", "NO_REPLY"]) thread.onText("a:0", text);
    await scene.clock.advance(5_000);
    expect(scene.cards()).toEqual([]);
    await scene.settle(thread.settle());
    expect([scene.cards(), scene.messages]).toEqual([[], []]);

    const other = scene.thread();
    for (const text of ["NO", "NO, not today"]) other.onText("a:0", text);
    await scene.clock.advance(1_000);
    expect(scene.cards()).toEqual(["NO, not today"]);
  });

  it("that is empty says nothing, with and without cards", async () => {
    const scene = createReplyScene();
    expect(await scene.thread().deliverFinal(final(" \n"))).toEqual([]);
    expect(await scene.thread({ openCard: () => undefined }).deliverFinal(final(""))).toEqual([]);
    await scene.clock.advance(5_000);
    expect([scene.cards(), scene.messages]).toEqual([[], []]);
  });

  it("that fails half-way keeps what was said, with the failure below it", async () => {
    const scene = createReplyScene();
    const thread = scene.thread();
    thread.onText("a:0", "The first half");
    await scene.clock.advance(1_000);
    await scene.settle(thread.deliverFinal({ text: "The model failed.", isError: true }));
    expect(scene.cards()).toEqual(["The first half\n\nThe model failed."]);
    const silent = scene.thread();
    await scene.settle(silent.deliverFinal({ text: "It failed at once.", isError: true }));
    expect(scene.cards()[1]).toBe("It failed at once.");
  });
});

async function steered() {
  const scene = createReplyScene();
  const thread = scene.thread();
  thread.onText("a:0", "Answer one");
  await scene.clock.advance(1_000);
  thread.onSteered();
  thread.onText("a:1", "Answer two");
  await scene.clock.advance(1_000);
  return { scene, thread };
}

describe("a message steered into a running answer", () => {
  it("gets a card of its own, and both end with their finals", async () => {
    const { scene, thread } = await steered();
    expect(scene.cards()).toEqual(["Answer one", "Answer two"]);
    thread.onRunEnd();
    await scene.settle(thread.deliverFinal(final("Answer one.")));
    await scene.settle(thread.deliverFinal(final("Answer two.")));
    await scene.settle(thread.settle());
    expect(scene.cards()).toEqual(["Answer one.", "Answer two."]);
    expect([scene.spinning(), scene.messages.length]).toEqual([0, 0]);
  });

  it("gets its final on its card also when the finals come in the other order", async () => {
    const { scene, thread } = await steered();
    await scene.settle(thread.deliverFinal(final("Answer two.")));
    await scene.settle(thread.deliverFinal(final("Answer one.")));
    expect(scene.cards()).toEqual(["Answer one.", "Answer two."]);
  });

  it("shares the card where nothing was said before it came", async () => {
    const scene = createReplyScene();
    const thread = scene.thread();
    thread.onThinking();
    thread.onSteered();
    thread.onText("a:0", "One answer for both");
    await scene.settle(thread.deliverFinal(final("One answer for both.")));
    await scene.settle(thread.settle());
    expect(scene.cards()).toEqual(["One answer for both."]);
  });
});

describe("a second final", () => {
  it("that differs stands on a card of its own, and the first stays as it is", async () => {
    const scene = createReplyScene();
    const thread = scene.thread();
    await scene.settle(thread.deliverFinal(final("One")));
    await scene.settle(thread.deliverFinal(final("Two")));
    await scene.settle(thread.settle());
    expect(scene.cards()).toEqual(["One", "Two"]);
  });

  it("that is the first once more changes nothing, by card and by message, and the host hears the same", async () => {
    const scene = createReplyScene();
    for (const thread of [scene.thread(), scene.thread({ openCard: () => undefined })]) {
      thread.onText("a:0", "Half of it");
      const first = await scene.settle(thread.deliverFinal(final("Half of it, and all.")));
      expect(await scene.settle(thread.deliverFinal(final("Half of it, and all.")))).toEqual(first);
      await scene.settle(thread.settle());
    }
    expect([scene.cards(), scene.messages]).toEqual([["Half of it, and all."], ["Half of it, and all."]]);
  });

  it("in the same words is the answer to the message that was steered in", async () => {
    const scene = createReplyScene();
    const thread = scene.thread();
    thread.onSteered();
    for (let finals = 0; finals < 3; finals += 1) await scene.settle(thread.deliverFinal(final("Done.")));
    await scene.settle(thread.settle());
    expect(scene.cards()).toEqual(["Done.", "Done."]);
  });

  it("into a card that is finished already comes as a message", async () => {
    const scene = createReplyScene();
    const card = scene.open();
    card.update("One");
    await scene.settle(card.finish("One"));
    const thread = scene.thread({ openCard: () => card });
    await scene.settle(thread.deliverFinal(final("Two")));
    expect([scene.cards(), scene.messages]).toEqual([["One"], ["Two"]]);
  });
});

describe("the end of a turn", () => {
  it("closes a card that got no final, with what it shows, once", async () => {
    const scene = createReplyScene();
    const thread = scene.thread();
    thread.onText("a:0", "Cut off");
    await scene.clock.advance(1_000);
    await scene.settle(Promise.all([thread.settle(), thread.settle()]));
    await scene.settle(thread.settle());
    expect([scene.cards(), scene.spinning(), scene.messages]).toEqual([["Cut off"], 0, []]);
    expect(scene.clock.pending).toBe(0);
  });

  it("logs what it could not say, and does not fail the turn for it", async () => {
    const scene = createReplyScene();
    const thread = scene.thread({ sendText: () => Promise.reject(new Error("away")) });
    thread.onText("a:0", "One");
    thread.onSteered();
    scene.api.fail({ when: () => true, fault: { code: "refused" }, times: 2 });
    await scene.clock.advance(1_000);
    thread.onText("a:1", "Two");
    await scene.clock.advance(1_000);
    await scene.settle(thread.settle());
    expect(scene.logger.lines.join("\n")).toContain("could not be sent");
    expect(scene.spinning()).toBe(0);
  });

  it("is final: text that still comes while the card is being closed opens no further card", async () => {
    const scene = createReplyScene();
    const thread = scene.thread();
    thread.onText("a:0", "Cut off");
    await scene.clock.advance(1_000);
    const settling = thread.settle();
    thread.onText("a:0", "Cut off too");
    thread.onText("a:1", "late");
    thread.onThinking();
    await scene.settle(settling);
    await scene.clock.advance(10_000);
    expect([scene.cards(), scene.spinning()]).toEqual([["Cut off"], 0]);
  });

  it("takes a late event of an answer that is out for what it is", async () => {
    const scene = createReplyScene();
    const thread = scene.thread();
    thread.onText("a:0", "Done");
    await scene.settle(thread.deliverFinal(final("Done.")));
    thread.onText("a:0", "Done.");
    await scene.clock.advance(1_000);
    expect(scene.cards()).toEqual(["Done."]);
    thread.onText("a:1", "A new answer");
    await scene.clock.advance(1_000);
    expect(scene.cards()).toEqual(["Done.", "A new answer"]);
  });
});

describe("a text of the host", () => {
  it("is taken for the final only when it is the end of what was streamed", async () => {
    const scene = createReplyScene();
    const thread = scene.thread();
    expect(thread.expects("anything")).toBe(0);
    thread.onText("a:0", "It");
    await scene.clock.advance(1_000);
    expect(thread.expects("It is time for the stand-up")).toBe(0);
    expect(thread.expects("I")).toBe(0);
    expect(thread.expects("It")).toBeGreaterThan(0);
    thread.onText("a:0", "It is seven");
    thread.onRunEnd();
    expect(thread.expects("It is seven.")).toBeGreaterThan(0);
    await scene.settle(thread.deliverFinal(final("It is seven.")));
    expect(thread.expects("It is seven.")).toBe(0);
  });

  it("after the run's end is the final of the one card that is open, and of none where two are", async () => {
    const scene = createReplyScene();
    const thread = scene.thread();
    thread.onText("a:0", "Streamed");
    thread.onRunEnd();
    expect(thread.expects("Something else entirely")).toBeGreaterThan(0);
    thread.onSteered();
    thread.onText("a:1", "Second");
    thread.onRunEnd();
    expect(thread.expects("Something else entirely")).toBe(0);
    expect(thread.expects("Second and more")).toBeGreaterThan(0);
  });

  it("after a failed call that the host repeats is not the end", () => {
    const thread = createReplyScene().thread();
    thread.onText("a:0", "First try");
    thread.onRunEnd();
    thread.onText("b:0", "Second");
    expect(thread.expects("A notice")).toBe(0);
  });

  it("beside the answer comes as a message and leaves the card alone", async () => {
    const scene = createReplyScene();
    const thread = scene.thread();
    thread.onText("a:0", "Working on it");
    await scene.clock.advance(1_000);
    await thread.deliverAside("tool output");
    expect([scene.cards(), scene.messages]).toEqual([["Working on it"], ["tool output"]]);
    expect(scene.spinning()).toBe(1);
  });
});

const segment = (text: string, done = false) => ({ ...createSegment(undefined, text), done });

describe("which segment a final belongs to", () => {
  it("is the one that streamed it, else the oldest that waits", () => {
    const [a, b, c] = [segment("alpha"), segment("beta"), segment("gamma", true)];
    expect(pickSegment([a, b, c], "beta.")).toBe(b);
    expect(pickSegment([a, b, c], "be")).toBe(b);
    expect(pickSegment([a, b, c], "gamma")).toBe(a);
    expect(pickSegment([c], "gamma")).toBeUndefined();
    expect(isEndOf(segment(""), "x")).toBe(false);
    expect(isEndOf(segment("x"), " ")).toBe(false);
    expect(isEndOf(segment(" x\n"), "x")).toBe(true);
  });
});

function notice(delayMs: number, takesMs = 0) {
  const clock = createManualClock();
  const sent: number[] = [];
  const started = clock.now();
  const handle = startLongTaskNotice(clock, delayMs, () => {
    sent.push(clock.now() - started);
    return new Promise((resolve) => clock.after(takesMs, resolve));
  });
  return { clock, sent, handle };
}

describe("the notice of a long task", () => {
  it("comes once, after the delay", async () => {
    const { clock, sent } = notice(30_000);
    await clock.advance(29_999);
    expect(sent).toEqual([]);
    await clock.advance(600_000);
    expect(sent).toEqual([30_000]);
  });

  it("never comes once the formal reply began", async () => {
    const { clock, sent, handle } = notice(30_000);
    await clock.advance(29_999);
    await handle.cancel();
    await clock.advance(600_000);
    expect(sent).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it("holds the reply back while it is on its way, so that it stands above it", async () => {
    const { clock, sent, handle } = notice(1_000, 500);
    await clock.advance(1_100);
    const order: string[] = [];
    const cancelled = handle.cancel().then(() => order.push("reply"));
    await clock.advance(300);
    expect([sent, order]).toEqual([[1_000], []]);
    await clock.settle(cancelled);
    expect(order).toEqual(["reply"]);
  });

  it("is off at 0", async () => {
    const { clock, sent, handle } = notice(0);
    expect(clock.pending).toBe(0);
    await clock.advance(600_000);
    await handle.cancel();
    expect(sent).toEqual([]);
  });

  it("in a chat of messages is sent before a late answer, and an answer in time has none", async () => {
    const scene = createReplyScene();
    const say = (text: string) => Promise.resolve(void scene.messages.push(text));
    for (const waitMs of [31_000, 29_000]) {
      const slow = startLongTaskNotice(scene.clock, 30_000, () => say("please wait"));
      const thread = scene.thread({ openCard: () => undefined, notice: slow });
      await scene.clock.advance(waitMs);
      await scene.settle(thread.deliverFinal(final(`after ${waitMs}`)));
      await scene.clock.advance(60_000);
    }
    expect(scene.messages).toEqual(["please wait", "after 31000", "after 29000"]);
  });
});
