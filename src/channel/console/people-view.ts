/** Who and which groups an account knows, who stands in its lists and who waits for approval, for a page. Pure. */
import type { KnownGroupRow, KnownPersonRow, PeopleView } from "../../contract/console.ts";
import { mayUseGroup, mayWrite, type AccessSurroundings } from "../access/may-write.ts";
import type { ResolvedAccount } from "../config/accounts.ts";
import { normalizeStaffId } from "../config/staff-id.ts";
import type { KnownGroup, KnownPerson } from "../directory/directory-store.ts";
import { matchesQuery } from "../directory/find-by-name.ts";
import type { PairingRequest } from "../host/pairing-door.ts";
import type { Text } from "../text/text.ts";
import type { Known } from "./read-list-entry.ts";

/** People and groups in one answer: more than anybody reads, less than a page stumbles over. */
export const SHOWN_LIMIT = 200;

export interface PeopleFacts extends AccessSurroundings {
  readonly account: ResolvedAccount;
  readonly known: Known;
  /** Undefined: the gateway does not show them to the asker. */
  readonly requests: readonly PairingRequest[] | undefined;
  readonly search: string;
  readonly text: Text;
}

const seen = (lastSeenAt: number) => (lastSeenAt > 0 ? { lastSeenAt } : {});

function toPersonRow(facts: PeopleFacts, { staffId, name, lastSeenAt }: KnownPerson): KnownPersonRow {
  return {
    staffId,
    name: name ?? staffId,
    ...seen(lastSeenAt),
    mayWrite: mayWrite(facts.account, staffId, facts),
  };
}

function toGroupRow(
  { account }: PeopleFacts,
  { openConversationId, title, lastSeenAt }: KnownGroup,
): KnownGroupRow {
  return {
    conversationId: openConversationId,
    title: title ?? openConversationId,
    ...seen(lastSeenAt),
    mayUse: mayUseGroup(account, openConversationId),
  };
}

export function nameOfEntry({ people, groups }: Known, id: string): string | undefined {
  const group = groups.find(({ openConversationId }) => openConversationId === id);
  const person = people.find(({ staffId }) => normalizeStaffId(staffId) === normalizeStaffId(id));
  return group?.title ?? person?.name;
}

function toEntries(known: Known, ids: readonly string[]): PeopleView["lists"][number]["entries"] {
  return ids.map((id) => {
    const name = nameOfEntry(known, id);
    return { id, ...(name === undefined ? {} : { name }) };
  });
}

export function viewPeople(facts: PeopleFacts): PeopleView {
  const { account, known, requests, paired, search, text } = facts;
  const people = known.people.filter(({ staffId, name }) =>
    matchesQuery({ kind: "user", id: staffId, name }, search),
  );
  const groups = known.groups.filter(({ openConversationId, title }) =>
    matchesQuery({ kind: "group", id: openConversationId, name: title }, search),
  );
  const { accountId, dmPolicy, groupPolicy, allowFrom, groupAllowFrom } = account;
  return {
    accountId,
    dmPolicy,
    groupPolicy,
    ...(requests ? {} : { requestsHidden: { text: text.consolePairingHidden } }),
    requests: (requests ?? []).map(({ requestId, senderId, name, requestedAt, expiresAt }) => {
      const called = name ?? nameOfEntry(known, senderId);
      return {
        requestId,
        id: senderId,
        ...(called === undefined ? {} : { name: called }),
        requestedAt,
        ...(expiresAt === undefined ? {} : { expiresAt }),
      };
    }),
    people: people.slice(0, SHOWN_LIMIT).map((person) => toPersonRow(facts, person)),
    groups: groups.slice(0, SHOWN_LIMIT).map((group) => toGroupRow(facts, group)),
    peopleFound: people.length,
    groupsFound: groups.length,
    lists: [
      { list: "allowFrom", entries: toEntries(known, allowFrom) },
      { list: "groupAllowFrom", entries: toEntries(known, groupAllowFrom) },
      { list: "paired", entries: toEntries(known, paired) },
    ],
  };
}
