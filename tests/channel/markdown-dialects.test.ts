/** What a reader sees of a model's Markdown on a card and in a message. */
import * as fc from "fast-check";
import MarkdownIt from "markdown-it";
import { describe, expect, it } from "vitest";
import { closeMarkdown } from "../../src/channel/card/close-markdown.ts";
import { scanBlocks } from "../../src/channel/card/scan-blocks.ts";
import { MAX_SHOWN_CODE_POINTS, toCardMarkdown } from "../../src/channel/markdown/card-dialect.ts";
import { collectDefinitions } from "../../src/channel/markdown/collect-definitions.ts";
import { toMessageMarkdown } from "../../src/channel/markdown/message-dialect.ts";
import { parseMarkdown } from "../../src/channel/markdown/parse-markdown.ts";
import { splitMarkdown } from "../../src/channel/markdown/split-markdown.ts";
import { anyText, longMarkdown } from "../support/markdown-text.ts";

const DIALECTS = [
  ["card", toCardMarkdown],
  ["message", toMessageMarkdown],
] as const;
const picture = (url: string) => (url.startsWith("http://h/") ? "@lADPmedia" : undefined);

/** What both targets are documented to show, as models write it. */
const PROPER = `# Report **one**

Some *words*, a [link](https://example.com/a_(b)) and \`code <b>\`. 5 < 6, 你好**世界**。

1. first
2. second
   - nested
     - deeper

- a
- b \\* c

> quoted _text_
>
> > deeper

\`\`\`html
<div>
  soft
</div>

---
\`\`\`

Bare https://example.com/x and C:\\temp, ~~gone~~ [0].`;

/** Letters and digits: marks may change, words may not. */
const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]/gu) ?? [];

/** All words are there, as often; a table as a list has them in another order. */
function isWithin(words: readonly string[], all: readonly string[]): boolean {
  const left = new Map<string, number>();
  for (const word of all) left.set(word, (left.get(word) ?? 0) + 1);
  return words.every((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count > 0;
  });
}

