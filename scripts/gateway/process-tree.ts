/**
 * Ends a process with everything it started, by process id and nothing else.
 * The host's spawn broker leaves the process group, so descendants are read from the process table.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** A dead process stays in the table until its parent has read how it ended; in a container that may be never. */
function isZombie(pid: number): boolean {
  if (process.platform !== "linux") return false;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return /^[ZX]/.test(stat.slice(stat.lastIndexOf(")") + 2));
  } catch {
    return true;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function runQuietly(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "ignore"], windowsHide: true });
    let output = "";
    child.stdout.on("data", (data: Buffer) => (output += data.toString()));
    child.once("error", () => resolve(""));
    child.once("close", () => resolve(output));
  });
}

/** `pid` and all its descendants, parents first. On Windows only `pid`: taskkill walks the tree itself. */
export async function listProcessTree(pid: number): Promise<number[]> {
  if (process.platform === "win32") return [pid];
  const table = await runQuietly("ps", ["-A", "-o", "pid=,ppid="]);
  const children = new Map<number, number[]>();
  for (const line of table.split("\n")) {
    const [child, parent] = line.trim().split(/\s+/).map(Number);
    if (!child || parent === undefined) continue;
    children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const found = [pid];
  for (const current of found) found.push(...(children.get(current) ?? []));
  return found;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in the meantime.
  }
}

/** Sends SIGKILL to each of `pids`; on Windows to the tree of each. */
export async function killNow(pids: readonly number[]): Promise<void> {
  if (process.platform === "win32") {
    await Promise.all(pids.map((pid) => runQuietly("taskkill", ["/pid", String(pid), "/T", "/F"])));
    return;
  }
  for (const pid of pids) signal(pid, "SIGKILL");
}

/** Resolves true as soon as none of `pids` lives, false after `timeoutMs` milliseconds. */
export async function waitForExit(pids: readonly number[], timeoutMs: number): Promise<boolean> {
  const until = Date.now() + timeoutMs;
  while (pids.some(isAlive)) {
    if (Date.now() >= until) return false;
    await delay(25);
  }
  return true;
}

/**
 * Asks the tree's root to end, waits `graceMs` milliseconds, then kills what is left of the whole tree.
 * Returns true when the root ended by itself.
 */
export async function endProcessTree(pid: number, graceMs: number): Promise<boolean> {
  const before = await listProcessTree(pid);
  if (process.platform === "win32") {
    await killNow([pid]);
    return waitForExit([pid], 2_000);
  }
  signal(pid, "SIGTERM");
  const graceful = await waitForExit([pid], graceMs);
  const after = graceful ? [] : await listProcessTree(pid);
  const rest = [...new Set([...before, ...after])];
  if (graceful) await waitForExit(rest, 500);
  await killNow(rest.filter(isAlive));
  await waitForExit(rest, 1_000);
  return graceful;
}
