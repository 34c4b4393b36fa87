/** The host's message adapter over real senders' results: receipts, order, and what the host may try again. */
import {
  verifyChannelMessageAdapterCapabilityProofs,
  type ChannelMessageSendResult,
} from "openclaw/plugin-sdk/channel-outbound";
import { describe, expect, it } from "vitest";
import { createMessageAdapter } from "../../src/channel/host/message-adapter.ts";
import type { Delivery } from "../../src/channel/model.ts";
import { MediaNotSentError } from "../../src/channel/outbound/media-error.ts";
import { UndeliveredError } from "../../src/channel/outbound/send-content.ts";

interface Wishes {
  readonly text?: () => Promise<readonly Delivery[]>;
  readonly file?: () => Promise<Delivery>;
}

function createAdapter(wishes: Wishes = {}) {
  const log: string[] = [];
  const adapter = createMessageAdapter({
    async sendText({ to, text }) {
      log.push(`text to ${to}: ${text}`);
      return wishes.text?.() ?? [{ via: "robot", id: "key-text" }];
    },
    async sendFile({ to, media }) {
      log.push(`file to ${to}: ${media.url}${media.asFile ? " as a file" : ""}`);
      return wishes.file?.() ?? { via: "robot", id: "key-file", form: "picture" };
    },
    mayRetry: (error) => !(error instanceof MediaNotSentError),
    wasNotDispatched: (error) => error instanceof MediaNotSentError && error.unsent,
  });
  const fence = {
    onPlatformSendDispatch: async () => void log.push("dispatch"),
    assertDirectAdapterHandoff: () => void log.push("handoff"),
    onDeliveryResult: ({ receipt }: ChannelMessageSendResult) =>
      void log.push(`delivered ${receipt.platformMessageIds.join(",")}`),
  };
  const place = { cfg: {}, to: "user:u1", ...fence };
  return { adapter, log, place };
}

const fileInstead = async (): Promise<Delivery> => ({
  via: "robot",
  id: "k",
  form: "file",
  fallback: "no ffmpeg",
});
const unsent = new MediaNotSentError({ name: "a.png", reason: "not-allowed" });

describe("the host's message adapter", () => {
  it("sends words before the file, tells the host of each, and names both in the receipt", async () => {
    const { adapter, log, place } = createAdapter();
    const sent = await adapter.send.media({
      ...place,
      text: "look",
      mediaUrl: "/a.png",
      forceDocument: true,
    });
    expect(log).toEqual([
      "dispatch",
      "handoff",
      "text to user:u1: look",
      "delivered key-text",
      "dispatch",
      "handoff",
      "file to user:u1: /a.png as a file",
    ]);
    expect(sent.receipt.platformMessageIds).toEqual(["key-text", "key-file"]);
    expect(sent.receipt.raw?.at(-1)?.meta).toEqual({ form: "picture" });
  });

  it("sends a file without words as one message", async () => {
    const { adapter, log, place } = createAdapter();
    await adapter.send.media({ ...place, text: " ", mediaUrl: "/a.png" });
    expect(log).toEqual(["dispatch", "handoff", "file to user:u1: /a.png"]);
  });

  it("says in the receipt why a file went out in another form", async () => {
    const { adapter, place } = createAdapter({ file: fileInstead });
    const { receipt } = await adapter.send.media({ ...place, text: "", mediaUrl: "/a.wav" });
    expect(receipt.raw?.[0]?.meta).toEqual({ form: "file", fallback: "no ffmpeg" });
  });

  it("lets the host try again only what provably never left", async () => {
    const { adapter, place } = createAdapter({ file: () => Promise.reject(unsent) });
    const alone = adapter.send.media({ ...place, text: "", mediaUrl: "/a.png" });
    await expect(alone).rejects.toMatchObject({
      name: "PlatformMessageNotDispatchedError",
      retryable: false,
    });
    const withWords = adapter.send.media({ ...place, text: "look", mediaUrl: "/a.png" });
    await expect(withWords).rejects.toBe(unsent);
  });

  it("fails where DingTalk took the call and did not deliver", async () => {
    const error = new UndeliveredError("user:u1", "flow-controlled");
    const { adapter, place } = createAdapter({ text: () => Promise.reject(error) });
    await expect(adapter.send.text({ ...place, text: "hello" })).rejects.toBe(error);
  });

  it("keeps what it declares to the host", async () => {
    const { adapter, place } = createAdapter();
    await verifyChannelMessageAdapterCapabilityProofs({
      adapterName: "dingtalk",
      adapter,
      proofs: {
        text: async () => {
          const { receipt } = await adapter.send.text({ ...place, text: "hello" });
          expect(receipt.primaryPlatformMessageId).toBe("key-text");
        },
        media: async () => {
          const { receipt } = await adapter.send.media({ ...place, text: "", mediaUrl: "/a.png" });
          expect(receipt.primaryPlatformMessageId).toBe("key-file");
        },
        messageSendingHooks: () => {
          expect(adapter.durableFinal.capabilities.messageSendingHooks).toBe(true);
        },
      },
    });
  });
});
