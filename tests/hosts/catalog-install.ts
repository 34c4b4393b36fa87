/**
 * What being listed would mean: OpenClaw is given our entry as a catalogue and a package registry that has the archive.
 * It lists the channel, refuses an archive that is not the pinned one, and installs the right one on demand.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runHostCli } from "../../scripts/gateway/host-cli.ts";
import { planHostConfig, readHostConfig, writeHostConfig } from "../../scripts/gateway/host-config.ts";
import { catalogEntry } from "../../scripts/listing/catalog-entry.ts";
import type { Proof } from "../../scripts/listing/evaluate-artifact.ts";
import { startLocalRegistry, type LocalRegistry } from "../../scripts/listing/local-registry.ts";
import { readArtifact } from "../../scripts/listing/read-artifact.ts";
import { Key, openTerminal } from "../support/terminal.ts";
import { inspectPlugin } from "./cold-run.ts";
import { proveSteps, type ProofLog } from "./proof-log.ts";

/** Of no archive. */
const OTHER_INTEGRITY = `sha512-${Buffer.alloc(64).toString("base64")}`;
const CLIENT_ID = "dingcatalogtrial";
const ADD = [
  "channels",
  "add",
  "--channel",
  "dingtalk",
  "--client-id",
  CLIENT_ID,
  "--client-secret",
  "made-up",
];

interface Trial {
  readonly stateDir: string;
  readonly tarball: string;
  readonly registry: LocalRegistry;
}

/** The environment of an OpenClaw whose catalogue has our entry. */
function listed({ stateDir, tarball, registry }: Trial, pinned?: string): Record<string, string> {
  const artifact = readArtifact(tarball);
  const entry = catalogEntry(pinned === undefined ? artifact : { ...artifact, integrity: pinned });
  const file = join(stateDir, "catalog.json");
  writeFileSync(file, JSON.stringify({ entries: [entry] }));
  return {
    OPENCLAW_PLUGIN_CATALOG_PATHS: file,
    npm_config_registry: registry.url,
    npm_config_cache: join(stateDir, "npm-cache"),
    LANG: "en_US.UTF-8",
  };
}

const sectionOf = (stateDir: string) =>
  (readHostConfig(stateDir) as { channels?: { dingtalk?: { clientId?: unknown } } }).channels?.dingtalk;

async function showListed(trial: Trial): Promise<string> {
  const { stdout } = await runHostCli(trial.stateDir, ["channels", "list", "--all", "--json"], {
    env: listed(trial),
  });
  const { chat } = JSON.parse(stdout) as {
    chat: Record<string, { label: string; origin: string } | undefined>;
  };
  const found = chat["dingtalk"];
  if (found?.origin !== "installable") throw new Error(`it lists ${JSON.stringify(found ?? "no dingtalk")}`);
  return `openclaw channels list --all: "${found.label}", ${found.origin}`;
}

async function showRefused(trial: Trial): Promise<string> {
  const env = listed(trial, OTHER_INTEGRITY);
  const { output } = await runHostCli(trial.stateDir, ADD, { env, allowFailure: true });
  if (sectionOf(trial.stateDir)?.clientId !== undefined) throw new Error("another archive was taken");
  const why = /aborted: npm package integrity drift detected/i.exec(output)?.[0];
  if (why === undefined) throw new Error(`it was refused for another reason: ${output.slice(-300)}`);
  return `"${why}"; nothing was written`;
}

async function showInstalled(trial: Trial): Promise<string> {
  const terminal = openTerminal(trial.stateDir, ADD, listed(trial));
  try {
    await terminal.see(/Accept these capabilities/);
    terminal.type(Key.left);
    await terminal.see(/● Yes/);
    terminal.type(Key.enter);
    const code = await terminal.ended;
    if (code !== 0) throw new Error(`it ended with code ${code}: ${terminal.shown().slice(-300)}`);
  } finally {
    await terminal.kill();
  }
  if (trial.registry.fetched() === 0) throw new Error("the archive was not fetched from the registry");
  if (sectionOf(trial.stateDir)?.clientId !== CLIENT_ID) throw new Error("the account was not written");
  return "openclaw channels add --channel dingtalk, one consent";
}

async function run(log: ProofLog, trial: Trial): Promise<void> {
  await log.step("listed by OpenClaw from our entry", () => showListed(trial));
  await log.step("an archive that is not the pinned one is refused", () => showRefused(trial));
  await log.step("installed on demand from the entry", () => showInstalled(trial));
  await log.step("loaded from there", () => inspectPlugin(trial.stateDir));
}

export async function catalogInstall(tarball: string): Promise<readonly Proof[]> {
  const stateDir = mkdtempSync(join(tmpdir(), "openclaw-dingtalk-listed-"));
  const registry = await startLocalRegistry(tarball);
  const model = { baseUrl: "http://127.0.0.1:9/v1" };
  writeHostConfig(stateDir, planHostConfig({ stateDir, port: 1, token: "of-no-gateway", model }));
  try {
    return await proveSteps((log) => run(log, { stateDir, tarball, registry }));
  } finally {
    await registry.close();
    rmSync(stateDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
