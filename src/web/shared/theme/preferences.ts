/**
 * What a reader chose for all our pages: language and colour theme. Kept in local storage,
 * shown on the document element. Without a choice the browser's language and scheme decide.
 */
import type { GuardedStorage } from "../guarded-storage.ts";
import type { Locale } from "../text/create-text.ts";

export type Theme = "auto" | "light" | "dark";

export interface Preferences {
  readonly locale: Locale;
  readonly theme: Theme;
  choose(change: { locale?: Locale; theme?: Theme }): void;
}

export interface PreferencesOptions {
  readonly storage: GuardedStorage;
  /** A BCP 47 tag, as in `navigator.language`. */
  readonly language: string;
  /** Gets `lang` and `data-theme`. */
  readonly root: Pick<HTMLElement, "lang" | "dataset">;
  readonly onChange: () => void;
}

const LOCALE_KEY = "dingtalk-pages.locale";
const THEME_KEY = "dingtalk-pages.theme";

export function createPreferences(options: PreferencesOptions): Preferences {
  let locale = parseLocale(options.storage.getItem(LOCALE_KEY)) ?? resolveLocale(options.language);
  let theme = parseTheme(options.storage.getItem(THEME_KEY)) ?? "auto";
  const show = () => {
    options.root.lang = locale;
    options.root.dataset["theme"] = theme;
  };
  show();
  return {
    get locale() {
      return locale;
    },
    get theme() {
      return theme;
    },
    choose(change) {
      locale = change.locale ?? locale;
      theme = change.theme ?? theme;
      options.storage.setItem(LOCALE_KEY, locale);
      options.storage.setItem(THEME_KEY, theme);
      show();
      options.onChange();
    },
  };
}

/** Chinese for every kind of Chinese, English for all else. */
export function resolveLocale(language: string): Locale {
  return /^zh\b/i.test(language) ? "zh-CN" : "en";
}

function parseLocale(value: string | null): Locale | undefined {
  return value === "zh-CN" || value === "en" ? value : undefined;
}

function parseTheme(value: string | null): Theme | undefined {
  return value === "auto" || value === "light" || value === "dark" ? value : undefined;
}
