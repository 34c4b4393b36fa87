/**
 * What went over the wire, newest last: calls with their bodies, frames both ways, sockets that come and go.
 * Bounded in number and size. It keeps things as they came and masks them when they are looked at, so that an
 * emulator nobody watches pays nothing for it; nothing leaves but through `redact-wire.ts`.
 */
import type {
  ConnectionHealth,
  WireCall,
  WireEntry,
  WireFilter,
  WireFrame,
} from "../contract/emulator-console.ts";
import type { UpstreamFrame } from "../contract/stream.ts";
import { redactBody, redactFields } from "./redact-wire.ts";

/** Older entries are forgotten beyond these. */
export const MAX_ENTRIES = 5_000;
const MAX_BYTES = 32 * 1024 * 1024;
/** A larger body is named by its size. */
const MAX_BODY_BYTES = 256 * 1024;
const DEFAULT_SHOWN = 500;
const NAMED_BYTES = 200;

export interface RawCall extends Omit<WireCall, "id" | "kind" | "request" | "response"> {
  readonly requestBody: unknown;
  readonly responseBody: unknown;
}

/** A frame as it is written or read. */
export interface RawFrame extends Omit<WireFrame, "id" | "kind" | "data"> {
  readonly data?: string;
}

export interface WireLog {
  call(call: RawCall): void;
  frame(frame: RawFrame): void;
  socket(
    at: number,
    clientId: string,
    connectionId: string,
    event: "open" | "close" | ConnectionHealth,
  ): void;
  list(filter?: WireFilter): WireEntry[];
  /** Calls for every new entry; returns the function that ends it. */
  listen(listener: (entry: WireEntry) => void): () => void;
  clear(): void;
}

/** Raw until somebody looks, masked from then on. */
interface Kept {
  readonly bytes: number;
  raw: (() => WireEntry) | undefined;
  seen?: WireEntry;
}

const sizeOf = (value: unknown): number => {
  if (value === undefined) return 0;
  if (typeof value === "string") return value.length;
  if (value instanceof Uint8Array) return value.length;
  if (typeof value !== "object" || value === null) return 8;
  return Object.entries(value).reduce((sum, [key, item]) => sum + key.length + sizeOf(item), 0);
};

/** The body itself, or a note when it is too large to be kept. */
function keepBody(body: unknown): { readonly body: unknown; readonly bytes: number } {
  const bytes = sizeOf(body);
  if (bytes > MAX_BODY_BYTES) return { body: `[${bytes} bytes, not kept]`, bytes: NAMED_BYTES };
  return { body, bytes };
}

function failed(entry: WireEntry): boolean {
  if (entry.kind === "call") return entry.code !== undefined || entry.status === 0 || entry.status >= 400;
  return entry.kind === "frame" && entry.code !== undefined && entry.code !== 200;
}

function contains(entry: WireEntry, text: string): boolean {
  return Object.values(entry).some((value) => {
    const words = typeof value === "string" ? value : JSON.stringify(value);
    return words.toLowerCase().includes(text);
  });
}

export function fitsFilter(entry: WireEntry, filter: WireFilter): boolean {
  if (filter.after !== undefined && entry.id <= filter.after) return false;
  if (filter.clientId !== undefined && entry.clientId !== filter.clientId) return false;
  if (filter.kind !== undefined && entry.kind !== filter.kind) return false;
  if (filter.failed === true && !failed(entry)) return false;
  return filter.text === undefined || contains(entry, filter.text.toLowerCase());
}

export function createWireLog(): WireLog {
  const kept: Kept[] = [];
  const listeners = new Set<(entry: WireEntry) => void>();
  let bytes = 0;
  let serial = 0;

  const look = (one: Kept): WireEntry => {
    one.seen ??= (one.raw as () => WireEntry)();
    one.raw = undefined;
    return one.seen;
  };
  const put = (size: number, view: (id: number) => WireEntry): void => {
    const id = (serial += 1);
    const entry: Kept = { bytes: size + NAMED_BYTES, raw: () => view(id) };
    kept.push(entry);
    bytes += entry.bytes;
    while (kept.length > MAX_ENTRIES || (bytes > MAX_BYTES && kept.length > 1))
      bytes -= kept.shift()?.bytes ?? 0;
    for (const listener of listeners) listener(look(entry));
  };

  return {
    call({ requestBody, responseBody, ...call }) {
      const request = keepBody(requestBody);
      const response = keepBody(responseBody);
      put(request.bytes + response.bytes, (id) => {
        const shown = { request: redactBody(request.body), response: redactBody(response.body) };
        return {
          ...call,
          id,
          kind: "call",
          query: redactFields(call.query),
          headers: redactFields(call.headers),
          ...(shown.request === undefined ? {} : { request: shown.request }),
          ...(shown.response === undefined ? {} : { response: shown.response }),
        };
      });
    },
    frame({ data, ...frame }) {
      const kept = keepBody(data);
      put(kept.bytes, (id) => {
        const shown = redactBody(kept.body);
        return { ...frame, id, kind: "frame", ...(shown === undefined ? {} : { data: shown }) };
      });
    },
    socket: (at, clientId, connectionId, event) =>
      put(0, (id) => ({ id, at, kind: "socket", clientId, connectionId, event })),
    list(filter = {}) {
      const fitting = kept.map(look).filter((entry) => fitsFilter(entry, filter));
      return fitting.slice(-Math.max(1, filter.limit ?? DEFAULT_SHOWN));
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    clear() {
      kept.length = 0;
      bytes = 0;
    },
  };
}

/** What an app answered, as an entry of the log. */
export function answerFrame(
  frame: UpstreamFrame,
  about: Pick<RawFrame, "at" | "clientId" | "connectionId"> & { readonly afterMs?: number },
): RawFrame {
  const { messageId, topic } = frame.headers as { messageId?: string; topic?: unknown };
  return {
    ...about,
    direction: "in",
    type: "ANSWER",
    code: frame.code,
    ...(typeof topic === "string" ? { topic } : {}),
    ...(messageId === undefined ? {} : { messageId }),
    ...(frame.data === undefined ? {} : { data: frame.data }),
  };
}
