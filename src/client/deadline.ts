/** How long a call may take, and who else may end it. The failure is kept, since libraries wrap what they are given. */
import type { Timer } from "../lib/clock.ts";
import { DingTalkError, type CallName } from "./errors.ts";
import type { ResolvedOptions } from "./options.ts";

export interface DeadlineRequest {
  readonly operation: CallName;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Deadline {
  readonly signal: AbortSignal;
  /** Why it ended: `timeout` or `aborted`. */
  failure(): DingTalkError | undefined;
  close(): void;
}

/** One signal out of three: the deadline, the caller's signal, the client's end. Listeners are removed again. */
export function openDeadline(
  options: Pick<ResolvedOptions, "clock" | "closed">,
  request: DeadlineRequest,
): Deadline {
  const { operation, timeoutMs } = request;
  const controller = new AbortController();
  let failure: DingTalkError | undefined;
  const fail = (error: DingTalkError) => {
    failure ??= error;
    controller.abort(failure);
  };
  const sources = [request.signal, options.closed].filter((signal) => signal !== undefined);
  const alreadyAborted = sources.some((signal) => signal.aborted);
  const onAbort = () =>
    fail(
      new DingTalkError("aborted", `${operation}: cancelled`, {
        operation,
        dispatched: alreadyAborted ? "no" : "maybe",
        cause: sources.find((signal) => signal.aborted)?.reason,
      }),
    );
  for (const signal of sources) signal.addEventListener("abort", onAbort, { once: true });
  if (alreadyAborted) onAbort();
  const timer: Timer = options.clock.after(timeoutMs, () =>
    fail(
      new DingTalkError("timeout", `${operation}: no answer within ${timeoutMs} ms`, {
        operation,
        dispatched: "maybe",
      }),
    ),
  );
  return {
    signal: controller.signal,
    failure: () => failure,
    close() {
      timer.cancel();
      for (const signal of sources) signal.removeEventListener("abort", onAbort);
    },
  };
}
