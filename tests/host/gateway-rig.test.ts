/** The rig itself: a gateway that starts, is killed, starts again, and leaves nothing behind. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isAlive, listProcessTree } from "../../scripts/gateway/process-tree.ts";
import { linkGateway } from "../support/gateway-client.ts";
import { prepareGatewayState, startGateway, type Gateway } from "../support/gateway.ts";
import { createScriptedModel, type ScriptedModel } from "../support/scripted-model.ts";

let model: ScriptedModel;
let gateway: Gateway;
beforeAll(async () => {
  model = await createScriptedModel();
  const unreachable = { api: "http://127.0.0.1:9", oapi: "http://127.0.0.1:9" };
  const dingtalk = { clientId: "dingnobody", clientSecret: "made-up", endpoints: unreachable };
  const state = await prepareGatewayState({ model: { baseUrl: model.baseUrl }, dingtalk });
  pretendUncleanBoots(state.stateDir, 3);
  gateway = await startGateway(state);
});
afterAll(async () => {
  await gateway?.[Symbol.asyncDispose]();
  await model?.close();
});

function pretendUncleanBoots(stateDir: string, count: number): void {
  const database = new DatabaseSync(join(stateDir, "state", "openclaw.sqlite"));
  const insert = database.prepare(
    "INSERT INTO gateway_boot_lifecycle (boot_id, pid, started_at_ms) VALUES (?, 1, ?)",
  );
  for (let index = 0; index < count; index += 1)
    insert.run(`planted-${Date.now()}-${index}`, Date.now() - 1_000);
  database.close();
}

const suppressed = () => gateway.logs().some((line) => line.includes("suppressed by crash-loop breaker"));

describe("the gateway under test", () => {
  it("starts channels after the same crashes when they are forgiven", () => {
    expect(gateway.logs().some((line) => line.includes("[dingtalk] [default]"))).toBe(true);
    expect(suppressed()).toBe(false);
  });

  it("asks the scripted model and gets exactly what the script says", async () => {
    model.on("rig says hi", "He", "llo ", { wait: 50 }, "世界");
    const link = await linkGateway(gateway);
    await link.request("agent", {
      message: "rig says hi",
      sessionKey: "agent:main:rig",
      idempotencyKey: "rig-1",
    });
    const exchange = await model.next("rig says hi", 60_000);
    await exchange.done;
    await link.close();
    expect(exchange.request.prompt).toBe("rig says hi");
    expect(exchange.text).toBe("Hello 世界");
    expect(exchange.sent.map((chunk) => chunk.kind)).toEqual(["text", "text", "text", "end"]);
  });

  it("is dead after a kill, with all it had started", async () => {
    const tree = await listProcessTree(gateway.pid);
    expect(tree.length).toBeGreaterThan(1);
    await gateway.kill();
    expect(tree.filter(isAlive)).toEqual([]);
  });

  it("leaves channels down after many crashes when the host's breaker is left alone", async () => {
    pretendUncleanBoots(gateway.state.stateDir, 3);
    await gateway.restart({ keepCrashHistory: true });
    expect(suppressed()).toBe(true);
  });

  it("ends within five seconds and takes its folder along", async () => {
    const tree = await listProcessTree(gateway.pid);
    const startedAt = Date.now();
    await gateway.stop();
    expect(Date.now() - startedAt).toBeLessThan(5_000);
    expect(tree.filter(isAlive)).toEqual([]);
    gateway.state.remove();
    expect(existsSync(gateway.state.stateDir)).toBe(false);
  });
});
