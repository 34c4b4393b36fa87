/**
 * The same turn on the host alone: its own chat over its own socket (`chat.send`), as its web chat does it.
 * What our channel adds is the difference.
 */
import { randomUUID } from "node:crypto";
import type { GatewayLink } from "../../tests/support/gateway-client.ts";
import type { ScriptedModel } from "../../tests/support/scripted-model.ts";
import type { Answer } from "./answers.ts";

export interface HostTurn {
  /** Sent → taken by the gateway, which answers the call. */
  readonly acceptMs: number;
  /** Sent → the model is asked. */
  readonly askMs: number;
  /** Model's first word → first text at the client. */
  readonly firstMs: number;
  /** Model's last word → the client has the final. */
  readonly endMs: number;
}

const TURN_LIMIT_MS = 90_000;

export async function runHostTurn(
  link: GatewayLink,
  model: ScriptedModel,
  session: string,
  ask: string,
  answer: Answer,
): Promise<HostTurn> {
  const runId = randomUUID();
  const final = Promise.withResolvers<number>();
  const timer = setTimeout(() => final.reject(new Error(`no final for "${ask}"`)), TURN_LIMIT_MS);
  let firstAt = 0;
  const stop = link.onEvent(({ event, payload, at }) => {
    if (event !== "chat" || payload["runId"] !== runId) return;
    if (payload["state"] === "delta") firstAt ||= at;
    if (payload["state"] === "final") final.resolve(at);
    if (payload["state"] === "error") final.reject(new Error(`the run failed: ${JSON.stringify(payload)}`));
  });
  try {
    model.on(ask, answer.steps);
    const sentAt = Date.now();
    await link.request("chat.send", {
      sessionKey: `agent:main:bench-${session}`,
      message: ask,
      idempotencyKey: runId,
    });
    const acceptedAt = Date.now();
    const endAt = await final.promise;
    const exchange = await model.next(ask);
    return {
      acceptMs: acceptedAt - sentAt,
      askMs: exchange.request.receivedAt - sentAt,
      firstMs: (firstAt || endAt) - (exchange.firstTextAt ?? Number.NaN),
      endMs: endAt - (exchange.lastTextAt ?? Number.NaN),
    };
  } finally {
    clearTimeout(timer);
    stop();
  }
}
