/** What a reader sees of half-written Markdown. */
import * as fc from "fast-check";
import MarkdownIt from "markdown-it";
import { describe, expect, it } from "vitest";
import { closeMarkdown } from "../../src/channel/card/close-markdown.ts";
import { scanBlocks } from "../../src/channel/card/scan-blocks.ts";
import { anyText } from "../support/markdown-text.ts";

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
