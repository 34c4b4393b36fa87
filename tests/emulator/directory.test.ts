/** The emulator's look-ups of people and groups, by plain HTTP. */
import { afterEach, expect, test } from "vitest";
import { DEFAULT_CLIENT_ID } from "../../src/emulator/index.ts";
import { logIn } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);

test("a person is found by staffId; one whom the company does not know is refused within HTTP 200", async () => {
  const app = await logIn(await start());
  expect(await app.call("getUser", { userid: "zhangwei01", language: "zh_CN" })).toMatchObject({
    status: 200,
    body: { errcode: 0, result: { userid: "zhangwei01", name: "张伟", unionid: expect.any(String) } },
  });
  expect(await app.call("getUser", { userid: "nobody" })).toMatchObject({
    status: 200,
    body: { errcode: 60121 },
  });
  expect((await app.call("getUser", {})).body).toMatchObject({ errcode: 400_002 });
});

test("people are found by a part of their name, page by page, or by the whole of it", async () => {
  const app = await logIn(await start());
  const search = (queryWord: string, more: object = {}) =>
    app.call("searchUsers", { queryWord, offset: 0, size: 10, ...more });
  expect((await search("伟")).body).toEqual({ list: ["zhangwei01"], hasMore: false, totalCount: 1 });
  expect((await search("伟", { fullMatchField: 1 })).body).toMatchObject({ list: [] });
  expect((await search("张伟", { fullMatchField: 1 })).body).toMatchObject({ list: ["zhangwei01"] });
  expect((await search("张伟", { size: 0 })).body).toEqual({ list: [], hasMore: true, totalCount: 1 });
  expect((await search("张伟", { size: 101 })).status).toBe(400);
});

test("a group's title is told to a robot that is in it", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  const group = emulator.snapshot().conversations.find(({ type }) => type === "group");
  const openConversationId = group?.conversationId ?? "";
  expect((await app.call("getGroupInfo", { openConversationId })).body).toMatchObject({
    result: { title: group?.title, memberCount: 4 },
  });
  const unknown = await app.call("getGroupInfo", { openConversationId: openConversationId.toLowerCase() });
  expect(unknown.status).toBe(400);
});

test("the people of a group are told page by page to a robot that is in it, as one of them sees it", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  const group = emulator.snapshot().conversations.find(({ type }) => type === "group");
  const openConversationId = group?.conversationId ?? "";
  const ask = (more: object = {}) =>
    app.call("listGroupMembers", {
      openConversationId,
      userId: "zhangwei01",
      maxResults: 3,
      nextToken: 0,
      ...more,
    });
  const { body } = await ask();
  expect(body).toMatchObject({ hasMore: true, nextToken: 3, list: expect.any(Array) });
  expect(body["list"]).toContainEqual({ userId: "zhangwei01", name: "张伟", nickName: "" });
  expect((await ask({ nextToken: 3 })).body).toMatchObject({ hasMore: false, list: [expect.anything()] });
  for (const wrong of [
    { userId: "nobody" },
    { maxResults: 101 },
    { nextToken: "0" },
    { openConversationId: "c" },
  ])
    expect((await ask(wrong)).status).toBe(400);
});

test("an app without the permission is told which one", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  emulator.revoke(DEFAULT_CLIENT_ID, "qyapi_get_member");
  emulator.revoke(DEFAULT_CLIENT_ID, "qyapi_addresslist_search");
  expect((await app.call("getUser", { userid: "zhangwei01" })).body).toMatchObject({ errcode: 88 });
  const search = await app.call("searchUsers", { queryWord: "张", offset: 0, size: 1 });
  expect(search.body).toMatchObject({ accessdenieddetail: { requiredScopes: ["qyapi_addresslist_search"] } });
});
