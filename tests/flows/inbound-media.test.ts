/**
 * What people send and quote reaches the agent, over the real gateway with the packed plugin. The archive lies
 * outside the host's state folder for one account and at its default place for the other.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SayRequest } from "../../src/contract/emulator-control.ts";
import { inboundKindSample } from "../../src/contract/samples/inbound-kinds.ts";
import { allScopes } from "../../src/emulator/seed.ts";
import { createVideoSample } from "../../src/web/chat/samples/video-sample.ts";
import {
  answered,
  connected,
  crowdedSeed,
  robotMessages,
  shownText,
  startRig,
  type Rig,
} from "../support/dingtalk-rig.ts";
import { TINY_PNG } from "../support/fake-media.ts";
import { makePdf } from "../support/make-pdf.ts";
import { makeDocx } from "../support/make-zip.ts";

const MAX_FILE_MB = 1;
/** A day whose files are past every `keepDays`. */
const LONG_AGO = "2020-01-01";
const picture = TINY_PNG.toString("base64");
const base64 = (text: string) => Buffer.from(text, "utf8").toString("base64");

type Person = ReturnType<Rig["newPerson"]>;
type Said = Omit<SayRequest, "from" | "conversationId">;

function say(rig: Rig, person: Person, said: Said): Promise<{ readonly msgId: string }> {
  return rig.emulator.say({ from: person.staffId, conversationId: person.conversationId, ...said });
}

/** What the model got with a prompt: how many pictures, all texts, and the words of the person. */
const lastUser = (rig: Rig, match: string) =>
  rig.model.next(match).then(({ request }) => ({
    images: Math.max(0, ...request.messages.map((message) => message.images)),
    all: request.messages.map(({ text }) => text).join("\n"),
    prompt: request.prompt,
  }));

function archived(root: string): string[] {
  if (!existsSync(root)) return [];
  const days = readdirSync(root).filter((name) => /^\d{4}-\d{2}-\d{2}$/.test(name));
  return days.flatMap((day) => readdirSync(join(root, day))).toSorted();
}

const raw = (msgtype: string, content: unknown) => ({
  content: { kind: "raw", msgtype, content } as const,
});

/** Its archive is at the default place. */
const SECOND = { clientId: "dingsecondbot0002", clientSecret: "secret-of-the-second-bot" };

const outside = mkdtempSync(join(tmpdir(), "inbound-archive-"));
let rig: Rig;
beforeAll(async () => {
  for (const day of [LONG_AGO, "photos"]) {
    mkdirSync(join(outside, day));
    writeFileSync(join(outside, day, "old.txt"), "old");
  }
  writeFileSync(join(outside, LONG_AGO, ".index.jsonl"), "");
  const seed = crowdedSeed();
  rig = await startRig({
    images: true,
    seed: { ...seed, apps: [...seed.apps, { ...SECOND, name: "备用机器人", scopes: allScopes() }] },
    dingtalk: {
      accounts: {
        default: {
          language: "zh-CN",
          maxFileSizeMB: MAX_FILE_MB,
          inboundMedia: { dir: outside, keepDays: 7 },
        },
        second: { ...SECOND, language: "en" },
      },
    },
  });
  await connected(rig.emulator, SECOND.clientId);
  // On a busy machine the first turn of a gateway takes longer than a test waits.
  const person = rig.newPerson();
  rig.model.always("warm up", ["Warm."]);
  await say(rig, person, { text: "warm up" });
  await answered(rig.emulator, person.conversationId, "Warm.", 90_000);
}, 180_000);
afterAll(async () => {
  await rig?.close();
  rmSync(outside, { recursive: true, force: true });
});

