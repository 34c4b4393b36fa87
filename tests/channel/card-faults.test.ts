/**
 * Every card call × every fault: a reader ends up with exactly one full answer, on the card or by message,
 * and with no card that spins.
 */
import { describe, expect, it } from "vitest";
import type { CardOutcome } from "../../src/channel/card/card-session.ts";
import type { OpenCardStore } from "../../src/channel/card/open-cards.ts";
import { PUBLIC_AI_CARD } from "../../src/contract/card.ts";
import { CARD_TEXT, createCardScene } from "../support/card-scene.ts";
import type { FakeCall, Fault, FaultPlan } from "../support/fake-card-api.ts";

const FINAL = "The whole answer, word for word. 完。";

const CALLS: Record<string, Pick<FaultPlan, "when" | "skip">> = {
  create: { when: (call) => call.kind === "create" },
  "first frame": { when: (call) => isFrame(call) },
  "middle frame": { when: (call) => isFrame(call), skip: 1 },
  "final frame": { when: (call) => call.kind === "stream" && call.request.finalize === true },
  "status update": { when: (call) => call.kind === "update" },
};
const FAULTS: Record<string, Fault> = {
  qps: { code: "qps-limit" },
  "500": { code: "server", platformCode: "unknownError" },
  timeout: { code: "timeout", afterMs: 10_000 },
  "timeout that took effect": { code: "timeout", afterMs: 10_000, tookEffect: true },
  reset: { code: "network", dispatched: "maybe" },
  "no connection": { code: "network", dispatched: "no", afterMs: 1 },
  "permission missing": { code: "scope-missing", requiredScopes: ["Card.Streaming.Write"] },
  "template refused": { code: "refused", platformCode: "param.templateUnpublished" },
  "card not exist": { code: "card-not-exist" },
  "hidden failure": { code: "hidden-failure" },
  "quota gone": { code: "quota-gone" },
};
const PASSING = new Set(["qps", "500", "timeout", "timeout that took effect", "reset", "no connection"]);

function isFrame(call: FakeCall): boolean {
  return call.kind === "stream" && call.request.finalize !== true;
}

/** An answer of six seconds with the fault; then everything that is still under way comes to its end. */
async function answer(plan?: FaultPlan, store?: OpenCardStore) {
  const scene = createCardScene();
  if (plan) scene.api.fail(plan);
  const session = scene.open(store ? { store } : {});
  for (const [ms, text] of [
    [0, "The"],
    [1_000, "The whole"],
    [1_000, "The whole answer"],
    [2_000, "The whole answer, word"],
  ] as const) {
    await scene.clock.advance(ms);
    session.update(text);
  }
  await scene.clock.advance(2_000);
  const startedAt = scene.clock.now();
  const outcome = await scene.clock.settle(session.finish(FINAL));
  const tookMs = scene.clock.now() - startedAt;
  // A card that the month's end left open is tried for a month.
  await scene.clock.settle(session.settled(), 32 * 24 * 60 * 60_000);
  return { scene, session, outcome, tookMs };
}

/** What the reader has of the answer: on cards, plus what the caller now sends. */
function fullTexts(outcome: CardOutcome, seen: readonly { text: string }[]): string[] {
  const sent = outcome.kind === "not-shown" ? [outcome.text] : [];
  return [...seen.map((card) => card.text), ...sent].filter((text) => text === FINAL);
}

describe("one fault, once", () => {
  for (const [callName, call] of Object.entries(CALLS)) {
    for (const [faultName, fault] of Object.entries(FAULTS)) {
      it(`leaves a reader one whole answer when the ${callName} meets: ${faultName}`, async () => {
        const { scene, outcome } = await answer({ ...call, fault });
        expect(fullTexts(outcome, scene.api.seen)).toEqual([FINAL]);
        expect(scene.api.violations).toEqual([]);
        expect(scene.api.seen.length).toBeLessThanOrEqual(1);
        if (outcome.kind === "not-shown") {
          for (const card of scene.api.seen)
            expect(card).toMatchObject({ text: CARD_TEXT.pointer, spinning: false });
        }
        expect(scene.api.seen.some((card) => card.spinning)).toBe(false);
        if (PASSING.has(faultName)) expect(outcome.kind).toBe("finished");
        expect(scene.store.list()).toEqual([]);
      });
    }
  }
});

