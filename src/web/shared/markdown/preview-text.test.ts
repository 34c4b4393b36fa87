import { describe, expect, it } from "vitest";
import { previewText } from "./preview-text.ts";

describe("preview text", () => {
  it("a reader of the list sees words instead of Markdown signs", () => {
    expect(previewText("# Hello\n\n**bold** and [a link](https://x.example) `code`")).toBe(
      "Hello bold and a link code",
    );
    expect(previewText("| 名称 | 值 |\n|---|---:|\n| a | 1 |")).toBe("名称 值 a 1");
    expect(previewText("- one\n- two<br>three")).toBe("one two three");
  });

  it("a long text is cut at a whole character", () => {
    expect(previewText("😀".repeat(10), 3)).toBe("😀😀😀…");
    expect(previewText("abc", 3)).toBe("abc");
  });
});
