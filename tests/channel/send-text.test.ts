/** Ordinary messages over the local DingTalk: by the message's own webhook while it lives, else by the robot. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDingTalkClient, type DingTalkClient } from "../../src/client/index.ts";
import { parseMessage } from "../../src/channel/inbound/parse-message.ts";
import type { InboundMessage } from "../../src/channel/model.ts";
import { UndeliveredError } from "../../src/channel/outbound/send-content.ts";
import { createSendText, MESSAGE_CHARACTERS, PartlySentError } from "../../src/channel/outbound/send-text.ts";
import { replyTarget } from "../../src/channel/outbound/targets.ts";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  type Emulator,
} from "../../src/emulator/index.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";

let emulator: Emulator;
let client: DingTalkClient;
let inbox: InboundMessage[];
const logger = createRecordingLogger();
const PERSON = "zhangwei01";

beforeEach(async () => {
  inbox = [];
  logger.lines.length = 0;
  emulator = await createEmulator();
  client = createDingTalkClient({
    clientId: DEFAULT_CLIENT_ID,
    clientSecret: DEFAULT_CLIENT_SECRET,
    endpoints: { api: emulator.url, oapi: emulator.url },
    requestTimeoutMs: 400,
  });
  const stream = client.stream({
    onFrame: async (frame, ack) => {
      await ack();
      const parsed = parseMessage(frame.data ?? "", DEFAULT_CLIENT_ID);
      if (parsed.kind === "message") inbox.push(parsed.message);
    },
  });
  await stream.opened;
});
afterEach(async () => {
  await client.close();
  await emulator.close();
});

const createSender = () => createSendText({ client, clock: systemClock, logger });

/** A person writes; resolves with what the bot got and where its answer goes. */
async function written(conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, PERSON)) {
  const before = inbox.length;
  await emulator.say({ from: PERSON, conversationId, text: "hi", mentions: [DEFAULT_CLIENT_ID] });
  await expect.poll(() => inbox.length).toBe(before + 1);
  const message = inbox.at(-1)!;
  const target = replyTarget(message)!;
  return { conversationId, target, session: message.session! };
}

/** What the robot said in a conversation. */
const said = (conversationId: string): string[] =>
  emulator
    .messages(conversationId)
    .filter((message) => message.from.kind === "robot")
    .map((message) => message.text);
const called = (operation: string) => emulator.calls().filter((call) => call.operation === operation).length;

describe("an answer", () => {
  it("goes through the message's webhook, which costs no call of the month", async () => {
    const { conversationId, target, session } = await written();
    expect(await createSender().send({ target, session }, "hello")).toEqual([{ via: "session" }]);
    expect(said(conversationId)).toEqual(["hello"]);
    expect(called("sendDirect")).toBe(0);
  });

  it("with Markdown comes as Markdown with a title, by webhook and by robot", async () => {
    const { conversationId, target, session } = await written();
    await createSender().send({ target, session }, "# 标题\n\n**粗体**");
    await createSender().send({ target }, "# 标题\n\n**粗体**");
    const robot = emulator.messages(conversationId).filter((message) => message.from.kind === "robot");
    expect(robot.map(({ kind, title }) => [kind, title])).toEqual([
      ["markdown", "标题"],
      ["markdown", "标题"],
    ]);
  });

  it("shows a picture that was uploaded, and one that was not as a link", async () => {
    const { conversationId, target } = await written();
    const asked: string[] = [];
    const uploadPicture = async (url: string) => {
      asked.push(url);
      if (url.endsWith("refused.png")) throw new Error("not from there");
      return "@lADPmedia";
    };
    const text = "![one](https://x.example/1.png)\n\n![two](https://x.example/refused.png)";
    await createSendText({ client, clock: systemClock, logger, uploadPicture }).send({ target }, text);
    await createSender().send({ target }, text);
    expect(asked).toEqual(["https://x.example/1.png", "https://x.example/refused.png"]);
    expect(said(conversationId)).toEqual([
      "![one](@lADPmedia)\n\n[two](https://x.example/refused.png)",
      "[one](https://x.example/1.png)\n\n[two](https://x.example/refused.png)",
    ]);
  });

  it("goes by robot when the webhook's time is over by our clock", async () => {
    const { conversationId, target, session } = await written();
    const over = { ...session, expiresAt: systemClock.now() + 1_000 };
    const [delivery] = await createSender().send({ target, session: over }, "late");
    expect(delivery).toEqual({ via: "robot", id: expect.stringMatching(/.+/) });
    expect(said(conversationId)).toEqual(["late"]);
    expect(called("sessionWebhook")).toBe(0);
  });

  it("goes by robot when DingTalk says that the session is gone, once", async () => {
    const { conversationId, target, session } = await written();
    emulator.expireSessionWebhooks();
    const [delivery] = await createSender().send({ target, session }, "still here");
    expect(delivery?.via).toBe("robot");
    expect(said(conversationId)).toEqual(["still here"]);
    expect([called("sessionWebhook"), called("sendDirect")]).toEqual([1, 1]);
    expect(logger.lines.join("\n")).not.toContain("session=");
  });

  it("in a group goes by webhook, then by robot into the same group", async () => {
    const groupId = emulator.snapshot().conversations.find(({ type }) => type === "group")!.conversationId;
    const { target, session } = await written(groupId);
    await createSender().send({ target, session }, "one");
    const [delivery] = await createSender().send({ target }, "two");
    expect(delivery).toEqual({ via: "robot", id: expect.any(String) });
    expect(said(groupId)).toEqual(["one", "two"]);
  });

  it("is not lost when the webhook never answers: it goes out by robot, and the log says it may appear twice", async () => {
    const { conversationId, target, session } = await written();
    emulator.fault({ operation: "sessionWebhook", effect: { kind: "hang-before", ms: 2_000 } });
    expect(await createSender().send({ target, session }, "once")).toMatchObject([{ via: "robot" }]);
    expect(said(conversationId)).toEqual(["once"]);
    expect(logger.lines.join("\n")).toContain("may appear twice");
  });

  it("is said by robot when the webhook refused it, without that doubt", async () => {
    const { conversationId, target, session } = await written();
    const refuse = { kind: "refuse", status: 400, code: "40035" } as const;
    emulator.fault({ operation: "sessionWebhook", effect: refuse });
    expect(await createSender().send({ target, session }, "once")).toMatchObject([{ via: "robot" }]);
    expect(said(conversationId)).toEqual(["once"]);
  });
});

