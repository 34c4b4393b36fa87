/** Every sentence in the text tables has a reader: what nobody says is not kept. */
import { expect, test } from "vitest";
import { zhCN } from "../../src/channel/text/zh-cn.ts";
import { en as commandEn } from "../../src/emulator/text/en.ts";
import { readSources } from "./support/source-files.ts";

function unsaid(keys: readonly string[], sources: readonly string[]): string[] {
  return keys.filter((key) => !sources.some((text) => new RegExp(`\\b${key}\\b`).test(text)));
}

test("every sentence is said somewhere, and one that nobody says would be found", () => {
  const sources = readSources(/^src\/channel\/(?!text\/(?:[a-z]+-)?(?:zh-cn|en)\.ts$)/).map(
    ({ text }) => text,
  );
  expect(unsaid(Object.keys(zhCN), sources)).toEqual([]);
  expect(unsaid([["never", "Said"].join("")], sources)).toHaveLength(1);
});

test("every sentence of the emulator's command is said somewhere", () => {
  const sources = readSources(/^src\/emulator\/(?!text\/(?:zh-cn|en)\.ts$)/).map(({ text }) => text);
  expect(unsaid(Object.keys(commandEn), sources)).toEqual([]);
});
