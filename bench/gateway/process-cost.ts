/** What a gateway costs by being there: the time until it is ready, its resident memory and its live heap. */
import { execFile } from "node:child_process";
import { connect } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { startGateway, type Gateway, type GatewayState } from "../../tests/support/gateway.ts";

const PROBE = pathToFileURL(join(import.meta.dirname, "heap-probe.mjs")).href;
const MEGABYTE = 1024 * 1024;

export interface StartedGateway {
  readonly gateway: Gateway;
  /** Spawn → ready, seconds. */
  readonly startS: number;
}

const probePath = ({ stateDir }: GatewayState) =>
  process.platform === "win32"
    ? `\\\\.\\pipe\\${stateDir.replaceAll(/[:\\/]/g, "-")}`
    : join(stateDir, "heap.sock");

export async function startTimed(state: GatewayState): Promise<StartedGateway> {
  const env = { NODE_OPTIONS: `--import ${PROBE}`, OPENCLAW_DINGTALK_HEAP_PROBE: probePath(state) };
  const from = performance.now();
  const gateway = await startGateway(state, { env });
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

/** Megabytes that are left of a started gateway's heap after full collections. */
export async function liveHeapMb({ state }: Gateway): Promise<number> {
  return Number(await text(connect(probePath(state)))) / MEGABYTE;
}
