/** Which value of a setting counts in a scope, and where it comes from, with the unsent edits in: pure. */
import type { SettingsField, SettingsScope, SettingsView } from "../../../contract/console-settings.ts";
import { findEdit, type SettingsDraft } from "./settings-draft.ts";

/**
 * `here`: the scope says it. `inherited`: the top level says it for an account. Of an entry's key also `every`, the
 * entry for all, and `follows`, the bot's own setting.
 */
export type FieldSource = "here" | "inherited" | "every" | "follows" | "default" | "none";

export interface ResolvedField {
  readonly source: FieldSource;
  /** What counts; undefined where nothing is set, and for secrets. */
  readonly value: unknown;
  /** What counts once the scope says nothing. */
  readonly beneath: { readonly source: Exclude<FieldSource, "here">; readonly value: unknown };
  /** There is an edit that was not sent yet. */
  readonly changed: boolean;
  /** Of a secret: how it is set, in the scope or above. */
  readonly secret?: "text" | "reference" | "environment" | undefined;
}

interface Said {
  readonly says: boolean;
  readonly value?: unknown;
  readonly secret?: SettingsScope["secrets"][string] | undefined;
}

/** What the scope itself says, edits in. */
function readScope(view: SettingsView, draft: SettingsDraft, accountId: string, path: string): Said {
  const edit = findEdit(draft, accountId, path);
  if (edit)
    return edit.value === undefined ? { says: false } : { says: true, value: edit.value, secret: "text" };
  const scope = view.scopes.find((one) => one.accountId === accountId);
  const secret = scope?.secrets[path];
  if (secret !== undefined) return { says: true, secret };
  const value = scope?.values[path];
  return value === undefined ? { says: false } : { says: true, value };
}

export function resolveField(
  view: SettingsView,
  draft: SettingsDraft,
  accountId: string,
  field: SettingsField,
): ResolvedField {
  const { path } = field;
  const here = readScope(view, draft, accountId, path);
  const above: Said = accountId === "" ? { says: false } : readScope(view, draft, "", path);
  const fallback = {
    source: field.default === undefined ? "none" : "default",
    value: field.default,
  } as const;
  const beneath = above.says ? ({ source: "inherited", value: above.value } as const) : fallback;
  const isSecret = field.kind === "secret";
  const counts = here.says ? here : above;
  return {
    source: here.says ? "here" : beneath.source,
    value: isSecret ? undefined : here.says ? here.value : beneath.value,
    beneath: isSecret ? { source: beneath.source, value: undefined } : beneath,
    changed: findEdit(draft, accountId, path) !== undefined,
    ...(isSecret && counts.says ? { secret: counts.secret } : {}),
  };
}