describe("with the archive at a place of its own", () => {
  test("a picture between words reaches the model as a picture, and lies in the archive, which drops what is past its days", async () => {
    const person = rig.newPerson();
    rig.model.on("颜色", "红色");
    await say(rig, person, {
      content: { kind: "richText", parts: [{ text: "这张图是什么颜色：" }, { picture }] },
    });
    const seen = await lastUser(rig, "颜色");
    expect(seen.images).toBe(1);
    await answered(rig.emulator, person.conversationId, "红色");
    await expect.poll(() => existsSync(join(outside, LONG_AGO)), { timeout: 20_000 }).toBe(false);
    expect(archived(outside)).toEqual([".index.jsonl", "image.png"]);
    // What is not ours stays, however old.
    expect(existsSync(join(outside, "photos", "old.txt"))).toBe(true);
  }, 90_000);

  test("a file arrives under its name, with its words within the agent's reach", async () => {
    const person = rig.newPerson();
    rig.model.on("会议纪要.txt", "收到");
    await say(rig, person, {
      content: { kind: "file", name: "会议纪要.txt", data: base64("会议在三点开始") },
    });
    const seen = await lastUser(rig, "会议纪要.txt");
    expect(seen.prompt).toContain("[文件：会议纪要.txt]");
    await answered(rig.emulator, person.conversationId, "收到");
    const day = readdirSync(outside).find((name) => /^\d/.test(name)) ?? "";
    expect(readFileSync(join(outside, day, "会议纪要.txt"), "utf8")).toBe("会议在三点开始");
  }, 60_000);

  test("a Word file, a PDF and a text as Windows writes it reach the model with their words", async () => {
    const person = rig.newPerson();
    const gb = Buffer.from([0xb1, 0xa8, 0xbc, 0xdb]).toString("base64");
    const files = [
      { name: "合同.docx", data: makeDocx("甲方与乙方约定").toString("base64"), words: "甲方与乙方约定" },
      {
        name: "report.pdf",
        data: makePdf("Quarterly figures").toString("base64"),
        words: "Quarterly figures",
      },
      { name: "gb.txt", data: gb, words: "报价" },
      { name: "utf8.txt", data: base64("会议在三点"), words: "会议在三点" },
    ];
    for (const { name, data, words } of files) {
      rig.model.on(name, `已读 ${name}`);
      await say(rig, person, { content: { kind: "file", name, data } });
      const seen = await lastUser(rig, name);
      expect(seen.all, name).toContain(words);
      await answered(rig.emulator, person.conversationId, `已读 ${name}`);
    }
  }, 120_000);

  test("every other kind of message reaches the model with its words, and an unknown one by its name", async () => {
    const person = rig.newPerson();
    const sample = (name: string) => {
      const { msgtype, content } = inboundKindSample(name);
      return raw(String(msgtype), content);
    };
    const kinds: readonly (readonly [Said, readonly string[]])[] = [
      [raw("markdown", { title: "周报", text: "**周报**已写好" }), ["**周报**已写好"]],
      [sample("a shared document of the drive"), ["项目计划", "https://drive.invalid/open"]],
      [
        raw("interactiveCard", {
          cardContent: [
            { elementType: "RICHTEXT", children: [{ elementType: "TEXT", value: "请机器人接着查库存" }] },
          ],
        }),
        ["请机器人接着查库存"],
      ],
      [sample("an action card"), ["请处理", "https://act.invalid/1"]],
      [
        sample("a forwarded record of the other form, with senders"),
        ["李娜: 看这个", "deep", "[unsupported: unknownMsgType]"],
      ],
      [raw("holoSpace", { secret: "x" }), ["[unsupported: holoSpace]"]],
      [
        {
          content: {
            kind: "video",
            data: Buffer.from(createVideoSample()).toString("base64"),
            durationMs: 2_000,
          },
        },
        [".mp4"],
      ],
    ];
    for (const [said, words] of kinds) {
      const [first = ""] = words;
      rig.model.on(first, `读到 ${first}`);
      await say(rig, person, said);
      const seen = await lastUser(rig, first);
      for (const word of words) expect(seen.prompt).toContain(word);
      await answered(rig.emulator, person.conversationId, `读到 ${first}`);
    }
    await rig.gateway.waitForLog(/holoSpace/);
  }, 120_000);

  test("a quote of a picture reaches the model with the picture", async () => {
    const person = rig.newPerson();
    rig.model.on(({ messages }) => messages.some(({ images }) => images > 0), "一张图");
    const { msgId } = await say(rig, person, { content: { kind: "picture", data: picture } });
    await answered(rig.emulator, person.conversationId, "一张图");
    rig.model.on("再看一次", "看到了同一张");
    await say(rig, person, { text: "再看一次", quote: msgId });
    const { request } = await rig.model.next("再看一次");
    expect(request.messages.findLast(({ images }) => images > 0)?.text).toContain("再看一次");
    await answered(rig.emulator, person.conversationId, "看到了同一张");
  }, 60_000);

  test("a quote of the bot's own card reaches the model with the card's words", async () => {
    const person = rig.newPerson();
    rig.model.on("第一个问题", "答案是四十二。");
    await say(rig, person, { text: "第一个问题" });
    const card = await answered(rig.emulator, person.conversationId, "答案是四十二。");
    // A card shows its end a moment before the gateway hears of it; people quote later than that.
    await delay(1_000);
    rig.model.on("为什么", "因为。");
    await say(rig, person, { text: "为什么？", quote: card.id });
    const seen = await lastUser(rig, "为什么");
    expect(seen.prompt).toContain("[引用 你之前的消息：答案是四十二。]");
    await answered(rig.emulator, person.conversationId, "因为。");
  }, 60_000);

  test("a file above the limit is told to the person and to the agent, and nothing of it stays", async () => {
    const person = rig.newPerson();
    rig.model.on("film.bin", "好的");
    const data = Buffer.alloc(MAX_FILE_MB * 1024 * 1024 + 1, 7).toString("base64");
    const before = archived(outside);
    await say(rig, person, { content: { kind: "file", name: "film.bin", data } });
    const seen = await lastUser(rig, "film.bin");
    expect(seen.prompt).toContain("[未收到：film.bin，超过 1 MB 的上限]");
    await answered(rig.emulator, person.conversationId, "好的");
    const told = robotMessages(rig.emulator, person.conversationId).map(shownText);
    expect(told).toContain("“film.bin”超过 1 MB 的上限，未接收。");
    expect(archived(outside)).toEqual(before);
    expect(readdirSync(join(outside, ".tmp"))).toEqual([]);
  }, 60_000);

  test("a picture alone reaches the model, and so does a voice by its words", async () => {
    const person = rig.newPerson();
    rig.model.on(({ messages }) => messages.some(({ images }) => images > 0), "看到了");
    await say(rig, person, { content: { kind: "picture", data: picture } });
    await answered(rig.emulator, person.conversationId, "看到了");
    rig.model.on("明天开会吗", "开");
    await say(rig, person, {
      content: { kind: "audio", data: base64("#!AMR\nsound"), durationMs: 2000, recognition: "明天开会吗" },
    });
    await answered(rig.emulator, person.conversationId, "开");
  }, 60_000);
});

describe("with the archive at its default place", () => {
  test("a picture reaches the model from there, without a second copy", async () => {
    const { staffId } = rig.newPerson();
    const person = { staffId, conversationId: rig.emulator.openDirect(SECOND.clientId, staffId) };
    const media = join(rig.gateway.state.stateDir, "media");
    // Where the host puts its own copies, as of what lies outside of its folder.
    const copies = () => (existsSync(join(media, "inbound")) ? readdirSync(join(media, "inbound")) : []);
    const before = copies();
    rig.model.on("which colour", "red");
    await say(rig, person, {
      content: { kind: "richText", parts: [{ text: "which colour is it? " }, { picture }] },
    });
    expect((await lastUser(rig, "which colour")).images).toBe(1);
    await answered(rig.emulator, person.conversationId, "red");
    expect(archived(join(media, "dingtalk", "inbound"))).toEqual([".index.jsonl", "image.png"]);
    expect(copies()).toEqual(before);
  }, 90_000);
});
