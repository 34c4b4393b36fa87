/**
 * What the developer's page knows: the console, the people, and the newest of the wire. Asks again when the emulator
 * says that something changed, reconnects by itself, and keeps a bounded number of entries.
 */
import type { EmulatorConsole, EmulatorCoverage, WireEntry } from "../../../contract/emulator-console.ts";
import type { EmulatorEvent, EmulatorSnapshot } from "../../../contract/emulator-control.ts";
import type { DeveloperApi } from "../developer-api.ts";

/** Entries that the page keeps; older ones are still in the emulator for a while. */
export const MAX_SHOWN = 1_000;
/** And once somebody has asked for older ones: what the emulator itself keeps. */
const MAX_KEPT = 5_000;
const RETRY_MS = 1_000;
/** Changes come in bursts: one question for all of them. */
const REST_MS = 60;
/** Calls change counters only. */
const COUNTERS_MS = 500;

export interface DeveloperState {
  readonly link: "connecting" | "open" | "lost";
  readonly console: EmulatorConsole | undefined;
  readonly snapshot: EmulatorSnapshot | undefined;
  readonly coverage: EmulatorCoverage | undefined;
  readonly wire: readonly WireEntry[];
  /** `wire` begins where the emulator's own memory does. */
  readonly complete: boolean;
}

export interface DeveloperStore {
  readonly state: DeveloperState;
  /** Asks for everything again at once. */
  refresh(): Promise<void>;
  clearWire(): void;
  /** Asks for all entries that the emulator keeps, and keeps as many from then on. */
  askOlder(): Promise<void>;
  dispose(): void;
}

export interface DeveloperStoreOptions {
  readonly api: Pick<DeveloperApi, "state" | "console" | "coverage" | "wire" | "listen">;
  readonly onChange: () => void;
}

/** Frames come in bursts: they are drawn together. */
function drawTogether(onChange: () => void): () => void {
  let drawing = false;
  return () => {
    if (drawing) return;
    drawing = true;
    setTimeout(() => {
      drawing = false;
      onChange();
    }, 0);
  };
}

export function createDeveloperStore({ api, onChange }: DeveloperStoreOptions): DeveloperStore {
  let state: DeveloperState = {
    link: "connecting",
    console: undefined,
    snapshot: undefined,
    coverage: undefined,
    wire: [],
    complete: false,
  };
  let stream: { close(): void } | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let stalePeople = false;
  const draw = drawTogether(onChange);

  const change = (part: Partial<DeveloperState>): void => {
    state = { ...state, ...part };
    draw();
  };

  async function refreshConsole(): Promise<void> {
    const [view, coverage] = await Promise.all([api.console(), api.coverage()]);
    change({ console: view, coverage });
  }

  async function refresh(): Promise<void> {
    const [snapshot] = await Promise.all([api.state(), refreshConsole()]);
    change({ snapshot });
  }

  /** `people`: who there is has changed too, not only what they did. */
  function refreshSoon(people: boolean, afterMs: number): void {
    stalePeople ||= people;
    rest ??= setTimeout(() => {
      rest = undefined;
      const all = stalePeople;
      stalePeople = false;
      void (all ? refresh() : refreshConsole()).catch(() => undefined);
    }, afterMs);
  }

  const limit = () => (state.complete ? MAX_KEPT : MAX_SHOWN);

  async function askOlder(): Promise<void> {
    const wire = await api.wire(MAX_KEPT);
    change({ wire, complete: true });
  }

  function hear(event: EmulatorEvent): void {
    if (event.type !== "wire")
      return refreshSoon(event.type === "company" || event.type === "reset", REST_MS);
    const known = state.wire.at(-1)?.id ?? 0;
    if (event.entry.id > known) change({ wire: [...state.wire, event.entry].slice(-limit()) });
    if (event.entry.kind === "call") refreshSoon(false, COUNTERS_MS);
  }

  async function open(): Promise<void> {
    try {
      change({ wire: await api.wire(limit()), link: "open" });
      await refresh();
    } catch {
      lose();
    }
  }

  function connect(): void {
    stream = api.listen({ onOpen: () => void open(), onEvent: hear, onLost: lose });
  }

  function lose(): void {
    stream?.close();
    stream = undefined;
    clearTimeout(retry);
    retry = setTimeout(connect, RETRY_MS);
    change({ link: "lost" });
  }

  connect();
  return {
    get state() {
      return state;
    },
    refresh,
    // The emulator has forgotten all of it, too.
    clearWire: () => change({ wire: [], complete: true }),
    askOlder,
    dispose() {
      clearTimeout(retry);
      clearTimeout(rest);
      stream?.close();
    },
  };
}
