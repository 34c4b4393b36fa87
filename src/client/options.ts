/**
 * Everything outside that the client touches is an option: hosts, fetch, socket, clock, random, logger.
 * `resolveOptions` fills the defaults once; the rest of the client sees only `ResolvedOptions`.
 */
import { WebSocket } from "ws";
import { DINGTALK_ENDPOINTS, type Endpoints } from "../contract/endpoints.ts";
import { systemClock, type Clock } from "../lib/clock.ts";
import { silentLogger, type Logger } from "../lib/logger.ts";
import type { CallName, DingTalkError, DingTalkErrorCode } from "./errors.ts";
import { resolveBySystem, type Lookup } from "./url-guard.ts";

/** The part of a `ws` socket that the client uses. */
export type StreamSocket = Pick<WebSocket, "on" | "send" | "ping" | "close" | "terminate" | "readyState">;
export type StreamSocketFactory = (url: string) => StreamSocket;

/** One HTTP exchange with the platform, for quotas and benches. */
export interface CallInfo {
  readonly operation: CallName;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** The failure's code; absent on success. */
  readonly code?: DingTalkErrorCode;
  /** The failure itself, for who shows it to people. */
  readonly error?: DingTalkError;
  /** Whether it counts against the month's API quota: throttled and unsent calls do not. */
  readonly billed: boolean;
  readonly durationMs: number;
  /** 1 for the first try. */
  readonly attempt: number;
}

export interface ClientOptions {
  /** Client ID (AppKey). Blanks around it are dropped. */
  readonly clientId: string;
  /** Client Secret (AppSecret), or where to get it; a function is asked for each token and each ticket. */
  readonly clientSecret: string | (() => string | Promise<string>);
  /** Default: the Client ID, as for every internal app. */
  readonly robotCode?: string;
  /** Base URLs; default is DingTalk. A trailing slash is tolerated. */
  readonly endpoints?: Partial<Endpoints>;
  readonly fetch?: typeof globalThis.fetch;
  readonly webSocket?: StreamSocketFactory;
  /** Resolves names for downloads of files; default is the system's. */
  readonly lookup?: Lookup;
  readonly clock?: Clock;
  /** 0 ≤ x < 1; jitter only. */
  readonly random?: () => number;
  readonly logger?: Logger;
  /** One HTTP exchange, body included. Default 10,000 ms: streaming was seen to take up to 10 s. */
  readonly requestTimeoutMs?: number;
  readonly onCall?: (info: CallInfo) => void;
}

export interface ResolvedOptions {
  readonly clientId: string;
  readonly robotCode: string;
  readonly clientSecret: () => Promise<string>;
  readonly endpoints: Endpoints;
  readonly fetch: typeof globalThis.fetch;
  readonly webSocket: StreamSocketFactory;
  readonly lookup: Lookup;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly requestTimeoutMs: number;
  readonly onCall: (info: CallInfo) => void;
  /** Aborts when the client is closed. */
  readonly closed: AbortSignal;
}

const DEFAULT_REQUEST_TIMEOUT_MS = 10_000;
/** Above this `ws` drops the line; frames above `MAX_FRAME_BYTES` are ignored already. */
const MAX_SOCKET_PAYLOAD_BYTES = 16 * 1024 * 1024;

export function resolveOptions(options: ClientOptions, closed: AbortSignal): ResolvedOptions {
  const { clientSecret } = options;
  const endpoints = { ...DINGTALK_ENDPOINTS, ...definedOf(options.endpoints ?? {}) };
  return {
    clientId: options.clientId.trim(),
    robotCode: (options.robotCode ?? options.clientId).trim(),
    clientSecret: async () =>
      (typeof clientSecret === "function" ? await clientSecret() : clientSecret).trim(),
    endpoints: { api: withoutSlash(endpoints.api), oapi: withoutSlash(endpoints.oapi) },
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    webSocket: options.webSocket ?? openSocket,
    lookup: options.lookup ?? resolveBySystem,
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    logger: options.logger ?? silentLogger,
    requestTimeoutMs: options.requestTimeoutMs ?? DEFAULT_REQUEST_TIMEOUT_MS,
    onCall: options.onCall ?? (() => {}),
    closed,
  };
}

function openSocket(url: string): StreamSocket {
  return new WebSocket(url, { perMessageDeflate: false, maxPayload: MAX_SOCKET_PAYLOAD_BYTES });
}

function withoutSlash(url: string): string {
  return url.trim().replace(/\/+$/, "");
}

function definedOf(endpoints: Partial<Endpoints>): Partial<Endpoints> {
  return Object.fromEntries(Object.entries(endpoints).filter(([, url]) => url));
}
