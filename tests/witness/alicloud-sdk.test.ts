/**
 * Alibaba's own model of the platform, `@alicloud/dingtalk`, unmodified, against the emulator: it is aimed by its own
 * options (`endpoint`, `protocol`), and casts each answer into its models, which refuse a field of another type. An
 * answer may hold nothing that the models do not know. It takes 75 MB with its packages, so that it is no package of
 * ours: `npm run test:witness` installs it and runs this lane.
 */
import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { FlowStatus, PUBLIC_AI_CARD } from "../../src/contract/card.ts";
import type { Operation } from "../../src/contract/endpoints.ts";
import { EMULATED_OPERATIONS } from "../../src/contract/other-operations.ts";
import type { WireCall } from "../../src/contract/emulator-console.ts";
import {
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  defaultSeed,
  type Emulator,
} from "../../src/emulator/index.ts";
import { WITNESS_VARIABLE } from "../../scripts/gateway/project-paths.ts";
import { connectRobot, conversationsOf, payloadOf } from "../emulator/platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

interface Model {
  toMap(): Record<string, unknown>;
}
type Maker = new (fields: object) => Model;
type Send = (...args: readonly unknown[]) => Promise<{ body?: Model }>;
type Module = Record<string, unknown> & { readonly default: new (config: object) => Record<string, Send> };

const folder = process.env[WITNESS_VARIABLE];
if (folder === undefined)
  throw new Error(`Run \`npm run test:witness\`: it installs the SDK and sets ${WITNESS_VARIABLE}.`);
const from = createRequire(join(folder, "package.json"));

const start = useEmulators(afterEach);
const robotCode = DEFAULT_CLIENT_ID;
const AUTHOR = "manager807";
const MASK = "***";

/** The names of an answer's fields, and the types of what they hold. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, shapeOf(item)])
      .toSorted(([one], [other]) => String(one).localeCompare(String(other))),
  );
}

/** The answer with what the wire masks masked as well. */
function asShown(value: unknown, shown: unknown): unknown {
  if (shown === MASK) return MASK;
  if (typeof value !== "object" || value === null || typeof shown !== "object" || shown === null)
    return value;
  if (Array.isArray(value)) return value.map((item, at) => asShown(item, (shown as unknown[])[at]));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, asShown(item, (shown as Record<string, unknown>)[key])]),
  );
}

/** Operations whose answers the models have taken. */
const witnessed = new Set<string>();

/** The old host has SDKs of another kind, and reactions are in no document; everything else has to be witnessed. */
const isModelled = ([id, { host }]: [string, Operation]) =>
  host === "api" && !["replyEmotion", "recallEmotion"].includes(id);

const lastCall = (emulator: Emulator) => (emulator.wire({ kind: "call" }) as WireCall[]).at(-1);

/** Calls as a program that uses the SDK does; resolves with the answer as the SDK's models hold it. */
async function useSdk(emulator: Emulator) {
  const config = { protocol: "http", endpoint: new URL(emulator.url).host, regionId: "central" };
  let token: string | undefined;
  /** `fields`: of the request; undefined where it has none. `path`: what stands in its address. */
  const call = async (
    moduleName: string,
    method: string,
    fields: object | undefined,
    ...path: readonly string[]
  ) => {
    const sdk = from(`@alicloud/dingtalk/${moduleName}`) as Module;
    const name = `${method.charAt(0).toUpperCase()}${method.slice(1)}`;
    const make = (kind: string, values: object) => {
      const Made = sdk[`${name}${kind}`] as Maker | undefined;
      return Made === undefined ? values : new Made(values);
    };
    const headers = token === undefined ? {} : make("Headers", { xAcsDingtalkAccessToken: token });
    const client = new sdk.default(config);
    const request = fields === undefined ? [] : [make("Request", fields)];
    const { body } = await client[`${method}WithOptions`]!(...path, ...request, headers, {});
    const answer = body?.toMap() ?? {};
    const { operation = "unknown", response = "null" } = lastCall(emulator) ?? {};
    const shown: unknown = JSON.parse(response);
    expect(shapeOf(asShown(answer, shown)), `${method}: models and answer`).toEqual(shapeOf(shown));
    witnessed.add(operation);
    return answer;
  };
  const { accessToken } = await call("oauth2_1_0", "getAccessToken", {
    appKey: DEFAULT_CLIENT_ID,
    appSecret: DEFAULT_CLIENT_SECRET,
  });
  token = String(accessToken);
  return call;
}

