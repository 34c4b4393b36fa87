/** The names of the people who wrote lately, in memory; bounded, the one silent longest is forgotten first. */
export interface KnownNames {
  remember(staffId: string, name: string): void;
  /** Who is known from before, latest first. */
  load(people: readonly { readonly staffId: string; readonly name?: string | undefined }[]): void;
  find(staffId: string): string | undefined;
  /** The staffId of the one person of that very name; undefined where nobody bears it, or several do. */
  idOf(name: string): string | undefined;
}

const MAX_PEOPLE = 2_000;

export function createKnownNames(): KnownNames {
  const names = new Map<string, string>();
  const remember = (staffId: string, name: string) => {
    names.delete(staffId);
    names.set(staffId, name);
    const oldest = names.size > MAX_PEOPLE ? names.keys().next().value : undefined;
    if (oldest !== undefined) names.delete(oldest);
  };
  return {
    remember,
    load(people) {
      for (const { staffId, name } of people.slice(0, MAX_PEOPLE).toReversed())
        if (name) remember(staffId, name);
    },
    find: (staffId) => names.get(staffId),
    idOf(name) {
      const [first, ...others] = [...names].filter(([, known]) => known === name);
      return others.length > 0 ? undefined : first?.[0];
    },
  };
}
