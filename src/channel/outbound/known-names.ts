/** The names of the people who wrote lately, in memory; bounded, the one silent longest is forgotten first. */
export interface KnownNames {
  remember(staffId: string, name: string): void;
  find(staffId: string): string | undefined;
}

const MAX_PEOPLE = 2_000;

export function createKnownNames(): KnownNames {
  const names = new Map<string, string>();
  return {
    remember(staffId, name) {
      names.delete(staffId);
      names.set(staffId, name);
      const oldest = names.size > MAX_PEOPLE ? names.keys().next().value : undefined;
      if (oldest !== undefined) names.delete(oldest);
    },
    find: (staffId) => names.get(staffId),
  };
}