const text = (content: string) => ({
  robotCode,
  msgKey: "sampleText",
  msgParam: JSON.stringify({ content }),
});

const cardRequest = (outTrackId: string) => ({
  cardTemplateId: PUBLIC_AI_CARD.id,
  outTrackId,
  callbackType: "STREAM",
  cardData: { cardParamMap: PUBLIC_AI_CARD.initial },
});

const place = {
  openSpaceId: `dtv1.card//IM_ROBOT.${AUTHOR}`,
  imRobotOpenDeliverModel: { spaceType: "IM_ROBOT", robotCode },
};

describe("@alicloud/dingtalk, unmodified", () => {
  test("a program gets its token, sends to a person and a group, asks who has read it, and takes both back", async () => {
    const emulator = await start();
    const call = await useSdk(emulator);
    const { conversationId: openConversationId } = conversationsOf(emulator).group;
    const direct = await call("robot_1_0", "batchSendOTO", { ...text("早"), userIds: [AUTHOR] });
    const group = await call("robot_1_0", "orgGroupSend", { ...text("大家早"), openConversationId });
    expect(emulator.messages().map((message) => message.text)).toEqual(["早", "大家早"]);
    emulator.markRead(AUTHOR, openConversationId);
    const read = await call("robot_1_0", "batchOTOQuery", {
      robotCode,
      processQueryKey: direct["processQueryKey"],
    });
    expect(read["messageReadInfoList"]).toMatchObject([{ userId: AUTHOR, readStatus: "UNREAD" }]);
    const readers = await call("robot_1_0", "orgGroupQuery", {
      robotCode,
      openConversationId,
      processQueryKey: group["processQueryKey"],
      maxResults: 200,
    });
    expect(readers["readUserIds"]).toEqual([AUTHOR]);
    const recalled = await call("robot_1_0", "batchRecallOTO", {
      robotCode,
      processQueryKeys: [direct["processQueryKey"]],
    });
    expect(recalled["successResult"]).toEqual([direct["processQueryKey"]]);
    await call("robot_1_0", "orgGroupRecall", {
      robotCode,
      openConversationId,
      processQueryKeys: [group["processQueryKey"]],
    });
    expect(emulator.messages().every((message) => message.recalled)).toBe(true);
  });

  test("a program asks for the robot's groups, a group's title and people, and a person's id", async () => {
    const emulator = await start();
    const call = await useSdk(emulator);
    const { conversationId: openConversationId, title } = conversationsOf(emulator).group;
    await call("robot_1_0", "queryBotInstanceInGroupInfo", { robotCode, pageNumber: 1, pageSize: 10 });
    const info = await call("im_1_0", "queryOpenGroupBaseInfo", { openConversationId });
    expect(info["result"]).toMatchObject({ title });
    const asked = { openConversationId, userId: AUTHOR, maxResults: 10, nextToken: 0 };
    const members = await call("im_1_0", "queryInnerGroupMemberList", asked);
    expect(members["list"]).toContainEqual(expect.objectContaining({ userId: AUTHOR }));
    const found = await call("contact_1_0", "searchUser", { queryWord: "张伟", offset: 0, size: 10 });
    expect(found["list"]).toEqual(["zhangwei01"]);
  });

  test("a program asks for a group's robots, for a person by unionId, and writes between two people", async () => {
    const memberIds = [AUTHOR, "lina02"] as const;
    const openConversationId = "cidPairOfTwo==";
    const pairs = [{ conversationId: openConversationId, memberIds, coolApps: [robotCode] }];
    const emulator = await start({ seed: { ...defaultSeed(), pairs } });
    const call = await useSdk(emulator);
    const group = emulator
      .snapshot()
      .conversations.find(({ coolApps, type }) => type === "group" && !coolApps);
    emulator.addWebhookRobot({ conversationId: group!.conversationId, name: "告警" });
    const robots = await call("robot_1_0", "getBotListInGroup", {
      openConversationId: group!.conversationId,
    });
    expect(robots["chatbotInstanceVOList"]).toMatchObject([{ robotCode }, { name: "告警" }]);
    const bot = await connectRobot(emulator, { autoAck: true });
    await emulator.say({ from: AUTHOR, conversationId: emulator.openDirect(robotCode, AUTHOR), text: "早" });
    const unionId = String(payloadOf(await bot.next())["senderUnionId"]);
    expect(await call("contact_1_0", "getUser", undefined, unionId)).toMatchObject({
      unionId,
      nick: "陈思远",
    });
    const cool = { coolAppCode: "COOLAPP-1", openConversationId };
    await call("robot_1_0", "privateChatSend", { ...text("早"), ...cool });
    expect(emulator.messages(openConversationId)).toMatchObject([{ text: "早" }]);
    const outTrackId = "between-two";
    const openSpaceId = `dtv1.card//IM_SINGLE.${openConversationId}`;
    const single = { openSpaceId, imSingleOpenSpaceModel: { supportForward: true } };
    const between = { ...cardRequest(outTrackId), ...single, imSingleOpenDeliverModel: {} };
    const { result } = await call("card_1_0", "createAndDeliver", between);
    expect(result).toMatchObject({ deliverResults: [{ success: true, spaceType: "IM_SINGLE" }] });
    const imGroupOpenSpaceModel = { lastMessageI18n: { ZH_CN: "一张卡片" } };
    await call("card_1_0", "appendSpace", { outTrackId, imGroupOpenSpaceModel });
    expect(emulator.messages(openConversationId).at(-1)?.card?.spaces).toEqual({
      IM_SINGLE: { supportForward: true },
      IM_GROUP: { lastMessage: { ZH_CN: "一张卡片" } },
    });
  });

  test("a program puts a file into a group's space, posts it, and takes its token for the organisation", async () => {
    const emulator = await start();
    const call = await useSdk(emulator);
    const { conversationId: openConversationId } = conversationsOf(emulator).group;
    const bot = await connectRobot(emulator, { autoAck: true });
    await emulator.say({ from: AUTHOR, conversationId: emulator.openDirect(robotCode, AUTHOR), text: "早" });
    const unionId = String(payloadOf(await bot.next())["senderUnionId"]);
    const own = await call("conv_file_1_0", "getSpace", { unionId, openConversationId });
    const { spaceId } = own["space"] as { spaceId: string };
    const wish = { unionId, protocol: "HEADER_SIGNATURE", multipart: false };
    const { uploadKey, headerSignatureInfo } = await call("storage_1_0", "getFileUploadInfo", wish, spaceId);
    const { resourceUrls, headers } = headerSignatureInfo as {
      resourceUrls: string[];
      headers: Record<string, string>;
    };
    const body = new Uint8Array(Buffer.from("words"));
    expect((await fetch(resourceUrls[0]!, { method: "PUT", headers, body })).status).toBe(200);
    const entry = { unionId, uploadKey, name: "a.txt", parentId: "0" };
    const { dentry } = await call("storage_1_0", "commitFile", entry, spaceId);
    const { id: dentryId } = dentry as { id: string };
    await call("conv_file_1_0", "send", { unionId, spaceId, dentryId, openConversationId });
    expect(emulator.messages(openConversationId)).toMatchObject([{ attachments: [{ name: "a.txt" }] }]);
    await call("storage_1_0", "getFileDownloadInfo", { unionId }, spaceId, dentryId);
    const [organisation] = emulator.snapshot().organisations;
    const grant = {
      clientId: DEFAULT_CLIENT_ID,
      clientSecret: DEFAULT_CLIENT_SECRET,
      grantType: "client_credentials",
    };
    await call("oauth2_1_0", "getToken", grant, organisation!.corpId);
  });

  test("a program creates a card, delivers it, streams into it and finishes it", async () => {
    const emulator = await start();
    const call = await useSdk(emulator);
    const stream = (outTrackId: string, content: string, isFinalize: boolean) =>
      call("card_1_0", "streamingUpdate", {
        outTrackId,
        guid: randomUUID(),
        key: PUBLIC_AI_CARD.contentKey,
        content,
        isFull: true,
        isFinalize,
        isError: false,
      });
    await call("card_1_0", "createAndDeliver", { ...cardRequest("at-once"), ...place });
    await call("card_1_0", "createCard", {
      ...cardRequest("in-two-steps"),
      imRobotOpenSpaceModel: { supportForward: true },
    });
    await call("card_1_0", "deliverCard", { outTrackId: "in-two-steps", ...place });
    for (const outTrackId of ["at-once", "in-two-steps"]) {
      await stream(outTrackId, "写到一半", false);
      await stream(outTrackId, "写完了", true);
      await call("card_1_0", "updateCard", {
        outTrackId,
        cardData: { cardParamMap: { flowStatus: FlowStatus.finished } },
        cardUpdateOptions: { updateCardDataByKey: true },
      });
    }
    const cards = emulator.messages().map(({ card }) => ({ state: card?.state, content: card?.content }));
    expect(cards).toEqual(Array.from({ length: 2 }, () => ({ state: "finished", content: "写完了" })));
  });

  test("a program opens a Stream connection and trades a download code for an address", async () => {
    const emulator = await start();
    const call = await useSdk(emulator);
    const robot = await connectRobot(emulator, { autoAck: true });
    const { conversationId } = conversationsOf(emulator).direct;
    const content = { kind: "file", name: "a.txt", data: Buffer.from("words").toString("base64") } as const;
    await emulator.say({ from: AUTHOR, conversationId, content });
    const { downloadCode } = payloadOf(await robot.next())["content"] as { downloadCode: string };
    const { downloadUrl } = await call("robot_1_0", "robotMessageFileDownload", { robotCode, downloadCode });
    expect(await (await fetch(String(downloadUrl))).text()).toBe("words");
    const opened = await call("gateway_1_0", "openConnection", {
      clientId: DEFAULT_CLIENT_ID,
      clientSecret: DEFAULT_CLIENT_SECRET,
      subscriptions: [{ type: "CALLBACK", topic: "/v1.0/im/bot/messages/get" }],
    });
    expect(opened["endpoint"]).toMatch(/^ws:/);
  });

  test("a program that lacks a permission is told so in the SDK's own error", async () => {
    const emulator = await start();
    const call = await useSdk(emulator);
    emulator.revoke(DEFAULT_CLIENT_ID, "qyapi_robot_sendmsg");
    await expect(
      call("robot_1_0", "batchSendOTO", { ...text("早"), userIds: [AUTHOR] }),
    ).rejects.toMatchObject({
      code: "Forbidden.AccessDenied.AccessTokenPermissionDenied",
      accessDeniedDetail: { requiredScopes: ["qyapi_robot_sendmsg"] },
    });
  });

  // Last, as it counts what the tests before it have called.
  test("the SDK's models have taken an answer of every operation of the contract that they know", () => {
    const modelled = (Object.entries(EMULATED_OPERATIONS) as [string, Operation][]).filter(isModelled);
    expect([...witnessed].toSorted()).toEqual(modelled.map(([id]) => id).toSorted());
  });
});
