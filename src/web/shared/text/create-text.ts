/** Looks up a sentence in the reader's language and fills in its values. */
import { en, type TextKey } from "./en.ts";
import { zhCN } from "./zh-cn.ts";

export type Locale = "zh-CN" | "en";
export type TextValues = Readonly<Record<string, string | number>>;

export interface TextOf<Key extends string> {
  (key: Key, values?: TextValues): string;
  readonly locale: Locale;
}

export type Text = TextOf<TextKey>;

export type { TextKey };

const TABLES: Readonly<Record<Locale, Readonly<Record<TextKey, string>>>> = { en, "zh-CN": zhCN };

export function createText(locale: Locale): Text {
  return createTextFrom(TABLES, locale);
}

/** The same for a page that keeps sentences of its own. */
export function createTextFrom<Key extends string>(
  tables: Readonly<Record<Locale, Readonly<Record<Key, string>>>>,
  locale: Locale,
): TextOf<Key> {
  const table = tables[locale];
  const text = (key: Key, values: TextValues = {}) =>
    table[key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  return Object.assign(text, { locale });
}
