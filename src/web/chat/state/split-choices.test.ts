/** Which links of a robot's message become buttons. */
import { expect, it } from "vitest";
import { splitChoices } from "./split-choices.ts";

const link = (label: string, words: string) =>
  `[${label}](dtmd://dingtalkclient/sendMessage?${new URLSearchParams({ content: words }).toString()})`;

it("a person sees the links at the end as buttons, in their order, and the text without them", () => {
  const text = `**Run?**\n\n\`ls\`\n\n${link("Allow once", "/approve A2B3 allow-once")}\n\n${link("拒绝", "/approve A2B3 deny")}`;
  expect(splitChoices(text)).toEqual({
    body: "**Run?**\n\n`ls`",
    choices: [
      { label: "Allow once", words: "/approve A2B3 allow-once" },
      { label: "拒绝", words: "/approve A2B3 deny" },
    ],
  });
});

it.each([
  ["a link to a page", "See\n\n[here](https://example.com/)"],
  ["a link that says nothing", "See\n\n[here](dtmd://dingtalkclient/sendMessage?content=)"],
  ["a link in the middle", `${link("a", "b")}\n\nmore`],
  ["a link in a sentence", `Tap ${link("a", "b")}`],
])("%s is no button", (_what, text) => {
  expect(splitChoices(text)).toEqual({ body: text, choices: [] });
});
