/** An account that sends files and shows that it thinks, over the local DingTalk, without the gateway. */
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEmulator, DEFAULT_CLIENT_ID, type Emulator } from "../../src/emulator/index.ts";
import { startAccountRig, temporaryFolder, type AccountRig } from "../support/account-rig.ts";
import { TINY_PNG } from "../support/fake-media.ts";
import { answered, connected, robotMessages, shownText } from "../support/dingtalk-rig.ts";

const PERSON = "zhangwei01";
let emulator: Emulator;
let rig: AccountRig;
let directory: string;
let conversationId: string;

const start = async () => {
  rig = await startAccountRig({ url: emulator.url, section: { thinkingReaction: true }, directory });
  await connected(emulator);
};

beforeEach(async () => {
  directory = temporaryFolder();
  emulator = await createEmulator();
  conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, PERSON);
  await start();
});
afterEach(async () => {
  await rig.account.stop();
  await emulator.close();
  fs.rmSync(directory, { recursive: true, force: true });
});

const say = (text: string) => emulator.say({ from: PERSON, conversationId, text });
const chips = () =>
  emulator.messages(conversationId).flatMap(({ reactions = [] }) => reactions.map(({ name }) => name));

describe("an account's thinking reaction", () => {
  it("is gone after the next start when DingTalk did not take it off before the end", async () => {
    const fault = emulator.fault({ operation: "recallEmotion", effect: { kind: "reset" } });
    await say("hello");
    await answered(emulator, conversationId, "answer to hello");
    await expect.poll(chips).toEqual(["🤔 Thinking"]);
    await rig.account.stop();
    fault.clear();
    expect(chips()).toEqual(["🤔 Thinking"]);
    await start();
    await expect.poll(chips).toEqual([]);
  });

  it("lets a direct chat be reacted to after the next start", async () => {
    const { msgId } = await say("hello");
    await answered(emulator, conversationId, "answer to hello");
    await expect.poll(chips).toEqual([]);
    await rig.account.stop();
    await start();
    await rig.account.actions.react({ kind: "user", staffId: PERSON }, msgId, "👍", false);
    expect(chips()).toEqual(["👍"]);
  });
});

describe("a picture in an answer", () => {
  it.each([
    { how: "a card", section: {} },
    { how: "a message", section: { enableAICard: false } },
  ])("is uploaded, and shown in $how by what DingTalk calls it", async ({ section }) => {
    const pictures = http.createServer((_request, response) => {
      response.writeHead(200, { "content-type": "image/png" });
      response.end(TINY_PNG);
    });
    await new Promise<void>((resolve) => pictures.listen(0, "127.0.0.1", resolve));
    const { port } = pictures.address() as AddressInfo;
    await rig.account.stop();
    rig = await startAccountRig({ url: emulator.url, section, directory });
    await connected(emulator);
    rig.host.agent = async (turn) => {
      await turn.lifecycle.onAdopted();
      const text = `Look:\n\n![a pixel](http://127.0.0.1:${port}/a.png)`;
      await turn.events.deliver({ text, media: [], isError: false }, "final");
      return "completed";
    };
    await say("draw something");
    const shown = () => robotMessages(emulator, conversationId).map(shownText).join("");
    await expect.poll(shown).toMatch(/^Look:\n\n!\[a pixel\]\(@[^)]+\)$/);
    const mediaId = /\((@[^)]+)\)/.exec(shown())?.[1] ?? "";
    const picture = await fetch(`${emulator.url}/_emulator/uploads/${encodeURIComponent(mediaId)}`);
    expect(Buffer.from(await picture.arrayBuffer()).equals(TINY_PNG)).toBe(true);
    pictures.close();
  });
});

describe("an account that is told by the host to send a file", () => {
  it("says to a person whom it is answering why it cannot, and to the host", async () => {
    const sending = Promise.withResolvers<unknown>();
    rig.host.agent = async (turn) => {
      await turn.lifecycle.onAdopted();
      const source = { url: "/etc/passwd" };
      await rig.account.desk.deliverMedia(`user:${PERSON}`, source).then(sending.resolve, sending.reject);
      return "completed";
    };
    const failed = expect(sending.promise).rejects.toMatchObject({ reason: "not-allowed" });
    await say("the secret please");
    await failed;
    const told = '"passwd" could not be sent: the bot may not send files from where it lies.';
    expect(robotMessages(emulator, conversationId).map(shownText)).toEqual([told]);
  });

  it("says nothing to a person who waits for nothing", async () => {
    const sending = rig.account.desk.deliverMedia(`user:${PERSON}`, { url: "/etc/passwd" });
    await expect(sending).rejects.toMatchObject({ reason: "not-allowed" });
    expect(robotMessages(emulator, conversationId)).toEqual([]);
  });
});
