/** The Stream connection's state as the host's account status. Pure. What is said is what is known, no more. */
import type { StreamFault, StreamState } from "../../client/index.ts";
import type { AccountStatusPatch } from "../host/account-lifecycle.ts";
import type { Text } from "../text/text.ts";

/** The latest fault in words: what happened and what to do. */
export function describeFault(fault: StreamFault | undefined, text?: Text): string | undefined {
  if (!fault) return undefined;
  return text && fault.code === "bad-credentials"
    ? text.badCredentials
    : `${fault.message} ${fault.hint}`.trim();
}

type Lifecycle = NonNullable<AccountStatusPatch["lifecycle"]>;

function lifecycleOf(state: StreamState, connected: boolean): Lifecycle {
  if (state.status === "stopped") return "stopped";
  if (connected) return "ready";
  if (state.lastError?.code === "bad-credentials") return "blocked";
  return state.status === "connecting" ? "starting" : "recovering";
}

export function toStatusPatch(state: StreamState, text?: Text): AccountStatusPatch {
  // While a successor is opened on the platform's request the old socket still delivers.
  const connected =
    state.status === "connected" || (state.status === "reconnecting" && state.connectedSince !== undefined);
  return {
    connected,
    lifecycle: lifecycleOf(state, connected),
    reconnectAttempts: state.attempt,
    ...(state.connectedSince === undefined ? {} : { lastConnectedAt: state.connectedSince }),
    ...(state.lastFrameAt === undefined ? {} : { lastEventAt: state.lastFrameAt }),
    lastError: connected ? null : (describeFault(state.lastError, text) ?? null),
  };
}
