/**
 * One running gateway: starts it as its own process group, says when it is ready, ends it without a trace.
 * It owns the process and its log, not the state folder.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { gatewayEnvironment, homeOf } from "./gateway-environment.ts";
import { createLineLog, type LineLog } from "./line-log.ts";
import { endProcessTree, killNow, listProcessTree, waitForExit } from "./process-tree.ts";
import { hostEntry, projectRoot } from "./project-paths.ts";

export interface GatewayProcessOptions {
  readonly stateDir: string;
  readonly port: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Further arguments for `openclaw gateway`. */
  readonly args?: readonly string[];
}

export interface GatewayProcess {
  readonly pid: number;
  readonly log: LineLog;
  /** Resolves with the exit code, or the signal's name, when the process has ended. */
  readonly exited: Promise<number | NodeJS.Signals>;
  /** Resolves when start-up is complete; rejects when the process ends or `timeoutMs` passes. */
  waitReady(timeoutMs?: number): Promise<void>;
  /** SIGTERM, then after `graceMs` milliseconds SIGKILL to the whole tree. True when it ended by itself. */
  stop(graceMs?: number): Promise<boolean>;
  /** SIGKILL to the gateway and its helpers at once, as a crash of the machine would. */
  crash(): Promise<void>;
}

/** The host drains running turns for minutes on SIGTERM; nobody waits that long for a stop. */
const DEFAULT_STOP_GRACE_MS = 3_000;
const DEFAULT_READY_TIMEOUT_MS = 120_000;

async function isStarted(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/startupz`, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}

function spawnGateway(options: GatewayProcessOptions): ChildProcess {
  mkdirSync(homeOf(options.stateDir), { recursive: true });
  return spawn(
    process.execPath,
    [hostEntry, "gateway", "--port", String(options.port), ...(options.args ?? [])],
    {
      cwd: projectRoot,
      env: gatewayEnvironment(options.stateDir, options.env),
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
      windowsHide: true,
    },
  );
}

/** The gateway must not outlive us, even when nobody called `stop`. Only what works without waiting. */
function endWithUs(child: ChildProcess, pid: number): void {
  const kill = () => {
    try {
      process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
    } catch {
      // It has ended.
    }
  };
  process.once("exit", kill);
  child.once("exit", () => process.off("exit", kill));
}

/** Starts a gateway on a prepared state folder. Throws when the process cannot be started. */
export function startGatewayProcess(options: GatewayProcessOptions): GatewayProcess {
  const child = spawnGateway(options);
  const log = createLineLog();
  if (child.stdout) log.follow(child.stdout);
  if (child.stderr) log.follow(child.stderr);
  const exited = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(signal ?? code ?? 1));
  });
  exited.catch(() => undefined);
  const pid = child.pid;
  if (pid === undefined) throw new Error("The gateway process could not be started.");
  endWithUs(child, pid);

  const waitReady = async (timeoutMs = DEFAULT_READY_TIMEOUT_MS) => {
    const until = Date.now() + timeoutMs;
    while (Date.now() < until) {
      const ended = await Promise.race([exited, delay(100, undefined)]);
      if (ended !== undefined)
        throw new Error(`The gateway ended (${ended}) before it was ready.\n${log.tail(40)}`);
      if (await isStarted(options.port)) return;
    }
    throw new Error(`The gateway was not ready within ${timeoutMs} ms.\n${log.tail(40)}`);
  };
  return {
    pid,
    log,
    exited,
    waitReady,
    stop: (graceMs = DEFAULT_STOP_GRACE_MS) => endProcessTree(pid, graceMs),
    async crash() {
      const tree = await listProcessTree(pid);
      await killNow(tree);
      await exited;
      await waitForExit(tree, 1_000);
    },
  };
}
