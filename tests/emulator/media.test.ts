import { afterEach, describe, expect, test } from "vitest";
import { MESSAGE_CONTENT_SCHEMAS, repliedContentSchema } from "../../src/contract/robot-message.ts";
import type { SayContent, SayRequest } from "../../src/contract/emulator-control.ts";
import { DEFAULT_CLIENT_ID, type Emulator } from "../../src/emulator/index.ts";
import { createManualClock } from "../support/manual-clock.ts";
import {
  ask,
  connectRobot,
  conversationsOf,
  JSON_HEADERS,
  logIn,
  openRequest,
  payloadOf,
  twoRobotSeed,
  type RawRobot,
} from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const PERSON = "manager807";
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const base64 = (text: string) => Buffer.from(text).toString("base64");
const FILE: SayContent = { kind: "file", name: "报价单.xlsx", data: base64("sheet") };
const VOICE: SayContent = {
  kind: "audio",
  data: base64("amr"),
  durationMs: 4_000,
  recognition: "明天开会吗",
};
const VIDEO: SayContent = { kind: "video", data: base64("mp4"), durationMs: 5_000 };
const PICTURE: SayContent = { kind: "picture", data: PNG.toString("base64") };

type Rest = Omit<SayRequest, "from" | "conversationId">;
const sayDirect = (emulator: Emulator, rest: Rest) =>
  emulator.say({ from: PERSON, conversationId: conversationsOf(emulator).direct.conversationId, ...rest });
const sayInGroup = (emulator: Emulator, rest: Rest) =>
  emulator.say({ from: PERSON, conversationId: conversationsOf(emulator).group.conversationId, ...rest });

/** What the robot gets of a message. */
async function heard(robot: RawRobot) {
  const frame = await robot.next();
  robot.ack(frame);
  return payloadOf(frame);
}
const contentOf = (payload: Record<string, unknown>) => payload["content"] as Record<string, unknown>;

async function download(
  emulator: Emulator,
  downloadCode: unknown,
  clientId = DEFAULT_CLIENT_ID,
  secret?: string,
) {
  const app = await logIn(emulator, clientId, secret);
  return app.call("downloadMessageFile", { downloadCode, robotCode: clientId });
}

