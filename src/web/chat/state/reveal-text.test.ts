import { describe, expect, it } from "vitest";
import { cutForReveal, growReveal, startReveal } from "./reveal-text.ts";

/** What is shown when the text has come to the end of `cut`. */
const shown = (text: string, cut: string) => cutForReveal(text, text.indexOf(cut) + cut.length);

describe("the text of a growing card", () => {
  it("a reader sees it run on with every moment, and all of it soon, however much came at once", () => {
    for (const total of [1, 12, 5_000]) {
      let revealed = 0;
      for (let moment = 0; moment < 200 && revealed < total; moment += 1) {
        const next = growReveal(revealed, total, 16);
        expect(next).toBeGreaterThan(revealed);
        revealed = next;
      }
      expect(revealed).toBe(total);
    }
    expect(growReveal(0, 1_000, 260)).toBeGreaterThan(600);
    expect(growReveal(7, 5, 16)).toBe(5);
  });

  it("a reader sees no sign of Markdown that is not whole yet", () => {
    expect(shown("a **bold** end", "**bo")).toBe("a **bo**");
    expect(shown("a **bold** end", "a **")).toBe("a ");
    expect(shown("a **bold** end", "bold*")).toBe("a **bold**");
    expect(shown("use `code` now", "`co")).toBe("use `co`");
    expect(shown("see [the page](https://example.com/a) now", "(https://ex")).toBe("see ");
    expect(shown("![chart](@abc) now", "![cha")).toBe("");
    expect(shown("x\n# Title", "\n#")).toBe("x\n");
    expect(shown("x\n- item", "\n-")).toBe("x\n");
  });

  it("a reader sees a table row by row, code letter by letter, and no half of a character", () => {
    const table = "| a | b |\n|--|--|\n| 1 | 2 |\n";
    expect(cutForReveal(table, table.indexOf("|--") + 3)).toBe("| a | b |\n");
    expect(cutForReveal(table, table.indexOf("| 1") + 3)).toBe("| a | b |\n|--|--|\n");
    const code = "```js\nlet a = b * c;\n```\nend";
    expect(cutForReveal(code, 4)).toBe("");
    expect(cutForReveal(code, code.indexOf("* c") + 1)).toBe("```js\nlet a = b *");
    expect(cutForReveal(code, code.indexOf("\n```\n") + 3)).toBe("```js\nlet a = b * c;\n");
    expect(cutForReveal("a😀b", 2)).toBe("a");
    expect(cutForReveal("whole **", 8)).toBe("whole **");
  });

  it("a frame that goes on where the last one closed its Markdown runs in from there, a rewritten one is there at once", () => {
    expect(startReveal("a **bo**", 8, "a **bold** end")).toBe(6);
    expect(startReveal("a **bo**", 3, "a **bold** end")).toBe(3);
    expect(startReveal("", 0, "abc")).toBe(0);
    expect(startReveal("First I look it up.", 19, "It is seven.")).toBe(12);
    const work = "\n\n> reading the second file";
    expect(startReveal(`So far${work}`, 6 + work.length, `So far so good${work}`)).toBe(14 + work.length);
  });
});
