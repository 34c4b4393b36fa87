/**
 * The wizard on a real terminal against a DingTalk that fails: each fault is told where the person sits, with what to
 * do, and ← leads on from it. One sitting for all, as the command line takes seconds to start.
 */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { configPathOf } from "../../scripts/gateway/gateway-environment.ts";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  type Emulator,
} from "../../src/emulator/index.ts";
import { enterByHand } from "../support/enter-by-hand.ts";
import { prepareGatewayState, type GatewayState } from "../support/gateway.ts";
import { localSection } from "../support/setup-bench.ts";
import { Key, openTerminal, type Terminal } from "../support/terminal.ts";

const NO_MODEL = { baseUrl: "http://127.0.0.1:9" };

let emulator: Emulator;
let state: GatewayState;
let terminal: Terminal;
beforeAll(async () => {
  emulator = await createEmulator();
  state = await prepareGatewayState({ model: NO_MODEL, dingtalk: localSection(emulator) });
}, 120_000);
afterAll(async () => {
  await terminal?.kill();
  await emulator?.close();
  state?.remove();
});

const METHOD = /How do you get the credentials[\s\S]*● Scan a code/;
const SETTINGS = /Who may use the bot\?[\s\S]*● As it is/;

async function scan(): Promise<string> {
  terminal.type(Key.enter);
  await terminal.see(/Waiting for the scan/);
  return emulator.registrations().at(-1)?.userCode ?? "";
}

/** Until `clearFaults`: what is throttled is tried three times. */
const refuse = (operation: "openConnection" | "sendDirect", status: number, code: string) => () =>
  emulator.fault({ operation, effect: { kind: "refuse", status, code } });

/** Faults that leave a bot that connects: what is done to DingTalk, and what the person reads. */
const FAULTS: readonly (readonly [string, () => unknown, RegExp])[] = [
  [
    "an address that is not on the list",
    refuse("sendDirect", 403, "Forbidden.AccessDenied.IpNotInWhiteList"),
    /\? Permission to send: [\s\S]*list of server addresses/,
  ],
  [
    "a month's quota that is gone",
    refuse("sendDirect", 403, "Forbidden.AccessDenied.ApiCountLimitForOrg"),
    /\? Permission to send: [\s\S]*quota of calls is spent/,
  ],
  [
    "an organisation without certificate",
    refuse("sendDirect", 403, "orgAuthLevelNotEnough"),
    /\? Permission to send: [\s\S]*certified in DingTalk's admin console[\s\S]*→ https:\/\/oa\.dingtalk\.com/,
  ],
  [
    "too many calls",
    refuse("sendDirect", 403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi"),
    /\? Permission to send: [\s\S]*nothing is wrong with the app\. Check again in a minute/,
  ],
  [
    "a line that breaks",
    () => emulator.fault({ operation: "sendDirect", effect: { kind: "reset" }, times: 1 }),
    /\? Permission to send: [\s\S]*network, DNS and proxy/,
  ],
  [
    "a permission that is missing",
    () => emulator.revoke(DEFAULT_CLIENT_ID, "qyapi_robot_sendmsg"),
    /✗ Permission to send: qyapi_robot_sendmsg is missing[\s\S]*apply\?content=/,
  ],
];

test("an operator reads of every fault what to do, goes back from it, and has nothing written in the end", async () => {
  const before = readFileSync(configPathOf(state.stateDir), "utf8");
  terminal = openTerminal(state.stateDir, ["china", "setup", "--lang", "en"]);
  await terminal.see(METHOD);
  // By a scan: no code to be had, refused on the phone, over, given up, gone back from.
  emulator.fault({
    operation: "registrationInit",
    effect: { kind: "refuse", status: 200, code: "90018" },
  });
  terminal.type(Key.enter);
  await terminal.see(/✗ [\s\S]*too many calls/);
  emulator.clearFaults();
  await terminal.see(METHOD);
  for (const [decision, told] of [
    ["refuse", /✗ DingTalk did not create an app: 用户取消了授权/],
    ["expire", /✗ The code has expired/],
  ] as const) {
    emulator.scan(await scan(), decision);
    await terminal.see(told);
    await terminal.see(METHOD);
  }
  for (const key of [Key.enter, Key.left]) {
    await scan();
    terminal.type(key);
    await terminal.see(METHOD);
  }
  // By hand: a secret that is wrong, an app that is not published.
  await enterByHand(terminal, "typed-wrong-secret");
  await terminal.see(/✗ Credentials: [\s\S]*Client ID or Client Secret is wrong[\s\S]*● Check again/);
  terminal.type(Key.left);
  await terminal.see(METHOD);
  refuse("openConnection", 400, "invalidParameter")();
  await enterByHand(terminal);
  await terminal.see(/✗ Stream connection: [\s\S]*a version is published[\s\S]*● Check again/);
  emulator.clearFaults();
  // Throttled: what was typed is kept, and the same check is one key away.
  refuse("openConnection", 403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi")();
  terminal.type(Key.enter);
  await terminal.see(/\? Stream connection: [\s\S]*Check again in a minute[\s\S]*● Check again/);
  emulator.clearFaults();
  terminal.type(Key.enter);
  await terminal.see(/✓ Stream connection/);
  await terminal.see(SETTINGS);
  for (const [fault, cause, told] of FAULTS) {
    terminal.type(Key.left);
    await terminal.see(METHOD);
    cause();
    await enterByHand(terminal);
    await terminal.see(told).catch((error: unknown) => {
      throw new Error(`Nobody told of ${fault}.`, { cause: error });
    });
    await terminal.see(SETTINGS);
    emulator.clearFaults();
  }
  // The difference, back to the message, and no.
  terminal.type(Key.enter);
  await terminal.see(/Now write to the bot/);
  terminal.type(Key.enter);
  await terminal.see(/Write it\?[\s\S]*● Write/);
  terminal.type(Key.left);
  await terminal.see(/Now write to the bot/);
  terminal.type(Key.ctrlC);
  await terminal.see(/Nothing was written/);
  expect(await terminal.ended).toBe(130);
  expect(terminal.shown()).not.toMatch(new RegExp(`typed-wrong-secret|${DEFAULT_CLIENT_SECRET}`));
  expect(readFileSync(configPathOf(state.stateDir), "utf8")).toBe(before);
}, 240_000);
