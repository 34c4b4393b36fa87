/**
 * Where the console of this machine's gateway is, and the secret that opens it, as the gateway itself reads its
 * configuration. Reads only: nothing is asked over the network, and nothing is written anywhere.
 */
import type { OpenClawConfig } from "openclaw/plugin-sdk/channel-core";
import { resolveGatewayPort } from "openclaw/plugin-sdk/core";
import { resolveConfiguredSecretInputWithFallback } from "openclaw/plugin-sdk/secret-input-runtime";
import { CONSOLE_PAGE } from "../../contract/console.ts";

export interface ConsoleAddress {
  /** Without the secret. */
  readonly url: string;
  /** Token or password; absent where the gateway asks for none, or where it cannot be read here. */
  readonly token?: string;
  /** `missing`: the gateway wants a secret that this command cannot read. `proxy`: a proxy signs people in. */
  readonly access: "token" | "none" | "proxy" | "missing";
}

export type FindConsole = (config: unknown) => Promise<ConsoleAddress>;

type Environment = NodeJS.ProcessEnv;

async function readSecret(
  config: OpenClawConfig,
  env: Environment,
  key: "token" | "password",
): Promise<string | undefined> {
  const { value } = await resolveConfiguredSecretInputWithFallback({
    config,
    env,
    value: config.gateway?.auth?.[key],
    path: `gateway.auth.${key}`,
    readFallback: () => env[key === "token" ? "OPENCLAW_GATEWAY_TOKEN" : "OPENCLAW_GATEWAY_PASSWORD"],
  });
  return value?.trim() || undefined;
}

/** A gateway elsewhere is asked at its own address; one here at the loopback, which each bind includes. */
function addressOf(config: OpenClawConfig, env: Environment): string {
  const { gateway } = config;
  const remote = gateway?.mode === "remote" ? gateway.remote?.url : undefined;
  if (remote !== undefined && URL.canParse(remote))
    return new URL(CONSOLE_PAGE, remote.replace(/^ws/i, "http")).href;
  const scheme = gateway?.tls?.enabled === true ? "https" : "http";
  return new URL(CONSOLE_PAGE, `${scheme}://127.0.0.1:${resolveGatewayPort(config, env)}`).href;
}

/** `written`: the host's configuration as the file has it. */
export async function findConsole(written: unknown, env: Environment): Promise<ConsoleAddress> {
  const config = written as OpenClawConfig;
  const url = addressOf(config, env);
  const mode = config.gateway?.auth?.mode;
  if (mode === "none") return { url, access: "none" };
  if (mode === "trusted-proxy") return { url, access: "proxy" };
  const remote = config.gateway?.mode === "remote" ? config.gateway.remote?.token : undefined;
  const token =
    (typeof remote === "string" ? remote : undefined) ??
    (mode === "password" ? undefined : await readSecret(config, env, "token")) ??
    (mode === "token" ? undefined : await readSecret(config, env, "password"));
  return token === undefined ? { url, access: "missing" } : { url, token, access: "token" };
}
