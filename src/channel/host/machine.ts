/** What the machine contributes to the configuration: environment, home and the host's state folder. */
import { homedir } from "node:os";
import path from "node:path";
import type { ConfigEnvironment } from "../config/accounts.ts";
import { runtimeSlot } from "./runtime-slot.ts";

export function readMachine(): ConfigEnvironment {
  const { env } = process;
  const home = env["OPENCLAW_HOME"]?.trim() || homedir();
  const stateDir =
    runtimeSlot.tryGetRuntime()?.state.resolveStateDir() ??
    (env["OPENCLAW_STATE_DIR"]?.trim() || path.join(home, ".openclaw"));
  return { env, stateDir, home };
}
