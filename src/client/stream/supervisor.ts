/**
 * Keeps one Stream connection alive for ever: ticket, socket, back-off, and a warm swap when the platform asks
 * to move (the successor is open before the old socket is let go, so there is no gap).
 * One loop, so two successors can never be opened at a time; `stop()` is checked after every wait.
 */
import { DISCONNECT_GRACE_MS, type DownstreamFrame } from "../../contract/stream.ts";
import { sleep, type Clock, type Timer } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { classifyThrown } from "../classify-thrown.ts";
import { DingTalkError } from "../errors.ts";
import type { StreamSocketFactory } from "../options.ts";
import { BAD_CREDENTIALS_WAIT_MS, createBackoff, HEALTHY_AFTER_MS, type Backoff } from "./backoff.ts";
import { createConnection, type Ack, type StreamConnection } from "./connection.ts";
import type { OpenTicket } from "./open-ticket.ts";
import { createStreamState, type StreamState, type StreamStateHolder } from "./stream-state.ts";

/** Ticket and upgrade together. */
const CONNECT_DEADLINE_MS = 15_000;
/** `stop()` waits this long for handlers that may still answer, then this long for sockets to close. */
const HANDLER_LIMIT_MS = 1_000;
const CLOSE_LIMIT_MS = 700;

export interface SupervisorOptions {
  readonly openTicket: OpenTicket;
  readonly webSocket: StreamSocketFactory;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly onFrame: (frame: DownstreamFrame, ack: Ack) => void | Promise<void>;
  readonly onState: (state: StreamState) => void;
}

export interface StreamHandle {
  readonly state: StreamState;
  /** Resolves when the first socket is open; rejects when stopped before that. */
  readonly opened: Promise<void>;
  /** Hands over no more frames, lets answers flush, closes all sockets; within 2 s. Never rejects. */
  stop(): Promise<void>;
}

/** An open socket with what became of it. */
interface Line {
  readonly connection: StreamConnection;
  /** 0 until then. */
  readonly openedAt: number;
  readonly delivered: boolean;
  readonly ended: Promise<"moved" | "lost">;
}

export function createSupervisor(options: SupervisorOptions): StreamHandle {
  return new Supervisor(options);
}

