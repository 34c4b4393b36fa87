/**
 * The language of `--lang`. A word that names neither of the two languages is refused; without the flag the
 * machine's locale decides.
 */
import { createText, resolveLanguage, type Language } from "../text/text.ts";

export type ChosenLanguage =
  | { readonly kind: "chosen"; readonly language: Language }
  | { readonly kind: "refused"; readonly sentence: string };

/** `zh` and `en`, alone or as a locale: `zh-CN`, `en_US.UTF-8`. */
const NAMED = /^(?:zh|en)(?:[-_.].*)?$/i;

export function chooseLanguage(
  wanted: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): ChosenLanguage {
  if (wanted === undefined || NAMED.test(wanted.trim()))
    return { kind: "chosen", language: resolveLanguage({ configured: wanted, env }) };
  const text = createText(resolveLanguage({ env }));
  const why = text.answerNoLanguage({ found: wanted });
  return { kind: "refused", sentence: text.flagRefused({ flag: "--lang", why }) };
}
