/**
 * The emulator as a proxy for programs whose addresses nothing can change: `CONNECT` to one of DingTalk's hosts ends at
 * the local DingTalk behind TLS, every other one goes where it wants to. For loopback, like all of the emulator.
 */
import type { IncomingMessage, Server } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { DINGTALK_DOMAINS } from "../../contract/endpoints.ts";
import type { Logger } from "../../lib/logger.ts";

export interface TunnelOptions {
  /** The server that speaks TLS with a certificate for DingTalk's names; absent: tunnels are refused. */
  readonly inside: Server | undefined;
  readonly logger: Logger;
}

const ESTABLISHED = "HTTP/1.1 200 Connection Established\r\n\r\n";
const DEFAULT_PORT = 443;

const isDingTalk = (host: string) =>
  DINGTALK_DOMAINS.some((domain) => host === domain || host.endsWith(`.${domain}`));

function turnAway(transport: Duplex, status: string, reason: string): void {
  transport.once("finish", () => transport.destroy());
  transport.end(`HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n${reason}\n`);
}

function establish(transport: Duplex, head: Buffer): void {
  transport.write(ESTABLISHED);
  if (head.length > 0) transport.unshift(head);
}

/** Bytes both ways until one side ends. */
function passOn(transport: Duplex, head: Buffer, host: string, port: number): void {
  const there = connect({ host, port });
  there.once("connect", () => {
    establish(transport, head);
    there.pipe(transport).pipe(there);
  });
  there.on("error", (error) => {
    if (there.bytesRead === 0 && transport.writable) turnAway(transport, "502 Bad Gateway", String(error));
    else transport.destroy();
  });
  transport.on("close", () => there.destroy());
}

/** Lets a server take `CONNECT`; returns the function that cuts what is open, as a server does not know its tunnels. */
export function acceptTunnels(server: Server, { inside, logger }: TunnelOptions): () => void {
  const open = new Set<Duplex>();
  server.on("connect", (request: IncomingMessage, transport: Duplex, head: Buffer) => {
    open.add(transport);
    transport.on("close", () => open.delete(transport));
    transport.on("error", () => transport.destroy());
    const url = URL.parse(`http://${request.url ?? ""}`);
    if (url === null || url.hostname === "")
      return turnAway(transport, "400 Bad Request", "no host is named");
    const host = url.hostname.toLowerCase();
    if (inside === undefined) {
      logger.warn("A program takes this for its proxy, which needs TLS: start with --tls", { host });
      return turnAway(transport, "403 Forbidden", "start the emulator with --tls");
    }
    if (!isDingTalk(host))
      return passOn(transport, head, host.replaceAll(/[[\]]/g, ""), Number(url.port) || DEFAULT_PORT);
    establish(transport, head);
    inside.emit("connection", transport);
  });
  return () => {
    for (const transport of open) transport.destroy();
  };
}
