/** Where cards stand: several spaces at once, chats of two people, what a card says of its spaces, ids by unionId. */
import { afterEach, describe, expect, test } from "vitest";
import { PUBLIC_AI_CARD } from "../../src/contract/card.ts";
import { parseCardAction } from "../../src/channel/inbound/parse-card-action.ts";
import { Topic } from "../../src/contract/stream.ts";
import { DEFAULT_CLIENT_ID, defaultSeed, parseSeed } from "../../src/emulator/index.ts";
import { BUTTON_CARD } from "../../src/emulator/seed.ts";
import { connectRobot, conversationsOf, logIn, openRequest, twoRobotSeed } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const robotCode = DEFAULT_CLIENT_ID;
const PAIR = "cidPairOfTwo==";
const request = { ...openRequest(), subscriptions: [{ type: "CALLBACK", topic: Topic.cardAction }] };

const withPair = () => ({
  ...defaultSeed(),
  pairs: [{ conversationId: PAIR, memberIds: ["zhangwei01", "lina02"] as const, coolApps: [robotCode] }],
});

const card = (outTrackId: string, extra: object) => ({
  cardTemplateId: PUBLIC_AI_CARD.id,
  outTrackId,
  callbackType: "STREAM",
  cardData: { cardParamMap: PUBLIC_AI_CARD.initial },
  imRobotOpenDeliverModel: { spaceType: "IM_ROBOT", robotCode },
  imGroupOpenDeliverModel: { robotCode },
  imSingleOpenDeliverModel: {},
  ...extra,
});

const space = (type: string, id: string) => `dtv1.card//${type}.${id}`;

