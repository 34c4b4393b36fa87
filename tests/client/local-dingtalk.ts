/**
 * A small scripted server for the client's tests: real HTTP and a real WebSocket on port 0.
 * It knows no DingTalk rules; each test says what is answered. The rules live in the emulator.
 */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";
import { createDingTalkClient, type ClientOptions, type DingTalkClient } from "../../src/client/index.ts";
import { OPERATIONS, type OperationId } from "../../src/contract/endpoints.ts";

export interface SeenCall {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Record<string, unknown>;
}

/** What one call is answered. `hang`: never. `reset`: the TCP connection is cut. */
export interface Script {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly effect?: "hang" | "reset";
  readonly waitFor?: Promise<unknown>;
}

export type Answerer = (call: SeenCall, nth: number) => Script | Promise<Script>;

/** A socket as the server sees it. */
export interface ServerSocket {
  readonly socket: WebSocket;
  readonly ticket: string;
  /** What the client sent, parsed. */
  readonly received: Record<string, unknown>[];
  pings: number;
  isClosed: boolean;
  push(frame: unknown): void;
}

export interface LocalDingTalk {
  readonly url: string;
  readonly calls: SeenCall[];
  readonly sockets: ServerSocket[];
  /** Sockets that are open now. */
  live(): ServerSocket[];
  callsOf(operation: OperationId): SeenCall[];
  answer(operation: OperationId | "sessionWebhook", answerer: Answerer): void;
  /** `undefined` accepts the upgrade, a number refuses it with this status. */
  onUpgrade: (ticket: string, nth: number) => number | undefined | "hang";
  upgrades: number;
  /** Whether sockets answer pings; settled when a socket opens. */
  autoPong: boolean;
  close(): Promise<void>;
}

const DEFAULTS: Partial<Record<OperationId, Answerer>> = {
  getAccessToken: (_call, nth) => ({ body: { accessToken: `token-${nth}`, expireIn: 7200 } }),
  queryRobotGroups: () => ({ body: { openConversationIds: ["cidGroup"], hasMore: false } }),
  sendDirect: () => ({
    body: { processQueryKey: "pqk-1", invalidStaffIdList: [], flowControlledStaffIdList: [] },
  }),
  sendGroup: () => ({ body: { processQueryKey: "pqk-1" } }),
  createAndDeliverCard: (call) => ({
    body: {
      success: true,
      result: {
        outTrackId: call.body["outTrackId"],
        deliverResults: [{ success: true, carrierId: "carrier-1" }],
      },
    },
  }),
  updateCard: () => ({ body: { success: true, result: true } }),
  streamCard: () => ({ body: { success: true, result: true } }),
};

export async function startLocalDingTalk(): Promise<LocalDingTalk> {
  const answerers = new Map<string, Answerer>(Object.entries(DEFAULTS));
  const counts = new Map<string, number>();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const local: LocalDingTalk = {
    url,
    calls: [],
    sockets: [],
    live: () => local.sockets.filter((one) => !one.isClosed),
    callsOf: (operation) =>
      local.calls.filter(
        (call) => call.path === OPERATIONS[operation].path && call.method === OPERATIONS[operation].method,
      ),
    answer: (operation, answerer) => void answerers.set(operation, answerer),
    onUpgrade: () => undefined,
    upgrades: 0,
    autoPong: true,
    close: () => closeServer(server),
  };
  answerers.set("openConnection", (_call, nth) => ({
    body: { endpoint: `${url.replace("http", "ws")}/connect`, ticket: `ticket-${nth}` },
  }));

  server.on("request", (request, response) => {
    void (async () => {
      const call = await readCall(request);
      local.calls.push(call);
      const name = operationOf(call);
      const nth = (counts.get(name) ?? 0) + 1;
      counts.set(name, nth);
      const script = (await answerers.get(name)?.(call, nth)) ?? { status: 404, body: { code: "NotFound" } };
      await script.waitFor;
      if (script.effect === "hang") return;
      if (script.effect === "reset") return void request.socket.resetAndDestroy();
      const text = typeof script.body === "string" ? script.body : JSON.stringify(script.body ?? {});
      response
        .writeHead(script.status ?? 200, { "content-type": "application/json", ...script.headers })
        .end(text);
    })();
  });
  serveSockets(server, local);
  return local;
}

function serveSockets(server: Server, local: LocalDingTalk): void {
  server.on("upgrade", (request, socket, head) => {
    const ticket = new URL(request.url ?? "/", "http://local").searchParams.get("ticket") ?? "";
    local.upgrades += 1;
    const refusal = local.onUpgrade(ticket, local.upgrades);
    if (refusal === "hang") return;
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const wss = new WebSocketServer({ noServer: true, autoPong: local.autoPong });
    wss.handleUpgrade(request, socket, head, (webSocket) => {
      const one: ServerSocket = {
        socket: webSocket,
        ticket,
        received: [],
        pings: 0,
        isClosed: false,
        push: (frame) => webSocket.send(typeof frame === "string" ? frame : JSON.stringify(frame)),
      };
      webSocket.on("message", (raw: Buffer) => one.received.push(JSON.parse(raw.toString("utf8"))));
      webSocket.on("ping", () => void (one.pings += 1));
      webSocket.on("close", () => void (one.isClosed = true));
      webSocket.on("error", () => {});
      local.sockets.push(one);
    });
  });
}

function operationOf(call: SeenCall): string {
  if (call.path === "/robot/sendBySession") return "sessionWebhook";
  const entries = Object.entries(OPERATIONS);
  return (
    entries.find(([, entry]) => entry.path === call.path && entry.method === call.method)?.[0] ?? "unknown"
  );
}

async function readCall(request: IncomingMessage): Promise<SeenCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  const url = new URL(request.url ?? "/", "http://local");
  return {
    method: request.method ?? "",
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    body: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
    // Upgraded sockets are no longer the server's own.
    setTimeout(resolve, 50);
  });
}

export function clientOf(local: LocalDingTalk, options: Partial<ClientOptions> = {}): DingTalkClient {
  return createDingTalkClient({
    clientId: "dingapp",
    clientSecret: "s3cret-value",
    endpoints: { api: local.url, oapi: local.url },
    ...options,
  });
}

/** Waits in real time until `check` holds: for what crosses a real socket. */
export async function eventually(
  check: () => boolean,
  what = "the condition",
  limitMs = 3_000,
): Promise<void> {
  const until = performance.now() + limitMs;
  while (!check()) {
    if (performance.now() > until) throw new Error(`${what} did not come true within ${limitMs} ms`);
    await pause(2);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

export function botMessage(messageId: string, data: unknown = { msgId: messageId }): Record<string, unknown> {
  return {
    specVersion: "1.0",
    type: "CALLBACK",
    headers: {
      topic: "/v1.0/im/bot/messages/get",
      messageId,
      contentType: "application/json",
      time: "1769851697756",
    },
    data: JSON.stringify(data),
  };
}

export const DISCONNECT_FRAME = {
  type: "SYSTEM",
  headers: { topic: "disconnect" },
  data: '{"reason":"connection is expired"}',
};
