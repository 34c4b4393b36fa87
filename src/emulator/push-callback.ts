/**
 * A CALLBACK of any topic, for what the platform calls apps for besides messages and cards: a bot that answers for a person,
 * a graph API, dynamic card data. The data is the caller's own; nothing here knows its shape.
 */
import type { PushCallbackRequest } from "../contract/emulator-control.ts";
import { need } from "./company.ts";
import type { PlatformContext } from "./platform/platform-call.ts";
import type { StreamHub } from "./stream/hub.ts";
import { createPush } from "./stream/push.ts";

const DEFAULT_TIMEOUT_MS = 5_000;

export interface CallbackAnswer {
  readonly acknowledged: boolean;
  /** What the app answered, parsed where it is JSON. */
  readonly data?: unknown;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Rejects with an `EmulatorRefusal` for an unknown app. */
export async function pushCallback(
  context: PlatformContext,
  hub: StreamHub,
  { clientId, topic, data = {}, timeoutMs = DEFAULT_TIMEOUT_MS }: PushCallbackRequest,
): Promise<CallbackAnswer> {
  const app = need(context.state.apps, clientId, "app");
  return new Promise((resolve) => {
    const push = createPush(app.clientId, topic, JSON.stringify(data), () => {});
    const limit = context.clock.after(timeoutMs, () => resolve({ acknowledged: false }));
    push.onAnswer = (answer) => {
      limit.cancel();
      resolve({ acknowledged: true, ...(answer === undefined ? {} : { data: parse(answer) }) });
    };
    hub.deliver(push);
  });
}
