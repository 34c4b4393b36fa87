/**
 * The emulator's door as the developer's page uses it. Requests fail with an error whose message may be shown.
 * Everything the page can do is one of these requests, so a program can do it too.
 */
import type {
  AddWebhookRobotRequest,
  EmulatorConsole,
  EmulatorCoverage,
  EmulatorRecording,
  ReplayRequest,
  ReplayResult,
  WireEntry,
} from "../../contract/emulator-console.ts";
import type {
  ConnectionFault,
  EmulatorEvent,
  EmulatorSnapshot,
  FaultRequest,
  PushEventRequest,
  QuotaRequest,
} from "../../contract/emulator-control.ts";

import type { Locale } from "../shared/text/create-text.ts";

export interface DeveloperApi {
  state(): Promise<EmulatorSnapshot>;
  console(): Promise<EmulatorConsole>;
  coverage(): Promise<EmulatorCoverage>;
  /** The newest so many. */
  wire(limit: number): Promise<readonly WireEntry[]>;
  clearWire(): Promise<void>;
  addFault(fault: FaultRequest): Promise<void>;
  removeFault(id: string): Promise<void>;
  breakConnection(clientId: string, fault: ConnectionFault, connectionId?: string): Promise<void>;
  setPermission(clientId: string, scope: string, granted: boolean): Promise<void>;
  apply(clientId: string, scope: string, by?: string): Promise<{ readonly state: "granted" | "waiting" }>;
  createOrganisation(
    name: string,
    by: string,
  ): Promise<{ readonly corpId: string; readonly staffId: string }>;
  createApp(name: string, corpId: string): Promise<{ readonly clientId: string }>;
  publish(clientId: string): Promise<{ readonly version: string }>;
  advance(advanceMs: number): Promise<void>;
  expire(what: "tokens" | "webhooks" | "downloads", clientId?: string): Promise<void>;
  seed(): Promise<unknown>;
  load(seed: unknown): Promise<void>;
  setQuota(request: QuotaRequest): Promise<void>;
  tickEvents(clientId: string, events: readonly string[]): Promise<void>;
  allowAddresses(clientId: string, addresses: readonly string[]): Promise<void>;
  addWebhookRobot(request: AddWebhookRobotRequest): Promise<void>;
  removeWebhookRobot(id: string): Promise<void>;
  pushEvent(request: PushEventRequest): Promise<void>;
  startRecording(): Promise<void>;
  stopRecording(): Promise<EmulatorRecording>;
  replay(request: ReplayRequest): Promise<ReplayResult>;
  /** Opens the event stream once; the caller reconnects. */
  listen(listener: DeveloperListener): { close(): void };
}

export interface DeveloperListener {
  readonly onOpen: () => void;
  readonly onEvent: (event: EmulatorEvent) => void;
  /** The stream is closed when this is called. */
  readonly onLost: () => void;
}

const DOOR = "/_emulator";
const EVENT_NAMES = ["app", "conversation", "reset", "wire", "console", "company"] as const;

interface Wish {
  readonly path: string;
  readonly body?: unknown;
  readonly method?: "DELETE";
  /** Of the sentences in refusals. */
  readonly locale: Locale;
}

async function request({ path, body, method, locale }: Wish) {
  const response = await fetch(`${DOOR}${path}`, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: {
      accept: "application/json",
      "accept-language": locale,
      "content-type": "application/json",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer: unknown = text === "" ? {} : JSON.parse(text);
  if (response.ok) return answer;
  const { message } = answer as { message?: unknown };
  throw new Error(typeof message === "string" ? message : `HTTP ${response.status}`);
}

function listen({ onOpen, onEvent, onLost }: DeveloperListener): { close(): void } {
  const source = new EventSource(`${DOOR}/events?wire`);
  source.addEventListener("open", onOpen);
  source.addEventListener("error", () => {
    source.close();
    onLost();
  });
  for (const name of EVENT_NAMES)
    source.addEventListener(name, (event: MessageEvent<string>) =>
      onEvent(JSON.parse(event.data) as EmulatorEvent),
    );
  return { close: () => source.close() };
}

/** `locale`: the language that the page speaks now. */
export function createDeveloperApi(locale: () => Locale): DeveloperApi {
  const ask = async <Answer>(path: string, body?: unknown): Promise<Answer> =>
    (await request({ path, body, locale: locale() })) as Answer;
  const act = async (path: string, body: unknown): Promise<void> => {
    await request({ path, body, locale: locale() });
  };
  const remove = async (path: string): Promise<void> => {
    await request({ path, method: "DELETE", locale: locale() });
  };
  return {
    state: () => ask("/state"),
    console: () => ask("/console"),
    coverage: () => ask("/coverage"),
    wire: (limit) => ask(`/wire?limit=${limit}`),
    clearWire: () => remove("/wire"),
    addFault: (fault) => act("/faults", fault),
    removeFault: (id) => remove(`/faults/${encodeURIComponent(id)}`),
    breakConnection: (clientId, fault, connectionId) =>
      act("/connections", { clientId, fault, ...(connectionId === undefined ? {} : { connectionId }) }),
    setPermission: (clientId, scope, granted) => act("/permissions", { clientId, scope, granted }),
    apply: (clientId, scope, by) =>
      ask("/permissions/apply", { clientId, scope, ...(by === undefined ? {} : { by }) }),
    createOrganisation: (name, by) => ask("/organisations", { name, by }),
    createApp: (name, corpId) => ask("/apps", { name, corpId }),
    publish: (clientId) => ask("/apps/publish", { clientId }),
    advance: (advanceMs) => act("/time", { advanceMs }),
    expire: (what, clientId) => act(`/${what}/expire`, what === "tokens" ? { clientId } : {}),
    seed: () => ask("/seed"),
    load: (seed) => act("/seed", seed),
    setQuota: (quota) => act("/quota", quota),
    tickEvents: (clientId, events) => act("/apps/events", { clientId, events }),
    allowAddresses: (clientId, addresses) => act("/apps/addresses", { clientId, addresses }),
    addWebhookRobot: (robot) => act("/webhook-robots", robot),
    removeWebhookRobot: (id) => remove(`/webhook-robots/${encodeURIComponent(id)}`),
    pushEvent: (event) => act("/events", event),
    startRecording: () => act("/recording/start", {}),
    stopRecording: () => ask("/recording/stop", {}),
    replay: (body) => ask("/replay", body),
    listen,
  };
}
