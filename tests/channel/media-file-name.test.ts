/** Names that senders choose become names that stay in their folder. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberedName, safeFileName, splitExtension } from "../../src/channel/media/file-name.ts";

const bytes = (text: string) => Buffer.byteLength(text, "utf8");

describe("a name that a sender chose", () => {
  it.each([
    ["报价单.xlsx", "报价单.xlsx"],
    ["../../etc/passwd", "passwd"],
    ["..\\..\\x.txt", "x.txt"],
    ["a\0b.txt", "b.txt"],
    ["a\u0001\u007fb\n.txt", "ab.txt"],
    ["CON", "_CON"],
    ["nul.txt", "_nul.txt"],
    ["com1.tar.gz", "_com1.tar.gz"],
    ["console.log", "console.log"],
    [".bashrc", "bashrc"],
    ["...", "file"],
    ["name. . .", "name"],
    ["  spaced name.pdf  ", "spaced name.pdf"],
    ["", "file"],
    ["/", "file"],
    ['a<b>:"|?*.txt', "ab.txt"],
    ["invoice\u202egpj.exe", "invoicegpj.exe"],
    ["a/b/", "b"],
    ["\ud800.txt", "\ufffd.txt"],
  ])("%j is kept as %j", (original, kept) => {
    expect(safeFileName(original, "file")).toBe(kept);
  });

  it("of 120 Chinese characters is cut to 255 bytes and keeps its extension", () => {
    const name = safeFileName(`${"会".repeat(120)}.xlsx`, "file");
    expect(bytes(name)).toBeLessThanOrEqual(255);
    expect(bytes(name)).toBeGreaterThan(250);
    expect(name.endsWith("会.xlsx")).toBe(true);
    expect(bytes(numberedName(name, 1234))).toBeLessThanOrEqual(255);
    expect(numberedName(name, 12).endsWith("会-12.xlsx")).toBe(true);
  });

  it("that is taken gets a number before its extension", () => {
    expect([1, 2, 3].map((number) => numberedName("a.txt", number))).toEqual(["a.txt", "a-2.txt", "a-3.txt"]);
    expect(numberedName("none", 2)).toBe("none-2");
    expect(splitExtension("a. b")).toEqual(["a. b", ""]);
  });

  it("whatever it is, stays in its folder and on every file system", () => {
    const odd = fc.oneof(
      fc.string({ unit: "binary", maxLength: 400 }),
      fc.stringMatching(/^[./\\ a-c\0]*$/),
      fc.string({ unit: "grapheme", maxLength: 400 }),
    );
    fc.assert(
      fc.property(odd, fc.integer({ min: 1, max: 9_999 }), (original, number) => {
        const safe = safeFileName(original, "file");
        for (const name of [safe, numberedName(safe, number)]) {
          expect(name).not.toBe("");
          expect(bytes(name)).toBeLessThanOrEqual(255);
          expect(name).not.toMatch(/[/\\\p{Cc}<>:"|?*]/u);
          expect(name).not.toMatch(/^[.\s]|[.\s]$/);
          expect(name.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  }, 20_000);
});
