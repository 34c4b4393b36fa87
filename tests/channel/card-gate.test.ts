/** How often an operator hears of a missing permission, and whose cards it turns off. */
import { describe, expect, it } from "vitest";
import type { CardApiError } from "../../src/channel/card/card-api.ts";
import { createCardGate } from "../../src/channel/card/card-gate.ts";
import { DingTalkError, type DingTalkErrorCode } from "../../src/client/errors.ts";
import { createCardScene } from "../support/card-scene.ts";
import { createManualClock } from "../support/manual-clock.ts";

function failure(code: DingTalkErrorCode, extra: { platformCode?: string; requiredScopes?: string[] } = {}) {
  return new DingTalkError(code, "no", { operation: "streamCard", dispatched: "refused", ...extra });
}

function createScene() {
  const clock = createManualClock();
  const told: CardApiError[] = [];
  const gate = createCardGate({ clock, onPermissionMissing: (error) => told.push(error) });
  return { clock, gate, told };
}

describe("the card gate", () => {
  it("tells the operator once, turns cards off, and lets one answer try again after five minutes", async () => {
    const { clock, gate, told } = createScene();
    const missing = failure("scope-missing", { requiredScopes: ["Card.Streaming.Write"] });
    expect(gate.allows()).toBe(true);
    gate.refused(missing);
    gate.refused(failure("scope-missing", { requiredScopes: ["Card.Streaming.Write"] }));
    expect(told).toEqual([missing]);
    expect(gate.allows()).toBe(false);
    await clock.advance(5 * 60_000);
    expect([gate.allows(), gate.allows()]).toEqual([true, false]);
    gate.refused(missing);
    expect(told).toHaveLength(1);
    expect(gate.refusal).toBe(missing);
  });

  it("speaks again when another permission is missing, or the same one after cards worked", () => {
    const { gate, told } = createScene();
    gate.refused(failure("scope-missing", { requiredScopes: ["Card.Streaming.Write"] }));
    gate.refused(failure("scope-missing", { requiredScopes: ["Card.Instance.Write"] }));
    expect(told).toHaveLength(2);
    gate.worked();
    expect(gate.allows()).toBe(true);
    gate.refused(failure("scope-missing", { requiredScopes: ["Card.Instance.Write"] }));
    expect(told).toHaveLength(3);
  });

  it("turns cards off for an unpublished template, but not for one chat's trouble or a busy minute", () => {
    const { gate, told } = createScene();
    for (const code of [
      "refused",
      "qps-limit",
      "server",
      "card-not-exist",
      "hidden-failure",
      "timeout",
    ] as const) {
      gate.refused(failure(code));
    }
    gate.refused(new Error("anything"));
    expect(gate.allows()).toBe(true);
    gate.refused(failure("refused", { platformCode: "param.templateUnpublished" }));
    expect(gate.allows()).toBe(false);
    expect(told).toHaveLength(1);
  });

  it("opens again when an answer was finished on a card", async () => {
    const scene = createCardScene();
    const gate = createCardGate({ clock: scene.clock, onPermissionMissing: () => {} });
    gate.refused(failure("scope-missing"));
    await scene.clock.settle(scene.open({ gate }).finish("It works."));
    expect(gate.refusal).toBeUndefined();
    expect(gate.allows()).toBe(true);
  });

  it("stays off after an answer whose card could be created but not streamed to", async () => {
    const scene = createCardScene();
    const told: CardApiError[] = [];
    const gate = createCardGate({ clock: scene.clock, onPermissionMissing: (error) => told.push(error) });
    const requiredScopes = ["Card.Streaming.Write"];
    const fault = { code: "scope-missing", requiredScopes } as const;
    scene.api.fail({ when: (call) => call.kind === "stream", fault, times: Number.POSITIVE_INFINITY });
    for (let round = 0; round < 2; round += 1) {
      const session = scene.open({ gate });
      session.update("Hello");
      await scene.clock.advance(2_000);
      const outcome = await scene.clock.settle(session.finish("Hello there"));
      expect(outcome).toMatchObject({ kind: "not-shown", reason: "permission", text: "Hello there" });
      await scene.clock.settle(session.settled());
    }
    expect(told).toHaveLength(1);
    expect(gate.allows()).toBe(false);
    expect(scene.api.seen.every((card) => !card.spinning)).toBe(true);
  });
});
