/** The gateway's own configuration file is left alone while the gateway takes a change of it up. */
import { expect, test } from "vitest";
import { whenTaken } from "../../src/channel/host/gateway-config-file.ts";
import { createManualClock } from "../support/manual-clock.ts";

const written = { meta: { lastTouchedVersion: "2026.9.6" }, channels: { dingtalk: { name: "new" } } };
const before = { channels: { dingtalk: { name: "old" } } };

function start(inEffect: () => unknown) {
  const clock = createManualClock();
  let taken = false;
  const done = whenTaken(written, { inEffect, clock }).then(() => (taken = true));
  return {
    done,
    isTaken: () => taken,
    pass: clock.advance,
  };
}

test("a gateway that has a change in effect is given time to start its accounts; its stamp does not matter", async () => {
  let inEffect: object = before;
  const { pass, isTaken, done } = start(() => inEffect);
  await pass(5_000);
  expect(isTaken()).toBe(false);
  inEffect = { ...written, meta: {} };
  await pass(2_500);
  expect(isTaken()).toBe(false);
  await pass(1_000);
  await done;
});

test("a gateway that does not reload keeps nobody waiting for ever", async () => {
  const { pass, isTaken, done } = start(() => before);
  await pass(20_000);
  expect(isTaken()).toBe(false);
  await pass(4_000);
  await done;
});
