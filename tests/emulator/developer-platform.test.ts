import { afterEach, expect, test } from "vitest";
import type { EmulatorConsole, SearchHit } from "../../src/contract/emulator-console.ts";
import type { Emulator } from "../../src/emulator/index.ts";
import { ask, connectRobot, logIn, openRequest, payloadOf } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const CARD_SCOPE = "Card.Streaming.Write";

const door = async (emulator: Emulator, method: string, path: string, body?: unknown) =>
  ask(`${emulator.url}/_emulator${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** The manual's first steps by the door: organisation, application, credentials. */
async function begin(emulator: Emulator) {
  const organisation = await door(emulator, "POST", "/organisations", { name: "新团队", by: "manager807" });
  const { corpId, staffId } = organisation.body as { corpId: string; staffId: string };
  const created = await door(emulator, "POST", "/apps", { name: "新机器人", corpId });
  const { clientId, clientSecret } = created.body as { clientId: string; clientSecret: string };
  const search = async (word: string, who = staffId) =>
    (await door(emulator, "GET", `/search?staffId=${who}&word=${encodeURIComponent(word)}`))
      .body as unknown as SearchHit[];
  const app = async () => {
    const view = (await door(emulator, "GET", "/console")).body as unknown as EmulatorConsole;
    return view.apps.find((one) => one.clientId === clientId)!;
  };
  return { corpId, staffId, clientId, clientSecret, search, app };
}

test("a newcomer follows the guide from its first line: organisation, app, credentials, version, permission", async () => {
  const emulator = await start();
  const { corpId, staffId, clientId, clientSecret, search, app } = await begin(emulator);
  expect(emulator.snapshot().organisations.map(({ name }) => name)).toEqual([
    "杭州示例科技有限公司",
    "新团队",
  ]);
  expect(emulator.snapshot().people.find((one) => one.staffId === staffId)).toEqual({
    staffId,
    name: "陈思远",
    corpId,
  });
  expect(await app()).toMatchObject({ clientSecret, corpId, scopes: ["qyapi_robot_sendmsg"] });
  expect(await app()).not.toHaveProperty("version");

  const bot = await logIn(emulator, clientId, clientSecret);
  expect(bot.token).toEqual(expect.any(String));
  expect(await search("机器人")).toEqual([]);
  expect((await door(emulator, "POST", "/apps/publish", { clientId })).body).toEqual({ version: "1.0.0" });
  expect(await search("机器人")).toEqual([{ kind: "robot", id: clientId, name: "新机器人" }]);
  expect(await search("新机器人", "manager807")).toEqual([]);

  const frame = { outTrackId: "x", guid: "g", key: "msgContent", content: "好", isFull: true };
  const denied = await bot.call("streamCard", frame);
  const apply = new URL(/https?:\/\/\S+/.exec(denied.body["message"] as string)![0]);
  expect(apply.origin).toBe(emulator.url);
  const help = await ask(apply.href);
  expect(help.text).toContain("/_emulator/permissions/apply");
  expect((await bot.call("streamCard", frame)).status).toBe(403);
  const applied = await door(emulator, "POST", "/permissions/apply", {
    clientId,
    scope: CARD_SCOPE,
    by: staffId,
  });
  expect(applied.body).toEqual({ state: "granted" });
  expect((await bot.call("streamCard", frame)).body["code"]).toBe("param.stream.outTrackId");
});

test("before a version is published senders have no staffId, and neither have people of another organisation", async () => {
  const emulator = await start();
  const { staffId, clientId, clientSecret } = await begin(emulator);
  const group = emulator.addGroup({
    title: "跨组织群",
    memberIds: [staffId, "lina02"],
    robotIds: [clientId],
  });
  const robot = await connectRobot(emulator, {
    request: openRequest(clientId, clientSecret),
    autoAck: true,
  });
  const say = async (from: string) => {
    await emulator.say({
      from,
      conversationId: group.conversationId,
      text: "@新机器人 好",
      mentions: [clientId],
    });
    return payloadOf(await robot.next());
  };
  expect(await say(staffId)).not.toHaveProperty("senderStaffId");
  emulator.publish(clientId);
  expect(await say(staffId)).toMatchObject({ senderStaffId: staffId });
  const stranger = await say("lina02");
  expect(stranger).not.toHaveProperty("senderStaffId");
  expect(stranger["senderCorpId"]).not.toBe(stranger["chatbotCorpId"]);
});

test("a member's application waits until an administrator grants it", async () => {
  const emulator = await start();
  const { corpId, clientId, app } = await begin(emulator);
  const { staffId: member } = emulator.addPerson({ name: "新同事", corpId });
  expect(emulator.applyForPermission({ clientId, scope: CARD_SCOPE, by: member })).toEqual({
    state: "waiting",
  });
  expect(await app()).toMatchObject({ applications: [{ scope: CARD_SCOPE, by: member }] });
  expect((await app()).scopes).not.toContain(CARD_SCOPE);
  await door(emulator, "POST", "/permissions", { clientId, scope: CARD_SCOPE, granted: true });
  expect(await app()).toMatchObject({ applications: [], scopes: expect.arrayContaining([CARD_SCOPE]) });
});

test("a bot reaches only people of its own organisation", async () => {
  const emulator = await start();
  const { staffId, clientId, clientSecret } = await begin(emulator);
  const bot = await logIn(emulator, clientId, clientSecret);
  const send = (userIds: readonly string[]) =>
    bot.call("sendDirect", {
      robotCode: clientId,
      userIds,
      msgKey: "sampleText",
      msgParam: JSON.stringify({ content: "好" }),
    });
  expect((await send(["lina02"])).body["code"]).toBe("staffId.notExisted");
  expect((await send([staffId, "lina02"])).body).toMatchObject({ invalidStaffIdList: ["lina02"] });
});

test.each([
  ["/organisations", { name: "杭州示例科技有限公司", by: "manager807" }, /already/],
  ["/organisations", { name: "x", by: "nobody" }, /no person "nobody"/],
  ["/organisations", { name: " ", by: "manager807" }, /name/],
  ["/apps", { name: "x", corpId: "nowhere" }, /no organisation "nowhere"/],
  ["/apps/publish", { clientId: "nobody" }, /no app "nobody"/],
  ["/permissions/apply", { clientId: "nobody", scope: "x" }, /no app "nobody"/],
  ["/groups", { title: "x", memberIds: ["nobody"] }, /no person "nobody"/],
  ["/time", { advanceMs: 0 }, /advanceMs/],
])("a wish to %s that cannot be granted is refused with a sentence", async (path, body, sentence) => {
  const emulator = await start();
  const answer = await door(emulator, "POST", path, body);
  expect(answer.status).toBe(400);
  expect(answer.body["message"]).toMatch(sentence);
});

test("a developer sees sockets, counters and faults of an app, and breaks one socket of two", async () => {
  const emulator = await start();
  const [first] = await Promise.all([connectRobot(emulator), connectRobot(emulator)]);
  const app = await logIn(emulator);
  await app.call("queryRobotGroups", { robotCode: app.clientId });
  const { id } = emulator.fault({
    operation: "streamCard",
    effect: { kind: "delay", ms: 1 },
    times: 3,
    after: 2,
  });
  const [seen] = emulator.console().apps;
  expect(seen?.connections.map(({ health }) => health)).toEqual(["live", "live"]);
  expect(seen?.usage).toEqual({ billedCalls: 1, pushes: 0 });
  expect(emulator.console().faults).toMatchObject([
    { id, seen: 0, hits: 0, request: { times: 3, after: 2 } },
  ]);

  const { connectionId } = seen!.connections[0]!;
  const hit = await door(emulator, "POST", "/connections", {
    clientId: app.clientId,
    fault: { kind: "half-open" },
    connectionId,
  });
  expect(hit.body).toEqual({ sockets: 1 });
  const health = emulator.console().apps[0]!.connections.map((one) => one.health);
  expect(health.toSorted()).toEqual(["half-open", "live"]);
  expect(first.frames).toEqual([]);

  expect((await door(emulator, "DELETE", `/faults/${id}`)).status).toBe(200);
  expect((await door(emulator, "DELETE", `/faults/${id}`)).status).toBe(400);
  expect(emulator.console().faults).toEqual([]);
});

test("a call that nobody knows is answered with 404 and listed with how often it came", async () => {
  const emulator = await start();
  for (let time = 0; time < 2; time += 1)
    expect((await ask(`${emulator.url}/v1.0/todo/tasks`, { method: "POST" })).status).toBe(404);
  const coverage = (await door(emulator, "GET", "/coverage")).body as unknown as ReturnType<
    Emulator["coverage"]
  >;
  expect(coverage.unknown).toMatchObject([{ method: "POST", path: "/v1.0/todo/tasks", count: 2 }]);
  expect(coverage.operations.find(({ operation }) => operation === "streamCard")).toMatchObject({
    scope: CARD_SCOPE,
    proof: "tests/emulator/cards.test.ts",
  });
});
