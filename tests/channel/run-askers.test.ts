/** Whose message a run answers. */
import { expect, it } from "vitest";
import { createRunAskers } from "../../src/channel/reply/run-askers.ts";
import { inbound } from "../support/reply-scene.ts";

const from = (staffId: string) => ({ ...inbound(), sender: { staffId, name: staffId.toUpperCase() } });

it("a run is its asker's, also while others wait in the session", () => {
  const askers = createRunAskers();
  const [first, second] = [{}, {}];
  askers.begin(first, from("anna"), "s1", true);
  askers.bindRun("r1", first);
  const forget = askers.begin(second, from("bert"), "s1", true);
  expect(askers.find({ runId: "r1", sessionKey: "s1" })?.staffId).toBe("anna");
  // Without a run nobody can say which of the two it is.
  expect(askers.find({ sessionKey: "s1" })).toBeUndefined();
  forget();
  expect(askers.find({ sessionKey: "s1" })?.staffId).toBe("anna");
});

it("nobody is named for what is answered under somebody else's message", () => {
  const askers = createRunAskers();
  const queued = {};
  askers.begin(queued, from("anna"), "s1", false);
  askers.bindRun("r2", queued);
  expect(askers.find({ runId: "r2", sessionKey: "s1" })).toBeUndefined();
});
