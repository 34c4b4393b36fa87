/** What a reader sees while an answer is written on a card, and when it ends. */
import { describe, expect, it } from "vitest";
import { cardApiOf } from "../../src/channel/card/card-api.ts";
import { CARD_EDGES } from "../../src/channel/card/card-state.ts";
import type { Cards } from "../../src/client/card.ts";
import { FlowStatus, PUBLIC_AI_CARD } from "../../src/contract/card.ts";
import { CARD_TEXT, createCardScene } from "../support/card-scene.ts";

/** Writes `text` as a model would: a few characters every `stepMs`. */
async function write(
  scene: ReturnType<typeof createCardScene>,
  session: ReturnType<ReturnType<typeof createCardScene>["open"]>,
  text: string,
  lastsMs: number,
) {
  const steps = Math.max(1, Math.round(lastsMs / 100));
  for (let step = 1; step <= steps; step += 1) {
    session.update(text.slice(0, Math.ceil((text.length * step) / steps)));
    await scene.clock.advance(lastsMs / steps);
  }
}

function blocks(count: number): string {
  return Array.from({ length: count }, (_, n) => `Paragraph ${n} ${"字".repeat(400)}`).join("\n\n");
}

describe("a card while it is written", () => {
  it("shows a reader the first words at once, in one call that leaves no blank card", async () => {
    const scene = createCardScene();
    const session = scene.open();
    session.update("  \n");
    await scene.clock.advance(1_000);
    expect(scene.api.calls).toEqual([]);
    session.update("Hello");
    await scene.clock.advance(100);
    expect(scene.api.seen).toEqual([{ outTrackId: session.outTrackId, text: "Hello", spinning: true }]);
    expect(scene.api.calls).toHaveLength(1);
    expect(scene.api.of("create")[0]?.request.params).toEqual({
      msgContent: "Hello",
      flowStatus: FlowStatus.inputing,
    });
  });

  it("sends the newest text only, one frame at a time, however slow the platform is", async () => {
    const scene = createCardScene(3_000);
    const session = scene.open({ pacing: { mode: "full" } });
    for (let n = 1; n <= 100; n += 1) {
      session.update(`count ${n} `);
      await scene.clock.advance(100);
    }
    await scene.clock.settle(session.finish("done"));
    expect(scene.api.violations).toEqual([]);
    expect(scene.api.of("stream").map((call) => call.request.content)).toEqual([
      "count 30 ",
      "count 60 ",
      "count 90 ",
      "done",
    ]);
  });

  it("never shows a reader an open fence or half a link", async () => {
    const scene = createCardScene();
    const session = scene.open({ pacing: { mode: "full" } });
    session.update("Look:\n```js\nlet a = 1");
    await scene.clock.advance(900);
    session.update("Look:\n```js\nlet a = 1\n```\nsee [the docs](https://exam");
    await scene.clock.advance(900);
    expect(scene.api.of("create")[0]?.request.params["msgContent"]).toBe("Look:\n```js\nlet a = 1\n```");
    expect(scene.api.seen[0]?.text).toBe("Look:\n```js\nlet a = 1\n```\nsee ");
  });

  it("sends no frame for a text that a reader has already", async () => {
    const scene = createCardScene();
    const session = scene.open();
    session.update("same");
    await scene.clock.advance(5_000);
    session.update("same");
    await scene.clock.advance(5_000);
    expect(scene.api.calls).toHaveLength(1);
  });

  it("lets the last words of others pass first when the app's rate is used up", async () => {
    const scene = createCardScene();
    const session = scene.open();
    session.update("one");
    await scene.clock.advance(100);
    scene.bucket.pauseFor(3_000);
    session.update("one two");
    await scene.clock.advance(2_500);
    expect(scene.api.of("stream")).toHaveLength(0);
    const outcome = scene.clock.settle(session.finish("one two three"));
    expect((await outcome).kind).toBe("finished");
    expect(scene.api.of("stream").map((call) => call.request.content)).toEqual(["one two three"]);
  });

  it("follows the text on disk at most every two seconds", async () => {
    const scene = createCardScene();
    const session = scene.open({ pacing: { mode: "full" } });
    const writes: string[] = [];
    const { updateText } = scene.store;
    scene.store.updateText = (id, text) => {
      writes.push(text);
      updateText(id, text);
    };
    await write(scene, session, "x".repeat(100), 10_000);
    expect(writes.length).toBeGreaterThanOrEqual(3);
    expect(writes.length).toBeLessThanOrEqual(5);
    expect(scene.store.list()[0]).toMatchObject({
      state: "open",
      sessionKey: "s1",
      msgId: "m1",
      accountId: "default",
    });
  });
});

