/**
 * What the bot sends over the real gateway: files of an answer, the host's own sends, `openclaw message …`, taking
 * back and reactions. Most sends go through the gateway's own method, since a command takes seconds.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EmulatorMessage } from "../../src/contract/emulator-control.ts";
import { allScopes } from "../../src/emulator/seed.ts";
import { createVideoSample, VIDEO_SAMPLE_MS } from "../../src/web/chat/samples/video-sample.ts";
import {
  answered,
  connected,
  crowdedSeed,
  robotMessages,
  startRig,
  type Rig,
} from "../support/dingtalk-rig.ts";
import { TINY_PNG } from "../support/fake-media.ts";
import { amr, wav } from "../support/fake-sounds.ts";
import { canSkipFfmpeg, hasFfmpeg } from "../support/ffmpeg.ts";
import { linkGateway, type GatewayLink } from "../support/gateway-client.ts";

/** A second bot, whose answers are ordinary messages. */
const PLAIN = { clientId: "dingplainbot0002", clientSecret: "secret-of-the-plain-bot" };

let rig: Rig;
let link: GatewayLink;

beforeAll(async () => {
  const seed = crowdedSeed();
  const plain = { ...PLAIN, name: "备用机器人", scopes: allScopes() };
  rig = await startRig({
    seed: { ...seed, apps: [...seed.apps, plain] },
    dingtalk: {
      language: "en",
      thinkingReaction: true,
      accounts: { plain: { ...PLAIN, enableAICard: false, thinkingReaction: false } },
    },
  });
  await connected(rig.emulator, PLAIN.clientId);
  link = await linkGateway(rig.gateway);
}, 120_000);
afterAll(async () => {
  await link?.close();
  await rig?.close();
});

type Person = ReturnType<Rig["newPerson"]>;

/** In the agent's workspace, from where the host lets be sent. */
function file(name: string, data: Buffer | string): string {
  const folder = join(rig.gateway.state.stateDir, "workspace");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), data);
  return join(folder, name);
}

const ask = ({ staffId, conversationId }: Person, text: string) =>
  rig.emulator.say({ from: staffId, conversationId, text });

const said = (conversationId: string, match: (message: EmulatorMessage) => boolean) =>
  rig.emulator.waitFor(() => robotMessages(rig.emulator, conversationId).find(match), 30_000);

const named = (name: string) => (message: EmulatorMessage) => message.attachments?.[0]?.name === name;

let serial = 0;

/** As an operator or a cron job has the gateway send. */
function send(to: string, params: { readonly message?: string; readonly mediaUrl?: string }) {
  serial += 1;
  const idempotencyKey = `outbound-${serial}`;
  return link.request<{ readonly messageId?: string }>("send", {
    channel: "dingtalk",
    to,
    idempotencyKey,
    ...params,
  });
}

const openclaw = (...args: string[]) =>
  rig.gateway.state.cli(["message", ...args, "--channel", "dingtalk", "--json"], { allowFailure: true });

const calls = (operation: string) =>
  rig.emulator.calls().filter((call) => call.operation === operation).length;

describe("an answer of the agent", () => {
  test("brings its words on the card and its files after them, in their order", async () => {
    const person = rig.newPerson();
    const picture = file("chart.png", TINY_PNG);
    const report = file("report.txt", "three lines of it");
    rig.model.on("the chart please", `Here it is.\nMEDIA:${picture}\nMEDIA:${report}`);
    await ask(person, "the chart please");
    await answered(rig.emulator, person.conversationId, "Here it is.");
    const last = await said(person.conversationId, ({ form }) => form === "file");
    const shown = robotMessages(rig.emulator, person.conversationId);
    expect(shown.map(({ kind, form }) => form ?? kind)).toEqual(["card", "picture", "file"]);
    expect(last.attachments).toMatchObject([{ bytes: 17 }]);
  }, 90_000);

  test("by ordinary message brings its files after its words, and tells which link is dead", async () => {
    const { staffId } = rig.newPerson();
    const conversationId = rig.emulator.openDirect(PLAIN.clientId, staffId);
    const links = `MEDIA:https://files.invalid/gone.png\nMEDIA:${file("second.png", TINY_PNG)}`;
    rig.model.on("both charts", `Here they are.\n${links}`);
    await rig.emulator.say({ from: staffId, conversationId, text: "both charts" });
    await said(conversationId, ({ form }) => form === "picture");
    expect(robotMessages(rig.emulator, conversationId).map(({ form, text }) => form ?? text)).toEqual([
      "Here they are.",
      '"gone.png" could not be sent: it could not be downloaded.',
      "picture",
    ]);
  }, 60_000);

  test("says which file may not be sent, and keeps its words", async () => {
    const person = rig.newPerson();
    rig.model.on("the secret please", "Here it is.\nMEDIA:/etc/passwd");
    await ask(person, "the secret please");
    const told = await said(person.conversationId, ({ card }) => card?.state === "finished");
    expect(told.card?.content).toMatch(/^Here it is\.[\s\S]*passwd/);
    expect(robotMessages(rig.emulator, person.conversationId)).toHaveLength(1);
  }, 60_000);
});

