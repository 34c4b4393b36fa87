/**
 * The HTTP and WebSocket server on loopback: routes in, sockets upgraded with a ticket, everything closed at once.
 * It knows no operation; routes come from `platform/` and `control/`.
 */
import { X509Certificate } from "node:crypto";
import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import { Socket, type AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { WebSocketServer, type WebSocket } from "ws";
import { OPERATIONS } from "../contract/endpoints.ts";
import type { Logger } from "../lib/logger.ts";
import type { Ticket } from "./credentials.ts";
import type { EmulatorTls } from "./emulator.ts";
import { limitBody } from "./limit-body.ts";
import { STREAM_PATH } from "./platform/open-connection.ts";
import { refuse } from "./platform/reply.ts";
import type { NodeEnv } from "./platform/routes.ts";
import { EmulatorRefusal } from "./refusal.ts";
import { MAX_ATTACHMENT_BYTES } from "./say-content.ts";
import { OSS_UPLOAD_PATH } from "./storage-spaces.ts";
import type { UpgradeFaults } from "./stream/upgrade-faults.ts";
import { acceptTunnels } from "./tls/tunnel.ts";
import type { Json } from "./validate.ts";

const MAX_BODY_BYTES = 2 * 1024 * 1024;
/** A person's file comes as base64 inside JSON, and so do a snapshot's. */
const MAX_SAY_BYTES = 90 * 1024 * 1024;
const MAX_SNAPSHOT_BYTES = 400 * 1024 * 1024;
const SAY_PATH = "/_emulator/say";
/** The largest media file with the multipart around it, and a little more, so that the handler says what is wrong. */
const MAX_UPLOAD_BYTES = 32 * 1024 * 1024;
const SNAPSHOT_PATHS: ReadonlySet<string> = new Set(["/_emulator/seed", "/_emulator/replay"]);
const MAX_FRAME_BYTES = 1024 * 1024;
const TLS_PORT = 443;
const INVALID_TICKET = "invalidTicket";

const LOOPBACK: Readonly<Record<string, string>> = {
  "127.0.0.1": "127.0.0.1",
  localhost: "127.0.0.1",
  "::1": "::1",
};

export interface ServerOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly tls?: EmulatorTls;
  readonly logger: Logger;
  readonly mount: (app: Hono<NodeEnv>) => void;
  readonly redeemTicket: (ticket: string) => Ticket | undefined;
  /** A socket was refused. */
  readonly onRefusedSocket: (url: URL, status: number, body: Json) => void;
  readonly upgradeFaults: UpgradeFaults;
  readonly onSocket: (ws: WebSocket, transport: Duplex, ticket: Ticket) => void;
}

export interface EmulatorServer {
  readonly url: string;
  readonly tlsUrl?: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Refuses every address that other machines could reach. */
export function resolveLoopback(host: string): string {
  const address = LOOPBACK[host];
  if (address !== undefined) return address;
  throw new EmulatorRefusal(
    "invalid",
    `The emulator listens on loopback only, not on "${host}": use 127.0.0.1. It has no login, so other machines must not reach it.`,
    { zh: `模拟器只监听本机回环地址，不能用“${host}”，请用 127.0.0.1。它没有登录，其他机器不应该能访问。` },
  );
}

const DOOR_PATH = "/_emulator/";
const megabytes = (bytes: number) => `${bytes / (1024 * 1024)} MB`;

/** In the words of the emulator's own door, which has no platform's error bodies. */
const tooLargeForDoor = (maxBytes: number) => () =>
  Response.json(
    { code: "invalid", message: `The body is larger than ${megabytes(maxBytes)}.` },
    { status: 413 },
  );

const tooLarge = () =>
  Response.json(refuse(413, "RequestEntityTooLarge", "the body is too large").body, { status: 413 });

function buildApp(options: ServerOptions): Hono<NodeEnv> {
  const app = new Hono<NodeEnv>();
  const limit = limitBody(MAX_BODY_BYTES, tooLarge);
  const largeBodies = new Map([
    [SAY_PATH as string, limitBody(MAX_SAY_BYTES, tooLargeForDoor(MAX_SAY_BYTES))],
    [OPERATIONS.uploadMedia.path, limitBody(MAX_UPLOAD_BYTES, tooLarge)],
  ]);
  const fileLimit = limitBody(MAX_ATTACHMENT_BYTES, tooLarge);
  const snapshotLimit = limitBody(MAX_SNAPSHOT_BYTES, tooLargeForDoor(MAX_SNAPSHOT_BYTES));
  const doorLimit = limitBody(MAX_BODY_BYTES, tooLargeForDoor(MAX_BODY_BYTES));
  app.use("*", (c, next) => {
    if (c.req.path.startsWith(OSS_UPLOAD_PATH)) return fileLimit(c, next);
    if (SNAPSHOT_PATHS.has(c.req.path)) return snapshotLimit(c, next);
    const usual = c.req.path.startsWith(DOOR_PATH) ? doorLimit : limit;
    return (largeBodies.get(c.req.path) ?? usual)(c, next);
  });
  app.onError((error) => {
    options.logger.error("The emulator failed to answer", { error });
    return Response.json(refuse(500, "system.error", "the emulator failed; see its log").body, {
      status: 500,
    });
  });
  options.mount(app);
  return app;
}

/** A used, stale or unknown ticket was seen to be refused with HTTP 400; the body is unproven. */
function refuseUpgrade(transport: Duplex, status: number, refusal: Json): void {
  const body = JSON.stringify(refusal);
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Refused"}\r\nContent-Type: application/json\r\nConnection: close\r\n`;
  transport.once("finish", () => transport.destroy());
  transport.end(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function acceptSockets(servers: readonly Server[], options: ServerOptions): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, clientTracking: true });
  for (const server of servers) acceptOn(server, sockets, options);
  return sockets;
}

