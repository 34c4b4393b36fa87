/**
 * The calls that reached the platform, newest last and bounded. Bodies, queries and tokens are not kept.
 */
import type { EmulatorCall } from "../contract/emulator-control.ts";

/** Older calls are forgotten beyond this count. */
export const MAX_CALLS = 10_000;
const MAX_PATH_CHARACTERS = 200;

export interface CallLog {
  record(call: EmulatorCall): void;
  list(): EmulatorCall[];
  clear(): void;
}

export function createCallLog(onRecord: () => void): CallLog {
  const calls: EmulatorCall[] = [];
  return {
    record(call) {
      calls.push({ ...call, path: call.path.slice(0, MAX_PATH_CHARACTERS) });
      if (calls.length > MAX_CALLS * 1.1) calls.splice(0, calls.length - MAX_CALLS);
      onRecord();
    },
    list: () => calls.slice(-MAX_CALLS),
    clear: () => void (calls.length = 0),
  };
}
