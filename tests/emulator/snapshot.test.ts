import { afterEach, expect, test } from "vitest";
import { createEmulator, DEFAULT_CLIENT_ID, type Emulator, parseSeed } from "../../src/emulator/index.ts";
import { TINY_PNG } from "../support/fake-media.ts";
import { amr, mp4 } from "../support/fake-sounds.ts";
import { ask, connectRobot, conversationsOf, logIn, payloadOf, twoRobotSeed } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkM9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** A conversation with a picture, a quote and a card that is being written. */
async function fill(emulator: Emulator) {
  const { direct, group } = conversationsOf(emulator);
  const bot = await logIn(emulator);
  const { msgId } = await emulator.say({
    from: "manager807",
    conversationId: direct.conversationId,
    content: { kind: "richText", parts: [{ text: "看图" }, { picture: PNG }] },
  });
  await emulator.say({
    from: "manager807",
    conversationId: direct.conversationId,
    text: "就是这张",
    quote: msgId,
  });
  await emulator.say({
    from: "lina02",
    conversationId: group.conversationId,
    text: "@小龙虾助手 好",
    mentions: [DEFAULT_CLIENT_ID],
  });
  await bot.call("createAndDeliverCard", {
    cardTemplateId: "02fcf2f4-5e02-4a85-b672-46d1f715543e.schema",
    outTrackId: "card-1",
    openSpaceId: `dtv1.card//IM_GROUP.${group.conversationId}`,
    imGroupOpenDeliverModel: { robotCode: DEFAULT_CLIENT_ID },
    cardData: { cardParamMap: { msgContent: "", flowStatus: "2" } },
  });
  await bot.call("streamCard", {
    outTrackId: "card-1",
    guid: "1",
    key: "msgContent",
    content: "写到一半",
    isFull: true,
    isFinalize: false,
    isError: false,
  });
  const { corpId } = emulator.createOrganisation({ name: "第二家", by: "manager807" });
  emulator.createApp({ name: "第二家的机器人", corpId });
  emulator.markRead("manager807", group.conversationId);
  return { bot, direct, group };
}

const essence = (emulator: Emulator) => {
  const { messages, ...rest } = emulator.snapshot();
  return {
    ...rest,
    messages: messages.map(({ attachments, ...message }) => ({
      ...message,
      pushes: undefined,
      attachments: attachments?.map(({ name, bytes, mime }) => ({ name, bytes, mime })),
    })),
  };
};

test("a saved emulator goes on where it was in another process: messages, pictures, quotes, cards, organisations", async () => {
  const first = await start();
  const { group } = await fill(first);
  const saved = await ask(`${first.url}/_emulator/seed`);
  const second = await start({ seed: parseSeed(saved.text) });
  expect(essence(second)).toEqual(essence(first));
  expect(second.snapshot().messages.some(({ pushes }) => pushes !== undefined)).toBe(false);

  const robot = await connectRobot(second, { autoAck: true });
  const quoted = second.messages()[0]!;
  await second.say({
    from: "manager807",
    conversationId: quoted.conversationId,
    text: "还是这张",
    quote: quoted.id,
  });
  const heard = payloadOf(await robot.next());
  expect(heard).toMatchObject({ text: { repliedMsg: { msgType: "richText" } } });
  const bot = await logIn(second);
  await bot.call("streamCard", {
    outTrackId: "card-1",
    guid: "2",
    key: "msgContent",
    content: "写完了",
    isFull: true,
    isFinalize: true,
    isError: false,
  });
  const [card] = second.messages(group.conversationId).slice(-1);
  expect(card).toMatchObject({ text: "写完了", card: { frames: 2 } });
});

test("a reset goes back to the messages of the seed, not to an empty company", async () => {
  const first = await start();
  await fill(first);
  const emulator = await start({ seed: first.snapshotSeed() });
  const before = essence(emulator);
  const { direct } = conversationsOf(emulator);
  await emulator.say({ from: "manager807", conversationId: direct.conversationId, text: "多余的" });
  emulator.reset();
  expect(essence(emulator)).toEqual(before);
});

test("a page puts another company in its place; a bot that is not in it is cut off, one that is stays", async () => {
  const emulator = await start({ seed: twoRobotSeed() });
  const staying = await connectRobot(emulator, { autoAck: true });
  const request = {
    clientId: "dinglocalbot0002",
    clientSecret: "second-secret",
    subscriptions: [{ type: "CALLBACK", topic: "/v1.0/im/bot/messages/get" }],
  };
  const leaving = await connectRobot(emulator, { request });
  leaving.socket.on("error", () => undefined);
  const closed = new Promise((resolve) => leaving.socket.once("close", resolve));
  const other = await createEmulator();
  const seed = { ...other.snapshotSeed(), company: "换了一家" };
  await other.close();
  const answer = await ask(`${emulator.url}/_emulator/seed`, {
    method: "POST",
    body: JSON.stringify(seed),
  });
  expect(answer.status).toBe(200);
  await closed;
  expect(emulator.snapshot()).toMatchObject({ company: "换了一家", apps: [{ connections: 1 }] });
  const { direct } = conversationsOf(emulator);
  await emulator.say({ from: "manager807", conversationId: direct.conversationId, text: "还在吗" });
  expect(payloadOf(await staying.next())["text"]).toEqual({ content: "还在吗" });
});

