/**
 * A bot made of nothing but `fetch` and `ws`: the other side of the emulator in tests of the page, so that
 * no code of our client or channel takes part. Acknowledges every push unless told otherwise.
 */
import { randomUUID } from "node:crypto";
import { WebSocket } from "ws";

const PUBLIC_AI_CARD = "02fcf2f4-5e02-4a85-b672-46d1f715543e.schema";
const BOT_MESSAGE = "/v1.0/im/bot/messages/get";

export interface RawBotOptions {
  /** The emulator's address. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Default true. */
  readonly acknowledges?: boolean;
}

/** What a person wrote, as pushed to the bot. */
export interface HeardMessage {
  readonly msgId: string;
  readonly conversationId: string;
  readonly senderStaffId: string;
  readonly sessionWebhook: string;
  readonly msgtype: string;
  /** Absent unless `msgtype` is `text`. */
  readonly text: { readonly content: string };
  /** Of anything but a text. */
  readonly content?: Readonly<Record<string, unknown>>;
}

/** Where a card goes. */
export type CardPlace = { readonly person: string } | { readonly group: string };

export interface RawCard {
  readonly outTrackId: string;
  /** One streaming frame with the whole text so far. */
  grow(text: string): Promise<void>;
  finish(text: string): Promise<void>;
  fail(text: string): Promise<void>;
}

export interface RawBot {
  readonly heard: readonly HeardMessage[];
  /** Resolves with the next message that fits, also one that was heard before. Rejects after 5 s. */
  hear(fits: (message: HeardMessage) => boolean): Promise<HeardMessage>;
  /** Answers through the message's session webhook. */
  answer(message: HeardMessage, body: Record<string, unknown>): Promise<void>;
  sendDirect(staffId: string, msgKey: string, msgParam: Record<string, string>): Promise<void>;
  startCard(place: CardPlace): Promise<RawCard>;
  close(): Promise<void>;
}

const HEAR_LIMIT_MS = 5_000;

export async function startRawBot(options: RawBotOptions): Promise<RawBot> {
  const { url, clientId, clientSecret } = options;
  const post = (path: string, body: unknown, headers?: Record<string, string>) =>
    call("POST", new URL(path, url), body, headers);
  const { accessToken } = await post("/v1.0/oauth2/accessToken", {
    appKey: clientId,
    appSecret: clientSecret,
  });
  const token = { "x-acs-dingtalk-access-token": String(accessToken) };
  const { endpoint, ticket } = await post("/v1.0/gateway/connections/open", {
    clientId,
    clientSecret,
    subscriptions: [{ type: "CALLBACK", topic: BOT_MESSAGE }],
  });
  const socket = new WebSocket(`${String(endpoint)}?ticket=${encodeURIComponent(String(ticket))}`);
  const ear = listen(socket, options.acknowledges ?? true);
  await new Promise((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  return {
    heard: ear.heard,
    hear: ear.hear,
    async answer(message, body) {
      await post(message.sessionWebhook, body);
    },
    async sendDirect(staffId, msgKey, msgParam) {
      const body = { robotCode: clientId, userIds: [staffId], msgKey, msgParam: JSON.stringify(msgParam) };
      await post("/v1.0/robot/oToMessages/batchSend", body, token);
    },
    startCard: (place) => startCard(url, clientId, token, place),
    async close() {
      if (socket.readyState === WebSocket.CLOSED) return;
      const closed = new Promise((resolve) => socket.once("close", resolve));
      socket.close();
      await closed;
    },
  };
}

function listen(socket: WebSocket, acknowledges: boolean) {
  const heard: HeardMessage[] = [];
  const waiting = new Set<(message: HeardMessage) => void>();
  socket.on("message", (data) => {
    const frame = JSON.parse(String(data)) as {
      type: string;
      headers: { topic: string; messageId: string };
      data: string;
    };
    const { topic, messageId } = frame.headers;
    const reply = (text: string) =>
      socket.send(JSON.stringify({ code: 200, message: "OK", headers: frame.headers, data: text }));
    if (frame.type === "SYSTEM") return topic === "ping" ? reply(frame.data) : undefined;
    if (acknowledges && messageId) reply(JSON.stringify({ response: null }));
    const message = JSON.parse(frame.data) as HeardMessage;
    heard.push(message);
    for (const wake of waiting) wake(message);
    return undefined;
  });
  return { heard, hear: (fits: (message: HeardMessage) => boolean) => hear(heard, waiting, fits) };
}

function hear(
  heard: readonly HeardMessage[],
  waiting: Set<(message: HeardMessage) => void>,
  fits: (message: HeardMessage) => boolean,
): Promise<HeardMessage> {
  const known = heard.find(fits);
  if (known) return Promise.resolve(known);
  return new Promise((resolve, reject) => {
    const wake = (message: HeardMessage) => {
      if (!fits(message)) return;
      clearTimeout(timer);
      waiting.delete(wake);
      resolve(message);
    };
    const timer = setTimeout(() => {
      waiting.delete(wake);
      reject(
        new Error(`The bot did not hear it within ${HEAR_LIMIT_MS} ms; heard ${heard.length} messages.`),
      );
    }, HEAR_LIMIT_MS);
    waiting.add(wake);
  });
}

async function startCard(
  url: string,
  robotCode: string,
  token: Record<string, string>,
  place: CardPlace,
): Promise<RawCard> {
  const outTrackId = randomUUID();
  const send = (method: "POST" | "PUT", path: string, body: unknown) =>
    call(method, new URL(path, url), body, token);
  const space =
    "group" in place
      ? { openSpaceId: `dtv1.card//IM_GROUP.${place.group}`, imGroupOpenDeliverModel: { robotCode } }
      : {
          openSpaceId: `dtv1.card//IM_ROBOT.${place.person}`,
          imRobotOpenDeliverModel: { spaceType: "IM_ROBOT", robotCode },
        };
  await send("POST", "/v1.0/card/instances/createAndDeliver", {
    cardTemplateId: PUBLIC_AI_CARD,
    outTrackId,
    callbackType: "STREAM",
    cardData: { cardParamMap: { msgContent: "", flowStatus: "1" } },
    ...space,
  });
  const setFlow = (flowStatus: string) =>
    send("PUT", "/v1.0/card/instances", {
      outTrackId,
      cardData: { cardParamMap: { flowStatus } },
      cardUpdateOptions: { updateCardDataByKey: true },
    });
  const frame = (content: string, end: { isFinalize?: boolean; isError?: boolean }) =>
    send("PUT", "/v1.0/card/streaming", {
      outTrackId,
      guid: randomUUID(),
      key: "msgContent",
      content,
      isFull: true,
      isFinalize: false,
      isError: false,
      ...end,
    });
  return {
    outTrackId,
    async grow(text) {
      await frame(text, {});
    },
    async finish(text) {
      await frame(text, { isFinalize: true });
      await setFlow("3");
    },
    async fail(text) {
      await frame(text, { isError: true });
    },
  };
}

async function call(
  method: "POST" | "PUT",
  url: URL,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method,
    headers: { "content-type": "application/json", accept: "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const answer = JSON.parse(text || "{}") as Record<string, unknown>;
  const refused = !response.ok || answer["success"] === false || (answer["errcode"] ?? 0) !== 0;
  if (refused) throw new Error(`${method} ${url.pathname}: HTTP ${response.status} ${text}`);
  return answer;
}
