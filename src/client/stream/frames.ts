/**
 * Stream frames between bytes and types. Tolerant on the way in, because live samples vary:
 * `header` for `headers`, `data` as an object, numbers in headers. `decodeFrame` never throws.
 */
import {
  downstreamFrameSchema,
  type DownstreamFrame,
  type FrameHeaders,
  type UpstreamFrame,
} from "../../contract/stream.ts";

/** The official Java SDK caps frames at 256 KiB; we ignore what is four times as large. */
export const MAX_FRAME_BYTES = 1024 * 1024;

export type DecodedFrame =
  | { readonly ok: true; readonly frame: DownstreamFrame }
  | { readonly ok: false; readonly reason: string };

export function decodeFrame(raw: unknown): DecodedFrame {
  const text = decodeText(raw);
  if (text === undefined) return { ok: false, reason: "not text" };
  if (text.length > MAX_FRAME_BYTES) return { ok: false, reason: `larger than ${MAX_FRAME_BYTES} bytes` };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, reason: "not JSON" };
  }
  if (!isRecord(value)) return { ok: false, reason: "not an object" };
  const parsed = downstreamFrameSchema.safeParse({
    ...value,
    type: typeof value["type"] === "string" ? value["type"].toUpperCase() : value["type"],
    headers: normalizeHeaders(value["headers"] ?? value["header"]),
    data: normalizeData(value["data"]),
  });
  if (parsed.success) return { ok: true, frame: parsed.data };
  return {
    ok: false,
    reason: `unexpected ${parsed.error.issues.map((issue) => issue.path.join(".")).join(", ")}`,
  };
}

function decodeText(raw: unknown): string | undefined {
  if (typeof raw === "string") return raw;
  if (Array.isArray(raw)) {
    return raw.every((part) => part instanceof Uint8Array) ? Buffer.concat(raw).toString("utf8") : undefined;
  }
  if (raw instanceof ArrayBuffer) return Buffer.from(raw).toString("utf8");
  if (!(raw instanceof Uint8Array)) return undefined;
  return Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString("utf8");
}

function normalizeHeaders(headers: unknown): unknown {
  if (headers === undefined || headers === null) return {};
  if (!isRecord(headers)) return headers;
  const entries = Object.entries(headers).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      typeof value === "number" || typeof value === "boolean" ? String(value) : value,
    ]),
  );
}

function normalizeData(data: unknown): unknown {
  if (data === undefined || data === null) return undefined;
  return typeof data === "string" ? data : JSON.stringify(data);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export interface AckBody {
  /** Default 200. */
  readonly code?: number;
  readonly message?: string;
  /** JSON text as is, anything else is encoded; absent: the usual answer for this kind of frame. */
  readonly data?: unknown;
}

/** Our answer to a frame; `messageId` ties it to the frame. */
export function encodeAck(frame: DownstreamFrame, { code = 200, message, data }: AckBody = {}): string {
  const answer: UpstreamFrame = {
    code,
    headers: answerHeaders(frame.headers),
    message: message ?? (code === 200 ? "OK" : "ERROR"),
    data: data === undefined ? usualAnswer(frame) : typeof data === "string" ? data : JSON.stringify(data),
  };
  return JSON.stringify(answer);
}

/** A SYSTEM ping is answered with the same `data`. */
export function encodePong(frame: DownstreamFrame): string {
  return encodeAck(frame, { data: frame.data ?? "{}" });
}

function answerHeaders(headers: FrameHeaders): UpstreamFrame["headers"] {
  const { messageId } = headers;
  return { ...(messageId === undefined ? {} : { messageId }), contentType: "application/json" };
}

function usualAnswer(frame: DownstreamFrame): string {
  return frame.type === "EVENT" ? '{"status":"SUCCESS"}' : '{"response":null}';
}

/** Why the platform ends a connection, from the `disconnect` frame's data. */
export function parseDisconnectReason(frame: DownstreamFrame): string {
  try {
    const data: unknown = JSON.parse(frame.data ?? "{}");
    if (isRecord(data) && typeof data["reason"] === "string") return data["reason"];
  } catch {
    // Any data is fine: the frame itself is the message.
  }
  return "no reason given";
}
