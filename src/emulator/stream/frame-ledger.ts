/**
 * Which frame carried which push on which socket, and which answers did not count as acks and why.
 * Bounded: the oldest frames and the oldest ignored answers are forgotten.
 */
import { eventAnswerSchema, type UpstreamFrame } from "../../contract/stream.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Push } from "./push.ts";
import type { StreamSocket } from "./socket.ts";

const MAX_FRAMES = 10_000;
const MAX_IGNORED = 200;

/** An answer to a push that the platform does not take as an ack. */
export interface IgnoredAck {
  readonly at: number;
  readonly clientId: string;
  readonly messageId: string;
  /** `other-socket`: it came on a socket that did not carry the frame. `later`: the app wants the event once more. */
  readonly reason: "other-socket" | "unknown-frame" | "not-200" | "later";
}

export interface FrameLedger {
  sent(frameId: string, push: Push, socketId: string): void;
  /** A SYSTEM frame, which may be answered and need not be. */
  asked(frameId: string): void;
  /** The push that the answer acknowledges, if it does. */
  settle(socket: StreamSocket, frame: UpstreamFrame): Push | undefined;
  ignored(): readonly IgnoredAck[];
  clear(): void;
}

function forgetOldest(kept: Map<string, unknown> | Set<string>): void {
  for (const oldest of kept.keys()) {
    if (kept.size <= MAX_FRAMES) return;
    kept.delete(oldest);
  }
}

export function createFrameLedger(clock: Clock, onIgnored: () => void): FrameLedger {
  const frames = new Map<string, { readonly push: Push; readonly socketIds: Set<string> }>();
  const asked = new Set<string>();
  let ignored: IgnoredAck[] = [];

  const ignore = (socket: StreamSocket, messageId: string, reason: IgnoredAck["reason"]) => {
    ignored = [...ignored, { at: clock.now(), clientId: socket.clientId, messageId, reason }].slice(
      -MAX_IGNORED,
    );
    onIgnored();
    return undefined;
  };

  return {
    sent(frameId, push, socketId) {
      const entry = frames.get(frameId) ?? { push, socketIds: new Set() };
      entry.socketIds.add(socketId);
      frames.set(frameId, entry);
      forgetOldest(frames);
    },
    settle(socket, frame) {
      const messageId = frame.headers.messageId;
      if (messageId === undefined) return undefined;
      const entry = frames.get(messageId);
      if (!entry) return asked.has(messageId) ? undefined : ignore(socket, messageId, "unknown-frame");
      if (!entry.socketIds.has(socket.id)) return ignore(socket, messageId, "other-socket");
      if (frame.code !== 200) return ignore(socket, messageId, "not-200");
      if (entry.push.event && asksForLater(frame)) return ignore(socket, messageId, "later");
      frames.delete(messageId);
      return entry.push;
    },
    asked(frameId) {
      asked.add(frameId);
      forgetOldest(asked);
    },
    ignored: () => ignored,
    clear() {
      frames.clear();
      ignored = [];
    },
  };
}

/** An event is settled by everything else, as Python's SDK sends back the event itself. */
function asksForLater({ data }: UpstreamFrame): boolean {
  try {
    return eventAnswerSchema.safeParse(JSON.parse(data ?? "null")).data?.status === "LATER";
  } catch {
    return false;
  }
}
