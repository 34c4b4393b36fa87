/**
 * Brings the gateway's private state folder to what this run needs, with the host's own commands:
 * onboarding, the plugin's installation, the channel's configuration. What is already so is left alone.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { configPathOf } from "../gateway/gateway-environment.ts";
import { runHostCli, type HostCliOptions } from "../gateway/host-cli.ts";
import type { JsonObject } from "../gateway/host-config.ts";
import { installPlugin } from "../gateway/install-plugin.ts";

/** Names inside the gateway's environment; the config refers to them, so no secret lies on disk. */
export const MODEL_KEY_VARIABLE = "LOCAL_RUN_MODEL_KEY";
export const CLIENT_SECRET_VARIABLE = "LOCAL_RUN_CLIENT_SECRET";
export const PROVIDER_ID = "local";

export interface GatewayPlan {
  readonly port: number;
  readonly model: { readonly baseUrl: string; readonly id: string };
  /** The value of `channels.dingtalk`. */
  readonly channel: JsonObject;
}

interface SetupRecord {
  readonly pluginHash?: string;
  readonly channel?: string;
  readonly settings?: string;
}

const recordPath = (stateDir: string) => join(stateDir, "local-run.json");

function readRecord(stateDir: string): SetupRecord {
  try {
    return JSON.parse(readFileSync(recordPath(stateDir), "utf8")) as SetupRecord;
  } catch {
    return {};
  }
}

function updateRecord(stateDir: string, change: SetupRecord): void {
  writeFileSync(recordPath(stateDir), JSON.stringify({ ...readRecord(stateDir), ...change }));
}

export function resetState(stateDir: string): void {
  rmSync(stateDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

const onboardingDone = (stateDir: string) =>
  existsSync(recordPath(stateDir)) && existsSync(configPathOf(stateDir));

/** The host's onboarding without a terminal. Returns whether it ran. */
export async function onboardGateway(
  stateDir: string,
  plan: Pick<GatewayPlan, "port" | "model">,
  options: HostCliOptions,
): Promise<boolean> {
  if (onboardingDone(stateDir)) return false;
  resetState(stateDir);
  mkdirSync(stateDir, { recursive: true });
  const flags = ["--non-interactive", "--accept-risk", "--mode", "local", "--auth-choice", "custom-api-key"];
  const model = ["--custom-base-url", plan.model.baseUrl, "--custom-model-id", plan.model.id];
  // The real key, if there is one, is referred to afterwards; an argument could be read in the process table.
  const provider = [
    "--custom-provider-id",
    PROVIDER_ID,
    "--custom-compatibility",
    "openai",
    "--custom-api-key",
    "none",
  ];
  const skips = ["channels", "skills", "health", "ui", "search", "hooks", "bootstrap"].map(
    (name) => `--skip-${name}`,
  );
  const gateway = ["--gateway-port", String(plan.port), "--no-install-daemon", "--json"];
  await runHostCli(stateDir, ["onboard", ...flags, ...model, ...provider, ...skips, ...gateway], options);
  updateRecord(stateDir, {});
  return true;
}

/** Installs the tarball unless the one installed has the same content. Returns whether it ran. */
export async function ensurePlugin(
  stateDir: string,
  tarball: { readonly path: string; readonly hash: string },
  options: HostCliOptions,
): Promise<boolean> {
  if (readRecord(stateDir).pluginHash === tarball.hash) return false;
  await installPlugin(stateDir, tarball.path, options);
  updateRecord(stateDir, { pluginHash: tarball.hash });
  return true;
}

function planSettings(stateDir: string, plan: GatewayPlan): readonly { path: string; value: unknown }[] {
  const model = `${PROVIDER_ID}/${plan.model.id}`;
  const known = {
    id: plan.model.id,
    name: plan.model.id,
    contextWindow: 128_000,
    maxTokens: 8_192,
    input: ["text"],
    reasoning: false,
    cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
  };
  const provider = {
    baseUrl: plan.model.baseUrl,
    api: "openai-completions",
    apiKey: { source: "env", provider: "default", id: MODEL_KEY_VARIABLE },
    models: [known],
  };
  return [
    { path: "gateway.port", value: plan.port },
    { path: "logging.file", value: join(stateDir, "gateway.log") },
    { path: `models.providers.${PROVIDER_ID}`, value: provider },
    { path: "agents.defaults.model.primary", value: model },
    { path: "agents.defaults.models", value: { [model]: {} } },
    // Several people write to the bot in the local DingTalk; the host's default puts all of them into one session.
    { path: "session.dmScope", value: "per-account-channel-peer" },
    // The demo is about the channel: no turns of the gateway's own.
    { path: "agents.defaults.heartbeat.every", value: "0m" },
  ];
}

/** Sets what this run needs: port, model, and the channel exactly as the manual does. Returns whether it ran. */
export async function configureGateway(
  stateDir: string,
  plan: GatewayPlan,
  options: HostCliOptions,
): Promise<boolean> {
  const settings = JSON.stringify(planSettings(stateDir, plan));
  const channel = JSON.stringify(plan.channel, null, 2);
  const record = readRecord(stateDir);
  if (record.settings !== settings) {
    await runHostCli(stateDir, ["config", "set", "--batch-json", settings], options);
    updateRecord(stateDir, { settings });
  }
  if (record.channel !== channel) {
    await runHostCli(stateDir, ["config", "set", "channels.dingtalk", channel, "--json"], options);
    updateRecord(stateDir, { channel });
  }
  return record.settings !== settings || record.channel !== channel;
}
