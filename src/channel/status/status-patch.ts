/** The Stream connection's state as the host's account status. Pure. What is said is what is known, no more. */
import type { StreamState } from "../../client/index.ts";
import type { AccountStatusPatch } from "../host/account-lifecycle.ts";

/** Without a connection. */
const lifecycleOf = {
  connecting: "starting",
  connected: "ready",
  reconnecting: "recovering",
  stopped: "stopped",
} as const;

export function toStatusPatch(state: StreamState): AccountStatusPatch {
  const connected =
    state.status === "connected" || (state.status === "reconnecting" && state.connectedSince !== undefined);
  const fault = state.lastError;
  const blocked = !connected && fault?.code === "bad-credentials";
  return {
    connected,
    lifecycle: connected ? "ready" : blocked ? "blocked" : lifecycleOf[state.status],
    reconnectAttempts: state.attempt,
    ...(state.connectedSince === undefined ? {} : { lastConnectedAt: state.connectedSince }),
    ...(state.lastFrameAt === undefined ? {} : { lastEventAt: state.lastFrameAt }),
    lastError: connected || !fault ? null : `${fault.message} ${fault.hint}`.trim(),
  };
}
