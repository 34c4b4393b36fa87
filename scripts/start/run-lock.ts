/**
 * One `npm start` per checkout. The lock names the living process and what it started, so that a second run can
 * say where the first is, and a run after a crash can end what the crash left behind.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isAlive, killNow, listProcessTree, waitForExit } from "../gateway/process-tree.ts";

interface ProcessMark {
  readonly pid: number;
  /** As the process table prints it; a recycled pid has another one. Empty where it cannot be read. */
  readonly startedAt: string;
}

interface LockContent {
  readonly owner: ProcessMark;
  readonly gateway?: ProcessMark;
  /** Address of the chat page. */
  readonly page?: string;
}

export interface RunLock {
  /** Adds what a later run needs to know. */
  record(facts: { readonly gatewayPid?: number; readonly page?: string }): void;
  release(): void;
}

export class AlreadyRunning extends Error {
  readonly code = "already-running";
  readonly where: string;
  constructor(content: LockContent) {
    super("npm start is already running in this checkout.");
    this.name = "AlreadyRunning";
    this.where = content.page ?? `pid ${content.owner.pid}`;
  }
}

function markProcess(pid: number): ProcessMark {
  if (process.platform === "win32") return { pid, startedAt: "" };
  try {
    const startedAt = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], {
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
      stdio: ["ignore", "pipe", "ignore"],
    });
    return { pid, startedAt: startedAt.trim() };
  } catch {
    return { pid, startedAt: "" };
  }
}

const isSameProcess = (mark: ProcessMark) =>
  isAlive(mark.pid) && markProcess(mark.pid).startedAt === mark.startedAt;

function readLock(file: string): LockContent | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as LockContent;
  } catch {
    return undefined;
  }
}

async function endLeftovers(content: LockContent): Promise<void> {
  if (!content.gateway || !isSameProcess(content.gateway)) return;
  const tree = await listProcessTree(content.gateway.pid);
  await killNow(tree);
  await waitForExit(tree, 2_000);
}

/** Takes the lock, or throws `AlreadyRunning`. A lock whose owner is dead is taken over. */
export async function acquireRunLock(file: string): Promise<RunLock> {
  mkdirSync(dirname(file), { recursive: true });
  let content: LockContent = { owner: markProcess(process.pid) };
  const create = () => writeFileSync(file, JSON.stringify(content), { flag: "wx" });
  try {
    create();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const held = readLock(file);
    if (held && isSameProcess(held.owner)) throw new AlreadyRunning(held);
    if (held) await endLeftovers(held);
    rmSync(file, { force: true });
    create();
  }
  const release = () => rmSync(file, { force: true });
  // Also when a second Ctrl-C leaves no time for anything else.
  process.once("exit", release);
  return {
    record(facts) {
      content = {
        ...content,
        ...(facts.gatewayPid === undefined ? {} : { gateway: markProcess(facts.gatewayPid) }),
        ...(facts.page === undefined ? {} : { page: facts.page }),
      };
      writeFileSync(file, JSON.stringify(content));
    },
    release,
  };
}
