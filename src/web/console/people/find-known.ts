/** Names to ids and back among whom an account knows: suggestions for a list. Pure. */
import type { KnownGroupRow, KnownPersonRow, PeopleView } from "../../../contract/console.ts";

export interface Known {
  readonly kind: "person" | "group";
  readonly id: string;
  readonly name: string;
}

export interface Suggestion {
  /** What the field gets: the name where only one bears it, else the id. */
  readonly value: string;
  /** What stands beside it. */
  readonly label: string;
}

export const knownPerson = ({ staffId, name }: KnownPersonRow): Known => ({
  kind: "person",
  id: staffId,
  name,
});
export const knownGroup = ({ conversationId, title }: KnownGroupRow): Known => ({
  kind: "group",
  id: conversationId,
  name: title,
});

/** Whom a list may name: people, and groups where the list is about groups. */
export function candidatesFor(
  { people, groups }: Pick<PeopleView, "people" | "groups">,
  list: PeopleView["lists"][number]["list"],
): readonly Known[] {
  const known = people.map(knownPerson);
  return list === "groupAllowFrom" ? [...groups.map(knownGroup), ...known] : known;
}

export function suggest(
  candidates: readonly Known[],
  listed: readonly { readonly id: string }[],
): readonly Suggestion[] {
  const taken = new Set(listed.map(({ id }) => id));
  return candidates
    .filter(({ id }) => !taken.has(id))
    .map(({ id, name }) => {
      const clear = name.trim() !== "" && bearersOf(candidates, name).length === 1;
      return clear ? { value: name.trim(), label: id } : { value: id, label: name };
    });
}

/** What to send for what was typed: the id of the only bearer of that name, else the words themselves. */
export function entryFor(candidates: readonly Known[], typed: string): string {
  const words = typed.trim();
  if (candidates.some(({ id }) => id === words)) return words;
  const bearers = bearersOf(candidates, words);
  return bearers.length === 1 ? (bearers[0]?.id ?? words) : words;
}

function bearersOf(candidates: readonly Known[], name: string): readonly Known[] {
  return candidates.filter((one) => one.name.trim().toLowerCase() === name.trim().toLowerCase());
}
