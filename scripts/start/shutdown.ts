/**
 * Ending `npm start`: the first signal stops everything within 5 seconds, a second one at once. Whatever happens,
 * no process of ours stays: what is left at the end is ended by its id.
 */
import { killNow, listProcessTree } from "../gateway/process-tree.ts";

const SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];
/** One Ctrl-C may reach us twice: from the terminal and passed on by our parent. */
const SAME_SIGNAL_MS = 400;
const STOP_LIMIT_MS = 4_500;
const PARENT_CHECK_MS = 1_000;

export interface Shutdown {
  /** Aborts with the first signal. */
  readonly signal: AbortSignal;
  /** Runs at the end, last added first. */
  onStop(stop: () => Promise<unknown> | void): void;
  /** Stops everything and ends this process with `code`. */
  end(code: number): Promise<never>;
}

async function killDescendants(): Promise<void> {
  const tree = await listProcessTree(process.pid);
  await killNow(tree.filter((pid) => pid !== process.pid));
}

/** Ends the process; on Windows, where signals reach no group, this is also how children go. */
async function leave(code: number): Promise<never> {
  await killDescendants();
  process.exit(code);
}

/** One after the other, so that the gateway ends before what it talks to. */
async function stopInTurn(stops: readonly (() => Promise<unknown> | void)[]): Promise<void> {
  for (const stop of stops) {
    try {
      await stop();
    } catch {
      // What could not be stopped is killed at the end.
    }
  }
}

/** Installs the signal handlers. `onFirstSignal` may tell the person what happens now. */
export function createShutdown(onFirstSignal: () => void): Shutdown {
  const controller = new AbortController();
  const stops: (() => Promise<unknown> | void)[] = [];
  let firstAt = 0;
  let ending: Promise<never> | undefined;

  const stopAll = async (code: number): Promise<never> => {
    const limit = new Promise((resolve) => setTimeout(resolve, STOP_LIMIT_MS));
    await Promise.race([stopInTurn(stops.toReversed()), limit]);
    return leave(code);
  };
  const end = (code: number) => (ending ??= stopAll(code));
  const onSignal = () => {
    if (firstAt === 0) {
      firstAt = Date.now();
      controller.abort(new Error("stopped by a signal"));
      onFirstSignal();
      void end(0);
    } else if (Date.now() - firstAt > SAME_SIGNAL_MS) void leave(130);
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  // The terminal may be gone; that must not keep us from cleaning up.
  process.stdout.on("error", () => undefined);
  process.stderr.on("error", () => undefined);
  watchParent(onSignal);
  return { signal: controller.signal, onStop: (stop) => void stops.push(stop), end };
}

/** The process that started us may be killed without a word; then we stop as well. */
function watchParent(onGone: () => void): void {
  const parent = Number(process.env.OPENCLAW_DINGTALK_BOOTSTRAP ?? 0);
  if (parent !== process.ppid) return;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, PARENT_CHECK_MS);
  timer.unref();
}
