import { describe, expect, it } from "vitest";
import { markdownToHtml } from "./markdown-to-html.ts";

const card = (source: string) => markdownToHtml(source, { htmlBreaks: true });
const message = (source: string) => markdownToHtml(source, { htmlBreaks: false });

describe("markdown to html", () => {
  it("a robot's HTML stays text", () => {
    const html = card(`<img src=x onerror="alert(1)"> <script>alert(1)</script>\n\n<div onclick=x>hi</div>`);
    expect(html).not.toMatch(/<(?:img|script|div)/);
    expect(html).toContain("&lt;img src=x onerror=");
  });

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "vbscript:x",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "//evil.example/x",
    "dtmd://dingtalkclient/sendMessage?content=x",
  ])("a robot's link to %s is no link", (url) => {
    expect(card(`[click](${url})`)).not.toContain("<a ");
    expect(card(`<${url}>`)).not.toContain("<a ");
    expect(card(`![pic](${url})`)).not.toContain("<a ");
  });

  it("a robot's web link opens in a new tab without an opener", () => {
    expect(card("[docs](https://example.com/a?b=1&c=2)")).toContain(
      '<a href="https://example.com/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer">docs</a>',
    );
    expect(card("see https://example.com now")).toContain('target="_blank"');
  });

  it("a robot's image becomes a link to it, also inside a link, and quotes cannot break out", () => {
    expect(card("![a cat](https://example.com/cat.png)")).toContain(
      '<a class="image" href="https://example.com/cat.png" target="_blank" rel="noopener noreferrer">a cat</a>',
    );
    const nested = card("[![a cat](https://example.com/c.png)](https://example.com)");
    expect(nested.match(/<a /g)).toHaveLength(1);
    expect(card('![" onmouseover="x](https://example.com/c.png)')).not.toContain('" onmouseover');
    expect(card("![a](https://example.com/c.png)")).not.toContain("<img");
  });

  it("a robot's uploaded picture is shown from the emulator itself, with its words for who cannot see it", () => {
    expect(card('![a "cat"](@lADPDetfXvA-_x1)')).toContain(
      '<img class="picture" src="/_emulator/uploads/%40lADPDetfXvA-_x1" alt="a &quot;cat&quot;">',
    );
    expect(card("![a](@../../etc)")).not.toContain("<img");
  });

  it("a table's alignment is a class, never a style attribute", () => {
    const html = card("| a | b |\n|:--|--:|\n| 1 | 2 |");
    expect(html).toContain('<td class="align-right">2</td>');
    expect(html).not.toContain("style=");
  });

  it("a card breaks lines at <br>, a robot message shows the tag, and a bare newline breaks neither", () => {
    expect(card("one<br>two<BR/>three\nfour")).toBe("<p>one<br>\ntwo<br>\nthree\nfour</p>\n");
    expect(message("one<br>two")).toBe("<p>one&lt;br&gt;two</p>\n");
    expect(card("`a<br>b`")).toContain("a&lt;br&gt;b");
  });

  it("half a table, an open fence and an open emphasis still give a readable page", () => {
    for (const source of ["| a | b |\n|--", "```js\nconst a = 1", "**bold", "- a\n  - b\n    - "]) {
      expect(card(source).length).toBeGreaterThan(0);
    }
  });
});
