/**
 * One Stream socket: frames in, answers out on the same socket, liveness. It knows nothing of reconnecting.
 * Life is any frame, ping or pong; a line is dead after 45 s without, never because it is quiet.
 */
import { Topic, type DownstreamFrame } from "../../contract/stream.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { classifyThrown } from "../classify-thrown.ts";
import { DingTalkError } from "../errors.ts";
import type { StreamSocket, StreamSocketFactory } from "../options.ts";
import { decodeFrame, encodeAck, encodePong, parseDisconnectReason, type AckBody } from "./frames.ts";
import { createSocketWatchdog, type SocketWatchdog } from "./socket-watchdog.ts";

/**
 * Answers the frame on the socket that delivered it. Resolves `true` when written, `false` when that socket is
 * gone (the platform will push the frame again). Only the first call counts. Never rejects.
 */
export type Ack = (data?: unknown, answer?: Omit<AckBody, "data">) => Promise<boolean>;

export interface ConnectionOptions {
  /** Endpoint with its ticket: secret. */
  readonly url: string;
  readonly webSocket: StreamSocketFactory;
  readonly clock: Clock;
  readonly logger: Logger;
  onOpen(): void;
  /** EVENT and CALLBACK frames in the order they arrive. Must not block. */
  onFrame(frame: DownstreamFrame, ack: Ack): void;
  /** The platform delivers nothing more here and closes in about 10 s. */
  onDisconnect(reason: string): void;
  /** The socket is gone. Called once, also when it never opened. */
  onClose(error: DingTalkError): void;
}

export interface StreamConnection {
  /** Resolves when the socket is open; rejects with what prevented it. */
  readonly opened: Promise<void>;
  readonly isClosed: boolean;
  /** Frames that could not be read. */
  readonly badFrames: number;
  /** Sends what is queued, then closes; terminates after `limitMs`. Resolves when the socket is gone. */
  close(limitMs: number): Promise<void>;
  /** Drops the socket now, in any state. */
  terminate(): void;
}

export function createConnection(options: ConnectionOptions): StreamConnection {
  return new Connection(options);
}

class Connection implements StreamConnection {
  readonly opened: Promise<void>;
  readonly #options: ConnectionOptions;
  readonly #socket: StreamSocket;
  readonly #watchdog: SocketWatchdog;
  readonly #openedLater = Promise.withResolvers<void>();
  readonly #gone = Promise.withResolvers<void>();
  #phase: "opening" | "open" | "closing" | "closed" = "opening";
  #failure: DingTalkError | undefined;
  #badFrames = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#socket = options.webSocket(options.url);
    this.opened = this.#openedLater.promise;
    this.opened.catch(() => {});
    this.#watchdog = createSocketWatchdog({
      clock: options.clock,
      ping: () => this.#socket.ping(),
      onDead: (silentMs) => {
        this.#failure ??= lineLost("timeout", `no sign of life for ${Math.round(silentMs / 1000)} s`);
        this.#socket.terminate();
      },
    });
    this.#listen();
  }

  get isClosed(): boolean {
    return this.#phase === "closed";
  }

  get badFrames(): number {
    return this.#badFrames;
  }

  async close(limitMs: number): Promise<void> {
    if (this.#phase === "closed") return;
    this.#phase = "closing";
    this.#socket.close(1000);
    const timer = this.#options.clock.after(limitMs, () => this.#socket.terminate());
    await this.#gone.promise;
    timer.cancel();
  }

  terminate(): void {
    this.#socket.terminate();
  }

  #listen(): void {
    const socket = this.#socket;
    socket.on("open", () => {
      if (this.#phase !== "opening") return;
      this.#phase = "open";
      this.#watchdog.start();
      this.#options.onOpen();
      this.#openedLater.resolve();
    });
    socket.on("message", (raw: unknown) => this.#read(raw));
    socket.on("ping", () => this.#watchdog.alive());
    socket.on("pong", () => this.#watchdog.alive());
    socket.on("unexpected-response", (_request, response) => {
      this.#failure ??= upgradeRefused(response.statusCode ?? 0);
      response.resume();
      socket.terminate();
    });
    // Stays for the socket's life: terminating a socket that is still connecting emits `error`.
    socket.on("error", (cause: Error) => {
      if (this.#phase === "opening") {
        this.#failure ??= classifyThrown("openConnection", cause);
        return this.#finish();
      }
      this.#failure ??= lineLost("network", "the connection broke", cause);
      socket.terminate();
    });
    socket.on("close", () => this.#finish());
  }

  #read(raw: unknown): void {
    this.#watchdog.alive();
    const decoded = decodeFrame(raw);
    if (!decoded.ok) {
      this.#badFrames += 1;
      const { reason } = decoded;
      this.#options.logger.warn("A frame could not be read and was skipped", {
        reason,
        badFrames: this.#badFrames,
      });
      return;
    }
    const send = (text: string) => this.#send(text);
    if (decoded.frame.type === "SYSTEM") return answerSystemFrame(this.#options, decoded.frame, send);
    // While closing nothing can be answered, so the platform will push it elsewhere.
    if (this.#phase === "open") this.#options.onFrame(decoded.frame, createAck(decoded.frame, send));
  }

  #send(text: string): Promise<boolean> {
    const { logger } = this.#options;
    if (this.#phase !== "open") {
      logger.debug("An answer came after its socket was gone");
      return Promise.resolve(false);
    }
    return new Promise((resolve) => {
      this.#socket.send(text, (error) => {
        if (error) logger.debug("An answer could not be written", { error });
        resolve(!error);
      });
    });
  }

  #finish(): void {
    if (this.#phase === "closed") return;
    const wasOpening = this.#phase === "opening";
    this.#phase = "closed";
    this.#watchdog.dispose();
    this.#failure ??= lineLost(
      "network",
      wasOpening ? "the connection could not be opened" : "the connection was closed",
    );
    this.#openedLater.reject(this.#failure);
    this.#gone.resolve();
    this.#options.onClose(this.#failure);
  }
}

type Send = (text: string) => Promise<boolean>;

function answerSystemFrame(options: ConnectionOptions, frame: DownstreamFrame, send: Send): void {
  const { topic } = frame.headers;
  if (topic === Topic.ping) void send(encodePong(frame));
  else if (topic === Topic.disconnect) options.onDisconnect(parseDisconnectReason(frame));
  // CONNECTED, REGISTERED and KEEPALIVE come or do not come: readiness is the open socket.
  else options.logger.debug("A system frame without a task for us", { topic });
}

function createAck(frame: DownstreamFrame, send: Send): Ack {
  let sent: Promise<boolean> | undefined;
  return (data, answer) => {
    sent ??= send(encodeAck(frame, { ...answer, data }));
    return sent;
  };
}

function lineLost(code: "network" | "timeout", what: string, cause?: Error): DingTalkError {
  return new DingTalkError(code, `stream: ${what}`, {
    operation: "openConnection",
    dispatched: "maybe",
    cause,
  });
}

function upgradeRefused(status: number): DingTalkError {
  return new DingTalkError("upgrade-refused", `stream: the socket's upgrade was answered ${status}`, {
    operation: "openConnection",
    dispatched: "refused",
    status,
  });
}
