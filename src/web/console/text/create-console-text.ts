/** Looks up the sentences of the console's page. */
import { createTextFrom, type Locale, type TextOf } from "../../shared/text/create-text.ts";
import { consoleEn, type ConsoleTextKey } from "./en.ts";
import { consoleZhCN } from "./zh-cn.ts";

export type ConsoleText = TextOf<ConsoleTextKey>;
export type { ConsoleTextKey };

export const createConsoleText = (locale: Locale): ConsoleText =>
  createTextFrom({ en: consoleEn, "zh-CN": consoleZhCN }, locale);
