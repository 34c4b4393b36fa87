/**
 * Runs the host's own command line (`openclaw …`) on one state folder and waits for it.
 * It knows nothing of what the commands mean.
 */
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { gatewayEnvironment, homeOf } from "./gateway-environment.ts";
import { createLineLog } from "./line-log.ts";
import { endProcessTree } from "./process-tree.ts";
import { hostEntry, projectRoot } from "./project-paths.ts";

export interface HostCliResult {
  readonly code: number;
  readonly stdout: string;
  /** Both streams, line by line, without colours. */
  readonly output: string;
  readonly ms: number;
}

export interface HostCliOptions {
  /** Default 120,000 ms; then the command is ended and the call rejects. */
  readonly timeoutMs?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Text for the command's standard input; without it the input is closed. */
  readonly input?: string;
  /** Resolve on a non-zero exit code instead of rejecting. */
  readonly allowFailure?: boolean;
  readonly signal?: AbortSignal;
}

export class HostCliError extends Error {
  readonly code = "host-cli-failed";
  readonly result: HostCliResult;
  constructor(args: readonly string[], result: HostCliResult) {
    // Arguments beyond the first two words may hold credentials.
    super(
      `openclaw ${args.slice(0, 2).join(" ")} ended with code ${result.code}.\n${result.output.slice(-2_000)}`,
    );
    this.name = "HostCliError";
    this.result = result;
  }
}

/** Runs `openclaw <args>`; rejects with `HostCliError` unless it ends with code 0. */
export async function runHostCli(
  stateDir: string,
  args: readonly string[],
  options: HostCliOptions = {},
): Promise<HostCliResult> {
  mkdirSync(homeOf(stateDir), { recursive: true });
  const startedAt = Date.now();
  const child = spawn(process.execPath, [hostEntry, ...args], {
    cwd: projectRoot,
    env: gatewayEnvironment(stateDir, options.env),
    stdio: ["pipe", "pipe", "pipe"],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  child.stdin.end(options.input ?? "");
  const log = createLineLog();
  let stdout = "";
  child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
  log.follow(child.stdout);
  log.follow(child.stderr);
  const end = () => void (child.pid && endProcessTree(child.pid, 1_000));
  const timer = setTimeout(end, options.timeoutMs ?? 120_000);
  options.signal?.addEventListener("abort", end, { once: true });
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (exitCode) => resolve(exitCode ?? 1));
    });
    const result = { code, stdout, output: log.lines().join("\n"), ms: Date.now() - startedAt };
    if (code !== 0 && !options.allowFailure) throw new HostCliError(args, result);
    return result;
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", end);
  }
}