describe("a person sends media", () => {
  test.each([
    ["a file", FILE, "file", { fileName: "报价单.xlsx" }, "sheet"],
    ["a voice message", VOICE, "audio", { duration: 4_000, recognition: "明天开会吗" }, "amr"],
    ["a video", VIDEO, "video", { duration: 5_000, videoType: "mp4" }, "mp4"],
  ] as const)(
    "the robot gets %s with a code that gives its bytes",
    async (_what, content, msgtype, fields, bytes) => {
      const emulator = await start();
      const robot = await connectRobot(emulator);
      await sayDirect(emulator, { content });
      const payload = await heard(robot);
      expect(payload).toMatchObject({ msgtype, content: fields });
      expect(payload).not.toHaveProperty("text");
      expect(MESSAGE_CONTENT_SCHEMAS[msgtype].parse(payload["content"])).toMatchObject(fields);
      const { body } = await download(emulator, contentOf(payload)["downloadCode"]);
      expect((await ask(body["downloadUrl"] as string)).text).toBe(bytes);
    },
  );

  test("the robot gets a picture with both codes, and a rich text run by run", async () => {
    const emulator = await start();
    const robot = await connectRobot(emulator);
    await sayDirect(emulator, { content: PICTURE });
    const code = expect.any(String) as string;
    expect(contentOf(await heard(robot))).toEqual({ downloadCode: code, pictureDownloadCode: code });
    const parts = [{ text: "看图：" }, { picture: PNG.toString("base64") }, { text: "怎么样？" }];
    await sayInGroup(emulator, { content: { kind: "richText", parts }, mentions: [DEFAULT_CLIENT_ID] });
    const payload = await heard(robot);
    expect(payload).toMatchObject({ msgtype: "richText", isInAtList: true });
    expect(contentOf(payload)["richText"]).toEqual([
      { text: "看图：" },
      { type: "picture", downloadCode: code, pictureDownloadCode: code },
      { text: "怎么样？" },
    ]);
  });

  test("the robot gets any other shape as it was given", async () => {
    const emulator = await start();
    const robot = await connectRobot(emulator);
    const record = { title: "聊天记录", chatRecord: '[{"msgType":"text","content":"hi"}]' };
    await sayDirect(emulator, { content: { kind: "raw", msgtype: "chatRecord", content: record } });
    const payload = await heard(robot);
    expect(payload).toMatchObject({ msgtype: "chatRecord", content: record });
    expect(MESSAGE_CONTENT_SCHEMAS.chatRecord.parse(payload["content"]).chatRecord).toEqual([
      { msgType: "text", content: "hi" },
    ]);
    await sayDirect(emulator, { content: { kind: "raw", msgtype: "richText", content: '{"richText":[]}' } });
    expect((await heard(robot))["content"]).toBe('{"richText":[]}');
  });

  test.each([
    ["a voice message", VOICE],
    ["a video", VIDEO],
    ["a file", FILE],
  ])("in a group %s cannot mention a bot, and reaches none without a mention", async (what, content) => {
    const emulator = await start();
    await expect(sayInGroup(emulator, { content, mentions: [DEFAULT_CLIENT_ID] })).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining(`${what} cannot mention anybody`),
    });
    const { msgId } = await sayInGroup(emulator, { content });
    expect(emulator.messages().find((one) => one.id === msgId)).toMatchObject({ pushes: [], mentions: [] });
  });

  test("a message for all reaches each robot of the group, a plain one none", async () => {
    const seed = twoRobotSeed();
    const emulator = await start({ seed });
    await sayInGroup(emulator, { text: "@所有人 开会", atAll: true });
    await sayInGroup(emulator, { text: "开会" });
    const told = emulator.messages().map((message) => message.pushes?.map((push) => push.clientId));
    expect(told).toEqual([seed.apps.map((app) => app.clientId), []]);
  });

  test("what nobody could send is refused with a reason", async () => {
    const emulator = await start();
    const refusals: [Rest, RegExp][] = [
      [{}, /empty/],
      [{ text: "both", content: FILE }, /not both/],
      [{ content: { kind: "file", name: "a", data: "not base64!" } }, /not base64/],
      [{ content: { kind: "richText", parts: [] } }, /parts/],
      [{ content: { kind: "raw", msgtype: "text", content: {} } }, /plain text/],
      [{ text: "x", quote: "msgNobodyWrote" }, /no message/],
    ];
    for (const [rest, reason] of refusals) await expect(sayDirect(emulator, rest)).rejects.toThrow(reason);
    expect(emulator.messages()).toEqual([]);
  });

  test("the page finds the attachment on the emulator's own address, pictures shown, the rest offered", async () => {
    const emulator = await start();
    await sayDirect(emulator, { content: PICTURE });
    await sayDirect(emulator, { content: FILE });
    const [picture, file] = emulator.messages().map((message) => message.attachments?.[0]);
    expect(picture).toMatchObject({ name: "picture.png", mime: "image/png", bytes: PNG.length });
    expect(file).toMatchObject({ name: "报价单.xlsx", bytes: 5 });
    const shown = await fetch(`${emulator.url}${picture!.url}`);
    expect(shown.headers.get("content-type")).toBe("image/png");
    expect(Buffer.from(await shown.arrayBuffer()).equals(PNG)).toBe(true);
    const offered = await fetch(`${emulator.url}${file!.url}`);
    expect(offered.headers.get("content-disposition")).toMatch(/^attachment/);
    expect(offered.headers.get("content-security-policy")).toContain("sandbox");
    const foreign = { headers: { host: "evil.example" } };
    expect((await ask(`${emulator.url}${file!.url}x`)).status).toBe(404);
    emulator.reset();
    expect((await ask(`${emulator.url}${file!.url}`, foreign)).status).toBeGreaterThanOrEqual(400);
  });

  test("the page learns how long a voice and a video are, what the voice says, and gets them as what they are", async () => {
    const emulator = await start();
    const recognition = "明天见";
    await sayDirect(emulator, { content: { kind: "audio", data: base64("#!AMR\n"), durationMs: 4_000 } });
    const wav = base64("RIFF....WAVEfmt ");
    await sayDirect(emulator, { content: { kind: "audio", data: wav, durationMs: 1_500, recognition } });
    await sayDirect(emulator, {
      content: { kind: "video", data: base64("....ftypisom"), durationMs: 2_000 },
    });
    const attachments = emulator.messages().map((message) => message.attachments?.[0]);
    expect(attachments).toMatchObject([
      { name: "voice.amr", mime: "audio/amr", durationMs: 4_000 },
      { name: "voice.wav", mime: "audio/wav", durationMs: 1_500, recognition },
      { name: "video.mp4", mime: "video/mp4", durationMs: 2_000 },
    ]);
    const film = await fetch(`${emulator.url}${attachments[2]?.url}`);
    expect(film.headers.get("content-type")).toBe("video/mp4");
    expect(film.headers.get("content-disposition")).toMatch(/^attachment/);
  });

  test("another process sends a file of more than two megabytes through the door, but no such call", async () => {
    const emulator = await start();
    const data = Buffer.alloc(3_000_000, "x").toString("base64");
    const { conversationId } = conversationsOf(emulator).direct;
    const body = JSON.stringify({
      from: PERSON,
      conversationId,
      content: { kind: "file", name: "big.bin", data },
    });
    const post = { method: "POST", headers: JSON_HEADERS, body };
    expect((await ask(`${emulator.url}/_emulator/say`, post)).status).toBe(200);
    expect(emulator.messages()[0]?.attachments?.[0]?.bytes).toBe(3_000_000);
    expect((await ask(`${emulator.url}/_emulator/faults`, post)).status).toBe(413);
  });
});

