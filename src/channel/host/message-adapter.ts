/**
 * The host's message adapter: texts and files that do not come out of a turn's delivery (follow-ups, recovered
 * answers, cron, `openclaw message send`). Receipts are truthful; what provably never left says so.
 */
import {
  createMessageReceiptFromOutboundResults,
  defineChannelMessageAdapter,
} from "openclaw/plugin-sdk/channel-outbound";
import type { OpenClawConfig } from "openclaw/plugin-sdk/channel-core";
import { PlatformMessageNotDispatchedError } from "openclaw/plugin-sdk/error-runtime";
import type { Delivery, MediaToSend } from "../model.ts";
import { hostMedia } from "./media-access.ts";

export interface PlaceToSend {
  readonly cfg: OpenClawConfig;
  readonly accountId?: string | null | undefined;
  readonly to: string;
}

export interface TextToSend extends PlaceToSend {
  readonly text: string;
}

export interface FileToSend extends PlaceToSend {
  readonly media: MediaToSend;
}

export interface MessageAdapterOptions {
  readonly sendText: (request: TextToSend) => Promise<readonly Delivery[]>;
  readonly sendFile: (request: FileToSend) => Promise<Delivery>;
  /** Whether the platform provably never got it. */
  readonly wasNotDispatched: (error: unknown) => boolean | Promise<boolean>;
  /** Whether the same send may go out later. */
  readonly mayRetry: (error: unknown) => boolean;
}

/** Ids of what can be recalled; as what a file went out stands in `meta`. */
function toReceipt(deliveries: readonly Delivery[], to: string, kind: "text" | "media") {
  const results = deliveries.flatMap(({ id, form, fallback }) => {
    if (!id) return [];
    const meta = form ? { meta: { form, ...(fallback ? { fallback } : {}) } } : {};
    return [{ channel: "dingtalk", messageId: id, conversationId: to, ...meta }];
  });
  return createMessageReceiptFromOutboundResults({ results, kind });
}

/** What the host wants to be told before each physical send. */
interface SendFence {
  onPlatformSendDispatch?: (() => Promise<void>) | undefined;
  assertDirectAdapterHandoff?: (() => void) | undefined;
}

async function pass(fence: SendFence): Promise<void> {
  await fence.onPlatformSendDispatch?.();
  fence.assertDirectAdapterHandoff?.();
}

export function createMessageAdapter(options: MessageAdapterOptions) {
  const { sendText, sendFile, wasNotDispatched, mayRetry } = options;
  /** A failure in the host's words, unless something went out before it. */
  const orNotDispatched = async <Result>(send: Promise<Result>, sentBefore: boolean): Promise<Result> => {
    try {
      return await send;
    } catch (error) {
      if (sentBefore || !(await wasNotDispatched(error))) throw error;
      const cause = error instanceof Error ? error : new Error(String(error));
      const retryable = mayRetry(error);
      throw new PlatformMessageNotDispatchedError(cause.message, { cause, retryable });
    }
  };
  return defineChannelMessageAdapter({
    id: "dingtalk",
    durableFinal: { capabilities: { text: true, media: true, messageSendingHooks: true } },
    receive: { defaultAckPolicy: "after_receive_record", supportedAckPolicies: ["after_receive_record"] },
    send: {
      text: async (request) => {
        const { cfg, to, text, accountId } = request;
        await pass(request);
        const sent = await orNotDispatched(sendText({ cfg, accountId, to, text }), false);
        return { receipt: toReceipt(sent, to, "text") };
      },
      media: async (request) => {
        const { cfg, to, text, accountId } = request;
        const place = { cfg, accountId, to };
        const words = text.trim() !== "";
        const said: Delivery[] = [];
        if (words) {
          await pass(request);
          said.push(...(await orNotDispatched(sendText({ ...place, text }), false)));
          // The words are out: a file that fails now must not make the host say them again.
          await request.onDeliveryResult?.({ receipt: toReceipt(said, to, "text") });
        }
        await pass(request);
        const file = await orNotDispatched(sendFile({ ...place, media: hostMedia(request) }), words);
        return { receipt: toReceipt([...said, file], to, "media") };
      },
    },
  });
}

export type MessageAdapter = ReturnType<typeof createMessageAdapter>;
