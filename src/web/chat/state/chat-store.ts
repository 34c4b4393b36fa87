/**
 * Owns the page's state and the event stream: loads a snapshot whenever the stream opens, applies what
 * was heard meanwhile on top, reconnects by itself with a growing pause, keeps the read markers.
 */
import type { EmulatorEvent } from "../../../contract/emulator-control.ts";
import type { GuardedStorage } from "../../shared/guarded-storage.ts";
import type { EmulatorApi } from "../emulator-api.ts";
import { INITIAL_CHAT_STATE, reduceChatState, type ChatAction, type ChatState } from "./chat-state.ts";
import { baselineMarkers, markRead, type ReadMarkers } from "./read-markers.ts";

export interface ChatStore {
  readonly state: ChatState;
  readonly markers: ReadMarkers;
  markRead(personId: string, conversationId: string): void;
  /** Reconnects at once instead of after the pause. */
  retry(): void;
  dispose(): void;
}

export interface ChatStoreOptions {
  readonly api: Pick<EmulatorApi, "state" | "listen" | "markRead">;
  /** Keeps the read markers of this window. */
  readonly storage: GuardedStorage;
  readonly onChange: () => void;
  /** Pauses between attempts in milliseconds; the last one repeats. */
  readonly retryPauses?: readonly number[];
}

const RETRY_PAUSES = [500, 1_000, 2_000, 4_000];
const MARKERS_KEY = "dingtalk-emulator.read";

export function createChatStore(options: ChatStoreOptions): ChatStore {
  const { api, storage, onChange } = options;
  const pauses = options.retryPauses ?? RETRY_PAUSES;
  let state = INITIAL_CHAT_STATE;
  const markers = createMarkerKeeper(storage);
  const tellRead = createReadTeller(api);
  let stream: { close(): void } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  /** Events heard before the snapshot that is being loaded; undefined when none is. */
  let pending: EmulatorEvent[] | undefined;
  let loads = 0;

  function dispatch(action: ChatAction): void {
    state = reduceChatState(state, action);
    onChange();
  }

  function connect(): void {
    clearTimeout(timer);
    stream?.close();
    const mine = api.listen({
      onOpen: () => void load(mine),
      onEvent: (event) => {
        if (mine !== stream) return;
        if (event.type === "reset") dispatch(event);
        if (event.type === "reset" || event.type === "company") void load(mine);
        else if (pending) pending.push(event);
        else dispatch(event);
      },
      onLost: () => lose(mine),
    });
    stream = mine;
  }

  async function load(mine: typeof stream): Promise<void> {
    const turn = (loads += 1);
    const heard: EmulatorEvent[] = [];
    pending = heard;
    try {
      const snapshot = await api.state();
      if (mine !== stream || turn !== loads) return;
      pending = undefined;
      failures = 0;
      state = reduceChatState(state, { type: "snapshot", snapshot });
      markers.keep(baselineMarkers(markers.current, state));
      for (const event of heard) state = reduceChatState(state, event);
      dispatch({ type: "link", link: "open" });
    } catch {
      lose(mine);
    }
  }

  function lose(mine: typeof stream): void {
    if (mine !== stream) return;
    stream?.close();
    stream = undefined;
    pending = undefined;
    clearTimeout(timer);
    timer = setTimeout(connect, pauses[Math.min(failures, pauses.length - 1)]);
    failures += 1;
    dispatch({ type: "link", link: "lost" });
  }

  connect();
  return {
    get state() {
      return state;
    },
    get markers() {
      return markers.current;
    },
    markRead(personId, conversationId) {
      markers.keep(markRead(markers.current, state, personId, conversationId));
      tellRead(state, personId, conversationId);
    },
    retry: connect,
    dispose() {
      clearTimeout(timer);
      stream?.close();
      stream = undefined;
    },
  };
}

/** The others see who has read: the emulator is told once for each newest message of somebody else. */
function createReadTeller(api: Pick<EmulatorApi, "markRead">) {
  const told = new Map<string, string>();
  return (state: ChatState, personId: string, conversationId: string): void => {
    const newest = state.messages[conversationId]?.findLast(({ from }) => from.id !== personId);
    const key = `${personId} ${conversationId}`;
    if (!newest || told.get(key) === newest.id) return;
    told.set(key, newest.id);
    void api.markRead(personId, conversationId).catch(() => told.delete(key));
  };
}

/** The read markers of this window, across reloads. */
function createMarkerKeeper(storage: GuardedStorage) {
  let current = readMarkers(storage);
  return {
    get current() {
      return current;
    },
    keep(next: ReadMarkers): void {
      if (next === current) return;
      current = next;
      storage.setItem(MARKERS_KEY, JSON.stringify(next));
    },
  };
}

function readMarkers(storage: GuardedStorage): ReadMarkers {
  try {
    return JSON.parse(storage.getItem(MARKERS_KEY) ?? "{}") as ReadMarkers;
  } catch {
    return {};
  }
}