describe("a robot trades a download code", () => {
  test("its own, while it lives; a foreign, a wrong and an empty one are refused in DingTalk's codes", async () => {
    const clock = createManualClock();
    const seed = twoRobotSeed();
    const second = seed.apps[1]!;
    const emulator = await start({ seed, clock });
    const robot = await connectRobot(emulator);
    await sayDirect(emulator, { content: FILE });
    const code = contentOf(await heard(robot))["downloadCode"];
    const codeOf = async (answer: ReturnType<typeof download>) => (await answer).body["code"];
    expect((await download(emulator, code)).status).toBe(200);
    expect(await codeOf(download(emulator, code, second.clientId, second.clientSecret))).toBe(
      "invalidParameter.robotCode.auth",
    );
    expect(await codeOf(download(emulator, "guess"))).toBe("invalidParameter.robotCode.downloadCode");
    const app = await logIn(emulator);
    const call = (body: unknown) => app.call("downloadMessageFile", body);
    expect(await call({ downloadCode: code })).toMatchObject({
      status: 400,
      body: { code: "invalidParameter.robotCode.empty" },
    });
    expect((await call({ downloadCode: code, robotCode: second.clientId })).body["code"]).toBe(
      "invalidParameter.robotCode.auth",
    );
    await clock.advance(3 * 3_600_000);
    expect(await codeOf(download(emulator, code))).toBe("invalidParameter.robotCode.downloadCode");
  });

  test("and the URL answers 403 with a wrong signature and after its time", async () => {
    const clock = createManualClock();
    const emulator = await start({ clock });
    const robot = await connectRobot(emulator);
    await sayDirect(emulator, { content: FILE });
    const { body } = await download(emulator, contentOf(await heard(robot))["downloadCode"]);
    const url = body["downloadUrl"] as string;
    expect((await ask(url)).status).toBe(200);
    expect(await ask(url.replace(/Expires=\d/, "Expires=9"))).toMatchObject({ status: 403 });
    expect((await ask(url.replace(/Signature=.*/, "Signature=x"))).text).toContain("SignatureDoesNotMatch");
    await clock.advance(11 * 60_000);
    expect((await ask(url)).text).toContain("Request has expired");
  });

  test("and meets the faults that are scripted for the trade and for the body", async () => {
    const emulator = await start();
    const robot = await connectRobot(emulator);
    await sayDirect(emulator, { content: FILE });
    const code = contentOf(await heard(robot))["downloadCode"];
    emulator.fault({
      operation: "downloadMessageFile",
      effect: { kind: "refuse", status: 500, code: "system.error" },
      times: 1,
    });
    expect((await download(emulator, code)).status).toBe(500);
    const url = (await download(emulator, code)).body["downloadUrl"] as string;
    emulator.fault({ operation: "messageFile", effect: { kind: "cut" }, times: 1 });
    await expect(ask(url)).rejects.toThrow();
    emulator.fault({
      operation: "messageFile",
      effect: { kind: "refuse", status: 502, code: "Bad" },
      times: 1,
    });
    expect((await ask(url)).status).toBe(502);
    emulator.fault({ operation: "messageFile", effect: { kind: "trickle", ms: 20, pieces: 5 }, times: 1 });
    const before = performance.now();
    expect((await ask(url)).text).toBe("sheet");
    expect(performance.now() - before).toBeGreaterThan(60);
    expect((await ask(url)).text).toBe("sheet");
    expect(() => emulator.fault({ operation: "sendDirect", effect: { kind: "cut" } })).toThrow(
      /does not exist/,
    );
  });
});

