/**
 * Which person or group a name means. Pure. Only the whole name decides: a text must not go to somebody because a
 * part of the name fits; parts serve for the list of whom one may have meant.
 */

export interface Named {
  readonly kind: "user" | "group";
  /** staffId or openConversationId. */
  readonly id: string;
  readonly name?: string | undefined;
}

export type FoundByName<Candidate extends Named = Named> =
  | { readonly kind: "one"; readonly candidate: Candidate }
  /** Several bear the name. */
  | { readonly kind: "many"; readonly candidates: readonly Candidate[] }
  /** Nobody bears it; `near` have it in their names. */
  | { readonly kind: "none"; readonly near: readonly Candidate[] };

/** `@张伟` and `#产品群` are how people write names; letter case and kinds of blanks do not tell people apart. */
export function normalizeName(name: string): string {
  return name.normalize("NFKC").trim().replace(/^[@#]/, "").replaceAll(/\s+/g, " ").trim().toLowerCase();
}

/** Whether a query is a part of somebody's name or id; an empty one is a part of every name. */
export function matchesQuery({ id, name }: Named, query: string): boolean {
  const wanted = normalizeName(query);
  return normalizeName(name ?? "").includes(wanted) || id.toLowerCase().includes(wanted);
}

export function findByName<Candidate extends Named>(
  query: string,
  candidates: readonly Candidate[],
): FoundByName<Candidate> {
  const wanted = normalizeName(query);
  if (wanted === "") return { kind: "none", near: [] };
  const exact = candidates.filter(({ name }) => name !== undefined && normalizeName(name) === wanted);
  const [only, ...others] = exact;
  if (only && others.length === 0) return { kind: "one", candidate: only };
  if (only) return { kind: "many", candidates: exact };
  return { kind: "none", near: candidates.filter((candidate) => matchesQuery(candidate, query)) };
}
