/**
 * The emulator's door as the page uses it: state, say, faults, reset and the event stream.
 * Requests fail with an `EmulatorApiError` whose message may be shown as the reason.
 */
import type { SearchHit } from "../../contract/emulator-console.ts";
import type {
  AddGroupRequest,
  ChangeGroupRequest,
  ConnectionFault,
  EmulatorEvent,
  EmulatorSnapshot,
  PressRequest,
  SayRequest,
} from "../../contract/emulator-control.ts";

export interface EmulatorApi {
  state(): Promise<EmulatorSnapshot>;
  say(request: SayRequest): Promise<{ readonly msgId: string }>;
  press(request: PressRequest): Promise<{ readonly acknowledged: boolean }>;
  /** The person takes back a message of their own. */
  takeBack(staffId: string, messageId: string): Promise<void>;
  breakConnections(clientId: string, fault: ConnectionFault): Promise<void>;
  changeGroup(request: ChangeGroupRequest): Promise<void>;
  addGroup(request: AddGroupRequest): Promise<{ readonly conversationId: string }>;
  reset(): Promise<void>;
  /** What that person finds. */
  search(staffId: string, word: string): Promise<readonly SearchHit[]>;
  /** The person's direct conversation with the bot. */
  openDirect(staffId: string, clientId: string): Promise<{ readonly conversationId: string }>;
  /** The person has read the conversation up to now. */
  markRead(staffId: string, conversationId: string): Promise<void>;
  /** Opens the event stream once; the caller reconnects. */
  listen(listener: EventStreamListener): { close(): void };
}

export interface EventStreamListener {
  readonly onOpen: () => void;
  readonly onEvent: (event: EmulatorEvent) => void;
  /** The stream is closed when this is called. */
  readonly onLost: () => void;
}

export class EmulatorApiError extends Error {
  override readonly name = "EmulatorApiError";
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;

  constructor(message: string, status: number, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

const EVENT_NAMES = ["message", "app", "conversation", "reset", "read", "company"] as const;

/**
 * `origin` is the emulator's address without a trailing slash; the page's own when empty. `locale`: the language of the
 * sentences in refusals, asked with each request.
 */
export function createEmulatorApi(origin = "", locale: () => string = () => "en"): EmulatorApi {
  const door = `${origin}/_emulator`;
  const ask = (url: string, body?: unknown) => request(url, locale(), body);
  return {
    state: () => ask(`${door}/state`) as Promise<EmulatorSnapshot>,
    say: (body) => ask(`${door}/say`, body) as Promise<{ readonly msgId: string }>,
    press: (body) => ask(`${door}/press`, body) as Promise<{ readonly acknowledged: boolean }>,
    takeBack: async (from, messageId) => {
      await ask(`${door}/recall`, { from, messageId });
    },
    breakConnections: async (clientId, fault) => {
      await ask(`${door}/connections`, { clientId, fault });
    },
    changeGroup: async (body) => {
      await ask(`${door}/groups/change`, body);
    },
    addGroup: (body) => ask(`${door}/groups`, body) as Promise<{ readonly conversationId: string }>,
    reset: async () => {
      await ask(`${door}/reset`, {});
    },
    search: (staffId, word) =>
      ask(`${door}/search?${new URLSearchParams({ staffId, word }).toString()}`) as Promise<
        readonly SearchHit[]
      >,
    openDirect: (staffId, clientId) =>
      ask(`${door}/conversations`, { staffId, clientId }) as Promise<{ readonly conversationId: string }>,
    markRead: async (staffId, conversationId) => {
      await ask(`${door}/read`, { staffId, conversationId });
    },
    listen: (listener) => listen(`${door}/events`, listener),
  };
}

async function request(url: string, locale: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url, {
    headers: {
      accept: "application/json",
      "accept-language": locale,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new EmulatorApiError("no answer", 0, { cause });
  });
  const text = await response.text();
  if (!response.ok) throw new EmulatorApiError(describeRefusal(response.status, text), response.status);
  return text === "" ? undefined : JSON.parse(text);
}

function describeRefusal(status: number, text: string): string {
  try {
    const { message, error } = JSON.parse(text) as Record<string, unknown>;
    if (typeof message === "string") return message;
    if (typeof error === "string") return error;
  } catch {
    // Not JSON: the status says enough.
  }
  return `HTTP ${status}`;
}

function listen(url: string, { onOpen, onEvent, onLost }: EventStreamListener): { close(): void } {
  const source = new EventSource(url);
  source.addEventListener("open", onOpen);
  source.addEventListener("error", () => {
    source.close();
    onLost();
  });
  for (const name of EVENT_NAMES) {
    source.addEventListener(name, (event: MessageEvent<string>) => {
      onEvent({ ...(JSON.parse(event.data || "{}") as object), type: name } as EmulatorEvent);
    });
  }
  return { close: () => source.close() };
}
