/** Buttons of a card on the local DingTalk: who presses is told to the app, and the app's answer changes the card. */
import { afterEach, describe, expect, test } from "vitest";
import { PUBLIC_AI_CARD } from "../../src/contract/card.ts";
import { parseCardAction } from "../../src/channel/inbound/parse-card-action.ts";
import { Topic } from "../../src/contract/stream.ts";
import { DEFAULT_CLIENT_ID, type Emulator } from "../../src/emulator/index.ts";
import { connectRobot, logIn, openRequest } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const PERSON = "manager807";
const request = { ...openRequest(), subscriptions: [{ type: "CALLBACK", topic: Topic.cardAction }] };

async function withCard(): Promise<Emulator> {
  const emulator = await start();
  const app = await logIn(emulator);
  const answer = await app.call("createAndDeliverCard", {
    cardTemplateId: PUBLIC_AI_CARD.id,
    outTrackId: "card-1",
    callbackType: "STREAM",
    cardData: { cardParamMap: { ...PUBLIC_AI_CARD.initial, msgContent: "Half an answer" } },
    openSpaceId: `dtv1.card//IM_ROBOT.${PERSON}`,
    imRobotOpenDeliverModel: { spaceType: "IM_ROBOT", robotCode: DEFAULT_CLIENT_ID },
  });
  expect(answer.status).toBe(200);
  return emulator;
}

const cardOf = (emulator: Emulator) => emulator.messages().find(({ card }) => card)?.card;

describe("a press", () => {
  test("reaches the app with the card, the person and the component", async () => {
    const emulator = await withCard();
    const robot = await connectRobot(emulator, { request });
    const pressing = emulator.press({
      from: PERSON,
      outTrackId: "card-1",
      actionId: "btn_stop",
      params: { k: "v" },
    });
    const frame = await robot.next(Topic.cardAction);
    expect(parseCardAction(frame.data ?? "")).toMatchObject({
      outTrackId: "card-1",
      staffId: PERSON,
      actionIds: ["btn_stop"],
      params: { k: "v" },
    });
    robot.ack(frame);
    expect(await pressing).toEqual({ acknowledged: true });
    expect(cardOf(emulator)?.content).toBe("Half an answer");
    await robot.close();
  });

  test("is answered with new card data, which readers then see", async () => {
    const emulator = await withCard();
    const robot = await connectRobot(emulator, { request });
    const pressing = emulator.press({ from: PERSON, outTrackId: "card-1", actionId: "x" });
    const frame = await robot.next(Topic.cardAction);
    const data = {
      response: {
        cardUpdateOptions: { updateCardDataByKey: true },
        cardData: { cardParamMap: { msgContent: "Changed by the answer" } },
      },
    };
    const { messageId } = frame.headers;
    robot.socket.send(
      JSON.stringify({ code: 200, headers: { messageId }, message: "OK", data: JSON.stringify(data) }),
    );
    await pressing;
    expect(cardOf(emulator)).toMatchObject({ content: "Changed by the answer", state: "processing" });
    await robot.close();
  });

  test("that nobody answers is given up after the platform's two seconds", async () => {
    const emulator = await withCard();
    const robot = await connectRobot(emulator, { request });
    expect(await emulator.press({ from: PERSON, outTrackId: "card-1", actionId: "x" })).toEqual({
      acknowledged: false,
    });
    await robot.close();
  });

  test("by a stranger, or on a card that nobody sees, is refused with the reason", async () => {
    const emulator = await withCard();
    const press = (from: string, outTrackId: string) => emulator.press({ from, outTrackId, actionId: "x" });
    await expect(press("lina02", "card-1")).rejects.toThrow("not a member");
    await expect(press("nobody", "card-1")).rejects.toThrow("no person");
    await expect(press(PERSON, "card-2")).rejects.toThrow("Nobody sees");
    const door = await fetch(`${emulator.url}/_emulator/press`, {
      method: "POST",
      body: JSON.stringify({ from: PERSON, outTrackId: "card-1" }),
    });
    expect(door.status).toBe(400);
  });
});
