/**
 * Tells the wire log what one Stream socket does: frames both ways, and how long an answer took. It changes nothing.
 */
import type { ConnectionHealth } from "../../contract/emulator-console.ts";
import type { UpstreamFrame } from "../../contract/stream.ts";
import { answerFrame, type WireLog } from "../wire-log.ts";

const MAX_AWAITED_ANSWERS = 1_000;

export interface WireTap {
  event(at: number, event: "open" | "close" | ConnectionHealth): void;
  sent(at: number, type: string, headers: Readonly<Record<string, string>>, data: string): void;
  answered(at: number, frame: UpstreamFrame): void;
  /** What came was no answer. */
  misread(at: number, data: string): void;
}

export function createWireTap(wire: WireLog, clientId: string, connectionId: string): WireTap {
  const about = { clientId, connectionId };
  /** Moments of frames that may still be answered; the oldest are forgotten. */
  const sentAt = new Map<string, number>();
  return {
    event: (at, event) => wire.socket(at, clientId, connectionId, event),
    sent(at, type, headers, data) {
      const { topic, messageId } = headers;
      if (messageId !== undefined) sentAt.set(messageId, at);
      for (const oldest of sentAt.keys()) {
        if (sentAt.size <= MAX_AWAITED_ANSWERS) break;
        sentAt.delete(oldest);
      }
      wire.frame({
        ...about,
        at,
        direction: "out",
        type,
        data,
        ...(topic === undefined ? {} : { topic }),
        ...(messageId === undefined ? {} : { messageId }),
      });
    },
    misread: (at, data) => wire.frame({ ...about, at, direction: "in", type: "INVALID", data }),
    answered(at, frame) {
      const since = sentAt.get(frame.headers.messageId ?? "");
      sentAt.delete(frame.headers.messageId ?? "");
      wire.frame(
        answerFrame(frame, { ...about, at, ...(since === undefined ? {} : { afterMs: at - since }) }),
      );
    },
  };
}
