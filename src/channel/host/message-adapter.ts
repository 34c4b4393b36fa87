/**
 * The host's message adapter: texts that do not come out of a turn's delivery (follow-ups, recovered answers,
 * cron, `openclaw message send`). Receipts are truthful; a text that provably never left says so.
 */
import {
  createMessageReceiptFromOutboundResults,
  defineChannelMessageAdapter,
} from "openclaw/plugin-sdk/channel-outbound";
import type { OpenClawConfig } from "openclaw/plugin-sdk/channel-core";
import { PlatformMessageNotDispatchedError } from "openclaw/plugin-sdk/error-runtime";
import type { Delivery } from "../model.ts";

export interface TextToSend {
  readonly cfg: OpenClawConfig;
  readonly accountId?: string | null | undefined;
  readonly to: string;
  readonly text: string;
}

export interface MessageAdapterOptions {
  readonly send: (request: TextToSend) => Promise<readonly Delivery[]>;
  /** Whether the platform provably never got it. */
  readonly wasNotDispatched: (error: unknown) => boolean;
}

function toReceipt(deliveries: readonly Delivery[], to: string) {
  const results = deliveries.flatMap(({ id }) =>
    id ? [{ channel: "dingtalk", messageId: id, conversationId: to }] : [],
  );
  return createMessageReceiptFromOutboundResults({ results, kind: "text" });
}

export function createMessageAdapter({ send, wasNotDispatched }: MessageAdapterOptions) {
  return defineChannelMessageAdapter({
    id: "dingtalk",
    durableFinal: { capabilities: { text: true, messageSendingHooks: true } },
    receive: { defaultAckPolicy: "after_receive_record", supportedAckPolicies: ["after_receive_record"] },
    send: {
      text: async (request) => {
        const { cfg, to, text, accountId } = request;
        await request.onPlatformSendDispatch?.();
        request.assertDirectAdapterHandoff?.();
        try {
          return { receipt: toReceipt(await send({ cfg, accountId, to, text }), to) };
        } catch (error) {
          if (!wasNotDispatched(error)) throw error;
          const cause = error instanceof Error ? error : new Error(String(error));
          throw new PlatformMessageNotDispatchedError(cause.message, { cause });
        }
      },
    },
  });
}

export type MessageAdapter = ReturnType<typeof createMessageAdapter>;
