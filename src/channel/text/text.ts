/**
 * The sentences of one language, the choice of that language, and the sentence for a configuration issue.
 */
import { namedLanguage } from "../../lib/named-language.ts";
import { en } from "./en.ts";
import { zhCN, type Text } from "./zh-cn.ts";

export type { Text } from "./zh-cn.ts";
export type Language = "zh-CN" | "en";

const TABLES: Readonly<Record<Language, Text>> = { "zh-CN": zhCN, en };

export function createText(language: Language): Text {
  return TABLES[language];
}

export interface LanguageChoice {
  /** The key `language` of the account. */
  readonly configured?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The configured language; else that of OPENCLAW_LOCALE, LC_ALL, LANG, the first that names one; else Chinese, since
 * DingTalk's users are in China. `C` and `POSIX` name no language.
 */
export function resolveLanguage(choice: LanguageChoice): Language {
  const { configured, env } = choice;
  return namedLanguage([configured, env["OPENCLAW_LOCALE"], env["LC_ALL"], env["LANG"]]) ?? "zh-CN";
}

/** The issue of `channel/config`, by shape: text knows no configuration. */
export interface DescribedIssue {
  readonly path: string;
  readonly kind: "unknown" | "outdated" | "wrong-type" | "conflict";
  readonly found: string;
  readonly wanted?: { readonly en: string; readonly zh: string };
  readonly hint: { readonly en: string; readonly zh: string };
}

/** One sentence that names the key, what was found, and what is wanted. */
export function describeIssue(issue: DescribedIssue, language: Language): string {
  const text = createText(language);
  const side = language === "en" ? "en" : "zh";
  const facts = { path: issue.path, found: issue.found, hint: issue.hint[side] };
  switch (issue.kind) {
    case "unknown":
      return text.configUnknown(facts);
    case "outdated":
      return text.configOutdated(facts);
    case "wrong-type":
      return text.configWrongType({ ...facts, wanted: issue.wanted?.[side] ?? "–" });
    case "conflict":
      return text.configConflict(facts);
  }
}
