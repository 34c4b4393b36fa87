/**
 * An operator's WebSocket to a running gateway: its methods in milliseconds, where the command line takes
 * seconds, and its events with the time at which they came. It reconnects by itself after a restart.
 */
import { GatewayClient } from "openclaw/plugin-sdk/gateway-runtime";

export interface GatewayEvent {
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

export interface GatewayLink {
  request<Result>(method: string, params?: Readonly<Record<string, unknown>>): Promise<Result>;
  /** Returns the function that unsubscribes. */
  onEvent(listener: (event: GatewayEvent) => void): () => void;
  close(): Promise<void>;
}

const SCOPES = ["operator.admin", "operator.read", "operator.write"];

/** Resolves when the gateway has said hello; rejects when it refuses or after `timeoutMs`. */
export async function linkGateway(
  { port, token }: { readonly port: number; readonly token: string },
  timeoutMs = 20_000,
): Promise<GatewayLink> {
  const listeners = new Set<(event: GatewayEvent) => void>();
  const hello = Promise.withResolvers<void>();
  const timer = setTimeout(
    () => hello.reject(new Error(`The gateway said no hello within ${timeoutMs} ms.`)),
    timeoutMs,
  );
  const client = new GatewayClient({
    url: `ws://127.0.0.1:${port}`,
    token,
    clientName: "cli",
    mode: "cli",
    role: "operator",
    scopes: SCOPES,
    deviceIdentity: null,
    onHelloOk: () => hello.resolve(),
    onEvent: ({ event, payload }) => {
      const at = Date.now();
      const seen = { event, payload: (payload ?? {}) as GatewayEvent["payload"], at };
      for (const listener of listeners) listener(seen);
    },
  });
  client.start();
  try {
    await hello.promise;
  } catch (error) {
    await client.stopAndWait();
    throw error;
  } finally {
    clearTimeout(timer);
  }
  return {
    request: (method, params = {}) => client.request(method, params),
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => client.stopAndWait(),
  };
}