describe("a card when the answer ends", () => {
  it("ends with exactly the final text, finished, and off the record", async () => {
    const scene = createCardScene();
    const session = scene.open();
    const final = "A `half open **answer\n| a |\n```js\nx [y](";
    session.update("A ");
    await scene.clock.advance(3_000);
    const outcome = await scene.clock.settle(session.finish(final));
    const { outTrackId } = session;
    const card = { outTrackId, carrierId: "carrier-1" };
    expect(outcome).toEqual({ kind: "finished", ...card, cards: [card] });
    expect(scene.api.seen).toEqual([{ outTrackId, text: final, spinning: false }]);
    expect(scene.api.of("stream").at(-1)?.request).toMatchObject({ content: final, finalize: true });
    expect(scene.api.of("update").at(-1)?.request.params).toEqual({
      msgContent: final,
      flowStatus: FlowStatus.finished,
    });
    expect(scene.store.list()).toEqual([]);
    expect(session.state).toBe("finished");
  });

  it("needs three calls for an answer that comes in one piece", async () => {
    const scene = createCardScene();
    const session = scene.open();
    const outcome = await scene.clock.settle(session.finish("All at once."));
    expect(outcome.kind).toBe("finished");
    expect(scene.api.calls.map((call) => call.kind)).toEqual(["create", "stream", "update"]);
    expect(scene.api.seen[0]).toMatchObject({ text: "All at once.", spinning: false });
  });

  it("ends a card of a template without a state by its final frame alone", async () => {
    const scene = createCardScene();
    const { statusKey: _, ...template } = PUBLIC_AI_CARD;
    const session = scene.open({ template });
    await scene.clock.settle(session.finish("All."));
    expect(scene.api.calls.map((call) => call.kind)).toEqual(["create", "stream"]);
    expect(scene.api.seen[0]).toMatchObject({ text: "All.", spinning: false });
  });

  it("waits for nothing but the platform's interval since the last frame", async () => {
    const scene = createCardScene();
    const session = scene.open();
    session.update("one");
    await scene.clock.advance(800);
    session.update("one two");
    await scene.clock.advance(300);
    const frameAt = scene.api.of("stream")[0]?.at ?? 0;
    await scene.clock.settle(session.finish("one two three"));
    expect((scene.api.of("stream")[1]?.at ?? 0) - frameAt).toBe(800);
    expect(scene.api.violations).toEqual([]);
  });

  it("creates the card with the whole answer when it ends while the first words still wait for their turn", async () => {
    const scene = createCardScene();
    scene.bucket.pauseFor(2_000);
    const session = scene.open();
    session.update("one");
    await scene.clock.advance(500);
    await scene.clock.settle(session.finish("one two"));
    expect(scene.api.of("create").map((call) => call.request.params["msgContent"])).toEqual(["one two"]);
    expect(scene.api.calls).toHaveLength(3);
  });

  it("gives the host that ends twice the same outcome, and a different second text back", async () => {
    const scene = createCardScene();
    const session = scene.open();
    session.update("hi");
    const first = session.finish("hi there");
    const second = session.finish("hi there");
    expect(await scene.clock.settle(second)).toBe(await first);
    const calls = scene.api.calls.length;
    expect(await session.finish("and another thing")).toEqual({
      kind: "already-finished",
      outTrackId: session.outTrackId,
    });
    session.update("late");
    await scene.clock.advance(5_000);
    expect(scene.api.calls).toHaveLength(calls);
  });

  it("creates nothing for an empty answer, and says so on a card that is open", async () => {
    const scene = createCardScene();
    expect(await scene.open().finish(" ")).toEqual({ kind: "nothing" });
    expect(await scene.open().fail()).toEqual({ kind: "nothing" });
    expect(await scene.open().interrupt("stopped")).toEqual({ kind: "nothing" });
    expect(scene.api.calls).toEqual([]);
    const session = scene.open();
    session.update("hm");
    await scene.clock.advance(1_000);
    await scene.clock.settle(session.finish(""));
    expect(scene.api.seen).toEqual([
      { outTrackId: session.outTrackId, text: CARD_TEXT.emptyAnswer, spinning: false },
    ]);
  });

  it("keeps what was written when a reader stops it or the run fails", async () => {
    const scene = createCardScene();
    const stopped = scene.open();
    stopped.update("```js\nlet a");
    await scene.clock.advance(1_000);
    await scene.clock.settle(stopped.interrupt("（已停止）"));
    const failed = scene.open();
    failed.update("half");
    await scene.clock.advance(1_000);
    await scene.clock.settle(failed.fail());
    expect(scene.api.seen.map((card) => [card.text, card.spinning])).toEqual([
      ["```js\nlet a\n```\n\n（已停止）", false],
      ["half\n\n（出错了）", false],
    ]);
  });

  it("leaves nothing running and keeps the record when the account stops in the middle", async () => {
    const scene = createCardScene();
    const session = scene.open();
    session.update("half");
    await scene.clock.advance(1_000);
    session.update("half an answer");
    session.dispose();
    await scene.clock.advance(60_000);
    expect(session.state).toBe("abandoned");
    expect(scene.clock.pending).toBe(0);
    expect(scene.store.list()).toMatchObject([{ state: "open", text: "half" }]);
    const outcome = await session.finish("half an answer, whole");
    expect(outcome).toEqual({ kind: "deferred", outTrackId: session.outTrackId });
    expect(scene.store.list()).toMatchObject([{ state: "closing", text: "half an answer, whole" }]);
  });

  it("moves only along its named edges, from nothing to an end", () => {
    for (const targets of Object.values(CARD_EDGES)) {
      for (const target of targets) expect(Object.keys(CARD_EDGES)).toContain(target);
    }
    const ends = Object.entries(CARD_EDGES).filter(([, targets]) => targets.length === 0);
    expect(ends.map(([state]) => state).toSorted()).toEqual(["abandoned", "finished", "handed-over"]);
  });
});

