/** Which language the emulator's command speaks, by the rule of all our commands, and its sentences. */
import { namedLanguage, type SpokenLanguage } from "../../lib/named-language.ts";
import { en, type CommandText } from "./en.ts";
import { zhCN } from "./zh-cn.ts";

export interface CommandWords {
  readonly language: SpokenLanguage;
  readonly text: CommandText;
}

/**
 * That of OPENCLAW_LOCALE, LC_ALL, LANG, the first that names one; else Chinese, since DingTalk's users are in China: as
 * `openclaw china …` chooses.
 */
export function commandText(env: Readonly<Record<string, string | undefined>>): CommandWords {
  const language = namedLanguage([env["OPENCLAW_LOCALE"], env["LC_ALL"], env["LANG"]]) ?? "zh-CN";
  return { language, text: language === "en" ? en : zhCN };
}
