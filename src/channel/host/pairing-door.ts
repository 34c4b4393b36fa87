/**
 * The host's own pairing: requests of strangers through the gateway's methods, with the rights of who asks, and the
 * list of approved people that the host keeps. Only within a request of the gateway; nothing is kept here.
 */
import { createChannelPairingController } from "openclaw/plugin-sdk/channel-pairing";
import { dispatchGatewayMethod } from "openclaw/plugin-sdk/gateway-method-runtime";
import type { PluginRuntime } from "./runtime-slot.ts";

const CHANNEL = "dingtalk";

export interface PairingRequest {
  /** The host's own id of the request; the code that the stranger got is not told. */
  readonly requestId: string;
  /** staffId. */
  readonly senderId: string;
  /** As the stranger calls himself. */
  readonly name?: string;
  /** Milliseconds since the Unix epoch. */
  readonly requestedAt: number;
  readonly expiresAt?: number;
}

export type PairingDecision =
  | { readonly kind: "approved"; readonly senderId: string; readonly notified: boolean }
  | { readonly kind: "dismissed"; readonly senderId: string }
  /** It is over, or somebody else decided. */
  | { readonly kind: "gone" }
  /** The gateway lets the asker not decide. */
  | { readonly kind: "forbidden" };

export interface PairingDoor {
  /** Undefined: the gateway lets the asker not see them. Accounts with another policy have none. */
  list(accountId: string): Promise<readonly PairingRequest[] | undefined>;
  /** Who is approved is told so in the chat. Rejects where the gateway fails. */
  decide(accountId: string, requestId: string, decision: "approve" | "refuse"): Promise<PairingDecision>;
  /** staffIds of people that were approved by pairing. */
  paired(accountId: string): Promise<readonly string[]>;
  /** False: was not on the list. */
  unpair(accountId: string, staffId: string): Promise<boolean>;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

const textAt = (record: Record<string, unknown>, key: string): string =>
  typeof record[key] === "string" ? record[key] : "";

function readRequest(value: unknown, accountId: string): PairingRequest[] {
  if (!isRecord(value) || textAt(value, "accountId") !== accountId) return [];
  const metadata = isRecord(value["metadata"]) ? value["metadata"] : {};
  const [requestedAt, expiresAt] = ["createdAt", "expiresAt"].map((key) => Date.parse(textAt(value, key)));
  const name = textAt(metadata, "name");
  return [
    {
      requestId: textAt(value, "requestId"),
      senderId: textAt(value, "senderId"),
      ...(name === "" ? {} : { name }),
      requestedAt: requestedAt || 0,
      ...(expiresAt ? { expiresAt } : {}),
    },
  ];
}

type Answer =
  | { readonly kind: "payload"; readonly payload: Record<string, unknown> }
  | { readonly kind: "forbidden" | "gone" };

/** The gateway says "invalid request" both for a request that is over and for an account without pairing. */
async function ask(method: string, params: Readonly<Record<string, unknown>>): Promise<Answer> {
  const { ok, payload, error } = await dispatchGatewayMethod(method, params);
  if (ok) return { kind: "payload", payload: isRecord(payload) ? payload : {} };
  const detail = isRecord(error?.details) ? error.details["code"] : undefined;
  if (error?.code === "FORBIDDEN" || detail === "MISSING_SCOPE") return { kind: "forbidden" };
  if (error?.code === "INVALID_REQUEST") return { kind: "gone" };
  throw new Error(error?.message ?? `${method} failed`);
}

export function createPairingDoor(runtime: () => PluginRuntime): PairingDoor {
  const store = (accountId: string) =>
    createChannelPairingController({ core: runtime(), channel: CHANNEL, accountId });
  return {
    async list(accountId) {
      const answer = await ask("channels.pairing.list", { channel: CHANNEL, accountId });
      if (answer.kind === "forbidden") return undefined;
      const requests = answer.kind === "payload" ? answer.payload["requests"] : [];
      return (Array.isArray(requests) ? requests : []).flatMap((request) => readRequest(request, accountId));
    },
    async decide(accountId, requestId, decision) {
      const named = { channel: CHANNEL, accountId, requestId };
      const answer = await (decision === "approve"
        ? ask("channels.pairing.approve", { ...named, notify: true })
        : ask("channels.pairing.dismiss", named));
      if (answer.kind !== "payload") return { kind: answer.kind };
      const senderId = textAt(answer.payload, "senderId");
      return decision === "approve"
        ? { kind: "approved", senderId, notified: answer.payload["notification"] === "sent" }
        : { kind: "dismissed", senderId };
    },
    paired: (accountId) => store(accountId).readAllowFromStore(),
    unpair: async (accountId, staffId) => (await store(accountId).removeAllowFromStoreEntry(staffId)).changed,
  };
}
