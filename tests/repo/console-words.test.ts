/** Every word of the console's page is shown somewhere, and both languages leave the same gaps to fill. */
import { expect, test } from "vitest";
import { consoleEn } from "../../src/web/console/text/en.ts";
import { consoleZhCN } from "../../src/web/console/text/zh-cn.ts";
import { readSources } from "./support/source-files.ts";

/** Keys that no source names: neither as they are, nor by their family, nor as the end of `some.prefix.${…}`. */
function unshown(keys: readonly string[], sources: readonly string[]): string[] {
  const all = sources.join("\n");
  const prefixes = [...all.matchAll(/`(\w+\.[\w.]*)\$\{/g)].map(([, prefix]) => prefix ?? "");
  return keys.filter((key) => {
    const named = [key, key.replace(/\.\w+$/, "")].some((one) => all.includes(`"${one}"`));
    return !named && !prefixes.some((prefix) => key.startsWith(prefix));
  });
}

const gaps = (sentence: string) => [...new Set(sentence.match(/\{\w+\}/g))].toSorted();

test("every word is shown somewhere, and one that nobody shows would be found", () => {
  const sources = readSources(/^src\/web\/console\/(?!text\/)/).map(({ text }) => text);
  expect(unshown(Object.keys(consoleEn), sources)).toEqual([]);
  expect(unshown([["app", "neverShown"].join(".")], sources)).toHaveLength(1);
});

test("a sentence takes the same values in both languages", () => {
  for (const [key, sentence] of Object.entries(consoleEn))
    expect([key, gaps(consoleZhCN[key as keyof typeof consoleEn])]).toEqual([key, gaps(sentence)]);
});
