/** What people have begun to write and not sent, by person and conversation; it outlives a reload of the window. */
import type { GuardedStorage } from "../../shared/guarded-storage.ts";

export interface DraftBoard {
  /** Empty when there is none. */
  get(personId: string, conversationId: string): string;
  keep(personId: string, conversationId: string, words: string): void;
}

const DRAFTS_KEY = "dingtalk-emulator.drafts";

type Drafts = Record<string, string>;

const keyOf = (personId: string, conversationId: string) => `${personId} ${conversationId}`;

export function createDraftBoard(storage: GuardedStorage): DraftBoard {
  /** For browsers that keep nothing. */
  let current: Drafts = {};
  // Two people side by side share the window's storage, so each look and each change starts from what is there.
  const read = (): Drafts => (current = parseDrafts(storage.getItem(DRAFTS_KEY)) ?? current);
  return {
    get: (personId, conversationId) => read()[keyOf(personId, conversationId)] ?? "",
    keep(personId, conversationId, words) {
      const { [keyOf(personId, conversationId)]: _old, ...others } = read();
      current = words === "" ? others : { ...others, [keyOf(personId, conversationId)]: words };
      storage.setItem(DRAFTS_KEY, JSON.stringify(current));
    },
  };
}

function parseDrafts(stored: string | null): Drafts | undefined {
  try {
    return stored === null ? undefined : (JSON.parse(stored) as Drafts);
  } catch {
    return undefined;
  }
}
