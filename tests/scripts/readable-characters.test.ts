import { describe, expect, it } from "vitest";
import { writeCharacters } from "../../scripts/build/readable-characters.ts";

describe("the page's build", () => {
  it("writes escaped printable characters as themselves, with the same meaning", () => {
    const escaped = String.raw`/[!\xA1\xA7\xAB\xB6\xB7\xBB\xBF]/`;
    expect(writeCharacters(escaped)).toBe("/[!¡§«¶·»¿]/");
  });

  it("leaves alone what only looks like an escape, and what does not print", () => {
    const kept = String.raw`"\\xA1" "\x1B" "\xAD" "\xA0"`;
    expect(writeCharacters(kept)).toBe(kept);
    expect(writeCharacters(String.raw`"\\\xA1"`)).toBe(String.raw`"\\¡"`);
  });
});
