/**
 * The host's configuration as our scripts and tests write it: one model provider, token authentication on
 * loopback, everything inside the state folder. Written directly where the host's onboarding would cost seconds.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import JSON5 from "json5";
import { configPathOf } from "./gateway-environment.ts";
import { hostEntry } from "./project-paths.ts";

export type JsonObject = { readonly [key: string]: unknown };

export interface HostModel {
  readonly baseUrl: string;
  /** Default `demo`. */
  readonly id?: string;
  readonly apiKey?: string;
  /** Declares the model as one that sends `reasoning_content`. Default false. */
  readonly reasoning?: boolean;
  /** Declares that it takes pictures. Default false. */
  readonly images?: boolean;
}

export interface HostConfigOptions {
  readonly stateDir: string;
  readonly port: number;
  readonly token: string;
  readonly model: HostModel;
  /** Becomes `channels`. */
  readonly channels?: JsonObject;
  /** Laid over the rest, key by key; arrays are replaced. */
  readonly overlay?: JsonObject;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Lays `over` on `base`: objects key by key, everything else replaced. Returns a new object. */
export function overlayConfig(base: JsonObject, over: JsonObject): JsonObject {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const current = merged[key];
    merged[key] = isObject(current) && isObject(value) ? overlayConfig(current, value) : value;
  }
  return merged;
}

export function hostVersion(): string {
  const file = join(dirname(hostEntry), "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

/** Marks of the migrations that a new configuration does not need: since 2026.9.4. */
function knowsMigrations(version: string): boolean {
  const [year = 0, month = 0, release = 0] = version.split(/[.-]/).map(Number);
  return year * 10_000 + month * 100 + release >= 20_260_904;
}

function planProvider(model: HostModel): JsonObject {
  const id = model.id ?? "demo";
  return {
    baseUrl: model.baseUrl,
    api: "openai-completions",
    apiKey: model.apiKey ?? "demo-key",
    models: [
      {
        id,
        name: id,
        contextWindow: 128_000,
        maxTokens: 8_192,
        input: model.images ? ["text", "image"] : ["text"],
        reasoning: model.reasoning ?? false,
        cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
      },
    ],
  };
}

/** The whole configuration. Without `meta` the host takes the file for a damaged one and restores a backup. */
export function planHostConfig(options: HostConfigOptions): JsonObject {
  const version = hostVersion();
  const reference = `demo/${options.model.id ?? "demo"}`;
  const base: JsonObject = {
    meta: {
      lastTouchedVersion: version,
      // Older releases refuse marks that they do not know.
      ...(knowsMigrations(version)
        ? { migrations: { modelPolicyAllowlist: true, utilityModelSeparation: true } }
        : {}),
    },
    gateway: {
      mode: "local",
      port: options.port,
      bind: "loopback",
      auth: { mode: "token", token: options.token },
    },
    logging: { file: join(options.stateDir, "gateway.log") },
    agents: {
      defaults: {
        workspace: join(options.stateDir, "workspace"),
        skipBootstrap: true,
        model: { primary: reference },
        models: { [reference]: {} },
        heartbeat: { every: "0m" },
      },
    },
    models: { mode: "merge", providers: { demo: planProvider(options.model) } },
    ...(options.channels ? { channels: options.channels } : {}),
  };
  return overlayConfig(base, options.overlay ?? {});
}

export function writeHostConfig(stateDir: string, config: JsonObject): void {
  writeFileSync(configPathOf(stateDir), `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 });
}

export function readHostConfig(stateDir: string): JsonObject {
  return JSON5.parse<JsonObject>(readFileSync(configPathOf(stateDir), "utf8"));
}
