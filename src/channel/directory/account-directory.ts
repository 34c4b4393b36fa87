/**
 * The people and groups of one account: what was learned from messages, who stands in its lists, and what DingTalk
 * tells where the app has the permission. Look-ups complete what is known; nothing depends on them. A permission
 * that is missing is logged once, with the page to apply for it, and asked for again after a while.
 */
import { isDingTalkError, type DingTalkClient } from "../../client/index.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import type { ResolvedAccount } from "../config/accounts.ts";
import type { InboundMessage } from "../model.ts";
import { describeError } from "../text/describe-error.ts";
import type { Text } from "../text/text.ts";
import type { DirectoryStore, KnownGroup, KnownPerson } from "./directory-store.ts";
import { findByName, matchesQuery, type FoundByName, type Named } from "./find-by-name.ts";

export interface DirectoryQuery {
  /** A part of a name or an id. */
  readonly query?: string | null | undefined;
  readonly limit?: number | null | undefined;
  /** Ask DingTalk as well. */
  readonly live?: boolean;
}

export interface AccountDirectory {
  learn(message: InboundMessage): void;
  listPeople(query?: DirectoryQuery): Promise<readonly Named[]>;
  listGroups(query?: DirectoryQuery): Promise<readonly Named[]>;
  /** Who wrote in a group, then who else is in it where DingTalk tells: it asks as whom of them, so one must have written. */
  listMembers(openConversationId: string, limit?: number | null): Promise<readonly Named[]>;
  /** Known people and groups first; then, with `ask`, what DingTalk finds. */
  findName(name: string, how: { readonly kind?: Named["kind"]; readonly ask: boolean }): Promise<FoundByName>;
  /** Who wrote or was looked up, latest seen first; nobody is asked. */
  knownPeople(): readonly KnownPerson[];
  knownGroups(): readonly KnownGroup[];
  /** Whether this is the staffId of somebody who is known. */
  knowsPerson(staffId: string): boolean;
  /** `张伟 (zhangwei01)`, or the id alone. */
  describePerson(staffId: string): string;
  close(): void;
}

