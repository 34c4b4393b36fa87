/** What the agent reads of a message with its quote and its files. */
import { describe, expect, it } from "vitest";
import type { FetchedFile } from "../../src/channel/media/archive.ts";
import type { Attachment, InboundMessage } from "../../src/channel/model.ts";
import { createText } from "../../src/channel/text/text.ts";
import { composeBody, formatLimit } from "../../src/channel/turn/compose-body.ts";
import { listAttachments } from "../../src/channel/turn/receive-media.ts";
import { inbound } from "../support/reply-scene.ts";

const stored = (attachment: Attachment): FetchedFile => ({
  kind: "stored",
  attachment,
  path: "/a",
  name: "a",
  mime: "text/plain",
  bytes: 1,
});

const findSent = (key: string) => (key === "carrier1" ? "what I said" : undefined);

const markUntrusted = (words: string) => `<<<${words}>>>`;

const document = (name: string, text: Extract<FetchedFile, { kind: "stored" }>["text"]) =>
  ({ ...stored({ kind: "file", downloadCode: name, name }), text }) as FetchedFile;

function compose(
  message: InboundMessage,
  files: readonly FetchedFile[] = [],
  language: "en" | "zh-CN" = "en",
) {
  const text = createText(language);
  return composeBody({ message, files, findSent, maxBytes: 1536 * 1024, markUntrusted, text });
}

const image: Attachment = { kind: "image", downloadCode: "d1" };
const film: Attachment = { kind: "video", downloadCode: "d2", name: "a\nb.mp4" };

describe("the agent's text", () => {
  it("is the person's own words where nothing else came", () => {
    expect(compose(inbound({ text: "  /new " }))).toBe("  /new ");
  });

  it("has quotes first, the innermost before the others, then names, then what is missing", () => {
    const quote = {
      text: "outer",
      sender: "张三",
      attachments: [],
      ofOwnMessage: false,
      quote: { attachments: [], ofOwnMessage: true, key: "carrier1" },
    };
    const message = inbound({ text: "why?", quote, attachments: [image, film] });
    const files: FetchedFile[] = [stored(image), { kind: "missed", attachment: film, reason: "too-big" }];
    expect(compose(message, files).split("\n")).toEqual([
      "[quoting your earlier message: what I said]",
      "[quoting 张三: outer]",
      "why?",
      "[not received: a b.mp4, above the limit of 1.5 MB]",
    ]);
    expect(compose(message, files, "zh-CN")).toContain(
      "[引用 张三：outer]\nwhy?\n[未收到：a b.mp4，超过 1.5 MB 的上限]",
    );
  });

  it("has what a document says, marked as foreign, and says what was cut, unreadable or left out", () => {
    const files = [
      document("a.docx", { kind: "text", text: "words", cut: false }),
      document("b.docx", { kind: "text", text: "x".repeat(40_000), cut: true }),
      document("c.docx", { kind: "text", text: "y".repeat(30_000), cut: false }),
      document("d.docx", { kind: "unreadable" }),
    ];
    const attachments = files.map(({ attachment }) => attachment);
    const body = compose(inbound({ text: "read these", attachments }), files);
    expect(body.replace("x".repeat(40_000), "x…").split("\n").slice(5)).toEqual([
      '[text extracted from "a.docx"]',
      "<<<words>>>",
      '[text extracted from "b.docx"]',
      "<<<x…>>>",
      '["b.docx" goes on; above are its first 40000 characters]',
      '[the text of "c.docx" was left out: too many documents in one message]',
      '[the text of "d.docx" cannot be read: damaged, protected or too large]',
    ]);
  });

  it("names a picture that came alone, and a file always once", () => {
    expect(compose(inbound({ text: "", attachments: [image] }), [stored(image)])).toBe("[picture]");
    const file: Attachment = { kind: "file", downloadCode: "d3", name: "a.pdf" };
    expect(compose(inbound({ text: "see", attachments: [file] }), [stored(file)])).toBe("see\n[file: a.pdf]");
    const inText = inbound({ text: "see [file: a.pdf]", attachments: [file] });
    expect(compose(inText, [stored(file)])).toBe("see [file: a.pdf]");
  });

  it("says so where a quote's words did not come, and cuts long ones", () => {
    const unknown = inbound({ text: "x", quote: { attachments: [], ofOwnMessage: true, key: "gone" } });
    expect(compose(unknown)).toBe("[quoting your earlier message: (its content did not come along)]\nx");
    const picture = inbound({ text: "x", quote: { attachments: [image], ofOwnMessage: false } });
    expect(compose(picture, [stored(image)])).toBe("[quoting a message: picture]\nx");
    const long = inbound({ quote: { text: "长".repeat(9_000), attachments: [], ofOwnMessage: false } });
    expect(compose(long).length).toBeLessThan(1_600);
  });
});

it("a limit is written as people write it", () => {
  expect([100 * 1024 * 1024, 1536 * 1024, 2048, 1].map(formatLimit)).toEqual([
    "100 MB",
    "1.5 MB",
    "2 KB",
    "1 KB",
  ]);
});

it("a code that stands in the message and in its quote is fetched once, and hundreds are not", () => {
  const message = inbound({
    attachments: [image],
    quote: { attachments: [image, film], ofOwnMessage: false },
  });
  expect(listAttachments(message)).toEqual([image, film]);
  const many = Array.from({ length: 300 }, (_, index): Attachment => ({
    kind: "image",
    downloadCode: `d${index}`,
  }));
  expect(listAttachments(inbound({ attachments: many }))).toHaveLength(40);
});
