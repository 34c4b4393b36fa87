import { describe, expect, it } from "vitest";
import { createText, resolveLanguage } from "../../src/channel/text/text.ts";

const chinese = /[一-鿿]/;
/** Any parameters: every name gives a value. */
const anything = new Proxy({}, { get: (_, name) => `<${String(name)}>` });

/** A sentence, one with parameters, or a table of them by code. */
type Entry = string | ((p: unknown) => string) | Readonly<Record<string, string>>;

function sentences(language: "zh-CN" | "en"): [string, string][] {
  const entries = Object.entries(createText(language)) as [string, Entry][];
  return entries.flatMap(([key, entry]): [string, string][] => {
    if (typeof entry === "string") return [[key, entry]];
    if (typeof entry === "function") return [[key, entry(anything)]];
    return Object.entries(entry).map(([code, sentence]) => [`${key}.${code}`, sentence]);
  });
}

/** The parameters that appear in a sentence. */
const facts = (text: string) => (text.match(/<\w+>/g) ?? []).toSorted();
/** Sentences made of parameters only. */
const template = (key: string) =>
  key.startsWith("config") ||
  key === "cardPreview" ||
  key === "bodyAttachment" ||
  ["findingLine", "errorLine", "faultLine"].includes(key);

describe("the sentences", () => {
  it("are the same in both languages, with the same facts in them", () => {
    const english = new Map(sentences("en"));
    expect([...english.keys()]).toEqual(sentences("zh-CN").map(([key]) => key));
    for (const [key, text] of sentences("zh-CN"))
      expect([key, facts(english.get(key) ?? "")]).toEqual([key, facts(text)]);
  });

  it("are Chinese in Chinese and not in English", () => {
    for (const [key, text] of sentences("zh-CN"))
      if (!template(key)) expect([key, chinese.test(text)]).toEqual([key, true]);
    for (const [key, text] of sentences("en")) expect([key, chinese.test(text)]).toEqual([key, false]);
  });

  it("tell a refused person their staffId", () => {
    expect(createText("zh-CN").pairingLine({ staffId: "user123" })).toContain("user123");
    expect(createText("en").pairingLine({ staffId: "user123" })).toContain("user123");
  });
});

describe("the language", () => {
  it.each([
    [{}, "zh-CN"],
    [{ LANG: "C.UTF-8" }, "zh-CN"],
    [{ LANG: "POSIX" }, "zh-CN"],
    [{ LANG: "zh_CN.UTF-8" }, "zh-CN"],
    [{ LANG: "zh-TW" }, "zh-CN"],
    [{ LANG: "en_US.UTF-8" }, "en"],
    [{ LANG: "de_DE.UTF-8" }, "en"],
    [{ LC_ALL: "zh_CN.UTF-8", LANG: "en_US.UTF-8" }, "zh-CN"],
    [{ LC_ALL: "C", LANG: "en_US.UTF-8" }, "en"],
    [{ OPENCLAW_LOCALE: "en", LC_ALL: "zh_CN.UTF-8" }, "en"],
  ])("of %j is %s", (env, language) => {
    expect(resolveLanguage({ env })).toBe(language);
  });

  it("is the configured one first", () => {
    expect(resolveLanguage({ configured: "en", env: { LANG: "zh_CN.UTF-8" } })).toBe("en");
    expect(resolveLanguage({ configured: "zh-CN", env: { OPENCLAW_LOCALE: "en" } })).toBe("zh-CN");
  });
});
