/** Cards that a crash left open, and what their readers see after the next start. */
import { describe, expect, it } from "vitest";
import { resumeCardSession } from "../../src/channel/card/card-session.ts";
import { recoverOpenCards, type CardRecoveryOptions } from "../../src/channel/card/recover-cards.ts";
import { CARD_TEXT, createCardScene } from "../support/card-scene.ts";

const MARK = "（已中断 / interrupted）";
const WORDS = { interrupted: MARK, pointer: CARD_TEXT.pointer };
const sendInstead = async () => {
  throw new Error("nothing goes out by message here");
};

/** A process that dies while it writes an answer, and what the next one needs to tidy up. */
async function crashed(text = "Half an answer", createdMs = 3_000, below = "") {
  const scene = createCardScene();
  const session = scene.open();
  session.update(text, below);
  await scene.clock.advance(createdMs);
  session.dispose();
  const recover = (options: Partial<CardRecoveryOptions> = {}) => {
    const { api, bucket, clock, store } = scene;
    const signal = new AbortController().signal;
    return recoverOpenCards({ api, bucket, clock, store, signal, text: WORDS, sendInstead, ...options });
  };
  return { scene, session, recover };
}

describe("cards left open by a crash", () => {
  it("end with what was written and a mark, and nothing spins", async () => {
    const { scene, session, recover } = await crashed("Half:\n```js\nlet a");
    const report = await scene.clock.settle(recover());
    expect(report.finished).toHaveLength(1);
    const text = `Half:\n\`\`\`js\nlet a\n\`\`\`\n\n${MARK}`;
    expect(scene.api.seen).toEqual([{ outTrackId: session.outTrackId, text, spinning: false }]);
    expect(scene.store.list()).toEqual([]);
  });

  it.each([
    [
      "with the words alone where a tool was at work below them",
      "Half an answer",
      `Half an answer\n\n${MARK}`,
    ],
    ["with the mark where nothing but the work stood there", "", MARK],
  ])("end %s", async (_what, written, left) => {
    const { scene, recover } = await crashed(written, 5_000, "> 🔧 Using read…");
    expect(scene.api.seen[0]?.text).toContain("> 🔧 Using read…");
    await scene.clock.settle(recover());
    expect(scene.api.seen).toMatchObject([{ text: left, spinning: false }]);
  });

  it("end with the whole answer when the crash came between its last word and its end", async () => {
    const scene = createCardScene();
    const session = scene.open();
    session.update("Almost");
    await scene.clock.advance(3_000);
    void session.finish("Almost all. All.");
    await scene.clock.advance(50);
    session.dispose();
    const { api, bucket, clock, store } = scene;
    const signal = new AbortController().signal;
    await clock.settle(recoverOpenCards({ api, bucket, clock, store, signal, text: WORDS, sendInstead }));
    expect(api.seen).toMatchObject([{ text: "Almost all. All.", spinning: false }]);
  });

  it("whose answer the card does not take any more are answered by message, once, also over a second start", async () => {
    const scene = createCardScene();
    const session = scene.open();
    session.update("Almost");
    await scene.clock.advance(3_000);
    void session.finish("Almost all. All.");
    session.dispose();
    scene.api.fail({ when: () => true, fault: { code: "scope-missing" }, times: Number.POSITIVE_INFINITY });
    const { api, bucket, clock, store } = scene;
    const { signal } = new AbortController();
    const sent: string[] = [];
    const start = () =>
      clock.settle(
        recoverOpenCards({
          api,
          bucket,
          clock,
          store,
          signal,
          text: WORDS,
          sendInstead: async ({ text }) => void sent.push(text),
        }),
      );
    await start();
    expect(sent).toEqual(["Almost all. All."]);
    expect(store.list()).toMatchObject([{ state: "pointing", text: CARD_TEXT.pointer }]);
    await start();
    expect(sent).toHaveLength(1);
  });

  it("are forgotten when the platform does not know them: the crash came before they were created", async () => {
    const { scene, recover } = await crashed("Never arrived", 10);
    expect(scene.store.list()).toHaveLength(1);
    scene.store.put({ ...scene.store.list()[0]!, outTrackId: "unknown-card" });
    const report = await scene.clock.settle(recover());
    expect(report.dropped.map((record) => record.outTrackId)).toContain("unknown-card");
    expect(scene.store.list()).toEqual([]);
  });

  it("are tried again while the network is away, and left on record when the account stops first", async () => {
    const { scene, recover } = await crashed();
    const down = { until: scene.clock.now() + 60_000 };
    const when = () => scene.clock.now() < down.until;
    scene.api.fail({ when, fault: { code: "network", dispatched: "no" }, times: Number.POSITIVE_INFINITY });
    const stop = new AbortController();
    const first = recover({ signal: stop.signal });
    await scene.clock.advance(30_000);
    stop.abort();
    expect((await scene.clock.settle(first)).left).toHaveLength(1);
    expect(scene.store.list()).toHaveLength(1);
    const report = await scene.clock.settle(recover());
    expect(report.finished).toHaveLength(1);
    expect(scene.api.seen).toMatchObject([{ text: `Half an answer\n\n${MARK}`, spinning: false }]);
  });

  it("are dropped after seven days without a call", async () => {
    const { scene, recover } = await crashed();
    await scene.clock.advance(8 * 24 * 60 * 60_000);
    const calls = scene.api.calls.length;
    const report = await recover();
    expect(report.dropped).toHaveLength(1);
    expect(scene.api.calls).toHaveLength(calls);
    expect(scene.store.list()).toEqual([]);
  });

  it("take the recovered answer into the same card when the caller adopts them", async () => {
    const { scene, session, recover } = await crashed();
    const report = await scene.clock.settle(recover({ decide: () => "adopt" }));
    const [record] = report.adopted;
    expect(scene.store.list()).toHaveLength(1);
    const resumed = resumeCardSession(record!, scene.base);
    resumed.update("A new");
    await scene.clock.advance(2_000);
    expect(scene.api.seen[0]?.text).toBe("A new");
    const outcome = await scene.clock.settle(resumed.finish("A new answer."));
    expect(outcome).toMatchObject({ kind: "finished", outTrackId: session.outTrackId });
    expect(scene.api.seen).toEqual([
      { outTrackId: session.outTrackId, text: "A new answer.", spinning: false },
    ]);
    expect(scene.api.of("create")).toHaveLength(1);
    expect(scene.store.list()).toEqual([]);
  });

  it("end with their old text and the mark when the adopted answer never comes", async () => {
    const { scene, recover } = await crashed();
    const report = await scene.clock.settle(recover({ decide: () => "adopt" }));
    const resumed = resumeCardSession(report.adopted[0]!, scene.base);
    await scene.clock.settle(resumed.interrupt(MARK));
    expect(scene.api.seen).toMatchObject([{ text: `Half an answer\n\n${MARK}`, spinning: false }]);
  });
});
