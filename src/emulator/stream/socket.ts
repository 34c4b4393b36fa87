/**
 * One Stream socket as the platform holds it: writes frames, sends pings, reads answers, and can be made ill.
 * It does not know which push a frame belongs to; that is the hub's.
 */
import type { Duplex } from "node:stream";
import { Socket } from "node:net";
import type { WebSocket } from "ws";
import {
  DISCONNECT_GRACE_MS,
  Topic,
  upstreamFrameSchema,
  type Subscription,
  type UpstreamFrame,
} from "../../contract/stream.ts";
import type { ConnectionHealth, EmulatorConnection } from "../../contract/emulator-console.ts";
import type { ConnectionFault } from "../../contract/emulator-control.ts";
import type { Clock, Timer } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { ids } from "../ids.ts";
import type { AppRecord } from "../records.ts";
import type { WireLog } from "../wire-log.ts";
import type { Push } from "./push.ts";
import { createWireTap, type WireTap } from "./wire-tap.ts";

/** The platform's liveness frame was seen every 20–30 s. */
const PING_MIN_MS = 20_000;
const PING_SPREAD_MS = 10_000;

export interface StreamSocket {
  readonly id: string;
  readonly clientId: string;
  readonly isOpen: boolean;
  /** Whether the platform would choose this socket for a push of the topic. */
  takes(topic: string): boolean;
  push(push: Pick<Push, "topic" | "data" | "event">, frameId: string): void;
  fall(fault: ConnectionFault): void;
  view(): EmulatorConnection;
  close(): void;
}

export interface StreamSocketOptions {
  readonly ws: WebSocket;
  /** The TCP socket under it. */
  readonly transport: Duplex;
  readonly app: Pick<AppRecord, "clientId" | "appId" | "stream">;
  readonly subscriptions: readonly Subscription[];
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly wire: WireLog;
  /** A SYSTEM frame goes out. */
  readonly onAsked: (frameId: string) => void;
  readonly onAnswer: (socket: StreamSocket, frame: UpstreamFrame) => void;
  readonly onClose: (socket: StreamSocket) => void;
}

const frameType = (topic: string) => (topic === Topic.events ? "EVENT" : "CALLBACK");

function parseAnswer(text: string): UpstreamFrame | undefined {
  try {
    return upstreamFrameSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Half-open: bytes are taken from the wire and thrown away, so neither a ping nor a close is answered. */
function goDeafAndMute(transport: Duplex): void {
  transport.removeAllListeners("data");
  transport.on("data", () => {});
  transport.resume();
}

function resetTransport(transport: Duplex): void {
  if (transport instanceof Socket) transport.resetAndDestroy();
  else transport.destroy();
}

function createTimerSet(clock: Clock) {
  const timers = new Set<Timer>();
  return {
    after(ms: number, run: () => void): void {
      const timer = clock.after(ms, () => {
        timers.delete(timer);
        run();
      });
      timers.add(timer);
    },
    cancelAll(): void {
      for (const timer of timers) timer.cancel();
      timers.clear();
    },
  };
}

export function createStreamSocket(options: StreamSocketOptions): StreamSocket {
  const { ws, transport, app, clock, random } = options;
  const connectionId = ids.uuid();
  const openedAt = clock.now();
  let health: ConnectionHealth = "live";
  const { after, cancelAll } = createTimerSet(clock);
  const tap = createWireTap(options.wire, app.clientId, connectionId);
  const write = (type: string, headers: Record<string, string>, data: string) => {
    if (health === "half-open" || ws.readyState !== ws.OPEN) return;
    ws.send(JSON.stringify({ specVersion: "1.0", type, headers, data }));
    tap.sent(clock.now(), type, headers, data);
  };
  const sicken = (now: ConnectionHealth) => {
    health = now;
    tap.event(clock.now(), now);
  };
  const system = (topic: string, data: unknown) => {
    const messageId = ids.frameId(clock.now());
    const about = { topic, messageId, time: String(clock.now()) };
    options.onAsked(messageId);
    write("SYSTEM", { ...about, contentType: "application/json" }, JSON.stringify(data));
  };
  const pingLater = () =>
    after(PING_MIN_MS + Math.floor(random() * PING_SPREAD_MS), () => {
      if (ws.readyState !== ws.OPEN) return;
      system(Topic.ping, { opaque: ids.uuid() });
      if (health !== "half-open") ws.ping();
      pingLater();
    });

  const socket: StreamSocket = {
    id: connectionId,
    clientId: app.clientId,
    get isOpen() {
      return ws.readyState === ws.OPEN;
    },
    takes: (topic) =>
      health !== "deaf" &&
      ws.readyState === ws.OPEN &&
      options.subscriptions.some((entry) => entry.type === frameType(topic) && entry.topic === topic),
    push({ topic, data, event }, frameId) {
      const time = String(clock.now());
      const about = { topic, messageId: frameId, contentType: "application/json", time };
      const from = app.stream?.omit?.includes("connectionId") ? {} : { connectionId };
      write(frameType(topic), { ...about, appId: app.appId, ...from, ...event }, data);
    },
    fall(fault) {
      if (fault.kind === "reset") return resetTransport(transport);
      if (fault.kind === "system") return system(fault.topic, fault.data ?? {});
      if (fault.kind === "half-open") {
        sicken("half-open");
        return goDeafAndMute(transport);
      }
      system(Topic.disconnect, { reason: "connection is expired" });
      sicken("deaf");
      after(fault.graceMs ?? DISCONNECT_GRACE_MS, () => ws.terminate());
    },
    view: () => ({
      connectionId,
      openedAt,
      health,
      topics: options.subscriptions.map(({ type, topic }) => `${type} ${topic}`),
    }),
    close: () => ws.terminate(),
  };

  listen(options, socket, tap, cancelAll);
  tap.event(openedAt, "open");
  for (const topic of app.stream?.greetings ?? []) system(topic, {});
  pingLater();
  return socket;
}

/** Reads what the app answers, and the socket's end. */
function listen(options: StreamSocketOptions, socket: StreamSocket, tap: WireTap, onEnd: () => void): void {
  const { ws, clock, logger } = options;
  const { clientId } = socket;
  ws.on("message", (raw, isBinary) => {
    const frame = isBinary ? undefined : parseAnswer(String(raw));
    if (frame) {
      tap.answered(clock.now(), frame);
      options.onAnswer(socket, frame);
      return;
    }
    tap.misread(clock.now(), isBinary ? "[binary data]" : String(raw));
    logger.warn("A Stream socket sent a frame that is not an answer", { clientId });
  });
  ws.on("error", (error) => logger.debug("A Stream socket failed", { clientId, error }));
  ws.on("close", () => {
    onEnd();
    tap.event(clock.now(), "close");
    options.onClose(socket);
  });
}
