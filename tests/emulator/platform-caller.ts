/**
 * A bare caller of the platform for the emulator's tests: plain fetch and ws, none of our client's code.
 */
import { once } from "node:events";
import { WebSocket } from "ws";
import { TOKEN_HEADER } from "../../src/contract/endpoints.ts";
import { EMULATED_OPERATIONS, type EmulatedOperationId } from "../../src/contract/other-operations.ts";
import { Topic, type DownstreamFrame } from "../../src/contract/stream.ts";
import { DEFAULT_CLIENT_ID, defaultSeed, type Emulator } from "../../src/emulator/index.ts";

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly text: string;
}

export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  let body: Record<string, unknown> = {};
  try {
    body = JSON.parse(text) as Record<string, unknown>;
  } catch {
    // Not JSON: `text` is what counts.
  }
  return { status: response.status, body, text };
}

export const JSON_HEADERS = { "content-type": "application/json", accept: "application/json" };

export interface Caller {
  readonly clientId: string;
  readonly token: string;
  call(id: EmulatedOperationId, body: unknown, headers?: Record<string, string>): Promise<Answer>;
}

export function secretOf(clientId: string, seed = defaultSeed()): string {
  return seed.apps.find((app) => app.clientId === clientId)!.clientSecret;
}

export function callOpen(emulator: Emulator, id: EmulatedOperationId, body: unknown): Promise<Answer> {
  const { method, path } = EMULATED_OPERATIONS[id];
  return ask(`${emulator.url}${path}`, { method, headers: JSON_HEADERS, body: JSON.stringify(body) });
}

/** An app with a token. */
export async function logIn(
  emulator: Emulator,
  clientId = DEFAULT_CLIENT_ID,
  clientSecret = secretOf(clientId),
): Promise<Caller> {
  const answer = await callOpen(emulator, "getAccessToken", { appKey: clientId, appSecret: clientSecret });
  const token = answer.body["accessToken"] as string;
  return {
    clientId,
    token,
    call(id, body, headers = {}) {
      const { method, path } = EMULATED_OPERATIONS[id];
      if (method === "GET") {
        const query = new URLSearchParams(body as Record<string, string>).toString();
        return ask(`${emulator.url}${path}?${query}`, { headers: { [TOKEN_HEADER]: token, ...headers } });
      }
      return ask(`${emulator.url}${path}`, {
        method,
        headers: { ...JSON_HEADERS, [TOKEN_HEADER]: token, ...headers },
        body: JSON.stringify(body),
      });
    },
  };
}

export function openRequest(clientId = DEFAULT_CLIENT_ID, clientSecret = secretOf(clientId)) {
  return {
    clientId,
    clientSecret,
    subscriptions: [
      { type: "EVENT", topic: "*" },
      { type: "CALLBACK", topic: Topic.botMessage },
    ],
    ua: "test-sdk-node/1.0.0",
  };
}

export interface RawRobot {
  readonly socket: WebSocket;
  /** Frames so far, pings included. */
  readonly frames: DownstreamFrame[];
  /** The next frame of the topic that was not handed out yet; default: bot messages. */
  next(topic?: string): Promise<DownstreamFrame>;
  ack(frame: DownstreamFrame, code?: number): void;
  close(): Promise<void>;
}

export async function openSocketUrl(emulator: Emulator, request: unknown = openRequest()): Promise<string> {
  const { body } = await callOpen(emulator, "openConnection", request);
  return `${body["endpoint"] as string}?ticket=${encodeURIComponent(body["ticket"] as string)}`;
}

/** A robot that does nothing on its own; `autoAck` makes it acknowledge. */
export async function connectRobot(
  emulator: Emulator,
  options: { readonly request?: unknown; readonly autoAck?: boolean } = {},
): Promise<RawRobot> {
  const socket = new WebSocket(await openSocketUrl(emulator, options.request ?? openRequest()));
  const frames: DownstreamFrame[] = [];
  const unread: DownstreamFrame[] = [];
  const wake = new Set<() => void>();
  const ack = (frame: DownstreamFrame, code = 200) =>
    socket.send(
      JSON.stringify({
        code,
        headers: { messageId: frame.headers.messageId, contentType: "application/json" },
        message: "OK",
        data: '{"response":null}',
      }),
    );
  socket.on("message", (raw) => {
    const frame = JSON.parse(String(raw)) as DownstreamFrame;
    frames.push(frame);
    unread.push(frame);
    if (options.autoAck && frame.type !== "SYSTEM") ack(frame);
    for (const run of wake) run();
  });
  await once(socket, "open");
  return {
    socket,
    frames,
    ack,
    async next(topic = Topic.botMessage) {
      for (;;) {
        const at = unread.findIndex((frame) => frame.headers.topic === topic);
        if (at >= 0) return unread.splice(at, 1)[0]!;
        await new Promise<void>((resolve) => {
          const run = () => {
            wake.delete(run);
            resolve();
          };
          wake.add(run);
        });
      }
    },
    async close() {
      const closed = once(socket, "close");
      socket.close();
      await closed;
    },
  };
}

export const payloadOf = (frame: DownstreamFrame) => JSON.parse(frame.data!) as Record<string, unknown>;

/** The direct conversation of the first person, and the group, of the emulator's company. */
export function conversationsOf(emulator: Emulator) {
  const { conversations } = emulator.snapshot();
  return {
    direct: conversations.find((one) => one.type === "direct")!,
    group: conversations.find((one) => one.type === "group")!,
  };
}

/** Two robots in one group. */
export function twoRobotSeed() {
  const seed = defaultSeed();
  const second = {
    ...seed.apps[0]!,
    clientId: "dinglocalbot0002",
    clientSecret: "second-secret",
    name: "小龙虾助手2号",
  };
  const [group] = seed.groups!;
  return {
    ...seed,
    apps: [...seed.apps, second],
    groups: [{ ...group!, robotIds: [DEFAULT_CLIENT_ID, second.clientId] }],
  };
}