describe("an answer too long for one card", () => {
  it("goes on in further cards, and a reader finds every word once", async () => {
    const scene = createCardScene();
    const session = scene.open();
    const text = blocks(14);
    await write(scene, session, text, 30_000);
    const before = scene.api.seen;
    expect(before.filter((card) => card.spinning)).toHaveLength(1);
    const outcome = await scene.clock.settle(session.finish(text));
    expect(outcome).toMatchObject({ kind: "finished" });
    expect(scene.api.seen.map((card) => card.text).join("")).toBe(text);
    expect(scene.api.seen).toHaveLength(3);
    expect(scene.api.seen.every((card) => !card.spinning && [...card.text].length <= 2_500)).toBe(true);
    expect(outcome).toMatchObject({ cards: scene.api.seen.map(({ outTrackId }) => ({ outTrackId })) });
    expect(scene.store.list()).toEqual([]);
    expect(scene.api.violations).toEqual([]);
  });

  it("is handed over from the first card that could not be finished, and not from its beginning", async () => {
    const scene = createCardScene();
    const session = scene.open();
    const text = blocks(14);
    scene.api.fail({ when: (call) => call.kind === "create", skip: 1, fault: { code: "refused" } });
    const outcome = await scene.clock.settle(session.finish(text));
    const shown = scene.api.seen[0]?.text ?? "";
    expect(outcome).toMatchObject({ kind: "not-shown", text: text.slice(shown.length) });
    expect(text.startsWith(shown)).toBe(true);
  });

  it("goes out whole by message when the final text ends before what finished cards show", async () => {
    const scene = createCardScene();
    const session = scene.open();
    const text = blocks(9);
    await write(scene, session, text, 5_000);
    const shorter = scene.api.seen[0]?.text ?? "";
    const outcome = await scene.clock.settle(session.finish(shorter));
    await scene.clock.settle(session.settled());
    expect(outcome).toMatchObject({ kind: "not-shown", reason: "rewritten", text: shorter });
    expect(scene.api.seen.every((card) => !card.spinning)).toBe(true);
  });

  it("goes out whole by message when the final text contradicts a finished card", async () => {
    const scene = createCardScene();
    const session = scene.open();
    const text = blocks(9);
    await write(scene, session, text, 5_000);
    const rewritten = `[prefix] ${text}`;
    const outcome = await scene.clock.settle(session.finish(rewritten));
    await scene.clock.settle(session.settled());
    expect(outcome).toMatchObject({ kind: "not-shown", reason: "rewritten", text: rewritten });
    for (const card of scene.api.seen)
      expect(card).toMatchObject({ text: CARD_TEXT.pointer, spinning: false });
  });
});

