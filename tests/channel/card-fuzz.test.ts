/** Any answer, any latency, any faults: a reader never loses a word and never gets the answer twice. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CARD_TEXT, createCardScene } from "../support/card-scene.ts";
import type { Fault } from "../support/fake-card-api.ts";

/** Faults that pass: after them the platform works again. */
const PASSING: readonly Fault[] = [
  { code: "qps-limit" },
  { code: "qps-limit", retryAfterMs: 4_000 },
  { code: "server" },
  { code: "timeout", afterMs: 10_000 },
  { code: "timeout", afterMs: 10_000, tookEffect: true },
  { code: "network", dispatched: "maybe" },
  { code: "network", dispatched: "maybe", tookEffect: true },
  { code: "network", dispatched: "no", afterMs: 1 },
];
const FATAL: readonly Fault[] = [{ code: "refused" }, { code: "card-not-exist" }, { code: "hidden-failure" }];

const planOf = (faults: readonly Fault[]) =>
  fc.record({
    kind: fc.constantFrom("create", "stream", "final", "update"),
    fault: fc.constantFrom(...faults),
    skip: fc.nat(3),
    // Three plans on one call stay below the tries that a card gets in this process.
    times: fc.integer({ min: 1, max: 3 }),
  });

const answer = fc.record({
  latencyMs: fc.constantFrom(5, 100, 900, 4_000),
  words: fc.array(fc.constantFrom("word ", "**bold** ", "字字字。", "\n\n", "- item\n", "`code` "), {
    minLength: 1,
    maxLength: 60,
    size: "max",
  }),
  stepMs: fc.constantFrom(10, 150, 700),
  maxCodePoints: fc.constantFrom(100, 2_500),
  mode: fc.constantFrom("auto" as const, "full" as const),
  plans: fc.oneof(
    fc.array(planOf(PASSING), { maxLength: 3 }),
    fc.tuple(planOf(FATAL)).map(([plan]) => [{ ...plan, times: 1 }]),
  ),
});

describe("any answer under any faults", () => {
  it("reaches a reader whole, once, and leaves no card spinning", async () => {
    await fc.assert(
      fc.asyncProperty(answer, async ({ latencyMs, words, stepMs, maxCodePoints, mode, plans }) => {
        const scene = createCardScene(latencyMs);
        for (const { kind, fault, skip, times } of plans) {
          const when = (call: (typeof scene.api.calls)[number]) =>
            kind === "final" ? call.kind === "stream" && call.request.finalize === true : call.kind === kind;
          scene.api.fail({ when, fault, skip, times });
        }
        const session = scene.open({ maxCodePoints, pacing: { mode } });
        let text = "Start. ";
        for (const word of words) {
          session.update(text);
          text += word;
          await scene.clock.advance(stepMs);
        }
        const outcome = await scene.clock.settle(session.finish(text));
        await scene.clock.settle(session.settled(), 3 * 60 * 60_000);
        expect(scene.api.violations).toEqual([]);
        const cards = scene.api.seen.filter((card) => card.text !== CARD_TEXT.pointer);
        const sent = outcome.kind === "not-shown" ? outcome.text : "";
        const got = cards.map((card) => card.text).join("") + sent;
        // Where a text may need several cards, blanks between and behind them may go; one card has the answer byte for
        // byte.
        if (maxCodePoints < 2_500) expect(got.replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
        else expect(got).toBe(text);
        expect(scene.api.seen.filter((card) => card.spinning)).toEqual([]);
        expect(scene.store.list()).toEqual([]);
        expect(scene.clock.pending).toBe(0);
      }),
      { numRuns: 400 },
    );
  }, 60_000);
});
