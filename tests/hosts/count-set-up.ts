/**
 * Counts what a person does on a machine where OpenClaw runs, until an agent's first answer: the two commands of
 * docs/setup.md on a terminal, with the code scanned by a phone. Seconds are the machine's; reading, looking for the
 * phone and typing come on top.
 */
import { createEmulator, type Emulator } from "../../src/emulator/index.ts";
import { answered, connected } from "../support/dingtalk-rig.ts";
import { prepareGatewayState, startGateway, type GatewayState } from "../support/gateway.ts";
import { createScriptedModel } from "../support/scripted-model.ts";
import { Key, openTerminal, type Terminal } from "../support/terminal.ts";
import { pointAtLocalDingTalk } from "./cold-run.ts";

export interface SetUpCount {
  readonly commands: readonly string[];
  /** Answers given in the terminal, in order: to OpenClaw's installer, and to our wizard. */
  readonly toInstaller: readonly string[];
  readonly toWizard: readonly string[];
  /** What is done in DingTalk. */
  readonly onThePhone: readonly string[];
  readonly seconds: number;
}

interface Sitting {
  readonly state: GatewayState;
  readonly emulator: Emulator;
  readonly commands: string[];
  readonly toInstaller: string[];
  readonly toWizard: string[];
  readonly onThePhone: string[];
}

const PERSON = "lina02";
const ANSWER = "Your agent.";

async function type(sitting: Sitting, args: readonly string[], work: (terminal: Terminal) => Promise<void>) {
  const terminal = openTerminal(sitting.state.stateDir, args, { LANG: "en_US.UTF-8" });
  sitting.commands.push(`openclaw ${args.slice(0, 2).join(" ")}`);
  try {
    await work(terminal);
    const code = await terminal.ended;
    if (code !== 0)
      throw new Error(`${args[0]} ${args[1]} ended with code ${code}:\n${terminal.shown().slice(-600)}`);
  } finally {
    await terminal.kill();
  }
}

/** Its questions depend on the release and on the source; each is answered with yes and counted. */
function install(sitting: Sitting, tarball: string): Promise<void> {
  return type(sitting, ["plugins", "install", tarball], async (terminal) => {
    for (;;) {
      const over = terminal.ended.then(() => "");
      const question = /\? \[y\/N\]|Accept these capabilities[^\n]*/;
      const seen = await Promise.race([terminal.see(question).catch(() => ""), over]);
      if (seen === "") return;
      sitting.toInstaller.push(seen.startsWith("Accept") ? "the plugin's capabilities" : "the source");
      terminal.type("y");
      terminal.type(Key.enter);
    }
  });
}

function setUp(sitting: Sitting): Promise<void> {
  const { emulator, toWizard, onThePhone } = sitting;
  return type(sitting, ["china", "setup"], async (terminal) => {
    const choose = (what: string, ...keys: readonly string[]) => {
      toWizard.push(what);
      for (const key of [...keys, Key.enter]) terminal.type(key);
    };
    await terminal.see(/Scan a code/);
    choose("scan a code");
    await terminal.see(/▄▄▄▄▄▄▄/);
    const code = await emulator.waitFor(() => emulator.registrations()[0]);
    const { clientId = "" } = emulator.scan(code.userCode, "approve");
    onThePhone.push("scan");
    await terminal.see(/Who may use the bot/);
    choose("who may use it", Key.down);
    await terminal.see(/Now write to the bot/);
    await connected(emulator, clientId, 60_000);
    const conversationId = emulator.openDirect(clientId, PERSON);
    await emulator.say({ from: PERSON, conversationId, text: "hello" });
    onThePhone.push("a first message");
    await terminal.see(/Is .+ you\?/);
    choose("that is me");
    await terminal.see(/Write it/);
    choose("write it");
    await terminal.see(/is connected; you can use the bot/);
  });
}

async function sit(sitting: Sitting, tarball: string): Promise<void> {
  await install(sitting, tarball);
  pointAtLocalDingTalk(sitting.state.stateDir, sitting.emulator);
  await setUp(sitting);
  const { emulator } = sitting;
  const app = emulator.snapshot().apps.find(({ connections }) => connections > 0);
  if (!app) throw new Error("the gateway has not connected the new bot");
  const conversationId = emulator.openDirect(app.clientId, PERSON);
  await emulator.say({ from: PERSON, conversationId, text: "who are you" });
  sitting.onThePhone.push("a question");
  await answered(emulator, conversationId, ANSWER, 60_000);
}

/** Rejects with what was on the terminal when something does not come. */
export async function countSetUp(tarball: string): Promise<SetUpCount> {
  const emulator = await createEmulator();
  const model = await createScriptedModel();
  model.always(() => true, ["Your ", "agent."]);
  const state = await prepareGatewayState({ model: { baseUrl: model.baseUrl }, tarball: null });
  const gateway = await startGateway(state);
  const sitting: Sitting = { state, emulator, commands: [], toInstaller: [], toWizard: [], onThePhone: [] };
  try {
    const from = performance.now();
    await sit(sitting, tarball);
    const { commands, toInstaller, toWizard, onThePhone } = sitting;
    const seconds = (performance.now() - from) / 1_000;
    return { commands, toInstaller, toWizard, onThePhone, seconds };
  } finally {
    await gateway[Symbol.asyncDispose]();
    await model.close();
    await emulator.close();
  }
}
