/** Texts that are mostly Markdown, much of it broken, for properties. */
import * as fc from "fast-check";

const MARKS =
  "* ** *** _ ` `` ``` ~~ ~ [ ]( ](http://x ) ! | \\ # - > 1. a 字 --- text 。 <fo <br> </font> 😀";

export const FRAGMENTS = fc.constantFrom(
  ...MARKS.split(" "),
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
  "    ",
  "  ",
  "1) ",
  "[ ] ",
  "![p](http://h/i.png)",
  "[ref]",
  "\n[ref]: http://r\n",
  "<https://auto.link>",
  "~~~\n",
  "\n===\n",
  "<div>",
  "  \n",
);
export const markdownText = fc
  .array(FRAGMENTS, { maxLength: 40, size: "max" })
  .map((parts) => parts.join(""));
export const anyText = fc.oneof(markdownText, fc.string({ unit: "binary", maxLength: 200 }));
export const longMarkdown = fc
  .array(fc.oneof(markdownText, FRAGMENTS), { maxLength: 30, size: "max" })
  .map((parts) => parts.join(""));
