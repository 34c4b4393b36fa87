/** In which order and sections settings are shown, and which match a search: pure. */
import type { SettingsField } from "../../../contract/console-settings.ts";

export interface FieldSection {
  readonly id: string;
  readonly label: string;
  readonly plain: readonly SettingsField[];
  readonly advanced: readonly SettingsField[];
}

/** What the manual's reader enters first, in this order. */
const CREDENTIALS: readonly string[] = ["clientId", "clientSecret"];

const isCredential = ({ path }: SettingsField) => CREDENTIALS.includes(path);

export function matchesSearch(field: SettingsField, search: string): boolean {
  const keys = field.keys?.map(({ label, path }) => `${label}\n${path}`) ?? [];
  const text = [field.label, field.path, field.help, field.groupLabel, ...keys].join("\n").toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** `accountId` not empty: only what may stand in an account. Sections come as their first fields do. */
export function arrangeFields(
  fields: readonly SettingsField[],
  options: { readonly accountId: string; readonly search: string; readonly credentialsLabel: string },
): readonly FieldSection[] {
  const { accountId, search, credentialsLabel } = options;
  const shown = fields.filter(
    (field) => (accountId === "" || field.perAccount) && matchesSearch(field, search.trim()),
  );
  const credentials = CREDENTIALS.flatMap((path) => shown.filter((field) => field.path === path));
  const rest = shown.filter((field) => !isCredential(field));
  const groups = [...new Set(rest.map(({ group }) => group))];
  const sections = groups.map((id): FieldSection => {
    const own = rest.filter(({ group }) => group === id);
    return {
      id,
      label: own[0]?.groupLabel ?? id,
      plain: own.filter(({ advanced }) => !advanced),
      advanced: own.filter(({ advanced }) => advanced),
    };
  });
  if (credentials.length === 0) return sections;
  return [{ id: "credentials", label: credentialsLabel, plain: credentials, advanced: [] }, ...sections];
}
