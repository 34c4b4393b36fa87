/** The OpenAPI description against what the door really answers: no field more, none less, and refusals that say where. */
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { OPERATIONS } from "../../src/contract/endpoints.ts";
import { DEFAULT_CLIENT_ID, defaultSeed, type Emulator } from "../../src/emulator/index.ts";
import { FORM_CARD } from "../../src/emulator/seed.ts";
import { ask, connectRobot, conversationsOf, logIn } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const PERSON = "manager807";
const clientId = DEFAULT_CLIENT_ID;
const picture = "iVBORw0KGgo=";

type Json = Record<string, unknown>;
interface Described extends Json {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Json>>;
  readonly components: { readonly schemas: Record<string, Json> };
}

const describe = async (emulator: Emulator) =>
  (await ask(`${emulator.url}/_emulator/openapi.json`)).body as Described;

/** As strict as can be: what is not described may not be there. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [
    key,
    key === "$ref" ? String(value).replace("#/components/schemas/", "#/$defs/") : closed(value),
  ]);
  const shut = "properties" in schema ? { additionalProperties: false } : {};
  return { ...(Object.fromEntries(entries) as Json), ...shut };
}

/** What is wrong with a value, held against a schema of the description. */
function faultsOf(document: Described, schema: unknown, value: unknown): string[] {
  const root = { ...(closed(schema) as Json), $defs: closed(document.components.schemas) };
  const result = z.fromJSONSchema(root as Parameters<typeof z.fromJSONSchema>[0]).safeParse(value);
  return result.success
    ? []
    : result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

const answerSchema = (document: Described, method: string, path: string): unknown => {
  const { responses } = document.paths[path]![method.toLowerCase()] as { responses: Record<string, Json> };
  return Object.values((responses["200"]!["content"] ?? {}) as Record<string, { schema: unknown }>)[0]!
    .schema;
};

/** A platform on which everything that an answer can show has happened. */
async function busyEmulator() {
  const pairs = [{ memberIds: ["lina02", PERSON] as const, coolApps: [clientId] }];
  const emulator = await start({ seed: { ...defaultSeed(), pairs } });
  const robot = await connectRobot(emulator, { autoAck: true });
  const app = await logIn(emulator);
  const { direct, group } = conversationsOf(emulator);
  const { msgId } = await emulator.say({ from: PERSON, conversationId: direct.conversationId, text: "一" });
  await emulator.say({
    from: PERSON,
    conversationId: group.conversationId,
    text: "二",
    mentions: [clientId],
  });
  const audio = { kind: "audio" as const, data: picture, durationMs: 900, recognition: "三" };
  await emulator.say({ from: PERSON, conversationId: direct.conversationId, content: audio });
  await emulator.say({ from: PERSON, conversationId: direct.conversationId, text: "四", quote: msgId });
  await robot.next();
  const card = { title: "题", text: "文", singleTitle: "看", singleURL: "https://example.com" };
  const sent = { robotCode: clientId, userIds: [PERSON], msgKey: "sampleActionCard" };
  await app.call("sendDirect", { ...sent, msgParam: JSON.stringify(card) });
  const fields = [{ name: "city", label: "城市", type: "SELECT", options: [{ value: "hz", text: "杭州" }] }];
  await app.call("createAndDeliverCard", {
    cardTemplateId: FORM_CARD.id,
    outTrackId: "card-1",
    callbackType: "STREAM",
    cardData: { cardParamMap: { content: "请假", form: JSON.stringify({ fields }) } },
    privateData: { [PERSON]: { cardParamMap: { content: "只给你" } } },
    openSpaceId: `dtv1.card//IM_ROBOT.${PERSON}`,
    imRobotOpenSpaceModel: {
      supportForward: true,
      lastMessageI18n: { ZH_CN: "请假单" },
      notification: { alertContent: "有一张请假单" },
    },
    imRobotOpenDeliverModel: { spaceType: "IM_ROBOT", robotCode: clientId },
  });
  const openMsgId = { openMsgId: msgId, openConversationId: direct.conversationId };
  await app.call("replyEmotion", {
    robotCode: clientId,
    ...openMsgId,
    emotionType: 2,
    emotionName: "👀",
    textEmotion: { emotionId: "2659900", emotionName: "👀", text: "👀", backgroundId: "im_bg_1" },
  });
  await ask(`${emulator.url}${OPERATIONS.registrationInit.path}`, { method: "POST", body: "{}" });
  await ask(`${emulator.url}/v1.0/todo/tasks`, { method: "POST", body: '{"a":1}' });
  emulator.fault({ operation: "getUser", effect: { kind: "delay", ms: 1 }, times: 1, after: 1 });
  emulator.applyForPermission({ clientId, scope: "Some.Scope", by: "lina02" });
  emulator.setQuota({ clientId, monthlyCalls: 100, monthlyPushes: 100 });
  emulator.markRead(PERSON, direct.conversationId);
  return { emulator, direct: direct.conversationId, group: group.conversationId, msgId };
}

test("a program in any language gets answers with the fields that the description names, and no others", async () => {
  const { emulator, direct, group, msgId } = await busyEmulator();
  const document = await describe(emulator);
  const { corpId } = emulator.console().organisations[0]!;
  const shown = new Set(emulator.messages().flatMap((message) => Object.keys(message)));
  expect([...shown]).toEqual(
    expect.arrayContaining(["card", "linkCard", "attachments", "reactions", "quotes", "pushes", "mentions"]),
  );
  expect(emulator.messages().find(({ card }) => card)?.card).toMatchObject({
    form: {},
    faces: {},
    spaces: { IM_ROBOT: { supportForward: true, lastMessage: {}, alertContent: "有一张请假单" } },
  });
  expect(emulator.snapshot().conversations.some(({ coolApps }) => coolApps)).toBe(true);
  const faults: Record<string, string[]> = {};
  const tried = new Set<string>(["GET /openapi.json", "GET /events"]);
  const call = async (route: string, body?: unknown, real = route): Promise<unknown> => {
    const [method = "", path = ""] = real.split(" ");
    const [, place = ""] = route.split(" ");
    const answer = await ask(`${emulator.url}/_emulator${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    tried.add(route);
    const value = JSON.parse(answer.text) as unknown;
    const schema = answerSchema(document, method, `/_emulator${place.replace(":id", "{id}")}`);
    const found = faultsOf(document, schema, value);
    if (answer.status !== 200) found.push(`HTTP ${answer.status}: ${answer.text}`);
    if (found.length > 0) faults[route] = found;
    return value;
  };

  for (const path of [
    "state",
    "calls",
    "registrations",
    "faults",
    "console",
    "coverage",
    "wire",
    "time",
    "seed",
  ])
    await call(`GET /${path}`);
  await call("GET /search", undefined, `GET /search?staffId=${PERSON}&word=`);
  await call("POST /recording/start", {});
  await call("POST /say", { from: PERSON, conversationId: direct, text: "五" });
  await call("POST /recording/stop", {});
  await call("POST /replay", {
    recording: {
      version: 1,
      steps: [
        {
          kind: "expect",
          afterMs: 0,
          conversation: `direct:${PERSON}:${clientId}`,
          robot: clientId,
          message: { kind: "text", text: "nothing comes" },
        },
      ],
    },
    timeoutMs: 1,
  });
  await call("POST /redeliver", { msgId });
  await call("POST /recall", { from: PERSON, messageId: msgId });
  await call("POST /press", {
    from: PERSON,
    outTrackId: "card-1",
    actionId: "form_submit",
    params: { form: { city: { index: 0, value: "hz" } } },
  });
  await call("POST /groups/change", { conversationId: group, title: "新名" });
  await call("POST /callbacks", { clientId, topic: "/v1.0/graph/api/invoke", data: { a: 1 }, timeoutMs: 50 });
  await call("POST /events", { clientId, eventType: "chat_disband" });
  await call("POST /apps/events", { clientId, events: ["robot_msg_read"] });
  await call("POST /apps/addresses", { clientId, addresses: ["127.0.0.1"] });
  await call("POST /apps/stream", { clientId, greetings: ["CONNECTED"] });
  await call("POST /address-limit", { calls: 100_000 });
  await call("POST /quota", { clientId, monthlyCalls: 50 });
  const begun = await ask(`${emulator.url}${OPERATIONS.registrationInit.path}`, {
    method: "POST",
    body: JSON.stringify({ source: "TEST" }),
  });
  const begin = await ask(`${emulator.url}${OPERATIONS.registrationBegin.path}`, {
    method: "POST",
    body: JSON.stringify({ nonce: begun.body["nonce"] }),
  });
  expect(await call("GET /registrations")).toHaveLength(1);
  await call("POST /registrations", { userCode: begin.body["user_code"], decision: "approve" });
  await call("POST /conversations", { clientId, staffId: "lina02" });
  const { id } = (await call("POST /faults", {
    operation: "sendDirect",
    effect: { kind: "reset" },
  })) as { id: string };
  await call("DELETE /faults/:id", undefined, `DELETE /faults/${id}`);
  await call("DELETE /faults");
  const webhook = { conversationId: group, name: "播报", sign: true, keywords: ["日报"] };
  const made = (await call("POST /webhook-robots", webhook)) as { id: string };
  await call("GET /console");
  await call("DELETE /webhook-robots/:id", undefined, `DELETE /webhook-robots/${made.id}`);
  await call("POST /connections", { clientId, fault: { kind: "half-open" } });
  await call("GET /console");
  await call("GET /wire");
  await call("POST /permissions", { clientId, scope: "Card.Streaming.Write", granted: false });
  await call("POST /permissions/apply", { clientId, scope: "Card.Streaming.Write" });
  await call("POST /tokens/expire", { clientId });
  await call("POST /webhooks/expire", {});
  await call("POST /downloads/expire", { what: "codes" });
  await call("POST /time", { advanceMs: 1_000 });
  await call("POST /organisations", { name: "新团队", by: PERSON });
  await call("POST /people", { name: "赵六", corpId });
  await call("POST /groups", { title: "新群", memberIds: [PERSON] });
  const app = (await call("POST /apps", { name: "新应用", corpId })) as { clientId: string };
  await call("POST /apps/publish", { clientId: app.clientId });
  await call("POST /read", { staffId: PERSON, conversationId: direct });
  await call("DELETE /wire");
  await call("POST /seed", await call("GET /seed"));
  await call("POST /reset", {});

  expect(faults).toEqual({});
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(
      (method) => `${method.toUpperCase()} ${path.replace("/_emulator", "").replace("{id}", ":id")}`,
    ),
  );
  expect([...tried].toSorted()).toEqual(routes.toSorted());
});

test("a description that lacked a field of an answer would be caught", async () => {
  const { emulator } = await busyEmulator();
  const document = await describe(emulator);
  const message = emulator.messages().find(({ card }) => card)!;
  const schema = { $ref: "#/components/schemas/Message" };
  expect(faultsOf(document, schema, message)).toEqual([]);
  expect(faultsOf(document, schema, { ...message, surprise: 1 })).not.toEqual([]);
  const { conversationId: _, ...rest } = message;
  expect(faultsOf(document, schema, rest)).not.toEqual([]);
});

test("a generator of clients finds a name for each operation, the address, and times that need 64 bits", async () => {
  const emulator = await start();
  const document = await describe(emulator);
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  const names = operations.map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(operations.length);
  expect(names).toContain("breakConnections");
  expect(document["servers"]).toEqual([{ url: emulator.url }]);
  expect(document.components.schemas["Time"]).toMatchObject({
    properties: { now: { type: "integer", format: "int64" }, aheadMs: { format: "int64" } },
  });
  const refs = [...JSON.stringify(document).matchAll(/"#\/components\/(\w+)\/(\w+)"/g)];
  const components = document.components as unknown as Record<string, Json>;
  expect(refs.filter(([, kind, name]) => components[kind!]?.[name!] === undefined)).toEqual([]);
});

/** The status and the sentence of a refusal. */
const said = async (answer: Promise<Response>) => {
  const response = await answer;
  return [response.status, ((await response.json()) as { message: string }).message];
};

test("a program that asks wrongly is told where: method, size, broken JSON, field, person", async () => {
  const emulator = await start();
  const door = (method: string, path: string, body?: string, headers: Record<string, string> = {}) =>
    fetch(`${emulator.url}/_emulator${path}`, { method, headers, ...(body === undefined ? {} : { body }) });

  const wrong = await door("GET", "/say");
  expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "POST"]);
  const fault = await door("PUT", "/faults/fault-1");
  expect([fault.status, fault.headers.get("allow")]).toEqual([405, "DELETE"]);
  expect((await door("GET", "/nothing")).status).toBe(404);
  expect(await said(door("POST", "/quota", "x".repeat(3 * 1024 * 1024)))).toEqual([
    413,
    "The body is larger than 2 MB.",
  ]);
  expect(await said(door("POST", "/say", '{\n  "from": "a",\n  text: 1}'))).toEqual([
    400,
    "Not JSON: line 3, column 3.",
  ]);
  expect(await said(door("POST", "/time", '{"advanceMs":"5","ahead":1}'))).toEqual([
    400,
    expect.stringMatching(/advanceMs: .*"ahead"/),
  ]);
  const inChinese = { "accept-language": "zh-CN,zh;q=0.9" };
  const addresses = JSON.stringify({ clientId, addresses: ["1.2.3"] });
  expect(await said(door("POST", "/apps/addresses", addresses, inChinese))).toEqual([
    400,
    "addresses.0: 不是 IP 地址，请写成 203.0.113.9 或 203.0.113.*。",
  ]);
  expect(await said(door("POST", "/apps/publish", '{"clientId":"nobody"}', inChinese))).toEqual([
    400,
    `没有“nobody”这个应用。已有：${clientId}。`,
  ]);
  expect(await said(door("POST", "/read", '{"staffId":"nobody","conversationId":"x"}'))).toEqual([
    400,
    expect.stringContaining('no person "nobody"'),
  ]);
});

test("a seed that points at somebody it lacks is refused with the place, and nothing is lost", async () => {
  const emulator = await start();
  const before = emulator.snapshot();
  const seed = emulator.snapshotSeed();
  const load = (change: object) =>
    ask(`${emulator.url}/_emulator/seed`, { method: "POST", body: JSON.stringify({ ...seed, ...change }) });
  const group = { title: "群", memberIds: [PERSON, "nobody"], robotIds: [] };
  const apps = [{ ...seed.apps[0], organisation: "别家" }];
  const twice = [seed.people[0], seed.people[0]];
  expect((await load({ groups: [group] })).body["message"]).toContain("groups.0.memberIds.1");
  expect((await load({ apps })).body["message"]).toContain("apps.0.organisation");
  expect((await load({ people: twice })).body["message"]).toContain("people.1.staffId");
  expect(emulator.snapshot()).toEqual(before);
});