function acceptOn(server: Server, sockets: WebSocketServer, options: ServerOptions): void {
  server.on("upgrade", (request: IncomingMessage, transport: Duplex, head: Buffer) => {
    transport.on("error", () => transport.destroy());
    const url = URL.parse(request.url ?? "/", "http://localhost") ?? new URL("http://localhost/");
    const turnAway = (reason: string, status = 400, code = INVALID_TICKET) => {
      const refusal = refuse(status, code, reason).body as Json;
      refuseUpgrade(transport, status, refusal);
      options.onRefusedSocket(url, status, refusal);
    };
    if (url.pathname !== STREAM_PATH) return turnAway("there is no such socket");
    const ticket = options.redeemTicket(url.searchParams.get("ticket") ?? "");
    if (!ticket) return turnAway("the ticket is unknown, used or expired");
    options.upgradeFaults.meet(ticket.clientId, {
      accept: () =>
        sockets.handleUpgrade(request, transport, head, (ws) => options.onSocket(ws, transport, ticket)),
      refuse: (status, code) => turnAway("a fault that was set", status, code),
      reset: () => (transport instanceof Socket ? transport.resetAndDestroy() : transport.destroy()),
    });
  });
}

/** Refuses a certificate or key that cannot be used. */
function createSecure({ cert, key }: EmulatorTls, answer: RequestListener): Server {
  try {
    return createTlsServer({ cert, key }, answer);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EmulatorRefusal("invalid", `The certificate or its key cannot be used: ${reason}`, {
      cause,
      zh: `证书或私钥无法使用：${reason}`,
    });
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function portTaken(host: string, port: number, cause: NodeJS.ErrnoException): EmulatorRefusal {
  const isTaken = cause.code === "EADDRINUSE";
  const en = isTaken ? "is taken, perhaps by another local DingTalk" : "needs more rights";
  const zh = isTaken ? "已被占用，可能已经有一个本地钉钉在运行" : "需要更高的权限";
  return new EmulatorRefusal(
    "port-taken",
    `Port ${port} on ${host} ${en} (${cause.code}). Choose another port, or 0 for any free one (--port 0).`,
    {
      cause,
      zh: `${host} 的端口 ${port} ${zh}（${cause.code}）。请换一个端口，或用 --port 0 任选一个空闲端口。`,
    },
  );
}

function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE" || error.code === "EACCES";
      reject(taken ? portTaken(host, port, error) : error);
    };
    server.once("error", onError);
    server.listen(port, host, () => {
      server.off("error", onError);
      const address = server.address();
      if (typeof address === "object" && address !== null) resolve(address);
      else reject(new Error("the server has no address"));
    });
  });
}

/** Whether the certificate is good for `https://127.0.0.1`: one of the command's own authority is, another may not be. */
export function speaksForThisMachine(tls: EmulatorTls | undefined): boolean {
  return tls !== undefined && new X509Certificate(tls.cert).checkIP("127.0.0.1") !== undefined;
}

export async function startServer(options: ServerOptions): Promise<EmulatorServer> {
  const host = resolveLoopback(options.host);
  const app = buildApp(options);
  const answer = getRequestListener(app.fetch);
  const server = createServer(answer);
  const secure = options.tls && createSecure(options.tls, answer);
  // It listens nowhere: tunnels end in it.
  const inside =
    options.tls &&
    createSecure(
      options.tls,
      getRequestListener((request, env) => app.fetch(request, { ...env, tunnelled: true })),
    );
  const servers = [server, secure, inside].filter((one) => one !== undefined);
  const cutTunnels = acceptTunnels(server, { inside, logger: options.logger });
  const sockets = acceptSockets(servers, options);
  const name = host === "::1" ? "[::1]" : host;
  const close = async () => {
    for (const ws of sockets.clients) ws.terminate();
    sockets.close();
    cutTunnels();
    await Promise.all(servers.map(closeServer));
  };
  const { port } = await listen(server, host, options.port);
  const url = `http://${name}:${port}`;
  if (!secure) return { port, url, close };
  try {
    const opened = await listen(secure, host, options.tls?.port ?? TLS_PORT);
    return { port, url, tlsUrl: `https://${name}:${opened.port}`, close };
  } catch (error) {
    await close();
    throw error;
  }
}
