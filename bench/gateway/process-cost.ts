/** What a gateway costs by being there: the time until it is ready, and its resident memory. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { startGateway, type Gateway, type GatewayState } from "../../tests/support/gateway.ts";

export interface StartedGateway {
  readonly gateway: Gateway;
  /** Spawn → ready, seconds. */
  readonly startS: number;
}

export async function startTimed(state: GatewayState): Promise<StartedGateway> {
  const from = performance.now();
  const gateway = await startGateway(state);
  return { gateway, startS: (performance.now() - from) / 1000 };
}

/** Megabytes; NaN where `ps` cannot say. */
export async function residentMb(pid: number): Promise<number> {
  try {
    const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
    return Number(stdout.trim()) / 1024 || Number.NaN;
  } catch {
    return Number.NaN;
  }
}