describe.each(DIALECTS)("any text as a %s", (_, rewrite) => {
  it("is shown without a throw, and swallows nothing that follows it", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, longMarkdown), fc.boolean(), (text, uploads) => {
        const shown = rewrite(text, uploads ? { picture } : {});
        const last = parseMarkdown(`${shown}\n\nAfterwards`).topNode.lastChild;
        expect([last?.name, last?.from], shown).toEqual(["Paragraph", shown.length + 2]);
      }),
      { numRuns: 1_000 },
    );
  });

  it("keeps every word of prose", () => {
    const word = fc.constantFrom("alpha", "字词", "12", "beta.", "🙂");
    const piece = fc.oneof(
      { weight: 2, arbitrary: word },
      fc.constantFrom(
        " ",
        "\n",
        "\n\n",
        "**",
        "`",
        "- ",
        "> ",
        "# ",
        "<b>",
        "Vec<T>",
        "| a | b |\n|-|-|\n| c |\n",
      ),
      fc.constantFrom(
        "\n===\n",
        "  \n",
        "\n---\n",
        "1. ",
        "[text](http://u/v)",
        "<https://w>",
        "    ",
        "~~~\n",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30, size: "max" }), (pieces) => {
        const text = pieces.join("");
        expect(isWithin(wordsOf(text), wordsOf(rewrite(text))), rewrite(text)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it("comes back byte for byte where it is shown properly", () => {
    expect(rewrite(PROPER)).toBe(PROPER);
  });

  it("takes hostile nesting in its stride", () => {
    for (const text of [
      ">".repeat(3_000),
      "[".repeat(3_000),
      "*".repeat(3_000),
      "- ".repeat(1_000),
      "<".repeat(3_000),
      `${"| a ".repeat(300)}|\n${"|-".repeat(300)}|\n`,
      "![".repeat(1_500),
      "<b>".repeat(3_000),
      "<!--".repeat(3_000),
    ])
      expect(wordsOf(rewrite(text)).length).toBeGreaterThanOrEqual(wordsOf(text).length);
  });
});

describe("every frame of an answer on a card", () => {
  const markdown = new MarkdownIt({ html: true });

  it("is closed and shows no stray mark while the answer grows", () => {
    const sample = `${PROPER}\n\n| name | value |\n|:-----|------:|\n| a | **1** |\n\nred <font color="red">and **bold**</font>\nnext line`;
    for (let length = 1; length <= sample.length; length += 1) {
      const shown = toCardMarkdown(closeMarkdown(sample.slice(0, length)));
      const html = markdown.render(shown);
      expect(scanBlocks(shown).fence, shown).toBeUndefined();
      expect(html.split("<font").length, shown).toBe(html.split("</font").length);
      expect(html, shown).not.toMatch(/<p>\||&lt;fon/);
    }
  });

  it("has a tag on it only with its other half", () => {
    const piece = fc.constantFrom(
      "<font color=red>",
      "</font>",
      "<font",
      ">",
      "word",
      "**",
      "\n",
      "\n\n",
      "<b>",
      "![",
    );
    const text = fc.array(piece, { maxLength: 30, size: "max" }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(text, (written) => {
        const html = markdown.render(toCardMarkdown(closeMarkdown(written)));
        expect(html.split(/<font\b/).length).toBe(html.split("</font>").length);
      }),
      { numRuns: 1_000 },
    );
  });

  it("stays below the size at which cards went blank", () => {
    const lines = "字\n".repeat(1_250);
    expect(toCardMarkdown(lines)).toBe(lines);
    expect([...toCardMarkdown("字\n".repeat(500))].length).toBeLessThanOrEqual(MAX_SHOWN_CODE_POINTS);
  });
});

describe("a card shows", () => {
  it.each([
    ["a line break as a tag", "one\ntwo  \nthree\\\nfour", "one<br>two<br>three<br>four"],
    ["a line break in a quote", "> one\n> two", "> one<br>two"],
    ["the lines of a list as they are", "- one\n  more\n- two", "- one\n  more\n- two"],
    ["a deep heading as the fifth", "###### six", "##### six"],
    ["an underlined heading by its mark", "Title\n===\n\nSub\nlines\n---", "# Title\n\n## Sub lines"],
    ["a rule", "a\n\n---\n\nb", "a\n\n***\n\nb"],
    ["other bullets and numbers", "+ a\n\n1) b", "* a\n\n1. b"],
    ["a numbered list in a list", "- a\n  1. b\n  2. c", "- a\n  * (1) b\n  * (2) c"],
    ["tasks", "- [ ] a\n- [x] b", "- ☐ a\n- ☑ b"],
    [
      "a table apart from its words",
      "words\n| a | b |\n|---|---|\n| 1 | 2 |",
      "words\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    ],
    [
      "a loose table with pipes and dashes",
      "a | b\n:-|-:\n1 | 2\n3",
      "| a | b |\n| :--- | ---: |\n| 1 | 2 |\n| 3 |  |",
    ],
    ["a cell too many", "| a |\n|---|\n| 1 | 2 |", "| a |  |\n| --- | --- |\n| 1 | 2 |"],
    ["foreign tags as text", "Vec<T> and <div>x</div>", "Vec&lt;T> and &lt;div>x&lt;/div>"],
    ["its own tags", "<font color=red>r</font> <br>", "<font color=red>r</font> <br>"],
    ["a tag without its half as text", "<font color=red>r", "&lt;font color=red>r"],
    [
      "a block of HTML as text",
      "<details>\n<b>x</b>\n</details>",
      "&lt;details><br>&lt;b>x&lt;/b><br>&lt;/details>",
    ],
    ["code by indent in a fence", "a\n\n    x\n      y\n\nb", "a\n\n```\nx\n  y\n```\n\nb"],
    ["a fence of tildes", "~~~js\na ``` b\n~~~", "````js\na ``` b\n````"],
    ["a fence without an end", "```\nx", "```\nx\n```"],
    ["an address in brackets", "<https://x.y/z> <a@b.c>", "[https://x.y/z](https://x.y/z) a@b.c"],
    ["a link by its definition", "[a][1], [1]\n\n[1]: http://x (t)\n", "[a](http://x), [1](http://x)\n\n"],
    ["a definition that nothing uses", "[1]: http://x", "[1]: http://x"],
    ["an address with blanks", "[a](<http://x/b c>)", "[a](http://x/b%20c)"],
    ["a picture as a link", "![a cat](http://x/c.png)", "[a cat](http://x/c.png)"],
    ["a nameless picture by its name", "![](http://x/c.png?s=1)", "[c.png](http://x/c.png?s=1)"],
    ["a picture on the disk with its path", "![plot](./out/p.png)", "plot (./out/p.png)"],
    ["a picture in the text by its words", "![dot](data:image/png;base64,AAAA)", "dot"],
    [
      "a picture in a link beside it",
      "[![ci](http://i/b.svg)](http://c)",
      "[ci](http://c) [ci](http://i/b.svg)",
    ],
    ["an uploaded picture", "![a](http://h/i.png)", "![a](@lADPmedia)"],
    ["an uploaded picture of HTML", '<img src="http://h/i.png" alt="a">', "![a](@lADPmedia)"],
    [
      "an uploaded picture in a table",
      "|a|\n|-|\n|![p](http://h/i.png)|",
      "| a |\n| --- |\n| ![p](@lADPmedia) |",
    ],
  ])("%s", (_, text, shown) => {
    expect(toCardMarkdown(text, { picture })).toBe(shown);
  });
});

describe("a long answer whose links are explained at its end", () => {
  const label = fc.integer({ min: 1, max: 9 });
  const paragraph = fc
    .tuple(fc.integer({ min: 1, max: 40 }), label)
    .map(([length, nth]) => `${"word ".repeat(length)}[source ${nth}][${nth}]`);

  it("leads to every address from each of its cards, and keeps the text's own explanation where it has one", () => {
    const limits = { maxCodePoints: 400 };
    fc.assert(
      fc.property(fc.array(paragraph, { minLength: 1, maxLength: 30 }), (paragraphs) => {
        const ends = Array.from({ length: 9 }, (_, at) => `[${at + 1}]: https://s.example/${at + 1}`);
        const whole = [...paragraphs, ends.join("\n")].join("\n\n");
        const definitions = collectDefinitions(whole);
        for (const part of splitMarkdown(whole, limits)) {
          const shown = toCardMarkdown(part.text, { definitions });
          expect(shown).not.toMatch(/\[source \d\]\[/);
          for (const [, nth] of part.text.matchAll(/\[source (\d)\]/g))
            expect(shown).toContain(`[source ${nth}](https://s.example/${nth})`);
        }
      }),
    );
    const own = "[a][1]\n\n[1]: https://own.example";
    expect(toCardMarkdown(own, { definitions: "[1]: https://other.example" })).toContain(
      "(https://own.example)",
    );
  });

  it("is read for explanations whatever it says, and code has none", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, longMarkdown, fc.string()), (text) => {
        const definitions = collectDefinitions(text);
        expect(toCardMarkdown("no link", { definitions })).toBe("no link");
      }),
    );
    expect(collectDefinitions("```\n[1]: https://x.example\n```")).toBe("");
  });
});

