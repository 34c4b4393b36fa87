/** What robots upload, send, take back and react with, by plain HTTP: the emulator refuses what DingTalk refuses. */
import { afterEach, describe, expect, test } from "vitest";
import { DEFAULT_CLIENT_ID, type Emulator } from "../../src/emulator/index.ts";
import { TINY_PNG } from "../support/fake-media.ts";
import { amr, mp4, oggOpus, wav } from "../support/fake-sounds.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { ask, connectRobot, conversationsOf, logIn, type Caller } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const robotCode = DEFAULT_CLIENT_ID;
const DAY_MS = 24 * 60 * 60_000;

function upload(emulator: Emulator, { token }: Caller, type: string, name: string, data: Buffer) {
  const body = new FormData();
  body.append("media", new Blob([new Uint8Array(data)]), name);
  const url = `${emulator.url}/media/upload?access_token=${token}&type=${type}`;
  return ask(url, { method: "POST", body });
}

async function uploadId(emulator: Emulator, app: Caller, type: string, name: string, data: Buffer) {
  return (await upload(emulator, app, type, name, data)).body["media_id"] as string;
}

const sendDirect = (app: Caller, msgKey: string, param: Record<string, string>) =>
  app.call("sendDirect", { robotCode, userIds: ["manager807"], msgKey, msgParam: JSON.stringify(param) });

describe("an upload", () => {
  test("gives a media id that starts with @, and failures inside HTTP 200", async () => {
    const emulator = await start();
    const app = await logIn(emulator);
    const answer = await upload(emulator, app, "image", "a.png", TINY_PNG);
    expect(answer).toMatchObject({ status: 200, body: { errcode: 0, type: "image" } });
    expect(answer.body["media_id"]).toMatch(/^@/);
    const refusals: [string, string, Buffer, number][] = [
      ["picture", "a.png", TINY_PNG, 40004],
      ["image", "a.webp", TINY_PNG, 40005],
      ["image", "a.png", Buffer.from("no picture"), 40005],
      ["voice", "a.amr", Buffer.concat([amr(20), Buffer.alloc(2 * 1024 * 1024)]), 40006],
      ["video", "a.mov", mp4(1_000), 40005],
      ["file", "empty.txt", Buffer.alloc(0), 40005],
    ];
    for (const [type, name, data, errcode] of refusals)
      expect(await upload(emulator, app, type, name, data)).toMatchObject({ status: 200, body: { errcode } });
  });

  test("can be looked at on this machine by its media id, as a picture or as a file to save", async () => {
    const emulator = await start();
    const app = await logIn(emulator);
    const picture = await uploadId(emulator, app, "image", "a.png", TINY_PNG);
    const look = (id: string) => fetch(`${emulator.url}/_emulator/uploads/${encodeURIComponent(id)}`);
    const answer = await look(picture);
    expect(answer.headers.get("content-type")).toBe("image/png");
    expect(Buffer.from(await answer.arrayBuffer()).equals(TINY_PNG)).toBe(true);
    const page = await uploadId(emulator, app, "file", "a.html", Buffer.from("<script>alert(1)</script>"));
    const file = await look(page);
    expect(file.headers.get("content-type")).toBe("application/octet-stream");
    expect(file.headers.get("content-disposition")).toMatch(/^attachment/);
    expect((await look("@nothing")).status).toBe(404);
  });

  test("without a multipart body, a token or the permission is refused in the old host's words", async () => {
    const emulator = await start();
    const app = await logIn(emulator);
    expect(await app.call("uploadMedia", { media: "x" })).toMatchObject({ body: { errcode: 43008 } });
    const nobody = { ...app, token: "none" };
    expect(await upload(emulator, nobody, "file", "a.txt", Buffer.from("a"))).toMatchObject({
      status: 200,
      body: { errcode: 40014 },
    });
    emulator.revoke(DEFAULT_CLIENT_ID, "qyapi_base");
    const denied = await upload(emulator, app, "file", "a.txt", Buffer.from("a"));
    expect(denied.body).toMatchObject({ errcode: 88, errmsg: expect.stringContaining("qyapi_base") });
  });
});

describe("a robot's media message", () => {
  test("needs ids of uploads of the fitting type, a real duration and a cover", async () => {
    const emulator = await start();
    const app = await logIn(emulator);
    const picture = await uploadId(emulator, app, "image", "a.png", TINY_PNG);
    const voice = await uploadId(emulator, app, "voice", "a.ogg", oggOpus(1_000));
    const wave = await uploadId(emulator, app, "voice", "a.wav", wav(1_000));
    const film = await uploadId(emulator, app, "video", "a.mp4", mp4(1_000));
    const video = { videoMediaId: film, videoType: "mp4", picMediaId: picture, duration: "1" };
    const good: [string, Record<string, string>][] = [
      ["sampleImageMsg", { photoURL: picture }],
      ["sampleImageMsg", { photoURL: "https://example.com/a.png" }],
      ["sampleAudio", { mediaId: voice, duration: "1000" }],
      ["sampleVideo", video],
    ];
    for (const [msgKey, param] of good) expect((await sendDirect(app, msgKey, param)).status).toBe(200);
    const bad: [string, Record<string, string>][] = [
      ["sampleImageMsg", { photoURL: "@nothing" }],
      ["sampleImageMsg", { photoURL: voice }],
      ["sampleAudio", { mediaId: voice, duration: "0" }],
      ["sampleAudio", { mediaId: wave, duration: "1000" }],
      ["sampleVideo", { ...video, picMediaId: film }],
      ["sampleVideo", { ...video, duration: "1.5" }],
      ["sampleFile", { mediaId: picture, fileName: "a.png", fileType: "png" }],
    ];
    for (const [msgKey, param] of bad)
      expect(await sendDirect(app, msgKey, param)).toMatchObject({
        status: 400,
        body: { code: "invalidParameter.msgParam.invalid" },
      });
    const { direct } = conversationsOf(emulator);
    expect(emulator.messages(direct.conversationId).map(({ form }) => form)).toEqual([
      "picture",
      undefined,
      "voice",
      "video",
    ]);
  });
});

