/** Looks up the sentences of the developer's page. */
import { createTextFrom, type Locale, type TextOf } from "../../shared/text/create-text.ts";
import { developerEn, type DeveloperTextKey } from "./en.ts";
import { developerZhCN } from "./zh-cn.ts";

export type DeveloperText = TextOf<DeveloperTextKey>;
export type { DeveloperTextKey };

export const createDeveloperText = (locale: Locale): DeveloperText =>
  createTextFrom({ en: developerEn, "zh-CN": developerZhCN }, locale);
