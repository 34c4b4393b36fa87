/**
 * Form hints in the host's `uiHints` form, made from the key tables: label, help, placeholder, sensitivity, once for
 * the top level and once for `accounts.*`.
 */
import type { Bilingual, KeyDoc, KeyTable } from "./key-spec.ts";
import { accountKeys, rootOnlyKeys } from "./schema.ts";

export type HintLanguage = keyof Bilingual;

export interface UiHint {
  label: string;
  help: string;
  placeholder?: string;
  sensitive?: boolean;
  advanced?: boolean;
}

const SECTION: Pick<KeyDoc, "label" | "help"> = {
  label: { en: "DingTalk", zh: "钉钉" },
  help: {
    en: "DingTalk bots in Stream mode: Client ID and Client Secret are enough to start.",
    zh: "钉钉机器人（Stream 模式）：填写 Client ID 与 Client Secret 即可使用。",
  },
};
const ACCOUNTS: Pick<KeyDoc, "label" | "help"> = {
  label: { en: "Accounts", zh: "多账号" },
  help: {
    en: "Several bots, by account id. A field of an account wins over the same field at the top level.",
    zh: "以账号 ID 为键配置多个机器人，账号内的字段优先于上一级的同名字段。",
  },
};

/** Hints by path below `channels.dingtalk`; the section itself is `""`. The manifest carries English. */
export function buildUiHints(language: HintLanguage = "en"): Record<string, UiHint> {
  return {
    "": toHint(SECTION, language),
    ...tableHints({ ...accountKeys, ...rootOnlyKeys }, "", language),
    accounts: toHint(ACCOUNTS, language),
    ...tableHints(accountKeys, "accounts.*.", language),
  };
}

function tableHints(table: KeyTable, prefix: string, language: HintLanguage): Record<string, UiHint> {
  const hints: Record<string, UiHint> = {};
  for (const [name, spec] of Object.entries(table)) {
    hints[`${prefix}${name}`] = toHint(spec, language);
    if (spec.kind === "group") Object.assign(hints, tableHints(spec.keys, `${prefix}${name}.`, language));
    if (spec.kind === "entries") Object.assign(hints, tableHints(spec.keys, `${prefix}${name}.*.`, language));
  }
  return hints;
}

function toHint(
  doc: Pick<KeyDoc, "label" | "help"> & Partial<Pick<KeyDoc, "placeholder" | "sensitive" | "advanced">>,
  language: HintLanguage,
): UiHint {
  return {
    label: doc.label[language],
    help: doc.help[language],
    ...(doc.placeholder === undefined ? {} : { placeholder: doc.placeholder }),
    ...(doc.sensitive ? { sensitive: true } : {}),
    ...(doc.advanced ? { advanced: true } : {}),
  };
}
