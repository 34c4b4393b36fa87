/** The client and the local DingTalk, which share no code but the contract: do they mean the same? */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DingTalkClient } from "../../src/client/index.ts";
import { createDingTalkClient } from "../../src/client/index.ts";
import { PUBLIC_AI_CARD } from "../../src/contract/card.ts";
import { robotMessageSchema } from "../../src/contract/robot-message.ts";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  type Emulator,
} from "../../src/emulator/index.ts";
import { eventually, pause } from "./local-dingtalk.ts";

const PERSON = "manager807";

describe("the client against the emulator", () => {
  let emulator: Emulator;
  let client: DingTalkClient;
  beforeEach(async () => {
    emulator = await createEmulator();
    client = clientOf(DEFAULT_CLIENT_SECRET);
  });
  afterEach(async () => {
    await client.close();
    await emulator.close();
  });
  const clientOf = (clientSecret: string) =>
    createDingTalkClient({
      clientId: DEFAULT_CLIENT_ID,
      clientSecret,
      endpoints: { api: emulator.url, oapi: emulator.url },
    });
  const say = (text: string) =>
    emulator.say({ from: PERSON, conversationId: emulator.openDirect(DEFAULT_CLIENT_ID, PERSON), text });
  const group = () =>
    emulator.snapshot().conversations.find((one) => one.type === "group")?.conversationId ?? "";

  it("passes the probe, and names wrong credentials", async () => {
    expect(await client.probe()).toMatchObject({ ok: true });
    expect(await clientOf("wrong").probe()).toMatchObject({ ok: false, error: { code: "bad-credentials" } });
  });

  it("looks people up by id and by name, groups by id, and names the permission that is missing", async () => {
    const { directory } = client;
    expect(await directory.getUser("zhangwei01")).toMatchObject({ staffId: "zhangwei01", name: "张伟" });
    expect(await directory.getUser("nobody")).toBeUndefined();
    expect(await directory.searchUsers("张")).toEqual(["zhangwei01"]);
    expect(await directory.getGroupTitle(group())).toBe("产品讨论群");
    const page = await directory.listGroupMembers(group(), "zhangwei01");
    expect(page.members).toContainEqual({ staffId: "lina02", name: "李娜" });
    expect(page.next).toBeUndefined();
    expect((await directory.listGroupMembers(group(), "zhangwei01", { from: 1 })).members).toHaveLength(
      page.members.length - 1,
    );
    await expect(directory.getGroupTitle("cidNowhere")).rejects.toMatchObject({ code: "refused" });
    emulator.revoke(DEFAULT_CLIENT_ID, "qyapi_get_member");
    await expect(directory.getUser("zhangwei01")).rejects.toMatchObject({
      code: "scope-missing",
      requiredScopes: ["qyapi_get_member"],
    });
  });

  it("uploads a file that a message can name, and refuses one above the limit before anything is sent", async () => {
    const data = Buffer.from("%PDF-1.7");
    const { mediaId } = await client.media.upload({ type: "file", fileName: "报价单.pdf", data });
    const msgParam = { mediaId, fileName: "报价单.pdf", fileType: "pdf" };
    await client.robot.sendDirect({ userIds: [PERSON], msgKey: "sampleFile", msgParam });
    expect(emulator.messages().at(-1)).toMatchObject({
      form: "file",
      attachments: [{ name: "报价单.pdf", bytes: 8 }],
    });
    const large = { type: "voice", fileName: "a.amr", data: Buffer.alloc(2 * 1024 * 1024 + 1) } as const;
    const calls = emulator.calls().length;
    await expect(client.media.upload(large)).rejects.toMatchObject({ code: "too-large", dispatched: "no" });
    expect(emulator.calls()).toHaveLength(calls);
    const wrong = client.media.upload({ type: "image", fileName: "a.png", data });
    await expect(wrong).rejects.toMatchObject({ code: "hidden-failure", platformCode: "40005" });
  });

  it("takes back its messages, says which it could not, and reacts to a person's", async () => {
    const text = { msgKey: "sampleText", msgParam: { content: "soon gone" } };
    const { processQueryKey = "" } = await client.robot.sendDirect({ userIds: [PERSON], ...text });
    expect(await client.recall.direct([processQueryKey, "unknown"])).toEqual({
      recalled: [processQueryKey],
      failed: [{ key: "unknown", reason: expect.any(String) }],
    });
    await expect(client.recall.group(group(), [])).rejects.toMatchObject({ code: "invalid-argument" });
    const { msgId } = await say("look");
    const chip = { conversationId: emulator.openDirect(DEFAULT_CLIENT_ID, PERSON), msgId, name: "👍" };
    await client.emotion.reply(chip);
    expect(emulator.messages().at(-1)?.reactions).toEqual([{ clientId: DEFAULT_CLIENT_ID, name: "👍" }]);
    await client.emotion.recall(chip);
    expect(emulator.messages().at(-1)?.reactions).toBeUndefined();
  });

  it("answers a person by session webhook, by robot message and by a card that streams", async () => {
    const inbox: string[] = [];
    await client.stream({
      async onFrame(frame, ack) {
        inbox.push(frame.data ?? "");
        await ack();
      },
    }).opened;
    const { msgId } = await say("hello");
    await eventually(() => inbox.length === 1);
    const message = robotMessageSchema.parse(JSON.parse(inbox[0] ?? ""));
    expect(message).toMatchObject({ msgId, text: { content: "hello" } });
    await emulator.waitFor(
      ({ messages }) => messages.find((one) => one.id === msgId)?.pushes?.[0]?.state === "acked",
    );

    await client.robot.sendBySession(message.sessionWebhook ?? "", { markdown: "**one**", title: "One" });
    const sent = await client.robot.sendDirect({
      userIds: [PERSON],
      msgKey: "sampleMarkdown",
      msgParam: { title: "Two", text: "**two**" },
    });
    expect(sent).toMatchObject({ delivered: [PERSON], refused: [] });
    const created = await client.card.createAndDeliver({
      outTrackId: "card-1",
      template: PUBLIC_AI_CARD,
      to: { kind: "user", staffId: PERSON },
      lastMessage: "three",
    });
    expect(created.carrierId).toEqual(expect.any(String));
    await client.card.update({ outTrackId: "card-1", params: { flowStatus: "2" } });
    const frame = { outTrackId: "card-1", key: PUBLIC_AI_CARD.contentKey };
    await client.card.stream({ ...frame, guid: "g1", content: "th" });
    await client.card.stream({ ...frame, guid: "g2", content: "three", finalize: true });
    await client.card.update({ outTrackId: "card-1", params: { flowStatus: "3" } });
    const answers = emulator.messages(message.conversationId).filter((one) => one.from.kind === "robot");
    expect(answers.map((one) => one.card?.content ?? one.text)).toEqual(["**one**", "**two**", "three"]);
    expect(answers[2]?.card?.state).toBe("finished");
    expect(emulator.ignoredAcks()).toEqual([]);
  });

  it("writes to a group, and understands why it may not any more", async () => {
    const message = { openConversationId: group(), msgKey: "sampleText", msgParam: { content: "hi" } };
    await client.robot.sendGroup(message);
    emulator.revoke(DEFAULT_CLIENT_ID, "qyapi_robot_sendmsg");
    await expect(client.robot.sendGroup(message)).rejects.toMatchObject({
      code: "scope-missing",
      requiredScopes: ["qyapi_robot_sendmsg"],
      applyUrl: expect.stringContaining(DEFAULT_CLIENT_ID),
    });
    await expect(
      client.robot.sendGroup({ ...message, openConversationId: message.openConversationId.toLowerCase() }),
    ).rejects.toMatchObject({ dispatched: "refused" });
  });

  it("logs in again by itself when its token has expired", async () => {
    await client.probe();
    emulator.expireTokens(DEFAULT_CLIENT_ID);
    expect(await client.probe()).toMatchObject({ ok: true });
    expect(emulator.calls().filter((call) => call.operation === "getAccessToken")).toHaveLength(2);
  });

  it("hears that a session webhook has expired", async () => {
    const urls: string[] = [];
    await client.stream({
      onFrame: (frame) =>
        void urls.push(robotMessageSchema.parse(JSON.parse(frame.data ?? "")).sessionWebhook ?? ""),
    }).opened;
    await say("hello");
    await eventually(() => urls.length === 1);
    emulator.expireSessionWebhooks();
    await expect(client.robot.sendBySession(urls[0] ?? "", { text: "late" })).rejects.toMatchObject({
      code: "session-expired",
    });
  });

  it("creates a card once although the first answer got lost", async () => {
    emulator.fault({
      operation: "createAndDeliverCard",
      effect: { kind: "hang-after", ms: 5_000 },
      times: 1,
    });
    const created = await client.card.createAndDeliver({
      outTrackId: "card-1",
      template: PUBLIC_AI_CARD,
      to: { kind: "user", staffId: PERSON },
      timeoutMs: 800,
    });
    expect(created).toEqual({ outTrackId: "card-1", alreadyExisted: true });
    expect(emulator.messages().filter((one) => one.kind === "card")).toHaveLength(1);
  });

  it("hears every message once while DingTalk makes it move again and again", async () => {
    const seen: string[] = [];
    await client.stream({
      async onFrame(frame, ack) {
        seen.push(robotMessageSchema.parse(JSON.parse(frame.data ?? "")).msgId);
        await pause(3);
        await ack();
      },
    }).opened;
    const said: string[] = [];
    for (let index = 0; index < 60; index += 1) {
      said.push((await say(`message ${index}`)).msgId);
      if (index % 20 === 10)
        emulator.connectionFault(DEFAULT_CLIENT_ID, { kind: "disconnect", graceMs: 150 });
      await pause(4);
    }
    await eventually(() => seen.length >= 60);
    expect(seen.toSorted()).toEqual(said.toSorted());
    await emulator.waitFor(({ messages }) =>
      messages.filter((one) => one.from.kind === "person").every((one) => one.pushes?.[0]?.state === "acked"),
    );
    await eventually(() => emulator.snapshot().apps[0]?.connections === 1);
  });

  it("is back after its socket was reset, and hears what waited for it", async () => {
    const seen: string[] = [];
    const stream = client.stream({
      async onFrame(frame, ack) {
        seen.push(robotMessageSchema.parse(JSON.parse(frame.data ?? "")).text?.content ?? "");
        await ack();
      },
    });
    await stream.opened;
    emulator.connectionFault(DEFAULT_CLIENT_ID, { kind: "reset" });
    await eventually(() => stream.state.status === "reconnecting");
    await say("are you there?");
    await eventually(() => seen.length === 1);
    expect(stream.state).toMatchObject({ status: "connected", lastError: { code: "network" } });
  });
});