describe("a send of the host's own", () => {
  test("brings text, Markdown, picture, voice, sound and film, each in its form", async () => {
    const { staffId, conversationId } = rig.newPerson();
    const to = `user:${staffId}`;
    await send(to, { message: "plain words" });
    await send(to, { message: "**bold** words" });
    await send(to, { message: "look", mediaUrl: file("sent.png", TINY_PNG) });
    await send(to, { mediaUrl: file("voice.amr", amr(2_400)) });
    await send(to, { mediaUrl: file("sound.wav", wav(1_000)) });
    await send(to, { mediaUrl: file("film.mp4", Buffer.from(createVideoSample())) });
    const shown = robotMessages(rig.emulator, conversationId);
    expect(
      shown
        .slice(0, 5)
        .map(({ kind, form, text, attachments }) => [form ?? kind, attachments?.[0]?.durationMs ?? text]),
    ).toEqual([
      ["text", "plain words"],
      ["markdown", "**bold** words"],
      ["text", "look"],
      ["picture", "sent.png"],
      ["voice", 2_400],
    ]);
    const [sound, film] = shown.slice(5);
    // Without an ffmpeg on the machine both are files.
    expect([sound?.form, film?.form]).toEqual(hasFfmpeg ? ["voice", "video"] : ["file", "file"]);
    if (canSkipFfmpeg) return;
    expect(sound?.attachments?.[0]?.durationMs).toBeGreaterThan(900);
    expect(film?.attachments?.[0]).toMatchObject({
      durationMs: VIDEO_SAMPLE_MS,
      coverUrl: expect.any(String),
    });
  }, 60_000);

  test("fails with the reason for a person that the company does not have, and for a file that is nobody's to send", async () => {
    await expect(send("user:ghost99", { message: "hello" })).rejects.toThrow("staffId.notExisted");
    const before = calls("uploadMedia");
    const { staffId, conversationId } = rig.newPerson();
    await expect(send(`user:${staffId}`, { mediaUrl: "/etc/passwd" })).rejects.toThrow();
    await expect(send(`user:${staffId}`, { mediaUrl: "http://169.254.169.254/a" })).rejects.toThrow();
    expect([calls("uploadMedia"), robotMessages(rig.emulator, conversationId)]).toEqual([before, []]);
  }, 60_000);

  test("arrives although the session webhook has expired, with a receipt", async () => {
    const person = rig.newPerson();
    rig.model.on("first words", "Hello.");
    await ask(person, "first words");
    await answered(rig.emulator, person.conversationId, "Hello.");
    rig.emulator.expireSessionWebhooks();
    const { messageId } = await send(`user:${person.staffId}`, { message: "long afterwards" });
    const late = await answered(rig.emulator, person.conversationId, "long afterwards");
    expect(late.id).toBe(messageId);
  }, 60_000);
});

describe("a cron job", () => {
  test("brings its agent's answer to a person whose session webhook has expired", async () => {
    const person = rig.newPerson();
    rig.model.on("who is there", "I am.");
    await ask(person, "who is there");
    await answered(rig.emulator, person.conversationId, "I am.");
    rig.emulator.expireSessionWebhooks();
    rig.model.on("the daily figures", "Forty-two orders today.");
    await link.request("cron.add", {
      name: "figures",
      schedule: { kind: "at", at: new Date(Date.now() + 1_000).toISOString() },
      sessionTarget: "isolated",
      wakeMode: "now",
      payload: { kind: "agentTurn", message: "Say the daily figures." },
      delivery: { mode: "announce", channel: "dingtalk", to: `user:${person.staffId}` },
    });
    await answered(rig.emulator, person.conversationId, "Forty-two orders today.", 60_000);
  }, 120_000);
});