describe("a message shows", () => {
  it.each([
    ["a line break between blanks", "one\ntwo\\\nthree", "one  \n  two  \n  three"],
    ["a line break in a quote", "> one\n> two", "> one  \n>   two"],
    ["all six headings", "###### six", "###### six"],
    ["a rule of letters, apart", "a\n***\nb", "a\n\n──────────\n\nb"],
    ["bullets by dashes", "* a\n* b", "- a\n- b"],
    [
      "a table as a list",
      "t\n| n | v |\n|---|---|\n| a | 1 |\n| b | |",
      "t\n\n**n: a**\n\n- v: 1\n\n**n: b**\n\n- v: –",
    ],
    ["a table without rows", "| n | v |\n|---|---|", "**n** · **v**"],
    ["all tags as text, but line breaks", "<font>x</font><br>y", "&lt;font>x&lt;/font>  \n  y"],
    ["no block where a tag stood before its marks", "a<br># b\n\n<br>~~~", "a # b\n\n&nbsp;~~~"],
    ["numbers in lists as they are", "- a\n  1. b", "- a\n  1. b"],
    ["fences as they are", "```js\nx\n```", "```js\nx\n```"],
  ])("%s", (_, text, shown) => {
    expect(toMessageMarkdown(text, { picture })).toBe(shown);
  });
});
