/** A card session over the in-memory platform with a manual clock: what most card tests start from. */
import {
  createCardSession,
  type CardSession,
  type CardSessionOptions,
} from "../../src/channel/card/card-session.ts";
import type { OpenCardRecord, OpenCardStore } from "../../src/channel/card/open-cards.ts";
import { APP_QPS, PUBLIC_AI_CARD } from "../../src/contract/card.ts";
import { createTokenBucket, type TokenBucket } from "../../src/lib/token-bucket.ts";
import { FakeCardApi } from "./fake-card-api.ts";
import { createManualClock, type ManualClock } from "./manual-clock.ts";

export const CARD_TEXT = {
  pointer: "见下方消息 / See the message below",
  emptyAnswer: "（没有内容）",
  failed: "（出错了）",
};

export interface CardScene {
  readonly clock: ManualClock;
  readonly api: FakeCardApi;
  readonly bucket: TokenBucket;
  readonly store: OpenCardStore;
  readonly base: Omit<CardSessionOptions, "template" | "target" | "origin">;
  /** A session with the scene's parts; its caller has yet to say what became of a message. */
  openRaw(options?: Partial<CardSessionOptions>): CardSession;
  /** A session whose caller sends every answer that the card does not take, and says so. */
  open(options?: Partial<CardSessionOptions>): CardSession;
}

export function createCardScene(latencyMs = 100): CardScene {
  const clock = createManualClock();
  const api = new FakeCardApi(clock, latencyMs);
  const bucket = createTokenBucket({ capacity: APP_QPS, refillPerSecond: APP_QPS, clock });
  const store = memoryStore();
  let ids = 0;
  const base = { api, bucket, store, clock, text: CARD_TEXT, newId: () => `id-${(ids += 1)}` };
  const openRaw: CardScene["openRaw"] = (options = {}) =>
    createCardSession({
      ...base,
      template: PUBLIC_AI_CARD,
      target: { kind: "user", staffId: "user1" },
      origin: { accountId: "default", sessionKey: "s1", msgId: "m1" },
      ...options,
    });
  return {
    clock,
    api,
    bucket,
    store,
    base,
    openRaw,
    open: (options) => withSendingCaller(openRaw(options)),
  };
}

function withSendingCaller(session: CardSession): CardSession {
  const finish = session.finish.bind(session);
  session.finish = async (text) => {
    const outcome = await finish(text);
    if (outcome.kind === "not-shown") session.afterMessage(true);
    return outcome;
  };
  return session;
}

function memoryStore(): OpenCardStore {
  const records = new Map<string, OpenCardRecord>();
  return {
    put: (record) => {
      const createdAt = records.get(record.outTrackId)?.createdAt ?? record.createdAt;
      records.set(record.outTrackId, { ...record, createdAt });
      return true;
    },
    updateText(outTrackId, text) {
      const record = records.get(outTrackId);
      if (record) records.set(outTrackId, { ...record, text });
    },
    remove: (outTrackId) => void records.delete(outTrackId),
    list: () => [...records.values()],
    close() {},
  };
}