export interface AccountDirectoryOptions {
  readonly store: DirectoryStore;
  readonly client: Pick<DingTalkClient, "directory" | "robot">;
  /** As configured now. */
  readonly readAccount: () => ResolvedAccount;
  readonly text: Text;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How long a refused kind of look-up is left alone. */
const ASK_AGAIN_MS = 10 * 60_000;
/** A search may find hundreds of one surname; each name is a call. */
const MAX_LOOKED_UP = 20;
const GROUPS_PER_PAGE = 20;
const MAX_GROUP_PAGES = 10;
const MAX_MEMBER_PAGES = 10;

const toPerson = ({ staffId, name }: Pick<KnownPerson, "staffId" | "name">): Named => ({
  kind: "user",
  id: staffId,
  name,
});
const toGroup = ({ openConversationId, title }: Pick<KnownGroup, "openConversationId" | "title">): Named => ({
  kind: "group",
  id: openConversationId,
  name: title,
});

/** Ids in the lists of the configuration; conversation ids start with `cid`, `*` names nobody. */
function idsInLists(account: ResolvedAccount): { people: string[]; groups: string[] } {
  const entries = [
    ...account.allowFrom,
    ...account.groupAllowFrom,
    ...Object.keys(account.groups),
    ...Object.values(account.groups).flatMap(({ allowFrom }) => (allowFrom ?? []).map(String)),
  ].filter((id) => id !== "*" && !id.includes(":"));
  return {
    people: entries.filter((id) => !id.startsWith("cid")),
    groups: entries.filter((id) => id.startsWith("cid")),
  };
}

function merge(known: readonly Named[], ids: readonly string[], kind: Named["kind"]): Named[] {
  const keyOf = (id: string) => (kind === "user" ? id.toLowerCase() : id);
  const seen = new Set(known.map(({ id }) => keyOf(id)));
  const added = [...new Set(ids)].filter((id) => !seen.has(keyOf(id)));
  return [...known, ...added.map((id): Named => ({ kind, id }))];
}

function select(entries: readonly Named[], { query, limit }: DirectoryQuery): readonly Named[] {
  const found = query ? entries.filter((entry) => matchesQuery(entry, query)) : entries;
  return limit && limit > 0 ? found.slice(0, limit) : found;
}

/** Runs look-ups that may be refused; remembers a refusal for a while and logs it once. */
function createLookUps({ clock, logger, text }: AccountDirectoryOptions) {
  const refusedUntil = new Map<string, number>();
  const logged = new Set<string>();
  return async <Value>(what: string, fallback: Value, ask: () => Promise<Value>): Promise<Value> => {
    if ((refusedUntil.get(what) ?? 0) > clock.now()) return fallback;
    try {
      return await ask();
    } catch (error) {
      if (!isDingTalkError(error)) throw error;
      const missing = error.code === "scope-missing";
      if (missing) refusedUntil.set(what, clock.now() + ASK_AGAIN_MS);
      if (!logged.has(what) || !missing)
        logger.info(
          missing
            ? text.lookUpRefused({
                scope: error.requiredScopes?.join(", ") ?? "",
                applyUrl: error.applyUrl ?? "",
              })
            : text.lookUpFailed({ reason: describeError(error, text) }),
        );
      logged.add(what);
      return fallback;
    }
  };
}

async function lookUpMembers(
  { store, client }: AccountDirectoryOptions,
  lookUp: ReturnType<typeof createLookUps>,
  openConversationId: string,
  asStaffId: string,
): Promise<Named[]> {
  const found: Named[] = [];
  let from: number | undefined = 0;
  for (let page = 0; page < MAX_MEMBER_PAGES && from !== undefined; page += 1) {
    const start: number = from;
    const answer = await lookUp("members", undefined, () =>
      client.directory.listGroupMembers(openConversationId, asStaffId, { from: start }),
    );
    for (const member of answer?.members ?? []) {
      if (!store.findPerson(member.staffId)?.name) store.putPerson(member);
      found.push(toPerson(store.findPerson(member.staffId) ?? member));
    }
    from = answer?.next;
  }
  return found;
}

export function createAccountDirectory(options: AccountDirectoryOptions): AccountDirectory {
  const { store, client, readAccount } = options;
  const lookUp = createLookUps(options);

  const lookUpPerson = (staffId: string) =>
    lookUp("person", undefined, async () => {
      const found = await client.directory.getUser(staffId);
      if (found) store.putPerson(found);
      return found;
    });

  const searchPeople = async (name: string): Promise<void> => {
    const ids = await lookUp("search", [] as readonly string[], () =>
      client.directory.searchUsers(name, { size: MAX_LOOKED_UP }),
    );
    for (const staffId of ids) {
      if (store.findPerson(staffId)?.name) continue;
      if (!(await lookUpPerson(staffId))) store.putPerson({ staffId });
    }
  };

  const lookUpGroups = async (): Promise<void> => {
    const known = new Set(store.groups().flatMap((group) => (group.title ? [group.openConversationId] : [])));
    for (let pageNumber = 1; pageNumber <= MAX_GROUP_PAGES; pageNumber += 1) {
      const page = await lookUp("groups", undefined, () =>
        client.robot.queryGroups({ pageNumber, pageSize: GROUPS_PER_PAGE }),
      );
      for (const openConversationId of page?.openConversationIds ?? []) {
        if (known.has(openConversationId)) continue;
        const title = await lookUp("title", undefined, () =>
          client.directory.getGroupTitle(openConversationId),
        );
        store.putGroup({ openConversationId, ...(title ? { title } : {}) });
      }
      if (!page?.hasMore) return;
    }
  };

  const people = () => merge(store.people().map(toPerson), idsInLists(readAccount()).people, "user");
  const groups = () => merge(store.groups().map(toGroup), idsInLists(readAccount()).groups, "group");
  const candidates = (kind?: Named["kind"]) => [
    ...(kind === "group" ? [] : people()),
    ...(kind === "user" ? [] : groups()),
  ];

  return {
    learn: (message) => store.learn(message),
    async listPeople(query = {}) {
      if (query.live && query.query) await searchPeople(query.query);
      return select(people(), query);
    },
    async listGroups(query = {}) {
      if (query.live) await lookUpGroups();
      return select(groups(), query);
    },
    async listMembers(openConversationId, limit) {
      const wrote = store.members(openConversationId).map(toPerson);
      const [latest] = wrote;
      if (!latest) return [];
      const others = await lookUpMembers(options, lookUp, openConversationId, latest.id);
      const known = new Set(wrote.map(({ id }) => id.toLowerCase()));
      return select([...wrote, ...others.filter(({ id }) => !known.has(id.toLowerCase()))], { limit });
    },
    async findName(name, { kind, ask }) {
      const known = findByName(name, candidates(kind));
      if (known.kind !== "none" || !ask) return known;
      if (kind !== "group") await searchPeople(name);
      const found = kind === "group" ? known : findByName(name, candidates(kind));
      if (found.kind !== "none" || kind === "user") return found;
      await lookUpGroups();
      return findByName(name, candidates(kind));
    },
    knownPeople: () => store.people(),
    knownGroups: () => store.groups(),
    knowsPerson: (staffId) => store.findPerson(staffId) !== undefined,
    describePerson(staffId) {
      const name = store.findPerson(staffId)?.name;
      return name ? `${name} (${staffId})` : staffId;
    },
    close: () => store.close(),
  };
}
