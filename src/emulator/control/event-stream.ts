/**
 * `GET /_emulator/events`: every change as a server-sent event, with heartbeat comments in between; with `?wire` also
 * every entry of the wire log, which would be too much for readers that do not look at it.
 * A reader that does not read is cut off rather than buffered for ever; the page reconnects and asks for the state.
 */
import { systemClock, type Timer } from "../../lib/clock.ts";
import type { EmulatorEvent } from "../../contract/emulator-control.ts";
import type { EmulatorFeed } from "../feed.ts";
import type { WireLog } from "../wire-log.ts";

const HEARTBEAT_MS = 15_000;
/** Events that may wait for a slow reader. */
const MAX_BACKLOG = 1_000;

export interface EventStreams {
  open(wishes: { readonly wire: boolean }): Response;
  /** Ends all streams. */
  dispose(): void;
}

export function createEventStreams(feed: EmulatorFeed, wire: WireLog): EventStreams {
  const closers = new Set<() => void>();
  const encoder = new TextEncoder();

  function start(
    controller: ReadableStreamDefaultController<Uint8Array>,
    wishes: { readonly wire: boolean },
  ): () => void {
    let heartbeat: Timer | undefined;
    const send = (text: string) => {
      controller.enqueue(encoder.encode(text));
      if ((controller.desiredSize ?? 0) < -MAX_BACKLOG) end();
    };
    const beat = () => {
      heartbeat = systemClock.after(HEARTBEAT_MS, () => {
        send(": still here\n\n");
        if (closers.has(end)) beat();
      });
    };
    const tell = (event: EmulatorEvent) => send(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    const unsubscribe = feed.onEvent(tell);
    const unplug = wishes.wire ? wire.listen((entry) => tell({ type: "wire", entry })) : () => {};
    const forget = () => {
      heartbeat?.cancel();
      unsubscribe();
      unplug();
      closers.delete(end);
    };
    const end = () => {
      if (!closers.has(end)) return;
      forget();
      controller.close();
    };
    closers.add(end);
    send(": connected\n\n");
    beat();
    return forget;
  }

  return {
    open(wishes) {
      let forget: (() => void) | undefined;
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          forget = start(controller, wishes);
        },
        cancel: () => forget?.(),
      });
      return new Response(body, {
        headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" },
      });
    },
    dispose() {
      for (const end of closers) end();
    },
  };
}
