/** The end of an answer: when it is certain, and where it goes when its card does not take it. */
import { describe, expect, it } from "vitest";
import { createReplyScene } from "../support/reply-scene.ts";

const final = (text: string) => ({ text, isError: false });

/** A frame has just left, so that DingTalk takes the next one only 800 ms later. */
async function justWritten() {
  const scene = createReplyScene();
  const thread = scene.thread();
  thread.onText("a:0", "The answer");
  await scene.clock.advance(1_000);
  thread.onText("a:0", "The answer grows");
  await scene.clock.advance(200);
  return { scene, thread };
}

describe("the final of a card that must wait for its interval", () => {
  it("is certain for the host at once, and stands there at the first moment that DingTalk allows", async () => {
    const { scene, thread } = await justWritten();
    const before = scene.clock.now();
    await scene.clock.settle(thread.deliverFinal(final("The answer grows up.")));
    expect(scene.clock.now()).toBe(before);
    expect(scene.store.list()).toMatchObject([{ state: "closing", text: "The answer grows up." }]);
    expect(scene.spinning()).toBe(1);
    await scene.clock.advance(1_000);
    expect([scene.cards(), scene.spinning()]).toEqual([["The answer grows up."], 0]);
    expect(scene.store.list()).toEqual([]);
  });

  it("is waited for where the disk does not take it", async () => {
    const { scene, thread } = await justWritten();
    scene.store.put = () => false;
    const before = scene.clock.now();
    await scene.clock.settle(thread.deliverFinal(final("The answer grows up.")));
    expect(scene.clock.now()).toBeGreaterThan(before + 500);
    expect([scene.cards(), scene.spinning()]).toEqual([["The answer grows up."], 0]);
  });
});

describe("an answer that its card cannot take", () => {
  it("comes whole as one message, and the card points to it", async () => {
    const scene = createReplyScene();
    const thread = scene.thread();
    thread.onText("a:0", "Begun");
    await scene.clock.advance(1_000);
    scene.api.fail({
      when: (call) => call.kind === "stream" && call.request.content.includes("end"),
      fault: { code: "refused", platformCode: "param.error" },
      times: 99,
    });
    await scene.settle(thread.deliverFinal(final("Begun and brought to its end")));
    await scene.settle(thread.settle());
    await scene.clock.advance(60_000);
    expect(scene.messages).toEqual(["Begun and brought to its end"]);
    expect(scene.spinning()).toBe(0);
    expect(scene.cards()).toEqual(["见下方消息 / See the message below"]);
  });

  it("is told by a message that comes before the card points to it", async () => {
    const scene = createReplyScene();
    const seen: string[] = [];
    const thread = scene.thread({
      sendText: async () => {
        seen.push(...scene.cards());
        return [{ via: "session" }];
      },
    });
    thread.onText("a:0", "Begun");
    await scene.clock.advance(1_000);
    scene.api.fail({ when: (call) => call.kind === "stream", fault: { code: "refused" }, times: 99 });
    await scene.settle(thread.deliverFinal(final("Begun and ended")));
    await scene.clock.advance(5_000);
    expect(seen).toEqual(["Begun"]);
    expect(scene.cards()).toEqual(["见下方消息 / See the message below"]);
  });

  it("nor a message either comes to its card as soon as DingTalk takes it", async () => {
    const scene = createReplyScene();
    const thread = scene.thread({ sendText: () => Promise.reject(new Error("the network is away")) });
    thread.onText("a:0", "Begun");
    await scene.clock.advance(1_000);
    const downUntil = scene.clock.now() + 90_000;
    const when = () => scene.clock.now() < downUntil;
    scene.api.fail({ when, fault: { code: "network", dispatched: "no" }, times: Number.POSITIVE_INFINITY });
    await scene.settle(thread.deliverFinal(final("Begun and ended")));
    await scene.clock.advance(60_000);
    expect(scene.store.list()).toMatchObject([{ state: "closing", text: "Begun and ended" }]);
    expect(scene.logger.lines.join("\n")).toContain("the network is away");
    await scene.clock.advance(30 * 60_000);
    expect([scene.cards(), scene.spinning()]).toEqual([["Begun and ended"], 0]);
    expect(scene.store.list()).toEqual([]);
  });

  it("comes as messages from the start where cards are off", async () => {
    const scene = createReplyScene();
    const thread = scene.thread({ openCard: () => undefined });
    thread.onThinking();
    thread.onText("a:0", "Streamed to nobody");
    await scene.settle(thread.deliverFinal(final("The answer")));
    await scene.settle(thread.settle());
    expect([scene.cards(), scene.messages]).toEqual([[], ["The answer"]]);
  });

  it("fails for the host when the message fails too, and closing the turn still closes everything", async () => {
    const scene = createReplyScene();
    const opened = [undefined, scene.open()];
    const thread = scene.thread({
      openCard: () => opened.pop(),
      sendText: () => Promise.reject(new Error("the network is away")),
    });
    thread.onText("a:0", "On a card");
    await scene.clock.advance(1_000);
    thread.onSteered();
    thread.onText("a:1", "Without one");
    await expect(thread.deliverFinal(final("Without one."))).rejects.toThrow("the network is away");
    await scene.settle(thread.settle());
    expect([scene.cards(), scene.spinning()]).toEqual([["On a card"], 0]);
  });
});
