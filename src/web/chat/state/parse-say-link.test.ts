import { expect, test } from "vitest";
import { parseSayLink } from "./parse-say-link.ts";

test.each(["/approve AB12 允许 & go", "100%", "a+b"])("a person who taps the link says %s", (words) => {
  const content = new URLSearchParams({ content: words }).toString();
  expect(parseSayLink(`dtmd://dingtalkclient/sendMessage?${content}`)).toBe(words);
});

test.each([
  "dtmd://dingtalkClient/sendMessage?content=x",
  "dtmd://dingtalkclient/openPage?content=x",
  "dtmd://dingtalkclient/sendMessage?content=+",
  "dtmd://dingtalkclient/sendMessage",
  "https://example.com/sendMessage?content=x",
])("nobody says anything on %s", (url) => {
  expect(parseSayLink(url)).toBeUndefined();
});
