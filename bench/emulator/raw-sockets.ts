/**
 * Many Stream connections of one app made of `fetch` and `ws` alone: each push is acknowledged and counted. No code
 * of our client takes part, so that the figures are those of the emulator.
 */
import { once } from "node:events";
import { WebSocket } from "ws";

const BOT_MESSAGE = "/v1.0/im/bot/messages/get";

export interface RawSockets {
  /** Pushes that were acknowledged so far. */
  readonly acknowledged: number;
  /** Pushes that the busiest socket took, and the idlest. */
  spread(): { readonly most: number; readonly least: number };
  /** Called after each acknowledgement. */
  onAcknowledged: () => void;
  close(): Promise<void>;
}

interface Frame {
  readonly type: string;
  readonly headers: { readonly topic: string; readonly messageId: string };
  readonly data: string;
}

async function openOne(url: string, clientId: string, clientSecret: string): Promise<WebSocket> {
  const response = await fetch(`${url}/v1.0/gateway/connections/open`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({
      clientId,
      clientSecret,
      subscriptions: [{ type: "CALLBACK", topic: BOT_MESSAGE }],
    }),
  });
  if (!response.ok) throw new Error(`A connection was refused with HTTP ${response.status}.`);
  const { endpoint, ticket } = (await response.json()) as { endpoint: string; ticket: string };
  const socket = new WebSocket(`${endpoint}?ticket=${encodeURIComponent(ticket)}`);
  await once(socket, "open");
  return socket;
}

/** Opens `count` connections, a few at a time. Rejects when one is refused. */
export async function openRawSockets(
  url: string,
  app: { readonly clientId: string; readonly clientSecret: string },
  count: number,
): Promise<RawSockets> {
  const taken: number[] = [];
  const sockets: WebSocket[] = [];
  const state = { acknowledged: 0 };
  const listen = (socket: WebSocket) => {
    const nth = taken.push(0) - 1;
    socket.on("message", (raw) => {
      const { type, headers, data } = JSON.parse(String(raw)) as Frame;
      const answer = type === "SYSTEM" ? data : '{"response":null}';
      socket.send(JSON.stringify({ code: 200, message: "OK", headers, data: answer }));
      if (type === "SYSTEM") return;
      taken[nth] = (taken[nth] ?? 0) + 1;
      state.acknowledged += 1;
      opened.onAcknowledged();
    });
  };
  const opened: RawSockets = {
    get acknowledged() {
      return state.acknowledged;
    },
    spread: () => ({ most: Math.max(...taken), least: Math.min(...taken) }),
    onAcknowledged: () => {},
    async close() {
      await Promise.all(
        sockets.map(async (socket) => {
          const closed = once(socket, "close");
          socket.close();
          await closed;
        }),
      );
    },
  };
  while (sockets.length < count) {
    const some = Math.min(20, count - sockets.length);
    const batch = await Promise.all(
      Array.from({ length: some }, () => openOne(url, app.clientId, app.clientSecret)),
    );
    for (const socket of batch) listen(socket);
    sockets.push(...batch);
  }
  return opened;
}
