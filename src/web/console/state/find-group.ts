/** Which group somebody means by a conversation id or by a title that a bot knows: pure. */
import type { KnownGroupTitle } from "../../../contract/console-settings.ts";
import type { ConsoleTextKey } from "../text/create-console-text.ts";

export type FoundGroup =
  | { readonly kind: "found"; readonly id: string }
  | { readonly kind: "refused"; readonly key: ConsoleTextKey };

const refused = (key: ConsoleTextKey): FoundGroup => ({ kind: "refused", key });

/** What names no known group is an id, as long as it could be one. */
export function findGroup(known: readonly KnownGroupTitle[], typed: string): FoundGroup {
  const words = typed.trim();
  if (words === "") return refused("settings.entries.addEmpty");
  if (known.some(({ conversationId }) => conversationId === words)) return { kind: "found", id: words };
  const called = known.filter(({ title }) => title.trim() === words);
  const ids = [...new Set(called.map(({ conversationId }) => conversationId))];
  const [id] = ids;
  if (ids.length > 1) return refused("settings.entries.ambiguous");
  if (id !== undefined) return { kind: "found", id };
  return /\s/.test(words) ? refused("settings.entries.unknownTitle") : { kind: "found", id: words };
}
