/**
 * Edits of the settings that are not sent yet: pure. An edit that would change nothing is none. Values of secrets are
 * in it as typed; they go to the gateway and nowhere else.
 */
import type { SettingsEdit, SettingsRequest, SettingsView } from "../../../contract/console-settings.ts";

export interface SettingsDraft {
  readonly edits: readonly SettingsEdit[];
  readonly addAccounts: readonly string[];
  readonly removeAccounts: readonly string[];
}

export const EMPTY_DRAFT: SettingsDraft = { edits: [], addAccounts: [], removeAccounts: [] };

const isOf = (accountId: string, path: string) => (edit: SettingsEdit) =>
  edit.accountId === accountId && edit.path === path;

export function findEdit(draft: SettingsDraft, accountId: string, path: string): SettingsEdit | undefined {
  return draft.edits.find(isOf(accountId, path));
}

/** As JSON would write them; the order of an object's keys counts. */
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** With the edit; without any for that key where it says what the configuration says already. */
export function putEdit(draft: SettingsDraft, view: SettingsView, edit: SettingsEdit): SettingsDraft {
  const scope = view.scopes.find(({ accountId }) => accountId === edit.accountId);
  const secretStands = scope?.secrets[edit.path] !== undefined;
  const unchanged =
    edit.value === undefined
      ? !secretStands && scope?.values[edit.path] === undefined
      : same(edit.value, scope?.values[edit.path]);
  const others = dropEdit(draft, edit.accountId, edit.path);
  return unchanged ? others : { ...others, edits: [...others.edits, edit] };
}

export function dropEdit(draft: SettingsDraft, accountId: string, path: string): SettingsDraft {
  const mine = isOf(accountId, path);
  return { ...draft, edits: draft.edits.filter((edit) => !mine(edit)) };
}

export function addAccount(draft: SettingsDraft, accountId: string): SettingsDraft {
  if (draft.removeAccounts.includes(accountId)) return keepAccount(draft, accountId);
  return { ...draft, addAccounts: [...draft.addAccounts.filter((id) => id !== accountId), accountId] };
}

/** One that was only added is forgotten with its edits; one that stands is marked. */
export function removeAccount(draft: SettingsDraft, accountId: string): SettingsDraft {
  const edits = draft.edits.filter((edit) => edit.accountId !== accountId);
  if (draft.addAccounts.includes(accountId))
    return { ...draft, edits, addAccounts: draft.addAccounts.filter((id) => id !== accountId) };
  return { ...draft, edits, removeAccounts: [...new Set([...draft.removeAccounts, accountId])] };
}

export function keepAccount(draft: SettingsDraft, accountId: string): SettingsDraft {
  return { ...draft, removeAccounts: draft.removeAccounts.filter((id) => id !== accountId) };
}

export function countChanges(draft: SettingsDraft): number {
  return draft.edits.length + draft.addAccounts.length + draft.removeAccounts.length;
}

export function toRequest(draft: SettingsDraft, revision: string): SettingsRequest {
  return {
    revision,
    edits: draft.edits,
    ...(draft.addAccounts.length > 0 ? { addAccounts: draft.addAccounts } : {}),
    ...(draft.removeAccounts.length > 0 ? { removeAccounts: draft.removeAccounts } : {}),
  };
}