test.each([
  ["no JSON", "{", /Not JSON: line 1, column 2/],
  ["no people", JSON.stringify({ company: "x", people: [], apps: [] }), /people/],
  [
    "a misspelt key",
    JSON.stringify({ company: "x", people: [{ staffId: "a", name: "A", admin: true }], apps: [] }),
    /admin/,
  ],
  [
    "a person twice",
    JSON.stringify({
      company: "x",
      people: [
        { staffId: "a", name: "A" },
        { staffId: "a", name: "B" },
      ],
      apps: [],
    }),
    /people\.1\.staffId: "a" is there twice/,
  ],
  [
    "a group of nobody",
    JSON.stringify({
      company: "x",
      people: [{ staffId: "a", name: "A" }],
      apps: [],
      groups: [{ title: "g", memberIds: ["b"], robotIds: [] }],
    }),
    /no person "b"/,
  ],
])("a seed with %s is refused with a sentence and changes nothing", async (_what, text, sentence) => {
  const emulator = await start();
  const before = essence(emulator);
  const answer = await ask(`${emulator.url}/_emulator/seed`, { method: "POST", body: text });
  expect(answer.status).toBe(400);
  expect(answer.body["message"]).toMatch(sentence);
  expect(essence(emulator)).toEqual(before);
});

/** What a robot's messages show, without the places of their files. */
const shape = (emulator: Emulator) =>
  emulator.messages().map(({ form, text, recalled, reactions, attachments }) => ({
    form,
    text,
    recalled,
    reactions,
    attachments: attachments?.map(({ name, mime, bytes, durationMs, coverUrl }) => ({
      name,
      mime,
      bytes,
      durationMs,
      covered: coverUrl !== undefined,
    })),
  }));

test("what robots sent is saved with its bytes: pictures, voice, video, files, reactions, what was taken back", async () => {
  const first = await start();
  const bot = await logIn(first);
  const upload = async (type: string, name: string, data: Buffer) => {
    const body = new FormData();
    body.append("media", new Blob([new Uint8Array(data)]), name);
    const url = `${first.url}/media/upload?access_token=${bot.token}&type=${type}`;
    return String((await ask(url, { method: "POST", body })).body["media_id"]);
  };
  const send = (msgKey: string, param: Record<string, string>) =>
    bot.call("sendDirect", {
      robotCode: DEFAULT_CLIENT_ID,
      userIds: ["manager807"],
      msgKey,
      msgParam: JSON.stringify(param),
    });
  const picture = await upload("image", "图.png", TINY_PNG);
  const voice = await upload("voice", "声.amr", amr(20));
  const video = await upload("video", "片.mp4", mp4(2_000));
  const file = await upload("file", "a.txt", Buffer.from("table"));
  await send("sampleImageMsg", { photoURL: picture });
  await send("sampleAudio", { mediaId: voice, duration: "400" });
  await send("sampleVideo", {
    videoMediaId: video,
    videoType: "mp4",
    picMediaId: picture,
    duration: "2",
    width: "1",
    height: "1",
  });
  await send("sampleFile", { mediaId: file, fileName: "报表.txt", fileType: "txt" });
  await send("sampleMarkdown", { title: "图", text: `![图](${picture})` });
  const { body } = await send("sampleText", { content: "说错了" });
  const recall = { robotCode: DEFAULT_CLIENT_ID, processQueryKeys: [body["processQueryKey"]] };
  await bot.call("recallDirect", recall);
  const { direct } = conversationsOf(first);
  const { msgId } = await first.say({
    from: "manager807",
    conversationId: direct.conversationId,
    text: "收到",
  });
  const emotion = { emotionType: 2, emotionName: "👀", textEmotion: { emotionId: "2659900", text: "👀" } };
  await bot.call("replyEmotion", {
    robotCode: DEFAULT_CLIENT_ID,
    openConversationId: direct.conversationId,
    openMsgId: msgId,
    ...emotion,
  });

  const second = await start({ seed: parseSeed(JSON.stringify(first.snapshotSeed())) });
  expect(shape(second)).toEqual(shape(first));
  expect(shape(second).map(({ form }) => form)).toEqual([
    "picture",
    "voice",
    "video",
    "file",
    undefined,
    undefined,
    undefined,
  ]);
  const fetchBytes = async (path: string) =>
    Buffer.from(await (await fetch(second.url + path)).arrayBuffer());
  const [shown] = second.messages()[0]?.attachments ?? [];
  expect((await fetchBytes(shown?.url ?? "")).equals(TINY_PNG)).toBe(true);
  expect((await fetchBytes(`/_emulator/uploads/${encodeURIComponent(picture)}`)).equals(TINY_PNG)).toBe(true);
  // The media ids go on to be good.
  const again = await logIn(second);
  const resent = await again.call("sendDirect", {
    robotCode: DEFAULT_CLIENT_ID,
    userIds: ["manager807"],
    msgKey: "sampleFile",
    msgParam: JSON.stringify({ mediaId: file, fileName: "b.txt", fileType: "txt" }),
  });
  expect(resent.status).toBe(200);
});