describe("a text of which a receipt is wanted", () => {
  it("goes by robot although the webhook lives, since only that gives one", async () => {
    const { conversationId, target, session } = await written();
    const [delivery] = await createSender().send({ target, session, wantsReceipt: true }, "named");
    expect(delivery).toEqual({ via: "robot", id: expect.stringMatching(/.+/) });
    expect([said(conversationId), called("sessionWebhook")]).toEqual([["named"], 0]);
  });

  it("goes by webhook when the robot API says no, and is not said twice when it says nothing", async () => {
    const { conversationId, target, session } = await written();
    emulator.revoke(DEFAULT_CLIENT_ID, "qyapi_robot_sendmsg");
    const wish = { target, session, wantsReceipt: true };
    expect(await createSender().send(wish, "without a receipt")).toEqual([{ via: "session" }]);
    emulator.grant(DEFAULT_CLIENT_ID, "qyapi_robot_sendmsg");
    emulator.fault({ operation: "sendDirect", effect: { kind: "hang-after", ms: 2_000 }, times: 1 });
    await expect(createSender().send(wish, "unclear")).rejects.toMatchObject({ dispatched: "maybe" });
    expect(said(conversationId)).toEqual(["without a receipt", "unclear"]);
  });
});

const nameOf = (staffId: string) => (staffId === PERSON ? "张伟" : undefined);

const idOf = (name: string) => (name === "张伟" ? PERSON : undefined);
const createNamingSender = () => createSendText({ client, clock: systemClock, logger, nameOf, idOf });

describe("a mention", () => {
  it("in a group notifies the person by webhook, and is a name by robot", async () => {
    const groupId = emulator.snapshot().conversations.find(({ type }) => type === "group")!.conversationId;
    const { target, session } = await written(groupId);
    await createNamingSender().send({ target, session }, `<@${PERSON}> please look`);
    await createNamingSender().send({ target }, `<@${PERSON}> please look`);
    const robot = emulator.messages(groupId).filter((message) => message.from.kind === "robot");
    expect(robot.map(({ text, mentionedPeople }) => [text, mentionedPeople])).toEqual([
      [`@${PERSON} please look`, [PERSON]],
      ["@张伟 please look", undefined],
    ]);
  });

  it("by the whole name of one who is known notifies as well", async () => {
    const groupId = emulator.snapshot().conversations.find(({ type }) => type === "group")!.conversationId;
    const place = await written(groupId);
    await createNamingSender().send(place, "请 @张伟 看一下");
    expect(emulator.messages(groupId).at(-1)).toMatchObject({
      text: `请 @${PERSON} 看一下`,
      mentionedPeople: [PERSON],
    });
  });

  it("that only a webhook can give is not sent at all when the webhook is over", async () => {
    const { conversationId, target, session } = await written();
    const sender = createNamingSender();
    const over = { ...session, expiresAt: Date.now() };
    expect(await sender.send({ target, session: over, sessionOnly: true }, "look")).toEqual([]);
    expect(await sender.send({ target, sessionOnly: true }, "look")).toEqual([]);
    expect([said(conversationId), called("sendDirect")]).toEqual([[], 0]);
  });

  it("in a direct chat is a name", async () => {
    const { conversationId, target, session } = await written();
    await createNamingSender().send({ target, session }, `**ask** <@${PERSON}>`);
    expect(said(conversationId)).toEqual(["**ask** @张伟"]);
  });
});

