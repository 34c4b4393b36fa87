/**
 * What the page knows of the gateway: asks for the open view every two seconds while the page is seen, waits longer
 * after each failure, and says when the connection is lost or the gateway has started anew. Draws nothing.
 */
import { ConsoleFailure, type ConsoleApi, type ConsoleData } from "../console-api.ts";
import type { Question } from "./plan-questions.ts";

const PACE_MS = 2_000;
const LONGEST_PACE_MS = 15_000;

export type ConsoleLink = "connecting" | "open" | "lost" | "signed-out";

export interface ConsoleState {
  readonly link: ConsoleLink;
  /** By view, as last answered. Of another address (another filter, another account) it is dropped. */
  readonly data: Partial<ConsoleData>;
  /** What the gateway refused to tell, by view. */
  readonly refusals: Partial<Record<keyof ConsoleData, ConsoleFailure>>;
  /** Counts the gateway's starts that the page has seen. */
  readonly restarts: number;
}

export interface ConsoleStore {
  readonly state: ConsoleState;
  /** What to ask from now on; asks at once. */
  watch(questions: readonly Question[]): void;
  /** Asks at once; resolves when answered or failed. */
  refresh(): Promise<void>;
  /** The page is seen, or no longer. */
  setVisible(visible: boolean): void;
  /** Forgets everything, such as after signing in or out. */
  reset(): void;
  dispose(): void;
}

export interface ConsoleStoreOptions {
  readonly api: Pick<ConsoleApi, "read">;
  readonly onChange: () => void;
  readonly visible?: boolean;
  /** Default 2 s; a test is quicker. */
  readonly paceMs?: number;
}

const EMPTY: ConsoleState = { link: "connecting", data: {}, refusals: {}, restarts: 0 };

export function createConsoleStore(options: ConsoleStoreOptions): ConsoleStore {
  const { api, onChange, paceMs = PACE_MS } = options;
  let state = EMPTY;
  let questions: readonly Question[] = [];
  let visible = options.visible ?? true;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;

  function change(part: Partial<ConsoleState>): void {
    state = { ...state, ...part };
    onChange();
  }

  async function askAll(asked: readonly Question[], signal: AbortSignal): Promise<void> {
    const { data, refusals } = await collect(api, asked, signal);
    if (signal.aborted) return;
    const { processId } = state.data.now ?? {};
    const next = { ...state.data, ...data };
    const restarted = processId !== undefined && next.now?.processId !== processId;
    failures = 0;
    change({ link: "open", data: next, refusals, restarts: state.restarts + (restarted ? 1 : 0) });
  }

  async function round(): Promise<void> {
    clearTimeout(timer);
    running?.abort();
    const mine = new AbortController();
    running = mine;
    try {
      await askAll(questions, mine.signal);
    } catch (error) {
      if (mine.signal.aborted) return;
      failures += 1;
      const signedOut = error instanceof ConsoleFailure && error.kind === "signed-out";
      // Who has no token sees nothing of what was shown before.
      change(signedOut ? { ...EMPTY, link: "signed-out" } : { link: "lost" });
    }
    if (running !== mine) return;
    running = undefined;
    if (visible && state.link !== "signed-out") {
      const wait = Math.min(paceMs * 1.6 ** failures, LONGEST_PACE_MS);
      timer = setTimeout(() => void round(), wait);
    }
  }

  return {
    get state() {
      return state;
    },
    watch(next) {
      const known = new Map(questions.map(({ name, address }) => [name, address]));
      const same = (one: Question) => known.get(one.name) === one.address;
      if (next.length === questions.length && next.every(same)) return;
      const stale = next.filter((one) => !same(one)).map(({ name }) => name);
      questions = next;
      const kept = Object.entries(state.data).filter(([name]) => !stale.some((one) => one === name));
      change({ data: Object.fromEntries(kept) });
      if (state.link !== "signed-out") void round();
    },
    refresh: round,
    setVisible(next) {
      if (visible === next) return;
      visible = next;
      clearTimeout(timer);
      if (visible && state.link !== "signed-out") void round();
    },
    reset() {
      failures = 0;
      change(EMPTY);
      void round();
    },
    dispose() {
      visible = false;
      clearTimeout(timer);
      running?.abort();
    },
  };
}

/** Each answer counts by itself; rejects with the first failure that is no refusal. */
async function collect(
  api: ConsoleStoreOptions["api"],
  asked: readonly Question[],
  signal: AbortSignal,
): Promise<Pick<ConsoleState, "data" | "refusals">> {
  const data: Record<string, unknown> = {};
  const refusals: Partial<Record<keyof ConsoleData, ConsoleFailure>> = {};
  const answers = await Promise.allSettled(
    asked.map(async ({ name, address }) => {
      data[name] = await api.read(address, signal);
    }),
  );
  for (const [index, answer] of answers.entries()) {
    const name = asked[index]?.name;
    if (answer.status === "fulfilled" || name === undefined) continue;
    const failure: unknown = answer.reason;
    if (!(failure instanceof ConsoleFailure) || failure.kind !== "refused") throw failure;
    refusals[name] = failure;
  }
  return { data, refusals };
}
