/** Which of the languages that our sentences exist in a list of locales asks for. It reads no environment itself. */
export type SpokenLanguage = "zh-CN" | "en";

/**
 * The first locale that names a language decides: Chinese for a Chinese one, English for any other. `C` and `POSIX` name
 * none, nor does an empty one. Undefined when none does.
 */
export function namedLanguage(locales: readonly (string | undefined)[]): SpokenLanguage | undefined {
  const named = locales
    .map((locale) => (locale ?? "").trim().toLowerCase())
    .find((locale) => locale !== "" && !/^(c|posix)([.@]|$)/.test(locale));
  if (named === undefined) return undefined;
  return named.startsWith("zh") ? "zh-CN" : "en";
}
