/** The emulator's look-ups of people and groups, by plain HTTP. */
import { afterEach, expect, test } from "vitest";
import { TOKEN_HEADER } from "../../src/contract/endpoints.ts";
import { DEFAULT_CLIENT_ID, defaultSeed, parseSeed } from "../../src/emulator/index.ts";
import { ask, conversationsOf, logIn, twoRobotSeed } from "./platform-caller.ts";
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

test("a person's post, mobile, mail, manager and departments are told where the seed has them, also after a save", async () => {
  const seed = {
    company: "甲",
    people: [
      {
        staffId: "a",
        name: "甲一",
        isAdmin: true,
        mobile: "10000000001",
        email: "a@example.com",
        title: "经理",
        managerId: "b",
        departments: [7, 8],
      },
      { staffId: "b", name: "甲二" },
    ],
    apps: defaultSeed().apps,
  };
  const first = await start({ seed: parseSeed(JSON.stringify(seed)) });
  const second = await start({ seed: parseSeed(JSON.stringify(first.snapshotSeed())) });
  for (const emulator of [first, second]) {
    const app = await logIn(emulator);
    const about = async (userid: string) => (await app.call("getUser", { userid })).body["result"];
    expect(await about("a")).toEqual({
      userid: "a",
      unionid: expect.any(String),
      name: "甲一",
      avatar: "",
      title: "经理",
      mobile: "10000000001",
      email: "a@example.com",
      manager_userid: "b",
      dept_id_list: [7, 8],
      admin: true,
      boss: false,
      active: true,
    });
    const bare = await about("b");
    expect(bare).toMatchObject({ dept_id_list: [1], admin: false });
    for (const field of ["mobile", "email", "title", "manager_userid"])
      expect(bare).not.toHaveProperty(field);
  }
});

test("a staffId is found by mobile and by unionId, and what is known of a person by unionId", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  const { body } = await app.call("getUser", { userid: "lina02" });
  const { unionid, mobile } = body["result"] as { unionid: string; mobile: string };
  expect((await app.call("getUserByMobile", { mobile })).body).toEqual({
    errcode: 0,
    errmsg: "ok",
    result: { userid: "lina02" },
  });
  expect((await app.call("getUserByUnionId", { unionid })).body).toMatchObject({
    errcode: 0,
    result: { userid: "lina02", contact_type: 0 },
  });
  const headers = { [TOKEN_HEADER]: app.token };
  const contact = (id: string) =>
    ask(`${emulator.url}/v1.0/contact/users/${encodeURIComponent(id)}`, { headers });
  expect(await contact(unionid)).toMatchObject({
    status: 200,
    body: { nick: "李娜", unionId: unionid, mobile, stateCode: "86", openId: expect.any(String) },
  });
  expect(emulator.calls().at(-1)?.operation).toBe("getContact");
  expect((await contact("me")).status).toBe(400);
  expect((await contact("lina02")).status).toBe(400);
});

test.each([
  ["getUserByMobile", { mobile: "10000000999" }, 60_121],
  ["getUserByMobile", {}, 400_002],
  ["getUserByUnionId", { unionid: "nobody" }, 60_121],
  ["getUserByUnionId", {}, 400_002],
] as const)("%s of %j is refused within HTTP 200", async (operation, request, errcode) => {
  const app = await logIn(await start());
  expect(await app.call(operation, request)).toMatchObject({ status: 200, body: { errcode } });
});

test("people of another organisation are found by nothing", async () => {
  const emulator = await start();
  const { corpId } = emulator.createOrganisation({ name: "第二家", by: "manager807" });
  const { clientId, clientSecret } = emulator.createApp({ name: "外人", corpId });
  emulator.grant(clientId, "qyapi_get_member_by_mobile");
  const stranger = await logIn(emulator, clientId, clientSecret);
  const asked = { mobile: "10000000002" };
  expect((await stranger.call("getUserByMobile", asked)).body).toMatchObject({ errcode: 60_121 });
  const app = await logIn(emulator);
  expect((await app.call("getUserByMobile", asked)).body).toMatchObject({ errcode: 0 });
});

test("the robots of a group are told to an app whose robot is in it", async () => {
  const seed = twoRobotSeed();
  const emulator = await start({ seed });
  const app = await logIn(emulator);
  const { group, direct } = conversationsOf(emulator);
  const ask = (openConversationId: string) => app.call("listGroupRobots", { openConversationId });
  expect((await ask(group.conversationId)).body["chatbotInstanceVOList"]).toMatchObject(
    seed.apps.map(({ clientId, name }) => ({ robotCode: clientId, name })),
  );
  expect((await ask(direct.conversationId)).status).toBe(400);
  emulator.changeGroup({ conversationId: group.conversationId, removeRobots: [DEFAULT_CLIENT_ID] });
  expect((await ask(group.conversationId)).status).toBe(400);
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