/** The host offers this tool behind its tool search, so that a model calls it by name. */
const message = (args: Readonly<Record<string, unknown>>) => ({
  tool: "tool_call",
  args: { id: "message", args },
});
const idIn = (result = "") => /messageId[\\": ]+([^"\\]+)/.exec(result)?.[1] ?? "";

describe("the agent's message tool", () => {
  test("sends words and a picture to others, reacts to the question, and takes back what it said", async () => {
    const person = rig.newPerson();
    const other = rig.newPerson();
    const to = `user:${other.staffId}`;
    const steps = [
      () => message({ action: "send", target: to, message: "**from** the agent" }),
      () => message({ action: "send", target: `group:${rig.groupId}`, media: file("told.png", TINY_PNG) }),
      () => message({ action: "react", emoji: "👌" }),
      () => message({ action: "send", message: "said by mistake" }),
      ([, , , mistake]: readonly string[]) => message({ action: "delete", messageId: idIn(mistake) }),
      () => message({ action: "send", target: to, media: "/etc/passwd" }),
    ];
    const results: string[][] = [];
    rig.model.always("tell the others", ({ toolResults }) => {
      results.push([...toolResults]);
      return [steps[toolResults.length]?.(toolResults) ?? "All told."];
    });
    const { msgId } = await ask(person, "tell the others");
    await answered(rig.emulator, person.conversationId, "All told.", 60_000);
    expect(robotMessages(rig.emulator, other.conversationId)).toMatchObject([
      { kind: "markdown", text: "**from** the agent" },
    ]);
    const here = robotMessages(rig.emulator, person.conversationId);
    expect(here.filter(({ kind }) => kind !== "card")).toMatchObject([{ text: "", recalled: true }]);
    expect(await said(rig.groupId, named("told.png"))).toMatchObject({ form: "picture" });
    const question = rig.emulator.messages(person.conversationId).find(({ id }) => id === msgId);
    expect(question?.reactions?.map(({ name }) => name)).toContain("👌");
    expect(results.at(-1)?.at(-1)).toMatch(/passwd.* was not sent, not-allowed/);
  }, 120_000);
});

describe("openclaw message", () => {
  test("sends a picture into a group, whose id keeps its case, and takes it back by its receipt", async () => {
    const group = `group:${rig.groupId}`;
    const media = file("soon-gone.png", TINY_PNG);
    const sent = await openclaw("send", "--target", group, "--media", media);
    expect(sent.output).toContain("messageId");
    const picture = await said(rig.groupId, named("soon-gone.png"));
    expect(sent.stdout).toContain(picture.id);
    const gone = await openclaw("delete", "--target", group, "--message-id", picture.id);
    expect(gone.output).toContain("recalled");
    const shown = robotMessages(rig.emulator, rig.groupId).find(({ id }) => id === picture.id);
    expect(shown).toMatchObject({ recalled: true, text: "" });
  }, 180_000);

  test("reacts to a person's message", async () => {
    const person = rig.newPerson();
    rig.model.on("react to this", "Read.");
    const { msgId } = await ask(person, "react to this");
    await answered(rig.emulator, person.conversationId, "Read.");
    const place = ["--target", `user:${person.staffId}`, "--message-id", msgId];
    await openclaw("react", ...place, "--emoji", "👍");
    const question = rig.emulator.messages(person.conversationId).find(({ id }) => id === msgId);
    expect(question?.reactions?.map(({ name }) => name)).toContain("👍");
  }, 180_000);
});

describe("the thinking reaction", () => {
  test("stands on a message while the bot works, and is gone afterwards", async () => {
    const person = rig.newPerson();
    const gate = Promise.withResolvers<void>();
    rig.model.on("a hard one", { gate: gate.promise }, "Solved.");
    const { msgId } = await ask(person, "a hard one");
    const question = () => rig.emulator.messages(person.conversationId).find(({ id }) => id === msgId);
    await rig.emulator.waitFor(() => question()?.reactions?.[0]?.name === "🤔 Thinking", 20_000);
    gate.resolve();
    await answered(rig.emulator, person.conversationId, "Solved.");
    await rig.emulator.waitFor(() => question()?.reactions === undefined, 20_000);
  }, 60_000);
});