describe("a recall", () => {
  test("takes a robot's message away within a day, and lists what it cannot inside HTTP 200", async () => {
    const clock = createManualClock(Date.UTC(2026, 0, 5));
    const emulator = await start({ clock });
    const app = await logIn(emulator);
    const { direct, group } = conversationsOf(emulator);
    const sent = await sendDirect(app, "sampleText", { content: "soon gone" });
    const key = sent.body["processQueryKey"] as string;
    const recall = (keys: string[]) => app.call("recallDirect", { robotCode, processQueryKeys: keys });
    expect(await recall([key, "unknown"])).toMatchObject({
      status: 200,
      body: { successResult: [key], failedResult: { unknown: expect.any(String) } },
    });
    expect(emulator.messages(direct.conversationId)).toMatchObject([{ id: key, text: "", recalled: true }]);
    expect((await recall([key])).body["successResult"]).toEqual([]);

    const late = await sendDirect(app, "sampleText", { content: "stays" });
    const lateKey = late.body["processQueryKey"] as string;
    const inGroup = { robotCode, openConversationId: group.conversationId, processQueryKeys: [lateKey] };
    expect((await app.call("recallGroup", inGroup)).body["successResult"]).toEqual([]);
    await clock.advance(DAY_MS + 1);
    const again = await logIn(emulator);
    const tooLate = await again.call("recallDirect", { robotCode, processQueryKeys: [lateKey] });
    expect(tooLate.body).toMatchObject({
      successResult: [],
      failedResult: { [lateKey]: expect.any(String) },
    });
  });

  test("wants a robot of its own, a group and 1 to 20 keys", async () => {
    const emulator = await start();
    const app = await logIn(emulator);
    const { direct } = conversationsOf(emulator);
    const many = Array.from({ length: 21 }, (_, at) => `key${at}`);
    const cases = [
      await app.call("recallDirect", { robotCode: "other", processQueryKeys: ["a"] }),
      await app.call("recallDirect", { robotCode, processQueryKeys: [] }),
      await app.call("recallDirect", { robotCode, processQueryKeys: many }),
      await app.call("recallGroup", { robotCode, processQueryKeys: ["a"] }),
      await app.call("recallGroup", {
        robotCode,
        openConversationId: direct.conversationId,
        processQueryKeys: ["a"],
      }),
    ];
    expect(cases.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
  });
});

const chip = (conversationId: string, msgId: string, name = "🤔") => ({
  robotCode,
  openConversationId: conversationId,
  openMsgId: msgId,
  emotionType: 2,
  emotionName: name,
  textEmotion: { emotionId: "2659900", emotionName: name, text: name, backgroundId: "im_bg_1" },
});

describe("a reaction", () => {
  test("stands on a person's message once, until the same robot takes it off", async () => {
    const emulator = await start();
    const app = await logIn(emulator);
    const { direct } = conversationsOf(emulator);
    const { msgId } = await emulator.say({
      from: "manager807",
      conversationId: direct.conversationId,
      text: "hi",
    });
    const reactions = () => emulator.messages(direct.conversationId)[0]?.reactions;
    const body = chip(direct.conversationId, msgId);
    for (const _ of [1, 2]) expect((await app.call("replyEmotion", body)).body).toEqual({ success: true });
    expect(reactions()).toEqual([{ clientId: robotCode, name: "🤔" }]);
    await app.call("recallEmotion", chip(direct.conversationId, msgId, "another"));
    expect(reactions()).toHaveLength(1);
    await app.call("recallEmotion", body);
    expect(reactions()).toBeUndefined();
  });

  test("on a card is a system error, and on what is not there a refusal", async () => {
    const emulator = await start();
    const app = await logIn(emulator);
    const { direct, group } = conversationsOf(emulator);
    await app.call("createAndDeliverCard", {
      cardTemplateId: "02fcf2f4-5e02-4a85-b672-46d1f715543e.schema",
      outTrackId: "card-1",
      openSpaceId: `dtv1.card//IM_GROUP.${group.conversationId}`,
      imGroupOpenDeliverModel: { robotCode },
    });
    const onCard = await app.call("replyEmotion", chip(group.conversationId, "card-1"));
    expect(onCard).toMatchObject({ status: 500, body: { code: "system.error" } });
    expect((await app.call("replyEmotion", chip(direct.conversationId, "nothing"))).status).toBe(400);
    expect((await app.call("replyEmotion", chip("cidnowhere", "nothing"))).status).toBe(400);
  });
});

test("a session webhook mentions the people whom list and text both name", async () => {
  const emulator = await start();
  const { group } = conversationsOf(emulator);
  const robot = await connectRobot(emulator, { autoAck: true });
  await emulator.say({
    from: "manager807",
    conversationId: group.conversationId,
    text: "hi",
    mentions: [robotCode],
  });
  const frame = await robot.next();
  const { sessionWebhook } = JSON.parse(frame.data ?? "{}") as { sessionWebhook: string };
  await ask(sessionWebhook, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      msgtype: "text",
      text: { content: "@manager807 look" },
      at: { atUserIds: ["manager807", "lina02"] },
    }),
  });
  expect(emulator.messages(group.conversationId).at(-1)?.mentionedPeople).toEqual(["manager807"]);
  await robot.close();
});
