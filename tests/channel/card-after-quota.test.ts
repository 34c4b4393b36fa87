/** A card that the end of the month's calls left open is closed when calls come back, without a restart. */
import { expect, it } from "vitest";
import { CARD_TEXT, createCardScene } from "../support/card-scene.ts";

const HOUR = 60 * 60_000;

it("a card whose answer went out by message points there once calls are back, hours later", async () => {
  const scene = createCardScene();
  const session = scene.open();
  session.update("The beginning");
  await scene.clock.advance(3_000);
  const gone = { when: () => true, fault: { code: "quota-gone" as const }, times: 1_000_000 };
  scene.api.fail(gone);
  const outcome = await scene.clock.settle(session.finish("The whole answer."));
  expect(outcome).toMatchObject({ kind: "not-shown", reason: "quota", text: "The whole answer." });
  await scene.clock.advance(30 * HOUR);
  expect(scene.api.seen).toEqual([expect.objectContaining({ text: "The beginning", spinning: true })]);
  expect(scene.store.list()).toHaveLength(1);
  gone.times = 0;
  await scene.clock.advance(HOUR);
  await scene.clock.settle(session.settled());
  expect(scene.api.seen).toEqual([expect.objectContaining({ text: CARD_TEXT.pointer, spinning: false })]);
  expect(scene.store.list()).toEqual([]);
  // One try an hour: they cost nothing, but they are calls.
  expect(scene.api.calls.length).toBeLessThan(80);
});