describe("a card", () => {
  test("goes to several spaces at once, each with its own result, and all of them show each change", async () => {
    const emulator = await start({ seed: withPair() });
    const app = await logIn(emulator);
    const { conversationId } = emulator.snapshot().conversations.find(({ title }) => title === "产品讨论群")!;
    const openSpaceId = [
      space("IM_GROUP", conversationId),
      space("im_robot", "lina02"),
      space("IM_SINGLE", PAIR),
      space("IM_ROBOT", "ghost"),
    ].join(";");
    const { status, body } = await app.call("createAndDeliverCard", card("c1", { openSpaceId }));
    const { deliverResults } = body["result"] as { deliverResults: Record<string, unknown>[] };
    expect(status).toBe(200);
    expect(deliverResults.map(({ success, spaceType, errorMsg }) => [success, spaceType, errorMsg])).toEqual([
      [true, "IM_GROUP", ""],
      [true, "IM_ROBOT", ""],
      [true, "IM_SINGLE", ""],
      [false, "IM_ROBOT", "spaceId is illegal"],
    ]);
    expect(new Set(deliverResults.map(({ carrierId }) => carrierId)).size).toBe(4);
    const frame = { key: PUBLIC_AI_CARD.contentKey, content: "写好了", isFull: true, isFinalize: true };
    await app.call("streamCard", { outTrackId: "c1", guid: "1", ...frame });
    expect(emulator.messages().map((message) => message.text)).toEqual(["写好了", "写好了", "写好了"]);
  });

  test.each([
    ["one of several spaces is malformed", `${space("IM_ROBOT", "lina02")};lina02`, "openSpaceIdInvalid"],
    ["a space is empty", `${space("IM_ROBOT", "lina02")};`, "openSpaceIdInvalid"],
    ["a space is of a kind that is not there", space("ONE_BOX", "cidX"), "openSpaceIdInvalid"],
    ["the spaces take more than 1,000 characters", space("IM_ROBOT", "x".repeat(990)), "openSpaceIdInvalid"],
  ])("is refused as a whole when %s", async (_what, openSpaceId, code) => {
    const emulator = await start();
    const app = await logIn(emulator);
    expect(await app.call("createAndDeliverCard", card("c1", { openSpaceId }))).toMatchObject({
      status: 400,
      body: { code: `param.${code}` },
    });
    expect(emulator.messages()).toEqual([]);
  });

  test("reaches a chat of two people only by an app whose cool app is there, and needs its model", async () => {
    const { apps } = twoRobotSeed();
    const emulator = await start({ seed: { ...withPair(), apps } });
    const app = await logIn(emulator);
    const openSpaceId = space("IM_SINGLE", PAIR);
    const bare = card("c0", { openSpaceId, imSingleOpenDeliverModel: undefined });
    expect(await app.call("createAndDeliverCard", bare)).toMatchObject({
      status: 400,
      body: { code: "param.openDeliverModelEmpty" },
    });
    const illegal = { status: 200, body: { result: { deliverResults: [{ success: false }] } } };
    const chat = emulator.openDirect(robotCode, "lina02");
    const direct = card("c1", { openSpaceId: space("IM_SINGLE", chat) });
    expect(await app.call("createAndDeliverCard", direct)).toMatchObject(illegal);
    const second = apps[1]!;
    const stranger = await logIn(emulator, second.clientId, second.clientSecret);
    expect(await stranger.call("createAndDeliverCard", card("c2", { openSpaceId }))).toMatchObject(illegal);
    const done = await app.call("createAndDeliverCard", card("c3", { openSpaceId }));
    expect(done.body).toMatchObject({ result: { deliverResults: [{ success: true }] } });
    expect(emulator.messages()).toMatchObject([{ id: "c3", conversationId: PAIR }]);
  });

  test("can be pressed by either of two people who have it between them", async () => {
    const emulator = await start({ seed: withPair() });
    const app = await logIn(emulator);
    const robot = await connectRobot(emulator, { request, autoAck: true });
    const openSpaceId = space("IM_SINGLE", PAIR);
    await app.call("createAndDeliverCard", card("c1", { openSpaceId, cardTemplateId: BUTTON_CARD.id }));
    for (const from of ["zhangwei01", "lina02"]) {
      expect(await emulator.press({ from, outTrackId: "c1", actionId: "btn_stop" })).toEqual({
        acknowledged: true,
      });
      const { data } = await robot.next(Topic.cardAction);
      expect(parseCardAction(data ?? "")).toMatchObject({ staffId: from });
    }
    await expect(
      emulator.press({ from: "wangfang03", outTrackId: "c1", actionId: "btn_stop" }),
    ).rejects.toThrow("not a member");
  });

  test("that stands in several chats can be pressed in each, and tells where", async () => {
    const emulator = await start();
    const app = await logIn(emulator);
    const robot = await connectRobot(emulator, { request, autoAck: true });
    const openSpaceId = `${space("IM_ROBOT", "manager807")};${space("IM_ROBOT", "lina02")}`;
    await app.call("createAndDeliverCard", card("c1", { openSpaceId }));
    for (const from of ["manager807", "lina02"]) {
      await emulator.press({ from, outTrackId: "c1", actionId: "btn_stop" });
      const { data } = await robot.next(Topic.cardAction);
      const spaceId = emulator.openDirect(robotCode, from);
      expect(JSON.parse(data!)).toMatchObject({ userId: from, spaceId, corpId: expect.any(String) });
    }
  });

  test("that is not created for Stream tells its app of no press", async () => {
    const emulator = await start();
    const app = await logIn(emulator);
    const robot = await connectRobot(emulator, { request, autoAck: true });
    const openSpaceId = space("IM_ROBOT", "lina02");
    const press = (outTrackId: string) =>
      emulator.press({ from: "lina02", outTrackId, actionId: "btn_stop" });
    await app.call("createAndDeliverCard", card("http", { openSpaceId, callbackType: "HTTP" }));
    await app.call("createAndDeliverCard", card("none", { openSpaceId, callbackType: undefined }));
    await app.call("createAndDeliverCard", card("stream", { openSpaceId }));
    expect(await press("http")).toEqual({ acknowledged: false });
    expect(await press("none")).toEqual({ acknowledged: false });
    expect(await press("stream")).toEqual({ acknowledged: true });
    const actions = robot.frames.filter(({ headers }) => headers.topic === Topic.cardAction);
    expect(actions.map(({ data }) => parseCardAction(data ?? "")?.outTrackId)).toEqual(["stream"]);
  });

  test("that names people by unionId goes to one by it, and tells of a press by it", async () => {
    const emulator = await start();
    const app = await logIn(emulator);
    const robot = await connectRobot(emulator, { request, autoAck: true });
    const { body } = await app.call("getUser", { userid: "lina02" });
    const { unionid } = body["result"] as { unionid: string };
    const byUnionId = { openSpaceId: space("IM_ROBOT", unionid), userIdType: 2 };
    await app.call("createAndDeliverCard", card("c1", byUnionId));
    await app.call("createAndDeliverCard", card("c2", { ...byUnionId, userIdType: 1 }));
    expect(emulator.messages().map(({ id }) => id)).toEqual(["c1"]);
    await emulator.press({ from: "lina02", outTrackId: "c1", actionId: "btn_stop" });
    const frame = await robot.next(Topic.cardAction);
    expect(JSON.parse(frame.data!)).toMatchObject({ userId: unionid, userIdType: 2 });
  });

  test("mentions people whom its first text and cardAtUserIds both name", async () => {
    const emulator = await start();
    const app = await logIn(emulator);
    const openSpaceId = space("IM_GROUP", conversationsOf(emulator).group.conversationId);
    const msgContent = "<a atId=lina02>李娜</a> <a atId=zhangwei01>张伟</a> 看一下";
    const cardData = { cardParamMap: { ...PUBLIC_AI_CARD.initial, msgContent } };
    const cardAtUserIds = ["lina0", "lina02", "wangfang03"];
    await app.call("createAndDeliverCard", card("c1", { openSpaceId, cardData, cardAtUserIds }));
    expect(emulator.messages()[0]?.mentionedPeople).toEqual(["lina02"]);
  });

  test("of a template that is not published is refused", async () => {
    const templates = [PUBLIC_AI_CARD, { ...BUTTON_CARD, published: false }];
    const emulator = await start({ seed: parseSeed(JSON.stringify({ ...defaultSeed(), templates })) });
    const app = await logIn(emulator);
    const openSpaceId = space("IM_ROBOT", "lina02");
    const create = (cardTemplateId: string) =>
      app.call("createAndDeliverCard", card("c1", { openSpaceId, cardTemplateId }));
    expect(await create(BUTTON_CARD.id)).toMatchObject({
      status: 400,
      body: { code: "param.templateUnpublished" },
    });
    expect((await create(PUBLIC_AI_CARD.id)).status).toBe(200);
  });
});

