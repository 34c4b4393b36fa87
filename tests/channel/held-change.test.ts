/** A change of the configuration that the gateway holds back while answers are being given: who asks is told. */
import { expect, test } from "vitest";
import { readStatus } from "../../src/channel/host/gateway-door.ts";
import { showStatus } from "../../src/channel/setup/show-status.ts";
import { describeGateway, waitUntilLive, writePlan } from "../../src/channel/setup/write-plan.ts";
import { createText } from "../../src/channel/text/text.ts";
import { createFastClock } from "../support/fast-clock.ts";
import { createSetupBench } from "../support/setup-bench.ts";

const text = createText("en");
const config = { channels: { dingtalk: { clientId: "ding-one", clientSecret: "one" } } };

/** As the host's `channels.status` answers (2026.9.6). */
const answer = (issues: readonly object[]) =>
  readStatus({
    channelAccounts: { dingtalk: [{ accountId: "default", connected: false }] },
    statusIssues: issues,
  });
const HELD = {
  channel: "dingtalk",
  accountId: "default",
  kind: "config",
  message: "Channel reload is deferred while active work finishes.",
};

const RAN = { gatewayRan: true, ending: new Map() };

const change = (key: string) => [
  { path: ["channels", "dingtalk", key], before: undefined, after: false, secret: false },
];

async function status(issues: readonly object[]) {
  const bench = createSetupBench({ config, gateway: () => answer(issues) });
  await showStatus(bench.host, text, false);
  return bench.printed.join("\n");
}

test("status says that the gateway waits with a change, and until when", async () => {
  expect(await status([HELD])).toContain("waits until the answers that are being given are over");
  expect(await status([])).not.toContain("waits until");
  expect(await status([{ ...HELD, channel: "feishu" }])).not.toContain("waits until");
});

test("an operator whose account is not live after a write learns that the gateway waits with it", async () => {
  const bench = createSetupBench({ config, gateway: () => answer([HELD]) });
  const host = { ...bench.host, clock: createFastClock(1_000) };
  const outcome = await waitUntilLive(host, "default", RAN);
  expect(outcome).toBe("held");
  expect(describeGateway(outcome, "default", text)).toMatch(/^! .*an approval that nobody decides counts/);
  const idle = createSetupBench({ config, gateway: () => answer([]) });
  const other = { ...idle.host, clock: createFastClock(1_000) };
  expect(await waitUntilLive(other, "default", RAN)).toBe("not-connected");
});

test("an operator hears that the account is live when it is connected anew, not while the old connection stands", async () => {
  let asked = 0;
  const bench = createSetupBench({
    config,
    // Before the write and for two looks after it, the old one.
    gateway: () => [{ accountId: "default", connected: true, connectedSince: (asked += 1) <= 3 ? 1 : 2 }],
  });
  const host = { ...bench.host, clock: createFastClock(1_000) };
  const restarting = await writePlan(host, change("enableAICard"));
  expect(await waitUntilLive(host, "default", restarting)).toBe("live");
  expect(asked).toBe(4);
  asked = 0;
  const readAnew = await writePlan(host, change("requireMention"));
  expect(await waitUntilLive(host, "default", readAnew)).toBe("live");
  expect(asked).toBe(2);
});
