/** What a card shows to single people: private data at its creation, by an update, and in the answer to a press. */
import { afterEach, expect, test } from "vitest";
import { Topic } from "../../src/contract/stream.ts";
import { DEFAULT_CLIENT_ID, defaultSeed, type Emulator } from "../../src/emulator/index.ts";
import { BUTTON_CARD } from "../../src/emulator/seed.ts";
import { connectRobot, conversationsOf, logIn, openRequest } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const [ANN, BEN] = ["manager807", "zhangwei01"] as const;
const CARD = "card-1";
const values = (content: string, more: object = {}) => ({ cardParamMap: { content, ...more } });

const button = (value: string) => [
  {
    text: "Vote",
    event: { type: "sendCardRequest", params: { actionId: "vote", params: { value } } },
  },
];
const mention = (atUserIds: object) => ({
  imGroupOpenDeliverModel: { robotCode: DEFAULT_CLIENT_ID, atUserIds },
});

/** A card in the group, with words for Ann alone where `privateData` has them. */
async function withCard(emulator: Emulator, extra: object = {}) {
  const app = await logIn(emulator);
  const { conversationId } = conversationsOf(emulator).group;
  const answer = await app.call("createAndDeliverCard", {
    cardTemplateId: BUTTON_CARD.id,
    outTrackId: CARD,
    callbackType: "STREAM",
    cardData: values("For everybody", { flowStatus: "3" }),
    openSpaceId: `dtv1.card//IM_GROUP.${conversationId}`,
    imGroupOpenDeliverModel: { robotCode: DEFAULT_CLIENT_ID },
    ...extra,
  });
  return { app, answer };
}

const cardOf = (emulator: Emulator) => emulator.messages().find(({ card }) => card)!.card!;
const faceOf = (emulator: Emulator, staffId: string) => cardOf(emulator).faces?.[staffId];

test("a person reads their private values in front of everybody's, others do not", async () => {
  const emulator = await start();
  const { answer } = await withCard(emulator, { privateData: { [ANN]: values("For Ann") } });
  expect(answer.status).toBe(200);
  expect(cardOf(emulator).content).toBe("For everybody");
  expect(faceOf(emulator, ANN)).toMatchObject({ content: "For Ann", state: "finished" });
  expect(faceOf(emulator, BEN)).toBeUndefined();
});

test("an update by key keeps a person's other values, one without it replaces them, and cardData stays as it is", async () => {
  const emulator = await start();
  const { app } = await withCard(emulator, { privateData: { [ANN]: values("For Ann", { mark: "1" }) } });
  const update = (more: object) => app.call("updateCard", { outTrackId: CARD, ...more });
  const own = { privateData: { [ANN]: values("More for Ann") } };
  await update({ ...own, cardUpdateOptions: { updatePrivateDataByKey: true } });
  expect(faceOf(emulator, ANN)?.params).toMatchObject({ content: "More for Ann", mark: "1" });
  await update(own);
  expect(faceOf(emulator, ANN)?.params).not.toHaveProperty("mark");
  expect(cardOf(emulator).content).toBe("For everybody");
});

test("people are named by unionId where the request says so, and nobody's data is refused", async () => {
  const emulator = await start();
  const { app } = await withCard(emulator);
  const user = await app.call("getUser", { userid: ANN });
  const { unionid } = user.body["result"] as { unionid: string };
  const named = { outTrackId: CARD, userIdType: 2, privateData: { [unionid]: values("By unionId") } };
  expect((await app.call("updateCard", named)).status).toBe(200);
  expect(faceOf(emulator, ANN)?.content).toBe("By unionId");
  const nobody = { outTrackId: CARD, privateData: { nobody: values("x") } };
  expect(await app.call("updateCard", nobody)).toMatchObject({
    status: 400,
    body: { code: "param.userIdNotExist" },
  });
});

test("the answer to a press changes the card for the person who pressed alone", async () => {
  const emulator = await start();
  await withCard(emulator);
  const subscriptions = [{ type: "CALLBACK", topic: Topic.cardAction }];
  const robot = await connectRobot(emulator, { request: { ...openRequest(), subscriptions } });
  const pressing = emulator.press({ from: ANN, outTrackId: CARD, actionId: "feedback_up" });
  const frame = await robot.next(Topic.cardAction);
  const response = {
    cardUpdateOptions: { updatePrivateDataByKey: true },
    userPrivateData: values("You voted"),
  };
  const { messageId } = frame.headers;
  robot.socket.send(
    JSON.stringify({ code: 200, headers: { messageId }, message: "OK", data: JSON.stringify({ response }) }),
  );
  expect(await pressing).toEqual({ acknowledged: true });
  expect(faceOf(emulator, ANN)?.content).toBe("You voted");
  expect(faceOf(emulator, BEN)).toBeUndefined();
  expect(cardOf(emulator).content).toBe("For everybody");
});

test("what a button binds for one person is what their press tells the app", async () => {
  const emulator = await start();
  const [common, own] = [button("common"), button("own")].map((btns) => ({ btns: JSON.stringify(btns) }));
  await withCard(emulator, {
    cardData: values("Vote", common),
    privateData: { [ANN]: { cardParamMap: own } },
  });
  const subscriptions = [{ type: "CALLBACK", topic: Topic.cardAction }];
  const robot = await connectRobot(emulator, {
    request: { ...openRequest(), subscriptions },
    autoAck: true,
  });
  for (const [from, value] of [
    [ANN, "own"],
    [BEN, "common"],
  ] as const) {
    await emulator.press({ from, outTrackId: CARD, actionId: "vote" });
    const { content } = JSON.parse((await robot.next(Topic.cardAction)).data!) as { content: string };
    expect(JSON.parse(content)).toMatchObject({ cardPrivateData: { params: { value } } });
  }
});

test("a snapshot keeps private values", async () => {
  const emulator = await start();
  await withCard(emulator, { privateData: { [ANN]: values("For Ann") } });
  const again = await start({ seed: emulator.snapshotSeed() });
  expect(faceOf(again, ANN)?.content).toBe("For Ann");
});

test("a card's mentions name the people of the group whom the request names, or all of them", async () => {
  const emulator = await start();
  await withCard(emulator, mention({ [BEN]: "Ben", stranger: "Nobody" }));
  await withCard(emulator, { ...mention({ "@ALL": "@ALL" }), outTrackId: "card-2" });
  const [one, all] = emulator.messages().filter(({ card }) => card);
  expect(one?.mentionedPeople).toEqual([BEN]);
  expect(all?.mentionedPeople).toHaveLength(defaultSeed().people.length);
});
