/**
 * From an empty folder to the first answer by OpenClaw's own commands: onboarding, installation of the archive,
 * `channels add`, gateway, a message. DingTalk is the local one: that its addresses are written into the configuration
 * is the only thing that an operator would not do.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "../../scripts/gateway/free-port.ts";
import { startGatewayProcess, type GatewayProcess } from "../../scripts/gateway/gateway-process.ts";
import { runHostCli } from "../../scripts/gateway/host-cli.ts";
import { overlayConfig, readHostConfig, writeHostConfig } from "../../scripts/gateway/host-config.ts";
import type { Proof } from "../../scripts/listing/evaluate-artifact.ts";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  type Emulator,
} from "../../src/emulator/index.ts";
import { answered, connected } from "../support/dingtalk-rig.ts";
import { createScriptedModel, type ScriptedModel } from "../support/scripted-model.ts";
import { localSection } from "../support/setup-bench.ts";
import { proveSteps, type ProofLog } from "./proof-log.ts";

const ANSWER = "The first answer.";
const TOKEN = "token-of-a-passing-gateway";
/** Questions of the onboarding that have nothing to do with a channel. */
const SKIPPED = ["channels", "skills", "search", "hooks", "ui", "daemon", "health", "bootstrap"];

function onboarding(model: ScriptedModel, port: number): string[] {
  const values: Readonly<Record<string, string>> = {
    mode: "local",
    "auth-choice": "custom-api-key",
    "custom-provider-id": "demo",
    "custom-model-id": "demo",
    "custom-base-url": model.baseUrl,
    "custom-api-key": "demo-key",
    "gateway-bind": "loopback",
    "gateway-port": String(port),
    "gateway-auth": "token",
    "gateway-token": TOKEN,
  };
  const named = Object.entries(values).flatMap(([name, value]) => [`--${name}`, value]);
  const skipped = SKIPPED.map((name) => `--skip-${name}`);
  return ["onboard", "--non-interactive", "--accept-risk", ...named, ...skipped];
}

export function pointAtLocalDingTalk(stateDir: string, emulator: Emulator): void {
  const local = { channels: { dingtalk: localSection(emulator) } };
  writeHostConfig(stateDir, overlayConfig(readHostConfig(stateDir), local));
}

export async function inspectPlugin(stateDir: string): Promise<string> {
  const { stdout } = await runHostCli(stateDir, ["plugins", "inspect", "dingtalk", "--runtime", "--json"]);
  const { plugin, diagnostics } = JSON.parse(stdout) as {
    plugin: { status: string; version?: string; channelIds: readonly string[] };
    diagnostics: readonly unknown[];
  };
  if (plugin.status !== "loaded" || diagnostics.length > 0)
    throw new Error(`OpenClaw says ${plugin.status}: ${JSON.stringify(diagnostics)}`);
  return `${plugin.status}, version ${plugin.version ?? "not told"}, channel ${plugin.channelIds.join(", ")}`;
}

async function ask(emulator: Emulator, model: ScriptedModel): Promise<string> {
  const [person] = emulator.snapshot().people;
  if (!person) throw new Error("the local company has nobody");
  const conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, person.staffId);
  model.always(() => true, ["The first ", "answer."]);
  await emulator.say({ from: person.staffId, conversationId, text: "hello" });
  const message = await answered(emulator, conversationId, ANSWER, 60_000);
  return `by ${message.card ? "card" : "message"}`;
}

async function run(log: ProofLog, tarball: string, stateDir: string): Promise<void> {
  const emulator = await createEmulator();
  const model = await createScriptedModel();
  const port = await findFreePort();
  const cli = (args: readonly string[]) => runHostCli(stateDir, args);
  let gateway: GatewayProcess | undefined;
  try {
    await log.step("OpenClaw's onboarding on an empty folder", async () => {
      await cli(onboarding(model, port));
      return "openclaw onboard --non-interactive";
    });
    await log.step("installation of the archive", async () => {
      await cli(["plugins", "install", `npm-pack:${tarball}`, "--force", "--accept-capabilities"]);
      return "openclaw plugins install npm-pack:ARCHIVE";
    });
    await log.step("loaded without a complaint", () => inspectPlugin(stateDir));
    pointAtLocalDingTalk(stateDir, emulator);
    await log.step("the channel added without a question", async () => {
      const credentials = ["--client-id", DEFAULT_CLIENT_ID, "--client-secret", DEFAULT_CLIENT_SECRET];
      await cli(["channels", "add", "--channel", "dingtalk", ...credentials]);
      return "openclaw channels add --channel dingtalk";
    });
    await log.step("gateway started and connected", async () => {
      gateway = startGatewayProcess({ stateDir, port });
      await gateway.waitReady();
      await connected(emulator);
      return "openclaw gateway";
    });
    await log.step("first answer", () => ask(emulator, model));
  } finally {
    await gateway?.stop();
    await model.close();
    await emulator.close();
  }
}

export async function coldRun(tarball: string): Promise<readonly Proof[]> {
  const stateDir = mkdtempSync(join(tmpdir(), "openclaw-dingtalk-cold-"));
  try {
    return await proveSteps((log) => run(log, tarball, stateDir));
  } finally {
    rmSync(stateDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
