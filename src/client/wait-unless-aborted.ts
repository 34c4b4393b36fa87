/**
 * Waits for shared work on behalf of one caller: the caller's signal ends the waiting, not the work.
 */
import { DingTalkError, type CallName } from "./errors.ts";

/** Rejects with code `aborted`, dispatched `no`: what the caller wanted to send was not sent. */
export function waitUnlessAborted<T>(
  work: Promise<T>,
  operation: CallName,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      const details = { operation, dispatched: "no", cause: signal.reason as unknown } as const;
      reject(new DingTalkError("aborted", `${operation}: cancelled while waiting`, details));
    };
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