describe("a person outside the organisation", () => {
  it("is answered by webhook while it lives, and the failure says why it cannot be later", async () => {
    const { conversationId, session } = await written();
    expect(await createSender().send({ session }, "hello")).toEqual([{ via: "session" }]);
    const over = { ...session, expiresAt: 0 };
    await expect(createSender().send({ session: over }, "later")).rejects.toMatchObject({
      code: "undelivered",
      reason: "session-expired",
    });
    emulator.expireSessionWebhooks();
    await expect(createSender().send({ session }, "later")).rejects.toMatchObject({
      code: "session-expired",
    });
    expect(said(conversationId)).toEqual(["hello"]);
  });
});

const answer = (reason: "invalid" | "flow-controlled") => ({
  processQueryKeys: [],
  delivered: [],
  refused: [{ staffId: "nobody99", reason }],
});

describe("a person whom DingTalk does not reach", () => {
  it("is named in the failure, whether DingTalk refuses the call or lists the person", async () => {
    const target = { kind: "user", staffId: "nobody99" } as const;
    await expect(createSender().send({ target }, "hello")).rejects.toMatchObject({ code: "refused" });
    for (const reason of ["invalid", "flow-controlled"] as const) {
      const robot = { ...client.robot, sendDirect: async () => answer(reason) };
      const sender = createSendText({ client: { ...client, robot }, clock: systemClock, logger });
      const failure = await sender.send({ target }, "hello").catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(UndeliveredError);
      expect(failure).toMatchObject({ reason, message: expect.stringContaining("user:nobody99") });
    }
  });
});

/** The words of a numbered message. */
const unnumbered = (texts: readonly string[]) =>
  texts.map((text, index) => {
    const number = `(${index + 1}/${texts.length})\n\n`;
    expect(text.startsWith(number)).toBe(true);
    return text.slice(number.length);
  });

describe("a long text", () => {
  const paragraphs = Array.from({ length: 4 }, (_, n) => `${n} ${"字".repeat(3_000)}`);
  const long = paragraphs.join("\n\n");

  it("comes whole, numbered, in order, in as many messages as it takes", async () => {
    const { conversationId, target, session } = await written();
    const deliveries = await createSender().send({ target, session }, long);
    expect(deliveries).toHaveLength(4);
    expect(unnumbered(said(conversationId)).join("")).toBe(long);
  });

  it("keeps its order when the webhook ends in the middle", async () => {
    const { conversationId, target, session } = await written();
    const gone = { kind: "refuse", status: 200, code: "300001" } as const;
    emulator.fault({ operation: "sessionWebhook", after: 2, effect: gone });
    const deliveries = await createSender().send({ target, session }, long);
    expect(deliveries.map(({ via }) => via)).toEqual(["session", "session", "robot", "robot"]);
    expect(unnumbered(said(conversationId)).join("")).toBe(long);
  });

  it("that breaks off says so, so that nobody sends its beginning again", async () => {
    const { conversationId, target } = await written();
    emulator.fault({
      operation: "sendDirect",
      after: 2,
      effect: { kind: "refuse", status: 403, code: "quota" },
    });
    const failure = await createSender()
      .send({ target }, long)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PartlySentError);
    expect(failure).toMatchObject({ code: "partly-sent", cause: { name: "DingTalkError" } });
    expect(said(conversationId)).toHaveLength(2);
  });

  it("that fails at its first message fails as that message", async () => {
    const { target } = await written();
    emulator.fault({ operation: "sendDirect", effect: { kind: "refuse", status: 403, code: "quota" } });
    await expect(createSender().send({ target }, long)).rejects.toMatchObject({ name: "DingTalkError" });
  });

  it("that ends in blanks at the border ends without a blank message", async () => {
    const { conversationId, target, session } = await written();
    const text = "x".repeat(MESSAGE_CHARACTERS);
    await createSender().send({ target, session }, `${text}\n\n`);
    expect(said(conversationId)).toEqual([text]);
    expect(await createSender().send({ target, session }, " \n")).toEqual([]);
  });
});
