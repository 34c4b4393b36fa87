import { afterEach, describe, expect, test } from "vitest";
import { DEFAULT_CLIENT_ID, defaultSeed, parseSeed } from "../../src/emulator/index.ts";
import { conversationsOf, logIn, twoRobotSeed } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const robotCode = DEFAULT_CLIENT_ID;
const msgKey = "sampleMarkdown";
const msgParam = JSON.stringify({ title: "题", text: "文" });
const direct = { robotCode, userIds: ["manager807"], msgKey, msgParam };

/** `msgParam` of exactly that many bytes. */
const filled = (bytes: number) => JSON.stringify({ content: "x".repeat(bytes - 14) });

const refusal = (code: string) => ({
  status: 400,
  body: { code, message: expect.stringContaining("错误描述:") },
});

test("a robot writes to a person and to a group", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  const { group, direct: chat } = conversationsOf(emulator);
  const sent = await app.call("sendDirect", direct);
  expect(sent).toMatchObject({
    status: 200,
    body: { processQueryKey: expect.any(String), invalidStaffIdList: [], flowControlledStaffIdList: [] },
  });
  expect(emulator.messages(chat.conversationId)).toMatchObject([
    { id: sent.body["processQueryKey"], kind: "markdown", title: "题", text: "文" },
  ]);
  const body = { robotCode, openConversationId: group.conversationId, msgKey: "sampleText" };
  const grouped = await app.call("sendGroup", { ...body, msgParam: '{"content":"大家好"}' });
  expect(grouped.status).toBe(200);
  expect(emulator.messages(group.conversationId)).toMatchObject([
    { id: grouped.body["processQueryKey"], kind: "text", text: "大家好" },
  ]);
});

test("unknown people are listed inside HTTP 200 while one is known, and refused when nobody is", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  const mixed = await app.call("sendDirect", { ...direct, userIds: ["manager807", "ghost1", "ghost2"] });
  expect(mixed).toMatchObject({ status: 200, body: { invalidStaffIdList: ["ghost1", "ghost2"] } });
  expect(emulator.messages()).toHaveLength(1);
  const none = await app.call("sendDirect", { ...direct, userIds: ["ghost1"] });
  expect(none).toMatchObject(refusal("staffId.notExisted"));
});

test("a robot can write to a person who never wrote to it", async () => {
  const { groups, ...seed } = twoRobotSeed();
  expect(groups).toHaveLength(1);
  const emulator = await start({ seed: { ...seed, directs: [] } });
  expect(emulator.snapshot().conversations).toEqual([]);
  const app = await logIn(emulator);
  expect((await app.call("sendDirect", direct)).status).toBe(200);
  expect(emulator.snapshot().conversations).toMatchObject([
    { type: "direct", memberIds: ["manager807"], robotIds: [DEFAULT_CLIENT_ID] },
  ]);
});

test("21 people are too many for one direct send, 20 are not", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  const crowd = Array.from({ length: 20 }, (_, at) => (at === 0 ? "manager807" : `ghost${at}`));
  expect((await app.call("sendDirect", { ...direct, userIds: crowd })).status).toBe(200);
  const over = await app.call("sendDirect", { ...direct, userIds: [...crowd, "lina02"] });
  expect(over).toMatchObject(refusal("invalidParameter.userIds.overMax"));
  const nobody = await app.call("sendDirect", { ...direct, userIds: [] });
  expect(nobody).toMatchObject(refusal("invalidParameter.userIds.empty"));
});

test("a message's parameters must be JSON text of at most 15,000 bytes that fits its key", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  const sendParam = (param: unknown, key: unknown = "sampleText") =>
    app.call("sendDirect", { ...direct, msgKey: key, msgParam: param });
  expect(filled(15_000)).toHaveLength(15_000);
  expect((await sendParam(filled(15_000))).status).toBe(200);
  expect(await sendParam(filled(15_001))).toMatchObject(refusal("invalidParameter.msgParam.tooLong"));
  // 5,000 Chinese characters are 15,000 bytes: with the braces too many.
  const chinese = JSON.stringify({ content: "字".repeat(5_000) });
  expect(await sendParam(chinese)).toMatchObject(refusal("invalidParameter.msgParam.tooLong"));
  expect(await sendParam({ content: "x" })).toMatchObject(refusal("invalidParameter.msgParam.invalid"));
  expect(await sendParam("no json")).toMatchObject(refusal("invalidParameter.msgParam.invalid"));
  expect(await sendParam('{"title":"only"}')).toMatchObject(refusal("invalidParameter.msgParam.invalid"));
  expect(await sendParam("{}", "sampleNothing")).toMatchObject(refusal("invalidParameter.msgKey.invalid"));
  expect(await sendParam("{}", "toString")).toMatchObject(refusal("invalidParameter.msgKey.invalid"));
  expect(await sendParam("{}", "")).toMatchObject(refusal("invalidParameter.msgKey.empty"));
});

