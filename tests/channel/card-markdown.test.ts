/** What a reader sees of half-written Markdown, and how long answers are cut. */
import * as fc from "fast-check";
import MarkdownIt from "markdown-it";
import { describe, expect, it } from "vitest";
import { closeMarkdown } from "../../src/channel/card/close-markdown.ts";
import { scanBlocks } from "../../src/channel/card/scan-blocks.ts";
import { splitBlocks } from "../../src/channel/card/split-blocks.ts";

const FRAGMENTS = fc.constantFrom(
  ..."* ** *** _ ` `` ``` ~~ ~ [ ]( ](http://x ) ! | \\ # - > 1. a 字 --- text 。 <fo <br> </font> 😀".split(
    " ",
  ),
  " ",
  "\n",
  "\n\n",
  "\r\n",
  "# ",
  "- ",
  "> ",
  "| a | b |\n",
  "|---|---|\n",
  "```js\n",
  "> ```\n",
  "<font color=red>",
  "\uD83D",
);
const markdownText = fc.array(FRAGMENTS, { maxLength: 40, size: "max" }).map((parts) => parts.join(""));
const anyText = fc.oneof(markdownText, fc.string({ unit: "binary", maxLength: 200 }));
const CLOSERS = /^(?:<\/[a-zA-Z]+>|[\n>\s`~*_])*$/;

const SAMPLE = `# Report **one**

Some *words*, a [link](https://example.com/a_(b)) and \`code\`. 你好**世界**，再见。

| name | value |
|------|-------|
| a    | **1** |
| b    | \`2\` |

1. first
2. second with ![image](https://example.com/i.png)

> quoted _text_ here

\`\`\`js
const x = "**not bold**";
\`\`\`

<font color="red">red **bold** text</font> ~~gone~~ end.`;

function isFaithful(text: string, closed: string): boolean {
  for (let kept = closed.length; kept >= 0; kept -= 1) {
    if (text.startsWith(closed.slice(0, kept)) && CLOSERS.test(closed.slice(kept))) return true;
  }
  return false;
}

describe("closing a half-written text", () => {
  it("shows a reader only what was written, with nothing but closing marks behind it", () => {
    fc.assert(
      fc.property(anyText, (text) => isFaithful(text, closeMarkdown(text))),
      { numRuns: 3_000 },
    );
  });

  it("leaves a closed text as it is", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const closed = closeMarkdown(text);
        return closeMarkdown(closed) === closed;
      }),
      { numRuns: 3_000 },
    );
  });

  it("never leaves a fence open", () => {
    fc.assert(fc.property(anyText, (text) => scanBlocks(closeMarkdown(text)).fence === undefined));
  });

  it("shows no stray marks to a reader at any moment of a typical answer", () => {
    const markdown = new MarkdownIt({ html: true });
    for (let length = 1; length <= SAMPLE.length; length += 1) {
      const closed = closeMarkdown(SAMPLE.slice(0, length));
      const html = markdown.render(closed);
      const words = html.replaceAll(/<pre>[\s\S]*?<\/pre>/g, "").replaceAll(/<[^>]*>/g, "");
      expect(words, JSON.stringify(closed)).not.toMatch(/[*`|[\]~]|\(https|&lt;/);
      expect(html.split("<font").length, JSON.stringify(closed)).toBe(html.split("</font").length);
    }
  });

  it("falls behind a typical answer by little", () => {
    for (let length = 1; length <= SAMPLE.length; length += 1) {
      expect(length - closeMarkdown(SAMPLE.slice(0, length)).length).toBeLessThan(50);
    }
  });

  it("changes nothing in plain words", () => {
    for (const text of [
      "Hello",
      "2 * 3 * 4 is",
      "snake_case_name and",
      "a | b",
      "50% [1] of 3 < 4 and",
      "你好，世界",
    ]) {
      expect(closeMarkdown(text)).toBe(text);
    }
  });

  it.each([
    ["**bold", "**bold**"],
    ["**bold ", "**bold**"],
    ["**bold*", "**bold**"],
    ["a **", "a "],
    ["***both", "***both***"],
    ["`co", "`co`"],
    ["x `", "x "],
    ["see [li", "see "],
    ["see ![alt](http://x", "see "],
    ["- **a [b](c", "- **a**"],
    ["- **[b](c", ""],
    ["```js", ""],
    ["```js\nlet a", "```js\nlet a\n```"],
    ["```\ntext\n``", "```\ntext\n```"],
    ["> ```\n> a", "> ```\n> a\n> ```"],
    ["| a | b |", ""],
    ["| a | b |\n|--", ""],
    ["x\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3", "x\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"],
    ["Title\n--", "Title\n"],
    ["<font color=red>hi", "<font color=red>hi</font>"],
    ["ok <fon", "ok "],
    ["\uD83D", ""],
  ])("shows %j as %j", (text, shown) => {
    expect(closeMarkdown(text)).toBe(shown);
  });
});

describe("splitting a long text", () => {
  const limit = 80;
  const longText = fc
    .array(fc.oneof(markdownText, FRAGMENTS), { maxLength: 30, size: "max" })
    .map((parts) => parts.join(""));

  it("gives every word back, once and in order", () => {
    fc.assert(
      fc.property(longText, (text) => {
        const parts = splitBlocks(text, limit);
        return (
          parts.map((part) => part.source).join("") === text &&
          parts.every((part) => part.text.includes(part.source))
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it("keeps every part within the limit", () => {
    fc.assert(
      fc.property(longText, (text) =>
        splitBlocks(text, limit).every((part) => [...part.text].length <= limit),
      ),
      { numRuns: 2_000 },
    );
  });

  it("decides each cut once: what was cut of a beginning is cut the same in the whole", () => {
    fc.assert(
      fc.property(longText, fc.nat(), (text, cut) => {
        const whole = splitBlocks(text, limit);
        const begun = splitBlocks(text.slice(0, cut % (text.length + 1)), limit);
        return begun.slice(0, -1).every((part, index) => part.text === whole[index]?.text);
      }),
      { numRuns: 2_000 },
    );
  });

  it("returns a text within the limit as it is", () => {
    expect(splitBlocks("short", limit)).toEqual([{ text: "short", source: "short", prefix: "" }]);
    const emoji = "😀".repeat(limit);
    expect(splitBlocks(emoji, limit).map((part) => part.text)).toEqual([emoji]);
  });

  it("cuts between blocks, and leaves a fence and a table whole when they fit on a card", () => {
    const fence = `\`\`\`js\n${"line();\n".repeat(6)}\`\`\`\n`;
    const table = "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n";
    const parts = splitBlocks(`Words before the code.\n\n${fence}\n${table}\nWords after the table.`, limit);
    expect(parts.some((part) => part.text.includes(fence))).toBe(true);
    expect(parts.some((part) => part.text.includes(table))).toBe(true);
  });

  it("opens a fence again after a cut inside it", () => {
    const parts = splitBlocks(`\`\`\`js\n${"line();\n".repeat(30)}\`\`\`\n`, limit);
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) {
      expect(part.text.startsWith("```js\n")).toBe(true);
      expect(scanBlocks(part.text).fence).toBeUndefined();
    }
  });

  it("repeats the head of a table that is cut", () => {
    const parts = splitBlocks(`| a | b |\n|---|---|\n${"| one | two |\n".repeat(20)}`, limit);
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) expect(part.text.startsWith("| a | b |\n|---|---|\n| one")).toBe(true);
  });
});