describe("one fault, for ever", () => {
  for (const [callName, call] of Object.entries(CALLS)) {
    for (const [faultName, fault] of Object.entries(FAULTS)) {
      it(`loses no word and doubles none when the ${callName} always meets: ${faultName}`, async () => {
        const { scene, outcome, tookMs } = await answer({ ...call, fault, times: Number.POSITIVE_INFINITY });
        expect(fullTexts(outcome, scene.api.seen)).toEqual([FINAL]);
        expect(scene.api.violations).toEqual([]);
        expect(tookMs).toBeLessThan(45_000);
        if (outcome.kind === "not-shown") expect(outcome.text).toBe(FINAL);
        // Only a state that can never be written stays behind, and it stays on record for the next start.
        if (callName !== "status update") {
          expect(scene.api.seen.some((card) => card.spinning)).toBe(false);
          expect(scene.store.list()).toEqual([]);
        } else expect(outcome.kind).toBe("finished");
      });
    }
  }
});

/** It takes nothing and says so, as the store does when SQLite has no room. */
const FULL_DISK: OpenCardStore = {
  put: () => false,
  updateText() {},
  remove() {},
  list: () => [],
  close() {},
};

describe("one fault, once, with a full disk", () => {
  for (const [callName, call] of Object.entries(CALLS)) {
    it.each(Object.entries(FAULTS))(
      `leaves a reader one whole answer when the ${callName} meets: %s`,
      async (_name, fault) => {
        const { scene, outcome } = await answer({ ...call, fault }, FULL_DISK);
        expect(fullTexts(outcome, scene.api.seen)).toEqual([FINAL]);
        expect(scene.api.violations).toEqual([]);
        expect(scene.api.seen.some((card) => card.spinning)).toBe(false);
      },
    );
  }
});

