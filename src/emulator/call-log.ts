/**
 * The calls that reached the platform, newest last and bounded. Bodies, queries and tokens are not kept.
 */
import type { UnknownCall } from "../contract/emulator-console.ts";
import type { EmulatorCall } from "../contract/emulator-control.ts";

/** Older calls are forgotten beyond this count. */
export const MAX_CALLS = 10_000;
const MAX_PATH_CHARACTERS = 200;
/** Different calls that nobody answers; further ones are in the list of calls only. */
const MAX_UNKNOWN = 200;

export interface CallLog {
  record(call: EmulatorCall): void;
  list(): EmulatorCall[];
  /** Billed calls of an app since the last `clear`, also of those that are forgotten. */
  billedBy(clientId: string): number;
  /** Calls that the emulator does not know, the newest first. */
  unknown(): UnknownCall[];
  clear(): void;
}

export function createCallLog(onRecord: () => void): CallLog {
  const calls: EmulatorCall[] = [];
  const billed = new Map<string, number>();
  const unknown = new Map<string, UnknownCall>();

  const count = ({ operation, clientId, method, path, at, billed: isBilled }: EmulatorCall) => {
    if (isBilled && clientId !== undefined) billed.set(clientId, (billed.get(clientId) ?? 0) + 1);
    if (operation !== "unknown") return;
    const key = `${method} ${path}`;
    const known = unknown.get(key);
    if (known || unknown.size < MAX_UNKNOWN)
      unknown.set(key, { method, path, count: (known?.count ?? 0) + 1, lastAt: at });
  };
  return {
    record(call) {
      const kept = { ...call, path: call.path.slice(0, MAX_PATH_CHARACTERS) };
      calls.push(kept);
      count(kept);
      if (calls.length > MAX_CALLS * 1.1) calls.splice(0, calls.length - MAX_CALLS);
      onRecord();
    },
    list: () => calls.slice(-MAX_CALLS),
    billedBy: (clientId) => billed.get(clientId) ?? 0,
    unknown: () => [...unknown.values()].toSorted((one, other) => other.lastAt - one.lastAt),
    clear() {
      calls.length = 0;
      billed.clear();
      unknown.clear();
    },
  };
}
