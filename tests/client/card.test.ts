/** Cards on the wire: create and deliver, patch, stream, and the repeat that finds the card in place. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAndDeliverRequestSchema, PUBLIC_AI_CARD } from "../../src/contract/card.ts";
import { clientOf, startLocalDingTalk, type LocalDingTalk } from "./local-dingtalk.ts";

const EXISTS = { status: 400, body: { code: "param.cardAlreadyExist", message: "exists" } };

describe("a card", () => {
  let local: LocalDingTalk;
  beforeEach(async () => {
    local = await startLocalDingTalk();
  });
  afterEach(() => local.close());
  const card = {
    outTrackId: "card-1",
    template: PUBLIC_AI_CARD,
    to: { kind: "user", staffId: "anna" } as const,
  };

  it("reaches a person with the template's start values under the caller's", async () => {
    const result = await clientOf(local).card.createAndDeliver({
      ...card,
      params: { msgContent: "…" },
      lastMessage: "hi",
    });
    expect(result).toEqual({ outTrackId: "card-1", carrierId: "carrier-1", alreadyExisted: false });
    const body = local.callsOf("createAndDeliverCard")[0]?.body;
    expect(createAndDeliverRequestSchema.safeParse(body).success).toBe(true);
    expect(body).toMatchObject({
      cardTemplateId: PUBLIC_AI_CARD.id,
      callbackType: "STREAM",
      userIdType: 1,
      openSpaceId: "dtv1.card//IM_ROBOT.anna",
      cardData: { cardParamMap: { ...PUBLIC_AI_CARD.initial, msgContent: "…" } },
      imRobotOpenDeliverModel: { spaceType: "IM_ROBOT", robotCode: "dingapp" },
    });
    expect(body).not.toHaveProperty("imGroupOpenDeliverModel");
  });

  it("reaches a group by its conversation id", async () => {
    const to = { kind: "group", openConversationId: "cidAbC==" } as const;
    await clientOf(local).card.createAndDeliver({ ...card, to });
    const body = local.callsOf("createAndDeliverCard")[0]?.body;
    expect(body).toMatchObject({
      openSpaceId: "dtv1.card//IM_GROUP.cidAbC==",
      imGroupOpenDeliverModel: { robotCode: "dingapp" },
    });
    expect(body).not.toHaveProperty("imRobotOpenDeliverModel");
  });

  it("counts as delivered when the first try timed out and the second finds it in place", async () => {
    local.answer("createAndDeliverCard", (_call, nth) => (nth === 1 ? { effect: "reset" } : EXISTS));
    const result = await clientOf(local, { random: () => 0 }).card.createAndDeliver(card);
    expect(result).toEqual({ outTrackId: "card-1", alreadyExisted: true });
  });

  it("is an error when the very first try finds another one in its place", async () => {
    local.answer("createAndDeliverCard", () => EXISTS);
    await expect(clientOf(local).card.createAndDeliver(card)).rejects.toMatchObject({ code: "card-exists" });
  });

  it("is an error when DingTalk says 200 and did not deliver", async () => {
    local.answer("createAndDeliverCard", () => ({
      body: {
        success: true,
        result: { deliverResults: [{ success: false, errorMsg: "spaceId is illegal" }] },
      },
    }));
    await expect(clientOf(local).card.createAndDeliver(card)).rejects.toMatchObject({
      code: "hidden-failure",
      message: expect.stringContaining("spaceId is illegal"),
    });
  });

  it("with an id that DingTalk would cut is refused before sending", async () => {
    for (const outTrackId of ["", "x".repeat(101)]) {
      await expect(clientOf(local).card.createAndDeliver({ ...card, outTrackId })).rejects.toMatchObject({
        code: "invalid-argument",
        dispatched: "no",
      });
    }
    expect(local.calls).toHaveLength(0);
  });

  it("is patched, never replaced", async () => {
    await clientOf(local).card.update({ outTrackId: "card-1", params: { flowStatus: "2" } });
    expect(local.callsOf("updateCard")[0]?.body).toEqual({
      outTrackId: "card-1",
      cardData: { cardParamMap: { flowStatus: "2" } },
      cardUpdateOptions: { updateCardDataByKey: true },
    });
  });

  it("streams the whole text in each frame and marks the last", async () => {
    const { card: cards } = clientOf(local);
    const frame = { outTrackId: "card-1", guid: "g1", key: "msgContent", content: "a" };
    await cards.stream(frame);
    await cards.stream({ ...frame, guid: "g2", content: "ab", finalize: true });
    await cards.stream({ ...frame, guid: "g3", content: "ab", error: true });
    expect(local.callsOf("streamCard").map((call) => call.body)).toEqual([
      { ...frame, isFull: true, isFinalize: false, isError: false },
      { ...frame, guid: "g2", content: "ab", isFull: true, isFinalize: true, isError: false },
      { ...frame, guid: "g3", content: "ab", isFull: true, isFinalize: false, isError: true },
    ]);
  });

  for (const operation of ["updateCard", "streamCard"] as const) {
    it(`is told of a failure that ${operation} hides inside 200`, async () => {
      local.answer(operation, () => ({ body: { success: false } }));
      const { card: cards } = clientOf(local);
      const work =
        operation === "updateCard"
          ? cards.update({ outTrackId: "card-1", params: {} })
          : cards.stream({ outTrackId: "card-1", guid: "g", key: "k", content: "x" });
      await expect(work).rejects.toMatchObject({ code: "hidden-failure", operation });
    });
  }
});
