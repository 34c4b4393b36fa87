/** Forms on cards: what the fields of a variable become, what the app hears of a submission, and what nobody can submit. */
import { afterEach, describe, expect, test } from "vitest";
import { parseCardAction } from "../../src/channel/inbound/parse-card-action.ts";
import { Topic } from "../../src/contract/stream.ts";
import { DEFAULT_CLIENT_ID, type Emulator } from "../../src/emulator/index.ts";
import { FORM_CARD } from "../../src/emulator/seed.ts";
import { connectRobot, logIn, openRequest } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const PERSON = "manager807";
const request = { ...openRequest(), subscriptions: [{ type: "CALLBACK", topic: Topic.cardAction }] };
const options = [
  { value: "hz", text: "杭州" },
  { value: "bj", text: "北京" },
];

const FIELDS = [
  { name: "reason", label: "事由", type: "TEXT", required: true, requiredMsg: "请写明事由" },
  { name: "city", label: "城市", type: "SELECT", options },
  { name: "days", type: "NUMBER" },
  { name: "extras", type: "MULTI_CHECKBOX_GROUP", options },
  { name: "urgent", type: "SWITCH" },
  { name: "secret", type: "TEXT", hidden: true },
  { name: "strange", type: "HOLOGRAM" },
  { type: "TEXT" },
];

async function withForm(fields: unknown): Promise<Emulator> {
  const emulator = await start();
  const app = await logIn(emulator);
  const answer = await app.call("createAndDeliverCard", {
    cardTemplateId: FORM_CARD.id,
    outTrackId: "form-1",
    callbackType: "STREAM",
    cardData: { cardParamMap: { content: "请假", form: JSON.stringify({ fields }) } },
    openSpaceId: `dtv1.card//IM_ROBOT.${PERSON}`,
    imRobotOpenDeliverModel: { spaceType: "IM_ROBOT", robotCode: DEFAULT_CLIENT_ID },
  });
  expect(answer.status).toBe(200);
  return emulator;
}

const cardOf = (emulator: Emulator) => emulator.messages().find(({ card }) => card)?.card;
const submit = (emulator: Emulator, form: unknown) =>
  emulator.press({ from: PERSON, outTrackId: "form-1", actionId: "form_submit", params: { form } });

describe("a card's form", () => {
  test("shows the fields that a client knows, and the card is no answer in the making", async () => {
    const card = cardOf(await withForm(FIELDS));
    expect(card?.form?.fields.map(({ name, label }) => [name, label])).toEqual([
      ["reason", "事由"],
      ["city", "城市"],
      ["days", "days"],
      ["extras", "extras"],
      ["urgent", "urgent"],
    ]);
    expect(card).toMatchObject({ state: "finished", content: "请假", form: { submitLabel: "提交" } });
  });

  test("reaches the app by the card's callback, each value in the shape of its field", async () => {
    const emulator = await withForm(FIELDS);
    const robot = await connectRobot(emulator, { request });
    const form = {
      reason: "看病",
      city: { index: 1, value: "bj" },
      days: 1.5,
      extras: ["hz"],
      urgent: true,
    };
    const pressing = submit(emulator, form);
    const frame = await robot.next(Topic.cardAction);
    expect(parseCardAction(frame.data ?? "")).toMatchObject({
      outTrackId: "form-1",
      staffId: PERSON,
      actionIds: ["form_submit"],
      params: { form },
    });
    robot.ack(frame);
    expect(await pressing).toEqual({ acknowledged: true });
    await robot.close();
  });

  test("is gone when the app's answer takes its fields away", async () => {
    const emulator = await withForm(FIELDS);
    const robot = await connectRobot(emulator, { request });
    const pressing = submit(emulator, { reason: "看病" });
    const { messageId } = (await robot.next(Topic.cardAction)).headers;
    const cardParamMap = { content: "已收到", form: "{}" };
    const data = JSON.stringify({ response: { cardData: { cardParamMap } } });
    robot.socket.send(JSON.stringify({ code: 200, headers: { messageId }, message: "OK", data }));
    await pressing;
    expect(cardOf(emulator)).toMatchObject({ content: "已收到" });
    expect(cardOf(emulator)?.form).toBeUndefined();
    await robot.close();
  });

  test.each([
    ["a required field is empty", { reason: "" }, "请写明事由"],
    ["a required field is missing", { city: { index: 0, value: "hz" } }, "请写明事由"],
    ["an option does not exist", { reason: "x", city: { index: 2, value: "sh" } }, "城市"],
    ["a number is text", { reason: "x", days: "two" }, "NUMBER"],
    ["a switch is text", { reason: "x", urgent: "yes" }, "SWITCH"],
    ["one of several is given where a list belongs", { reason: "x", extras: "hz" }, "MULTI_CHECKBOX_GROUP"],
    ["a field is hidden", { reason: "x", secret: "s" }, "secret"],
    ["there is no form in the params", undefined, '"form"'],
  ])("is refused before the app hears of it when %s", async (_name, form, words) => {
    const emulator = await withForm(FIELDS);
    const robot = await connectRobot(emulator, { request });
    await expect(submit(emulator, form)).rejects.toThrow(words);
    expect(robot.frames.filter(({ type }) => type === "CALLBACK")).toEqual([]);
    await robot.close();
  });

  test.each([["no JSON"], ["[]"], ['{"fields":"none"}'], ['{"fields":[]}']])(
    "is not there while its variable holds %s",
    async (value) => {
      const emulator = await withForm([]);
      const app = await logIn(emulator);
      await app.call("updateCard", { outTrackId: "form-1", cardData: { cardParamMap: { form: value } } });
      expect(cardOf(emulator)).toMatchObject({ state: "finished" });
      expect(cardOf(emulator)?.form).toBeUndefined();
    },
  );
});
