/** Messages of every kind: what they say, what they carry and what they quote. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseMessage } from "../../src/channel/inbound/parse-message.ts";
import type { InboundMessage } from "../../src/channel/model.ts";
import { INBOUND_KIND_SAMPLES, inboundKindSample } from "../../src/contract/samples/inbound-kinds.ts";
import { robotMessageSample } from "../../src/contract/samples/robot-messages.ts";

function parsed(data: unknown): InboundMessage {
  const result = parseMessage(JSON.stringify(data), "robot");
  if (result.kind !== "message") throw new Error(`no message: ${JSON.stringify(result)}`);
  return result.message;
}

const kind = (name: string) => parsed(inboundKindSample(name));
const direct = robotMessageSample("a text in a direct chat");
const content = (msgtype: string, value: unknown) =>
  parsed({ ...direct, text: undefined, msgtype, content: value });

describe("what a message carries", () => {
  it("is a picture with both of its codes", () => {
    expect(parsed(robotMessageSample("a picture"))).toMatchObject({
      text: "",
      unsupported: false,
      attachments: [{ kind: "image", downloadCode: "dc0", fallbackCode: "pdc0" }],
    });
  });

  it("is a voice, its words and its length", () => {
    expect(parsed(robotMessageSample("a voice message with its transcript"))).toMatchObject({
      text: "明天开会吗",
      attachments: [{ kind: "audio", downloadCode: "dc0", durationMs: 4000, transcribed: true }],
    });
  });

  it("is a video, and a file by its name", () => {
    const video = parsed(robotMessageSample("a video")).attachments;
    expect(video).toEqual([{ kind: "video", downloadCode: "dc0", durationMs: 5 }]);
    const file = parsed(robotMessageSample("a file")).attachments;
    expect(file).toEqual([{ kind: "file", downloadCode: "dc0", name: "报价单.xlsx" }]);
  });

  it("stands in the order of a rich text, where each picture has its place", () => {
    const message = kind("a rich text with two pictures and a file");
    expect(message.text).toBe("first [picture 1] second [picture 2][file 3: a.pdf]");
    expect(message.attachments).toEqual([
      { kind: "image", downloadCode: "dc1", fallbackCode: "pdc1" },
      { kind: "image", downloadCode: "pdc2" },
      { kind: "file", downloadCode: "dc3", name: "a.pdf" },
    ]);
  });

  it("is found by its code in a type that nobody knows, and as JSON text", () => {
    const sticker = { downloadCode: "dc", fileName: "x.gif" };
    for (const value of [sticker, JSON.stringify(sticker)])
      expect(content("sticker", value).attachments).toEqual([
        { kind: "file", downloadCode: "dc", name: "x.gif" },
      ]);
    expect(content("newKind", { text: "words" })).toMatchObject({ text: "words", unsupported: false });
    expect(content("newKind", "bare words")).toMatchObject({ text: "bare words", unsupported: false });
    expect(content("newKind", {})).toMatchObject({ text: "[unsupported: newKind]", unsupported: true });
  });

  it("is named where DingTalk gives no code for it", () => {
    expect(kind("a file sent through the API, without a code")).toMatchObject({
      text: "[file: 合同.pdf]",
      attachments: [],
    });
  });
});

describe("what a card or a forward says", () => {
  it("is the name and the link of a shared document", () => {
    expect(kind("a shared document of the drive").text).toBe(
      "项目计划\nhttps://drive.invalid/open?spaceId=1&fileId=2&type=file",
    );
  });

  it("is an action card's words and where its button leads", () => {
    expect(kind("an action card").text).toBe("审批\n请处理\nhttps://act.invalid/1");
  });

  it("is each forwarded message with its sender, what is missing by name", () => {
    const record = kind("a forwarded record of the other form, with senders");
    expect(record.text.split("\n")).toEqual([
      "群聊记录",
      "李娜: 看这个",
      "李娜: [picture]",
      "a[picture]",
      "inner",
      "deep",
      "[unsupported: unknownMsgType]",
    ]);
    expect(record.attachments.map(({ kind, downloadCode }) => [kind, downloadCode])).toEqual([
      ["image", "dc1"],
      ["image", "dc2"],
    ]);
    expect(kind("a forwarded record with nothing but a summary").text).toBe("聊天记录\n李娜: 好的");
  });

  it("says how many messages of a very long record are left out", () => {
    const chatRecord = Array.from({ length: 205 }, (_, index) => ({ msgType: "text", content: `${index}` }));
    expect(content("chatRecord", { chatRecord }).text.endsWith("199\n[… 5]")).toBe(true);
  });
});

describe("what a message quotes", () => {
  it("is a text with the name of its sender, where that is the writer", () => {
    expect(parsed(robotMessageSample("a text that quotes another")).quote).toEqual({
      type: "text",
      ofSender: true,
      sentAt: 1_700_000_000_000,
      text: "the quoted one",
      sender: "陈思远",
      attachments: [],
      ofOwnMessage: false,
      key: "pqkSAMPLE",
    });
  });

  it("is a picture, a file or a rich text to be fetched", () => {
    expect(kind("a text that quotes a picture").quote?.attachments).toEqual([
      { kind: "image", downloadCode: "dc1" },
    ]);
    expect(kind("a text that quotes a file").quote).toMatchObject({
      attachments: [{ kind: "file", downloadCode: "dc1", name: "报价单.xlsx" }],
    });
    expect(kind("a text that quotes a rich text").quote).toMatchObject({
      text: "see [picture]",
      attachments: [{ kind: "image", downloadCode: "dc1" }],
    });
  });

  it("is the bot's own card by its key, without the stand-in for its body", () => {
    expect(kind("a text that quotes the bot's own card").quote).toEqual({
      type: "interactiveCard",
      attachments: [],
      ofOwnMessage: true,
      key: "carrier1",
    });
  });

  it("is known by its id alone where nothing else comes", () => {
    expect(kind("a text that quotes, where only the ids come").quote).toEqual({
      attachments: [],
      ofOwnMessage: false,
      key: "m1",
    });
  });

  it("is named where DingTalk does not know it either, also beside a rich text", () => {
    const message = kind("a rich text that quotes a file of a group, which comes without a code");
    expect(message.text).toBe("read it");
    expect(message.quote?.text).toBe("[unsupported: unknownMsgType]");
  });

  it("is read down to the third level and no deeper", () => {
    expect(kind("a text that quotes a text that quotes a text").quote).toMatchObject({
      text: "second",
      quote: { text: "first", ofOwnMessage: true },
    });
    let replied: Record<string, unknown> = { msgType: "text", content: { text: "0" } };
    for (let level = 1; level < 50; level += 1)
      replied = { msgType: "text", content: { text: String(level), repliedMsg: replied } };
    let depth = 0;
    const message = parsed({ ...direct, text: { content: "x", repliedMsg: replied } });
    for (let quote = message.quote; quote; quote = quote.quote) depth += 1;
    expect(depth).toBe(3);
  });
});

describe("any content of any type", () => {
  const types = ["text", "richText", "picture", "audio", "video", "file", "markdown", "interactiveCard"];
  const msgtype = fc.constantFrom(...types, "actionCard", "chatRecord", "unknownMsgType", "constructor", "");
  const names = "richText text content downloadCode fileName chatRecord cardContent title repliedMsg msgType";
  const keys = fc.constantFrom(
    ...`${names} recognition actionUrlItemList children records duration`.split(" "),
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.jsonValue(),
      fc.dictionary(keys, tie("tree")),
      fc.array(tie("tree"), { maxLength: 4 }),
      fc.dictionary(keys, tie("tree")).map((value) => JSON.stringify(value)),
    ),
  }));

  it("is parsed without a throw into whole attachments", () => {
    fc.assert(
      fc.property(msgtype, tree, tree, (type, value, text) => {
        const message = parsed({ ...direct, msgtype: type, text, content: value });
        for (const { downloadCode } of message.attachments) expect(downloadCode.trim()).not.toBe("");
        if (message.unsupported) expect(message.text).toMatch(/^\[unsupported: /);
      }),
      { numRuns: 200 },
    );
  }, 30_000);

  it("never loses the words of a run, a Markdown, or a type nobody knows", () => {
    const words = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => text.trim() !== "");
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 6 }), (runs) => {
        const richText = runs.map((text, index) => (index % 2 ? { text } : { text, downloadCode: "d" }));
        const { text } = content("richText", { richText });
        for (const run of runs) expect(text).toContain(run.trim());
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom("markdown", "newKind", "actionCard"), words, (type, text) => {
        expect(content(type, { text }).text).toBe(text.trim());
      }),
    );
  });
});

it("every sample names where its shape was seen", () => {
  expect(INBOUND_KIND_SAMPLES.filter(({ source }) => source.length < 5)).toEqual([]);
});