describe("faults with a story", () => {
  it("a reader sees newer text after a throttled frame, which is not sent again", async () => {
    const { scene } = await answer({ when: isFrame, fault: { code: "qps-limit" } });
    const texts = scene.api.of("stream").map((call) => call.request.content);
    expect(texts).toEqual(["The whole", "The whole answer", "The whole answer, word", FINAL]);
  });

  it("a card whose creation took effect but was then refused ends with the pointer", async () => {
    const scene = createCardScene();
    const session = scene.open();
    scene.api.fail({ when: (call) => call.kind === "create", fault: FAULTS["timeout that took effect"]! });
    scene.api.fail({ when: (call) => call.kind === "create", fault: { code: "refused" } });
    session.update("The");
    await scene.clock.advance(15_000);
    const outcome = await scene.clock.settle(session.finish(FINAL));
    expect(outcome).toMatchObject({ kind: "not-shown", text: FINAL, shownText: "The" });
    await scene.clock.settle(session.settled());
    expect(scene.api.seen).toMatchObject([{ text: CARD_TEXT.pointer, spinning: false }]);
  });

  it("a card of a template without a state gets the pointer even when no frame is accepted", async () => {
    const scene = createCardScene();
    const { statusKey: _, ...template } = PUBLIC_AI_CARD;
    const session = scene.open({ template });
    session.update("The");
    await scene.clock.advance(500);
    const times = Number.POSITIVE_INFINITY;
    scene.api.fail({ when: (call) => call.kind === "stream", fault: { code: "refused" }, times });
    expect(await scene.clock.settle(session.finish(FINAL))).toMatchObject({ kind: "not-shown", text: FINAL });
    await scene.clock.settle(session.settled());
    expect(scene.api.seen).toMatchObject([{ text: CARD_TEXT.pointer }]);
    // Only a final frame would end it: the next start has a go.
    expect(scene.store.list()).toHaveLength(1);
  });

  it("every conversation of the app waits after one was throttled, frames and finals alike", async () => {
    const scene = createCardScene();
    const sessions = [scene.open({ pacing: { mode: "full" } }), scene.open({ pacing: { mode: "full" } })];
    for (const session of sessions) session.update("one");
    await scene.clock.advance(1_000);
    scene.api.fail({ when: isFrame, fault: { code: "qps-limit", retryAfterMs: 3_000 } });
    sessions[0]?.update("one two");
    await scene.clock.advance(100);
    const throttledAt = scene.clock.now();
    sessions[1]?.update("one two");
    const ended = scene.clock.settle(sessions[0]!.finish("one two three"));
    expect((await ended).kind).toBe("finished");
    await scene.clock.advance(1_000);
    const later = scene.api.of("stream").filter((call) => call.at >= throttledAt);
    expect(later.length).toBeGreaterThanOrEqual(2);
    for (const call of later) expect(call.at - throttledAt).toBeGreaterThanOrEqual(2_900);
  });

  it("every conversation of the app waits after the end of one was throttled", async () => {
    const scene = createCardScene();
    const [first, second] = [scene.open(), scene.open()];
    first.update("one");
    await scene.clock.advance(1_000);
    scene.api.fail({ ...CALLS["final frame"]!, fault: { code: "qps-limit", retryAfterMs: 3_000 } });
    const ended = first.finish("one two");
    await scene.clock.advance(200);
    const throttledAt = scene.clock.now();
    second.update("hello");
    await scene.clock.settle(ended);
    const created = scene.api.of("create")[1];
    expect((created?.at ?? 0) - throttledAt).toBeGreaterThanOrEqual(2_800);
  });

  it("the platform gets one create for a card whose creation took effect but timed out", async () => {
    const { scene } = await answer({
      when: (call) => call.kind === "create",
      fault: FAULTS["timeout that took effect"]!,
    });
    const ids = new Set(scene.api.of("create").map((call) => call.request.outTrackId));
    expect(ids.size).toBe(1);
    expect(scene.api.seen).toMatchObject([{ text: FINAL, spinning: false }]);
  });

  it("the final frame is repeated under its own guid, and every other frame has a new one", async () => {
    const { scene } = await answer({ ...CALLS["final frame"]!, fault: { code: "server" }, times: 2 });
    const frames = scene.api.of("stream");
    const finals = new Set(frames.filter((call) => call.request.finalize).map((call) => call.request.guid));
    expect(finals.size).toBe(1);
    expect(new Set(frames.map((call) => call.request.guid)).size).toBe(frames.length - 2);
  });

  it("a card that was refused in the middle ends with the pointer, and the text so far is reported", async () => {
    const { scene, outcome } = await answer({ ...CALLS["middle frame"]!, fault: { code: "refused" } });
    expect(outcome).toMatchObject({
      kind: "not-shown",
      reason: "refused",
      text: FINAL,
      shownText: "The whole",
    });
    expect(scene.api.seen).toMatchObject([{ text: CARD_TEXT.pointer, spinning: false }]);
    expect(scene.api.of("stream").filter((call) => isFrame(call))).toHaveLength(2);
  });

  it("a wrong content key (500 for every frame) does not make a reader wait for the full deadline", async () => {
    const fault = { code: "server", platformCode: "unknownError" } as const;
    const times = Number.POSITIVE_INFINITY;
    const { scene, outcome, tookMs } = await answer({ when: (call) => call.kind === "stream", fault, times });
    expect(outcome).toMatchObject({ kind: "not-shown", text: FINAL });
    expect(tookMs).toBeLessThan(6_000);
    // The state can still be written, so the card does not spin.
    expect(scene.api.seen).toMatchObject([{ text: CARD_TEXT.pointer, spinning: false }]);
  });

  it("a platform that comes back after a minute gets the pointer on the card that was given up", async () => {
    const scene = createCardScene();
    const session = scene.open();
    session.update("The");
    await scene.clock.advance(2_000);
    const downUntil = scene.clock.now() + 90_000;
    const when = () => scene.clock.now() < downUntil;
    scene.api.fail({ when, fault: { code: "network", dispatched: "no" }, times: Number.POSITIVE_INFINITY });
    const outcome = await scene.clock.settle(session.finish(FINAL));
    expect(outcome).toMatchObject({ kind: "not-shown", text: FINAL });
    expect(scene.store.list()).toMatchObject([{ state: "pointing", text: CARD_TEXT.pointer }]);
    await scene.clock.settle(session.settled(), 60 * 60_000);
    expect(scene.api.seen).toMatchObject([{ text: CARD_TEXT.pointer, spinning: false }]);
    expect(scene.store.list()).toEqual([]);
  });

  it("without any fault, none of this happens", async () => {
    const { scene, outcome } = await answer();
    expect(outcome.kind).toBe("finished");
    expect(scene.api.calls.map((call) => call.kind)).toEqual([
      "create",
      "stream",
      "stream",
      "stream",
      "stream",
      "update",
    ]);
  });
});
