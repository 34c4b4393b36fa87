/**
 * Puts the client together: one token, one exchange, the API modules and the Stream connections of one app.
 * Usable without OpenClaw. Starts nothing until asked.
 */
import { Topic, type DownstreamFrame, type Subscription } from "../contract/stream.ts";
import { createAccessToken, type AccessTokenSource } from "./access-token.ts";
import { createCard, type Cards } from "./card.ts";
import { createDirectory, type Directory } from "./directory.ts";
import { createMeasureClockSkew, type MeasureClockSkew } from "./clock-skew.ts";
import { DingTalkError } from "./errors.ts";
import { createEmotion, type Emotion } from "./emotion.ts";
import { createExchange } from "./exchange.ts";
import { createMedia, type Media } from "./media.ts";
import { resolveOptions, type ClientOptions, type ResolvedOptions } from "./options.ts";
import { createProbePermission, type ProbePermission } from "./permissions.ts";
import { createProbe, type Probe } from "./probe.ts";
import { createReadStatus, type ReadStatus } from "./read-status.ts";
import { createRecall, type Recall } from "./recall.ts";
import { createCall } from "./request.ts";
import { createRobot, type RobotSender } from "./robot.ts";
import { createSendBySession, type SendBySession } from "./session-webhook.ts";
import type { Ack } from "./stream/connection.ts";
import { createOpenTicket } from "./stream/open-ticket.ts";
import type { StreamState } from "./stream/stream-state.ts";
import { createSupervisor, type StreamHandle } from "./stream/supervisor.ts";

export interface Robot extends RobotSender {
  readonly sendBySession: SendBySession;
}

export interface StreamOptions {
  /** Default: bot messages and card actions. */
  readonly topics?: readonly Subscription[];
  /** Form `name-sdk-lang/version`, e.g. `openclaw-dingtalk-node/0.1.0`; diagnostic, not sent when absent. */
  readonly ua?: string;
  /**
   * EVENT and CALLBACK frames in the order they arrive, without waiting for the one before.
   * Answer with `ack` once the frame is safe: an unanswered frame comes again. A throw is logged and not answered.
   */
  readonly onFrame: (frame: DownstreamFrame, ack: Ack) => void | Promise<void>;
  readonly onState?: (state: StreamState) => void;
  /**
   * Keeps the process alive until `stop()`, for a program that is nothing but a bot. Default false: timers and waits
   * are unref'd, so that a program ends when nothing else holds it, even while it waits to reconnect.
   */
  readonly keepProcessAlive?: boolean;
}

export interface DingTalkClient {
  readonly clientId: string;
  readonly robotCode: string;
  readonly token: AccessTokenSource;
  readonly robot: Robot;
  readonly card: Cards;
  readonly media: Media;
  readonly directory: Directory;
  readonly recall: Recall;
  readonly readStatus: ReadStatus;
  readonly emotion: Emotion;
  /**
   * Starts a Stream connection that lives until `stop()`; how it fares is in its `state`.
   * Timers are unref'd: while it waits to reconnect it does not keep the process alive. Throws after `close()`.
   */
  stream(options: StreamOptions): StreamHandle;
  readonly probe: Probe;
  readonly probePermission: ProbePermission;
  /**
   * Would DingTalk let a Stream connection open? Asks for a ticket and lets it lapse; no socket, so no message goes
   * astray. Rejects with a `DingTalkError`: bad credentials, no published version, Stream mode off, IP list.
   */
  checkStream(signal?: AbortSignal): Promise<void>;
  readonly measureClockSkew: MeasureClockSkew;
  /** Stops all streams and cancels calls in flight. */
  close(): Promise<void>;
}

export const DEFAULT_TOPICS: readonly Subscription[] = [
  { type: "CALLBACK", topic: Topic.botMessage },
  { type: "CALLBACK", topic: Topic.cardAction },
];

/** The event loop is held by a timer; how often it fires does not matter. */
const HOLD_INTERVAL_MS = 60_000;

export function createDingTalkClient(clientOptions: ClientOptions): DingTalkClient {
  const closing = new AbortController();
  const options = resolveOptions(clientOptions, closing.signal);
  const exchange = createExchange(options);
  const token = createAccessToken(options, exchange);
  const call = createCall(options, exchange, token);
  const robot: Robot = {
    ...createRobot(options, call),
    sendBySession: createSendBySession(options, exchange),
  };
  const streams = new Set<StreamHandle>();

  return {
    clientId: options.clientId,
    robotCode: options.robotCode,
    token,
    robot,
    card: createCard(options, call),
    media: createMedia(options, call),
    directory: createDirectory(call),
    recall: createRecall(options, call),
    readStatus: createReadStatus(options, call),
    emotion: createEmotion(options, call),
    probe: createProbe(options, token, robot),
    probePermission: createProbePermission(options, call),
    measureClockSkew: createMeasureClockSkew(options),
    async checkStream(signal = options.closed) {
      await createOpenTicket(options, exchange, { topics: DEFAULT_TOPICS })(signal);
    },
    stream(streamOptions) {
      closing.signal.throwIfAborted();
      const openTicket = createOpenTicket(options, exchange, {
        topics: streamOptions.topics ?? DEFAULT_TOPICS,
        ua: streamOptions.ua,
      });
      const handle = startStream(options, openTicket, streamOptions);
      const hold = streamOptions.keepProcessAlive ? setInterval(() => {}, HOLD_INTERVAL_MS) : undefined;
      const stream: StreamHandle = {
        get state() {
          return handle.state;
        },
        opened: handle.opened,
        async stop() {
          await handle.stop();
          clearInterval(hold);
          streams.delete(stream);
        },
      };
      streams.add(stream);
      return stream;
    },
    async close() {
      await Promise.all([...streams].map((stream) => stream.stop()));
      streams.clear();
      closing.abort(clientClosed());
    },
  };
}

function startStream(
  options: ResolvedOptions,
  openTicket: ReturnType<typeof createOpenTicket>,
  streamOptions: StreamOptions,
): StreamHandle {
  const { webSocket, clock, random, logger } = options;
  return createSupervisor({
    openTicket,
    webSocket,
    clock,
    random,
    logger,
    onFrame: streamOptions.onFrame,
    onState: streamOptions.onState ?? (() => {}),
  });
}

function clientClosed(): DingTalkError {
  return new DingTalkError("aborted", "the DingTalk client was closed", {
    operation: "openConnection",
    dispatched: "no",
    hint: "Create a new client.",
  });
}