test("an app that uses another app's robotCode, an unknown one or none is refused", async () => {
  const seed = twoRobotSeed();
  const emulator = await start({ seed });
  const app = await logIn(emulator);
  const sendAs = (code?: string) => app.call("sendDirect", { ...direct, robotCode: code });
  expect((await sendAs(robotCode)).status).toBe(200);
  expect(await sendAs("dinglocalbot0002")).toMatchObject(refusal("invalidParameter.robotCode.auth"));
  expect(await sendAs("dingnobody")).toMatchObject(refusal("invalidParameter.robotCode.notExsit"));
  expect(await sendAs()).toMatchObject(refusal("invalidParameter.robotCode.empty"));
});

test("a group send needs the group's id in its own case: lower case and a direct conversation are refused", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  const { group, direct: chat } = conversationsOf(emulator);
  const sendTo = (openConversationId?: string) =>
    app.call("sendGroup", { robotCode, openConversationId, msgKey, msgParam });
  expect((await sendTo(group.conversationId)).status).toBe(200);
  expect(await sendTo(group.conversationId.toLowerCase())).toMatchObject(
    refusal("invalid.openConversationId"),
  );
  expect(await sendTo(chat.conversationId)).toMatchObject(refusal("invalid.openConversationId"));
  expect(await sendTo()).toMatchObject(refusal("miss.openConversationId"));
});

test("a robot cannot write into a group it is not in", async () => {
  const seed = twoRobotSeed();
  const groups = seed.groups.map((group) => ({ ...group, robotIds: [DEFAULT_CLIENT_ID] }));
  const emulator = await start({ seed: { ...seed, groups } });
  const openConversationId = conversationsOf(emulator).group.conversationId;
  const second = seed.apps[1]!;
  const stranger = await logIn(emulator, second.clientId, second.clientSecret);
  const body = { openConversationId, msgKey, msgParam };
  expect(await stranger.call("sendGroup", { ...body, robotCode: second.clientId })).toMatchObject(
    refusal("resource.unavailable"),
  );
  const member = await logIn(emulator);
  expect((await member.call("sendGroup", { ...body, robotCode })).status).toBe(200);
});

test("an app writes into the chat of two people where its cool app is, by sendPrivate and by nothing else", async () => {
  const { apps } = twoRobotSeed();
  const openConversationId = "cidPairOfTwo==";
  const memberIds = ["zhangwei01", "lina02"] as const;
  const pairs = [{ conversationId: openConversationId, memberIds, coolApps: [robotCode] }];
  const emulator = await start({ seed: { ...defaultSeed(), apps, pairs } });
  const app = await logIn(emulator);
  const request = { robotCode, openConversationId, msgKey, msgParam, coolAppCode: "COOLAPP-1" };
  expect(await app.call("sendGroup", request)).toMatchObject(refusal("resource.unavailable"));
  expect(await app.call("sendPrivate", { ...request, coolAppCode: undefined })).toMatchObject(
    refusal("invalidParameter.robotCode.coolApp"),
  );
  const { group } = conversationsOf(emulator);
  expect(
    await app.call("sendPrivate", { ...request, openConversationId: group.conversationId }),
  ).toMatchObject(refusal("invalid.openConversationId"));
  const second = apps[1]!;
  const stranger = await logIn(emulator, second.clientId, second.clientSecret);
  expect(await stranger.call("sendPrivate", { ...request, robotCode: second.clientId })).toMatchObject(
    refusal("invalid.openConversationId"),
  );
  const { status, body } = await app.call("sendPrivate", request);
  expect(status).toBe(200);
  expect(emulator.messages()).toMatchObject([
    { id: body["processQueryKey"], conversationId: openConversationId, title: "题", text: "文" },
  ]);
  expect(() => emulator.changeGroup({ conversationId: openConversationId, title: "x" })).toThrow(
    /two people/,
  );
  const mentions = [robotCode];
  await expect(
    emulator.say({ from: "lina02", conversationId: openConversationId, text: "x", mentions }),
  ).rejects.toThrow(/not in that conversation/);
});

