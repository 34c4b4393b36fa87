/** How a long Markdown text is cut: what a reader sees on each card or in each message. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scanBlocks } from "../../src/channel/card/scan-blocks.ts";
import { createMarkdownSplitter, splitMarkdown } from "../../src/channel/markdown/split-markdown.ts";
import { measureText } from "../../src/channel/markdown/text-room.ts";
import { longMarkdown } from "../support/markdown-text.ts";

const limits = { maxCodePoints: 80 };
const LONE_HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const textsOf = (text: string, most = limits) => splitMarkdown(text, most).map((part) => part.text);

describe("splitting a long text", () => {
  it("gives every word back, once and in order", () => {
    fc.assert(
      fc.property(longMarkdown, (text) => {
        const parts = splitMarkdown(text, limits);
        return (
          parts.map((part) => part.source).join("") === text &&
          parts.every((part) => part.text.includes(part.source))
        );
      }),
      { numRuns: 500 },
    );
  });

  it("keeps every part within its code points, its bytes, and what it grows to on a card", () => {
    fc.assert(
      fc.property(longMarkdown, fc.constantFrom(1, 4), (text, markCost) => {
        const most = { maxCodePoints: 80, maxBytes: 200, markCost };
        for (const part of splitMarkdown(text, most)) {
          const { codePoints } = measureText(part.text, markCost);
          expect(codePoints).toBeLessThanOrEqual(80);
          expect(Buffer.byteLength(JSON.stringify(part.text)) - 2).toBeLessThanOrEqual(200);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("decides each cut once: what was cut of a beginning is cut the same in the whole", () => {
    fc.assert(
      fc.property(longMarkdown, fc.nat(), (text, cut) => {
        const whole = splitMarkdown(text, limits);
        const begun = splitMarkdown(text.slice(0, cut % (text.length + 1)), limits);
        return begun.slice(0, -1).every((part, index) => part.text === whole[index]?.text);
      }),
      { numRuns: 500 },
    );
  });

  it("gives a reader the same whether the text came at once or grew, was rewritten or fell back", () => {
    const steps = fc.array(longMarkdown, { maxLength: 4 });
    fc.assert(
      fc.property(longMarkdown, steps, fc.nat(), (text, others, cut) => {
        const splitter = createMarkdownSplitter(limits);
        const half = text.slice(0, cut % (text.length + 1));
        for (const step of [half, text, half, ...others, text])
          expect(splitter.split(step)).toEqual(splitMarkdown(step, limits));
      }),
      { numRuns: 100 },
    );
  });

  it("reads the parts of a growing answer once: 400 frames cost no more than their last part", () => {
    const whole = "Some words of an answer, in paragraphs.\n\n".repeat(480);
    const splitter = createMarkdownSplitter({ maxCodePoints: 2_500 });
    let before = splitter.split("");
    for (let frame = 1; frame <= 400; frame += 1) {
      const parts = splitter.split(whole.slice(0, frame * 50));
      // A part that was cut is the very same object: it was not made again.
      for (const [index, part] of before.slice(0, -1).entries()) expect(parts[index]).toBe(part);
      before = parts;
    }
    expect(before.length).toBeGreaterThan(6);
  });

  it("halves no character", () => {
    const emoji = fc.array(fc.constantFrom("😀", "𠮷", "a"), { maxLength: 400, size: "max" });
    fc.assert(
      fc.property(emoji, (chars) => {
        for (const part of textsOf(chars.join(""))) expect(part).not.toMatch(LONE_HALF);
      }),
    );
  });

  it("returns a text within the limit as it is", () => {
    expect(splitMarkdown("short", limits)).toEqual([{ text: "short", source: "short", prefix: "" }]);
    expect(splitMarkdown("", limits)).toEqual([{ text: "", source: "", prefix: "" }]);
    expect(textsOf("😀".repeat(80))).toEqual(["😀".repeat(80)]);
    expect(textsOf("x".repeat(81))).toHaveLength(2);
  });

  it("cuts between blocks, and leaves a fence and a table whole when they fit", () => {
    const fence = `\`\`\`js\n${"line();\n".repeat(6)}\`\`\`\n`;
    const table = "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n";
    const parts = textsOf(`Words before the code.\n\n${fence}\n${table}\nWords after the table.`);
    expect(parts.some((part) => part.includes(fence))).toBe(true);
    expect(parts.some((part) => part.includes(table))).toBe(true);
  });

  it("opens a fence again after a cut inside it, also in a quote and in a list", () => {
    for (const [before, prefix] of [
      ["", ""],
      ["> ", "> "],
      ["1. item\n\n   ", "   "],
    ] as const) {
      const lines = `${prefix}line();\n`.repeat(30);
      const parts = textsOf(`${before}\`\`\`js\n${lines}${prefix}\`\`\`\n`);
      expect(parts.length).toBeGreaterThan(2);
      for (const part of parts.slice(1, -1)) expect(part.startsWith(`${prefix}\`\`\`js\n`)).toBe(true);
      for (const part of parts) expect(scanBlocks(part).fence).toBeUndefined();
    }
  });

  it("repeats the head of a table that is cut, also of one without outer pipes", () => {
    for (const [head, row] of [
      ["| a | b |\n|---|---|\n", "| one | two |\n"],
      ["a | b\n--|--\n", "one | two\n"],
    ] as const) {
      const parts = textsOf(head + row.repeat(20));
      expect(parts.length).toBeGreaterThan(2);
      for (const part of parts) expect(part.startsWith(head + row)).toBe(true);
    }
  });

  it("keeps a heading with its text", () => {
    const parts = textsOf(
      `${"Words of the first part. ".repeat(2)}\n\n## Second\n\n${"More words here. ".repeat(3)}`,
    );
    expect(parts).toHaveLength(2);
    expect(parts[1]).toMatch(/^## Second\n\nMore/);
  });

  it("goes on with a nested list as a nested list, not as code", () => {
    const items = Array.from({ length: 12 }, (_, n) => `    - nested ${n}\n`).join("");
    const [, second] = textsOf(`- top\n${items}`);
    expect(second).toMatch(/^- …\n {4}- nested/);
  });

  it("cuts a paragraph after a line or a sentence, and not inside bold words or a link", () => {
    expect(textsOf(`${"x".repeat(50)}\n${"y".repeat(50)}`)).toEqual([`${"x".repeat(50)}\n`, "y".repeat(50)]);
    const sentences = "一二三四五六七八九十。".repeat(10);
    expect(textsOf(sentences)[0]).toMatch(/。$/);
    const linked = `${"word ".repeat(11)}**bold words that go on, and on, and on** ${"word ".repeat(11)}`;
    for (const part of textsOf(linked)) expect((part.match(/\*\*/g) ?? []).length % 2).toBe(0);
  });
});
