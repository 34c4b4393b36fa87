/**
 * The environment that keeps a gateway apart from any other OpenClaw on the machine.
 * State, config and home are ours; what a person has set for their own OpenClaw does not leak in.
 */
import { homedir } from "node:os";
import { join } from "node:path";

/** The host writes npm caches and `~/…` paths under this folder instead of the person's home. */
export const homeOf = (stateDir: string) => join(stateDir, "home");
export const configPathOf = (stateDir: string) => join(stateDir, "openclaw.json");

function npmCache(): string {
  if (process.platform !== "win32") return join(homedir(), ".npm");
  return join(process.env.LOCALAPPDATA ?? homedir(), "npm-cache");
}

/**
 * Builds the environment for every host process that works on `stateDir`.
 * `extra` wins over everything else; an `undefined` in it removes the variable.
 */
export function gatewayEnvironment(
  stateDir: string,
  extra: Readonly<Record<string, string | undefined>> = {},
): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith("OPENCLAW_") && !name.startsWith("VITEST") && name !== "NODE_ENV",
  );
  const merged: Record<string, string | undefined> = {
    ...Object.fromEntries(inherited),
    HOME: homeOf(stateDir),
    USERPROFILE: homeOf(stateDir),
    OPENCLAW_HOME: homeOf(stateDir),
    OPENCLAW_STATE_DIR: stateDir,
    OPENCLAW_CONFIG_PATH: configPathOf(stateDir),
    OPENCLAW_NO_AUTO_UPDATE: "1",
    OPENCLAW_OFFLINE: "1",
    // What the host's docs/gateway/embedding.md asks of whoever runs a gateway as a child process.
    OPENCLAW_DISABLE_BONJOUR: "1",
    OPENCLAW_NO_RESPAWN: "1",
    OPENCLAW_EXEC_SHELL_SNAPSHOT: "0",
    // The person's npm cache holds what `npm ci` fetched: an installation needs no second download.
    npm_config_cache: process.env.npm_config_cache ?? npmCache(),
    npm_config_prefer_offline: "true",
    npm_config_audit: "false",
    npm_config_fund: "false",
    npm_config_update_notifier: "false",
    NO_COLOR: "1",
    FORCE_COLOR: undefined,
    ...extra,
  };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
}