test.each([2, 3, 4, 5])("an ActionCard%i needs as many buttons as its number", async (count) => {
  const app = await logIn(await start());
  const buttons = Array.from({ length: count }, (_, at) => [
    [`actionTitle${at + 1}`, "好"],
    [`actionURL${at + 1}`, "https://example.com"],
  ]).flat();
  const send = (fields: readonly (readonly string[])[]) => {
    const param = { title: "题", text: "问", ...Object.fromEntries(fields) };
    return app.call("sendDirect", {
      ...direct,
      msgKey: `sampleActionCard${count}`,
      msgParam: JSON.stringify(param),
    });
  };
  expect(await send(buttons.slice(0, -1))).toMatchObject(refusal("invalidParameter.msgParam.invalid"));
  expect((await send(buttons)).status).toBe(200);
});

test("a robot lists its groups page by page", async () => {
  const seed = twoRobotSeed();
  const groups = ["甲", "乙", "丙"].map((title) => ({ title, memberIds: ["lina02"], robotIds: [robotCode] }));
  const emulator = await start({ seed: { ...seed, groups } });
  const app = await logIn(emulator);
  const page = (pageNumber: number) => app.call("queryRobotGroups", { robotCode, pageNumber, pageSize: 2 });
  const [first, second] = [await page(1), await page(2)];
  expect(first.body).toMatchObject({ hasMore: true });
  expect(second.body).toMatchObject({ hasMore: false });
  expect([first, second].flatMap((answer) => answer.body["openConversationIds"])).toHaveLength(3);
});

describe("a robot's message with buttons or links, by the robot API", () => {
  const [url, other] = ["https://example.com/1", "https://example.com/2"];
  test.each([
    ["sampleLink", { title: "题", text: "文", messageUrl: url }, "link", [{ label: "题", url }]],
    [
      "sampleActionCard",
      { title: "题", text: "文", singleTitle: "看", singleURL: url },
      "column",
      [{ label: "看", url }],
    ],
    [
      "sampleActionCard2",
      { title: "题", text: "文", actionTitle1: "是", actionURL1: url, actionTitle2: "否", actionURL2: other },
      "column",
      [
        { label: "是", url },
        { label: "否", url: other },
      ],
    ],
    [
      "sampleActionCard6",
      { title: "题", text: "文", buttonTitle1: "左", buttonUrl1: url, buttonTitle2: "右", buttonUrl2: other },
      "row",
      [
        { label: "左", url },
        { label: "右", url: other },
      ],
    ],
  ])("shows a %s as people see it", async (msgKey, param, layout, links) => {
    const emulator = await start();
    const app = await logIn(emulator);
    const answer = await app.call("sendDirect", {
      robotCode: DEFAULT_CLIENT_ID,
      userIds: ["manager807"],
      msgKey,
      msgParam: JSON.stringify(param),
    });
    expect(answer.status).toBe(200);
    expect(emulator.messages().at(-1)).toMatchObject({
      kind: "markdown",
      linkCard: { layout, text: "文", links },
    });
    const saved = parseSeed(JSON.stringify(emulator.snapshotSeed()));
    expect((await start({ seed: saved })).messages()).toEqual(emulator.messages());
  });

  test("shows a picture that is elsewhere in the web as its address", async () => {
    const emulator = await start();
    const app = await logIn(emulator);
    const msgParam = JSON.stringify({ photoURL: "https://example.com/cat.png" });
    const about = { robotCode: DEFAULT_CLIENT_ID, userIds: ["manager807"], msgKey: "sampleImageMsg" };
    await app.call("sendDirect", { ...about, msgParam });
    expect(emulator.messages().at(-1)).toMatchObject({
      kind: "markdown",
      text: "![](https://example.com/cat.png)",
    });
  });
});
