/** Looks up a sentence in the reader's language and fills in its values. */
import { en, type TextKey } from "./en.ts";
import { zhCN } from "./zh-cn.ts";

export type Locale = "zh-CN" | "en";
export type TextValues = Readonly<Record<string, string | number>>;

export interface Text {
  (key: TextKey, values?: TextValues): string;
  readonly locale: Locale;
}

export type { TextKey };

const TABLES: Readonly<Record<Locale, Readonly<Record<TextKey, string>>>> = { en, "zh-CN": zhCN };

export function createText(locale: Locale): Text {
  const table = TABLES[locale];
  const text = (key: TextKey, values: TextValues = {}) =>
    table[key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  return Object.assign(text, { locale });
}
