/** Who has read what a robot said: readDirectStatus and readGroupStatus, and our client's reading of them. */
import { afterEach, describe, expect, test } from "vitest";
import { createDingTalkClient } from "../../src/client/index.ts";
import { DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, type Emulator } from "../../src/emulator/index.ts";
import { conversationsOf, logIn } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const robotCode = DEFAULT_CLIENT_ID;
const [ANN, BEN] = ["manager807", "zhangwei01"];

async function sendDirect(emulator: Emulator): Promise<string> {
  const app = await logIn(emulator);
  const message = { msgKey: "sampleText", msgParam: JSON.stringify({ content: "早" }) };
  const { body } = await app.call("sendDirect", { robotCode, userIds: [ANN, BEN], ...message });
  return String(body["processQueryKey"]);
}

async function sendGroup(emulator: Emulator): Promise<string> {
  const app = await logIn(emulator);
  const openConversationId = conversationsOf(emulator).group.conversationId;
  const message = { msgKey: "sampleText", msgParam: JSON.stringify({ content: "大家早" }) };
  const { body } = await app.call("sendGroup", { robotCode, openConversationId, ...message });
  return String(body["processQueryKey"]);
}

describe("a robot's direct message", () => {
  test("is unread by each of its recipients until that person looks", async () => {
    const emulator = await start();
    const key = await sendDirect(emulator);
    const app = await logIn(emulator);
    const ask = () => app.call("readDirectStatus", { robotCode, processQueryKey: key });
    expect((await ask()).body).toEqual({
      sendStatus: "SUCCESS",
      messageReadInfoList: [
        { userId: ANN, name: "陈思远", readStatus: "UNREAD" },
        { userId: BEN, name: "张伟", readStatus: "UNREAD" },
      ],
    });
    emulator.markRead(BEN, emulator.openDirect(robotCode, BEN));
    const { messageReadInfoList } = (await ask()).body as Record<string, { readTimestamp?: number }[]>;
    expect(messageReadInfoList).toMatchObject([{ readStatus: "UNREAD" }, { readStatus: "READ" }]);
    expect(messageReadInfoList?.[1]?.readTimestamp).toBeGreaterThan(0);
  });

  test("is told to be recalled, and refused where nobody sent it", async () => {
    const emulator = await start();
    const key = await sendDirect(emulator);
    const app = await logIn(emulator);
    await app.call("recallDirect", { robotCode, processQueryKeys: [key] });
    const ask = (about: object) => app.call("readDirectStatus", { robotCode, ...about });
    expect((await ask({ processQueryKey: key })).body).toMatchObject({ sendStatus: "RECALLED" });
    expect((await ask({ processQueryKey: "strange" })).status).toBe(400);
    expect((await ask({})).body).toMatchObject({ code: "miss.param.processQueryKey" });
    expect((await ask({ robotCode: "other" })).body).toMatchObject({
      code: "invalidParameter.robotCode.notExsit",
    });
  });
});

describe("a robot's group message", () => {
  test("names its readers page by page", async () => {
    const emulator = await start();
    const key = await sendGroup(emulator);
    const { conversationId: openConversationId } = conversationsOf(emulator).group;
    const app = await logIn(emulator);
    for (const staffId of [ANN, BEN, "lina02"]) emulator.markRead(staffId, openConversationId);
    const about = { robotCode, openConversationId, processQueryKey: key };
    const first = await app.call("readGroupStatus", { ...about, maxResults: 2 });
    expect(first.body).toEqual({
      sendStatus: "SUCCESS",
      readUserIds: [ANN, BEN],
      hasMore: true,
      nextToken: "2",
    });
    const second = await app.call("readGroupStatus", { ...about, maxResults: 2, nextToken: "2" });
    expect(second.body).toEqual({ sendStatus: "SUCCESS", readUserIds: ["lina02"], hasMore: false });
    expect((await app.call("readGroupStatus", { ...about, maxResults: 201 })).status).toBe(400);
    const elsewhere = { ...about, openConversationId: openConversationId.toLowerCase() };
    expect((await app.call("readGroupStatus", elsewhere)).body).toMatchObject({
      code: "invalid.openConversationId",
    });
  });
});

test("our client reads both, without the permission it is told which one is missing", async () => {
  const emulator = await start();
  const endpoints = { api: emulator.url, oapi: emulator.url };
  const client = createDingTalkClient({
    clientId: DEFAULT_CLIENT_ID,
    clientSecret: DEFAULT_CLIENT_SECRET,
    endpoints,
  });
  const [direct, group] = [await sendDirect(emulator), await sendGroup(emulator)];
  const { conversationId } = conversationsOf(emulator).group;
  emulator.markRead(ANN, emulator.openDirect(robotCode, ANN));
  emulator.markRead(BEN, conversationId);
  expect(await client.readStatus.direct(direct)).toEqual({ sent: "SUCCESS", readBy: [ANN] });
  expect(await client.readStatus.group(conversationId, group)).toEqual({ sent: "SUCCESS", readBy: [BEN] });
  emulator.revoke(DEFAULT_CLIENT_ID, "qyapi_robot_sendmsg");
  await expect(client.readStatus.direct(direct)).rejects.toMatchObject({
    code: "scope-missing",
    requiredScopes: ["qyapi_robot_sendmsg"],
  });
  await client.close();
});