describe("what a card says of its spaces", () => {
  const first = {
    imGroupOpenSpaceModel: { supportForward: true, lastMessageI18n: { ZH_CN: "一张卡片" } },
  };

  test("is shown, added to and changed by updateCardSpaces, and saved", async () => {
    const emulator = await start({ seed: withPair() });
    const app = await logIn(emulator);
    const openSpaceId = space("IM_ROBOT", "lina02");
    await app.call("createAndDeliverCard", card("c1", { openSpaceId, ...first }));
    const spaces = () => emulator.messages()[0]?.card?.spaces;
    const IM_GROUP = { supportForward: true, lastMessage: { ZH_CN: "一张卡片" } };
    expect(spaces()).toEqual({ IM_GROUP });
    const answer = await app.call("updateCardSpaces", {
      outTrackId: "c1",
      imRobotOpenSpaceModel: { supportForward: false, notification: { alertContent: "有新卡片" } },
    });
    expect(answer).toMatchObject({ status: 200, body: { success: true, result: true } });
    const IM_ROBOT = { supportForward: false, alertContent: "有新卡片" };
    expect(spaces()).toEqual({ IM_GROUP, IM_ROBOT });
    await app.call("updateCardSpaces", { outTrackId: "c1", imGroupOpenSpaceModel: {} });
    expect(spaces()).toEqual({ IM_GROUP: {}, IM_ROBOT });
    const saved = parseSeed(JSON.stringify(emulator.snapshotSeed()));
    expect(saved).toMatchObject({ pairs: withPair().pairs });
    const second = await start({ seed: saved });
    expect(second.messages()[0]?.card?.spaces).toEqual({ IM_GROUP: {}, IM_ROBOT });
    expect(second.snapshot()).toEqual(emulator.snapshot());
  });

  test.each([
    ["no card", { outTrackId: "other", ...first }, "param.cardNotExist"],
    ["no outTrackId", { ...first }, "param.outTrackIdEmpty"],
    ["no space", { outTrackId: "c1" }, "param.emptyAppendSpaces"],
    [
      "a model that is none",
      { outTrackId: "c1", imRobotOpenSpaceModel: "yes" },
      "param.openSpaceModelInvalid",
    ],
    [
      "a truth that is a text",
      { outTrackId: "c1", imRobotOpenSpaceModel: { supportForward: "true" } },
      "param.openSpaceModelInvalid",
    ],
    [
      "words that are numbers",
      { outTrackId: "c1", imGroupOpenSpaceModel: { lastMessageI18n: { ZH_CN: 1 } } },
      "param.openSpaceModelInvalid",
    ],
  ])("cannot be updated with %s", async (_what, body, code) => {
    const emulator = await start();
    const app = await logIn(emulator);
    const openSpaceId = space("IM_ROBOT", "lina02");
    await app.call("createAndDeliverCard", card("c1", { openSpaceId }));
    expect(await app.call("updateCardSpaces", body)).toMatchObject({ status: 400, body: { code } });
    expect(emulator.messages()[0]?.card?.spaces).toBeUndefined();
  });

  test("keeps a card from being created when it is wrong", async () => {
    const emulator = await start();
    const app = await logIn(emulator);
    const openSpaceId = space("IM_ROBOT", "lina02");
    const wrong = card("c1", { openSpaceId, imRobotOpenSpaceModel: { notification: 1 } });
    expect(await app.call("createAndDeliverCard", wrong)).toMatchObject({
      status: 400,
      body: { code: "param.openSpaceModelInvalid" },
    });
    expect((await app.call("createAndDeliverCard", card("c1", { openSpaceId }))).status).toBe(200);
  });
});