class Supervisor implements StreamHandle {
  readonly opened: Promise<void>;
  readonly #options: SupervisorOptions;
  readonly #state: StreamStateHolder;
  readonly #backoff: Backoff;
  readonly #stopping = new AbortController();
  readonly #firstOpen = Promise.withResolvers<void>();
  readonly #connections = new Set<StreamConnection>();
  /** Those of them whose socket is open: more than one while moving. */
  readonly #open = new Set<StreamConnection>();
  readonly #handlers = new Set<Promise<void>>();
  readonly #graceTimers = new Set<Timer>();
  readonly #loop: Promise<void>;
  #stopped: Promise<void> | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#backoff = createBackoff(options.random);
    this.#state = createStreamState(options.clock, (state) => this.#notify(state));
    this.opened = this.#firstOpen.promise;
    this.opened.catch(() => {});
    this.#loop = this.#run();
  }

  get state(): StreamState {
    return this.#state.current;
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#shutDown();
    return this.#stopped;
  }

  async #run(): Promise<void> {
    let previous: Line | undefined;
    for (;;) {
      const line = await this.#connect();
      if (!line) return;
      if (previous) this.#letGo(previous.connection);
      const end = await line.ended;
      if (this.#isStopping) return;
      if (line.delivered || this.#options.clock.now() - line.openedAt >= HEALTHY_AFTER_MS)
        this.#backoff.reset();
      if (end === "moved") this.#backoff.move();
      else this.#backoff.fail();
      previous = line;
      this.#state.reconnecting(this.#open.size > 0);
    }
  }

  get #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Tries until a socket is open; `undefined` when stopped. */
  async #connect(): Promise<Line | undefined> {
    let minimumMs = 0;
    for (let attempt = 1; ; attempt += 1) {
      await this.#wait(Math.max(minimumMs, this.#backoff.next()));
      if (this.#isStopping) return undefined;
      this.#state.connecting(attempt);
      try {
        const line = await this.#openLine();
        if (this.#isStopping) return undefined;
        this.#state.connected();
        this.#firstOpen.resolve();
        return line;
      } catch (thrown) {
        if (this.#isStopping) return undefined;
        const error = classifyThrown("openConnection", thrown);
        this.#fail(error);
        this.#backoff.fail();
        minimumMs = error.code === "bad-credentials" ? BAD_CREDENTIALS_WAIT_MS : 0;
      }
    }
  }

  async #wait(waitMs: number): Promise<void> {
    if (waitMs <= 0 || this.#isStopping) return;
    const { clock } = this.#options;
    this.#state.waiting(clock.now() + waitMs);
    await sleep(clock, waitMs, this.#stopping.signal).catch(() => {});
  }

  /** One attempt: a new ticket, one socket. Leaves no socket behind when it rejects. */
  async #openLine(): Promise<Line> {
    const deadline = new AbortController();
    const onStop = () => deadline.abort();
    this.#stopping.signal.addEventListener("abort", onStop, { once: true });
    const timer = this.#options.clock.after(CONNECT_DEADLINE_MS, () => deadline.abort(connectTimeout()));
    try {
      const url = await this.#options.openTicket(deadline.signal);
      deadline.signal.throwIfAborted();
      const line = this.#createLine(url);
      const onDeadline = () => line.connection.terminate();
      deadline.signal.addEventListener("abort", onDeadline, { once: true });
      await line.connection.opened;
      deadline.signal.removeEventListener("abort", onDeadline);
      return line;
    } catch (error) {
      const { reason } = deadline.signal;
      throw reason instanceof DingTalkError ? reason : error;
    } finally {
      timer.cancel();
      this.#stopping.signal.removeEventListener("abort", onStop);
    }
  }

  #createLine(url: string): Line {
    const { webSocket, clock, logger } = this.#options;
    const ended = Promise.withResolvers<"moved" | "lost">();
    const line = { openedAt: 0, delivered: false, moved: false, ended: ended.promise };
    const connection = createConnection({
      url,
      webSocket,
      clock,
      logger,
      onOpen: () => {
        line.openedAt = clock.now();
        this.#open.add(connection);
      },
      onFrame: (frame, ack) => {
        line.delivered = true;
        this.#handOver(frame, ack);
      },
      onDisconnect: (reason) => {
        logger.info("DingTalk asks to move to a new connection", { reason });
        line.moved = true;
        ended.resolve("moved");
      },
      onClose: (error) => {
        this.#forget(connection);
        if (this.#open.delete(connection) && this.#open.size === 0) this.#state.closed();
        if (line.openedAt > 0 && !line.moved && !this.#isStopping) this.#fail(error);
        ended.resolve("lost");
      },
    });
    this.#connections.add(connection);
    this.#state.sockets(this.#connections.size);
    return Object.assign(line, { connection });
  }

  #forget(connection: StreamConnection): void {
    this.#connections.delete(connection);
    this.#state.sockets(this.#connections.size);
  }

  /** The old socket may still hold frames that wait for their answers: it closes by itself, or after the grace. */
  #letGo(connection: StreamConnection): void {
    if (connection.isClosed) return;
    const timer = this.#options.clock.after(DISCONNECT_GRACE_MS, () => {
      this.#graceTimers.delete(timer);
      void connection.close(CLOSE_LIMIT_MS);
    });
    this.#graceTimers.add(timer);
  }

  #handOver(frame: DownstreamFrame, ack: Ack): void {
    // Unanswered, so the platform gives it to the next one who connects.
    if (this.#isStopping) return;
    this.#state.frame();
    const { onFrame, logger } = this.#options;
    const { topic, messageId } = frame.headers;
    const work = (async () => onFrame(frame, ack))()
      .catch((error: unknown) => logger.error("A frame's handler failed", { topic, messageId, error }))
      .finally(() => this.#handlers.delete(work));
    this.#handlers.add(work);
  }

  #fail(error: DingTalkError): void {
    const { code, message, hint } = error;
    // Whoever listens to the state says it to people; the log of the client has it for whoever looks closer.
    this.#options.logger.debug("The Stream connection failed", { code, message, hint });
    this.#state.failed(error);
  }

  #notify(state: StreamState): void {
    try {
      this.#options.onState(state);
    } catch (error) {
      this.#options.logger.error("A listener to the connection's state failed", { error });
    }
  }

  async #shutDown(): Promise<void> {
    this.#stopping.abort();
    this.#firstOpen.reject(stoppedEarly());
    for (const timer of this.#graceTimers) timer.cancel();
    this.#graceTimers.clear();
    this.#state.stopped();
    await this.#settleHandlers();
    await Promise.all([...this.#connections].map((connection) => connection.close(CLOSE_LIMIT_MS)));
    await this.#loop;
  }

  /** A handler that is about to answer gets the time to; one that hangs does not hold us up. */
  async #settleHandlers(): Promise<void> {
    if (this.#handlers.size === 0) return;
    const limit = new AbortController();
    const waiting = sleep(this.#options.clock, HANDLER_LIMIT_MS, limit.signal).catch(() => {});
    await Promise.race([Promise.all(this.#handlers), waiting]);
    limit.abort();
  }
}

function connectTimeout(): DingTalkError {
  const message = `stream: no open connection within ${CONNECT_DEADLINE_MS} ms`;
  return new DingTalkError("timeout", message, { operation: "openConnection", dispatched: "maybe" });
}

function stoppedEarly(): DingTalkError {
  const message = "stream: stopped before a connection was open";
  return new DingTalkError("aborted", message, { operation: "openConnection", dispatched: "no" });
}
