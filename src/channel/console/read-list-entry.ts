/**
 * Whom an entry of an allow list means: an id as it is, or the whole name of exactly one person or group that is
 * known. DingTalk is not asked, and a name that two bear is nobody's.
 */
import { normalizeStaffId } from "../config/staff-id.ts";
import type { KnownGroup, KnownPerson } from "../directory/directory-store.ts";
import { findByName, type Named } from "../directory/find-by-name.ts";
import { listCandidates } from "../directory/resolve-target-name.ts";
import type { Text } from "../text/text.ts";
import { ConsoleError } from "./console-route.ts";

export interface Known {
  readonly people: readonly KnownPerson[];
  readonly groups: readonly KnownGroup[];
}

export interface ListEntryRequest {
  readonly entry: string;
  /** Direct messages have people only. */
  readonly takesGroups: boolean;
  readonly known: Known;
  readonly text: Text;
}

const PREFIX = /^(?:dingtalk|dingding):/i;
const KIND = /^(?:user|staff|group|chat):/i;
/** What the host's lists understand besides ids. */
const ACCESS_GROUP = /^accessGroup:[\w-]+$/;
const CONVERSATION_ID = /^cid[\w+/=-]{8,}$/;
const ID = /^[\w$.@+/=-]{1,128}$/;

const toNamed = ({ people, groups }: Known, takesGroups: boolean): Named[] => [
  ...people.map(({ staffId, name }): Named => ({ kind: "user", id: staffId, name })),
  ...(takesGroups
    ? groups.map(({ openConversationId, title }): Named => ({
        kind: "group",
        id: openConversationId,
        name: title,
      }))
    : []),
];

const refuse = (text: string) => new ConsoleError("invalid-value", { text, field: "entry" });

/** Throws `ConsoleError` with what to write instead. */
export function readListEntry({ entry, takesGroups, known, text }: ListEntryRequest): string {
  const bare = entry.trim().replace(PREFIX, "");
  const id = bare.replace(KIND, "").trim();
  if (bare === "*" || ACCESS_GROUP.test(bare)) return bare;
  if (id === "" || id.length > 200) throw refuse(text.answerEmpty);
  if (CONVERSATION_ID.test(id)) {
    if (!takesGroups) throw refuse(text.consoleGroupInPeople);
    return id;
  }
  const candidates = toNamed(known, takesGroups);
  const person = known.people.find(({ staffId }) => normalizeStaffId(staffId) === normalizeStaffId(id));
  if (person) return person.staffId;
  const found = findByName(id, candidates);
  if (found.kind === "one") return found.candidate.id;
  if (found.kind === "many")
    throw refuse(text.consoleNameShared({ name: id, candidates: listCandidates(found.candidates) }));
  // Ids of people who never wrote look like any other word.
  if (ID.test(id)) return id;
  throw refuse(text.consoleNameUnknown({ name: id, near: listCandidates(found.near) }));
}
