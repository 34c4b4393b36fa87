/** One `npm start` per checkout. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isAlive } from "../../scripts/gateway/process-tree.ts";
import { acquireRunLock, AlreadyRunning } from "../../scripts/start/run-lock.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "run-lock-"));
  file = join(folder, "start.lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

const sleeper = () => spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });

describe("the lock of npm start", () => {
  it("tells a second run where the first one is", async () => {
    const lock = await acquireRunLock(file);
    lock.record({ page: "http://127.0.0.1:18990/" });
    const second = acquireRunLock(file);
    await expect(second).rejects.toBeInstanceOf(AlreadyRunning);
    await expect(second).rejects.toMatchObject({ where: "http://127.0.0.1:18990/" });
    lock.release();
    expect(existsSync(file)).toBe(false);
  });

  it("is taken over from a dead run, whose gateway is ended", async () => {
    const gateway = sleeper();
    const lock = await acquireRunLock(file);
    lock.record({ gatewayPid: gateway.pid ?? 0 });
    const content = JSON.parse(readFileSync(file, "utf8")) as Record<string, object>;
    writeFileSync(file, JSON.stringify({ ...content, owner: { pid: 2 ** 22 + 1, startedAt: "long ago" } }));
    const next = await acquireRunLock(file);
    expect(isAlive(gateway.pid ?? 0)).toBe(false);
    next.release();
  });

  it("leaves a process alone that only has the same number as the dead run's gateway", async () => {
    const stranger = sleeper();
    const dead = { pid: 2 ** 22 + 1, startedAt: "long ago" };
    const recycled = { pid: stranger.pid, startedAt: "long ago" };
    writeFileSync(file, JSON.stringify({ owner: dead, gateway: recycled }));
    const lock = await acquireRunLock(file);
    expect(isAlive(stranger.pid ?? 0)).toBe(true);
    stranger.kill("SIGKILL");
    lock.release();
  });
});
