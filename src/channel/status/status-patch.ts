/** The Stream connection's state as the host's account status. Pure. What is said is what is known, no more. */
import type { StreamFault, StreamState } from "../../client/index.ts";
import type { AccountStatusPatch } from "../host/account-lifecycle.ts";
import type { Text } from "../text/text.ts";
import { describeFailure } from "./describe-failure.ts";

/** The latest fault in words: what happened and what to do. */
export function describeFault(fault: StreamFault | undefined, text: Text): string | undefined {
  if (!fault) return undefined;
  if (fault.code === "bad-credentials") return text.badCredentials;
  const { found, remedy } = describeFailure(fault.error, text);
  return text.faultLine({ found, remedy: remedy ?? "" });
}

type Lifecycle = NonNullable<AccountStatusPatch["lifecycle"]>;

/** While a successor is opened on the platform's request the old socket still delivers. */
const isConnected = ({ status, connectedSince }: StreamState): boolean =>
  status === "connected" || (status === "reconnecting" && connectedSince !== undefined);

export function lifecycleOf(state: StreamState): Lifecycle {
  if (state.status === "stopped") return "stopped";
  if (isConnected(state)) return "ready";
  if (state.lastError?.code === "bad-credentials") return "blocked";
  return state.status === "connecting" ? "starting" : "recovering";
}

export function toStatusPatch(state: StreamState, text: Text): AccountStatusPatch {
  const connected = isConnected(state);
  return {
    connected,
    lifecycle: lifecycleOf(state),
    reconnectAttempts: state.attempt,
    ...(state.connectedSince === undefined ? {} : { lastConnectedAt: state.connectedSince }),
    ...(state.lastFrameAt === undefined ? {} : { lastEventAt: state.lastFrameAt }),
    lastError: connected ? null : (describeFault(state.lastError, text) ?? null),
  };
}