/** What stands on each card in the end, by the client's calls. */
function shownCards() {
  const shown = new Map<string, string>();
  const key = PUBLIC_AI_CARD.contentKey;
  const updated: string[] = [];
  const put = (outTrackId: string, text: string | undefined) => void shown.set(outTrackId, text ?? "");
  const cards = {
    createAndDeliver: async ({ outTrackId, params }) => {
      put(outTrackId, params?.[key]);
      return { outTrackId, alreadyExisted: false };
    },
    stream: async ({ outTrackId, content }) => put(outTrackId, content),
    update: async ({ outTrackId, params }) => {
      updated.push(outTrackId);
      put(outTrackId, params?.[key]);
    },
  } satisfies Pick<Cards, "createAndDeliver" | "stream" | "update">;
  return { shown, updated, api: cardApiOf(cards as unknown as Cards) };
}

describe("a link whose address comes on a later card", () => {
  const head = `See [the guide][1] and ![the plan][plan]. ${blocks(7)}`;
  const whole = `${head}\n\n[1]: https://guide.example/a\n[plan]: https://plan.example/p.png`;
  const links = "See [the guide](https://guide.example/a) and [the plan](https://plan.example/p.png).";

  it("leads there, also on a card that was finished before", async () => {
    const scene = createCardScene();
    const { api, shown } = shownCards();
    const session = scene.open({ api });
    session.update(head);
    await scene.clock.advance(10_000);
    expect([...shown.values()][0]).toContain("See [the guide][1]");
    expect(shown.size).toBeGreaterThan(1);
    await scene.clock.settle(session.finish(whole));
    await scene.clock.advance(30_000);
    const texts = [...shown.values()];
    expect(texts[0]).toContain(links);
    // What stands on the last card is still everything that was written there.
    expect(texts.at(-1)).toContain("[1]: https://guide.example/a");
    expect(scene.store.list()).toEqual([]);
  });

  it("leads there at once where the answer came whole, and no card is written twice for it", async () => {
    const scene = createCardScene();
    const { api, shown, updated } = shownCards();
    const session = scene.open({ api });
    await scene.clock.settle(session.finish(whole));
    await scene.clock.advance(30_000);
    expect([...shown.values()][0]).toContain(links);
    expect(updated).toEqual([...shown.keys()]);
  });
});