const reply = (payload: Record<string, unknown>) =>
  (payload["text"] as Record<string, unknown>)["repliedMsg"];

describe("a person quotes", () => {
  test("an own text: the words come along, and the two ids", async () => {
    const emulator = await start();
    const robot = await connectRobot(emulator);
    const { msgId } = await sayDirect(emulator, { text: "the first" });
    await heard(robot);
    await sayDirect(emulator, { text: "what about it?", quote: msgId });
    const payload = await heard(robot);
    expect(payload).toMatchObject({
      originalMsgId: msgId,
      text: { content: "what about it?", isReplyMsg: true },
    });
    expect(payload).not.toHaveProperty("originalProcessQueryKey");
    expect(reply(payload)).toMatchObject({ msgType: "text", msgId, content: { text: "the first" } });
    expect(emulator.messages().at(-1)?.quotes).toBe(msgId);
  });

  test("media: each robot gets a code of its own, and from a group's file none at all", async () => {
    const emulator = await start();
    const robot = await connectRobot(emulator);
    const direct = await sayDirect(emulator, { content: FILE });
    await heard(robot);
    await sayDirect(emulator, { text: "sum it up", quote: direct.msgId });
    const { content } = reply(await heard(robot)) as { content: unknown };
    const quoted = repliedContentSchema.parse(content);
    expect(quoted.fileName).toBe("报价单.xlsx");
    expect((await download(emulator, quoted.downloadCode)).status).toBe(200);
    const inGroup = await sayInGroup(emulator, { content: FILE });
    await sayInGroup(emulator, { text: "sum it up", quote: inGroup.msgId, mentions: [DEFAULT_CLIENT_ID] });
    expect(reply(await heard(robot))).toMatchObject({
      msgType: "unknownMsgType",
      content: { unknownMsgType: "file" },
    });
  });

  test("from inside a rich text: the quote stands in its content", async () => {
    const emulator = await start();
    const robot = await connectRobot(emulator);
    const { msgId } = await sayDirect(emulator, { content: { kind: "richText", parts: [{ text: "one" }] } });
    await heard(robot);
    await sayDirect(emulator, { content: { kind: "richText", parts: [{ text: "two" }] }, quote: msgId });
    expect(contentOf(await heard(robot))).toMatchObject({
      richText: [{ text: "two" }],
      isReplyMsg: true,
      repliedMsg: { msgType: "richText", content: { richText: [{ msgType: "text", content: "one" }] } },
    });
  });

  test("the robot's own answers: a text by its key, Markdown by its ids alone, a card without its body", async () => {
    const emulator = await start();
    const robot = await connectRobot(emulator);
    const app = await logIn(emulator);
    const { body } = await app.call("sendDirect", {
      robotCode: DEFAULT_CLIENT_ID,
      userIds: [PERSON],
      msgKey: "sampleText",
      msgParam: '{"content":"the answer"}',
    });
    const key = body["processQueryKey"] as string;
    await sayDirect(emulator, { text: "why?", quote: key });
    const text = await heard(robot);
    expect(text).toMatchObject({
      originalProcessQueryKey: key,
      originalMsgId: expect.stringMatching(/^msg/),
    });
    expect(reply(text)).toMatchObject({ senderId: text["chatbotUserId"], content: { text: "the answer" } });

    const markdown = await app.call("sendDirect", {
      robotCode: DEFAULT_CLIENT_ID,
      userIds: [PERSON],
      msgKey: "sampleMarkdown",
      msgParam: '{"title":"t","text":"**answer**"}',
    });
    const markdownKey = markdown.body["processQueryKey"] as string;
    await sayDirect(emulator, { text: "why?", quote: markdownKey });
    const plain = await heard(robot);
    expect(plain).toMatchObject({ originalProcessQueryKey: markdownKey, text: { isReplyMsg: true } });
    expect(reply(plain)).toBeUndefined();

    const card = await app.call("createAndDeliverCard", {
      cardTemplateId: "02fcf2f4-5e02-4a85-b672-46d1f715543e.schema",
      outTrackId: "card-1",
      openSpaceId: `dtv1.card//IM_ROBOT.${PERSON}`,
      imRobotOpenDeliverModel: { spaceType: "IM_ROBOT" },
      cardData: { cardParamMap: { msgContent: "the secret body" } },
    });
    const [delivered] = (card.body["result"] as { deliverResults: { carrierId: string }[] }).deliverResults;
    await sayDirect(emulator, { text: "why?", quote: "card-1" });
    const ofCard = await heard(robot);
    expect(ofCard).toMatchObject({ originalProcessQueryKey: delivered!.carrierId });
    expect(reply(ofCard)).toMatchObject({ msgType: "interactiveCard", senderId: ofCard["chatbotUserId"] });
    expect(JSON.stringify(ofCard)).not.toContain("the secret body");
  });

  test("only what was said in that conversation", async () => {
    const emulator = await start();
    const { msgId } = await sayInGroup(emulator, { text: "elsewhere" });
    await expect(sayDirect(emulator, { text: "?", quote: msgId })).rejects.toMatchObject({ code: "unknown" });
    await expect(sayInGroup(emulator, { text: "?", quote: msgId })).resolves.toHaveProperty("msgId");
  });
});

test("two robots of a group get codes that only they can use", async () => {
  const seed = twoRobotSeed();
  const second = seed.apps[1]!;
  const emulator = await start({ seed });
  const robots = [
    await connectRobot(emulator),
    await connectRobot(emulator, { request: openRequest(second.clientId, second.clientSecret) }),
  ];
  await sayInGroup(emulator, { content: PICTURE, atAll: true });
  const [first, other] = await Promise.all(
    robots.map(async (robot) => contentOf(await heard(robot))["downloadCode"]),
  );
  expect(first).not.toBe(other);
  expect((await download(emulator, first)).status).toBe(200);
  expect((await download(emulator, other)).body["code"]).toBe("invalidParameter.robotCode.auth");
  expect((await download(emulator, other, second.clientId, second.clientSecret)).status).toBe(200);
});
