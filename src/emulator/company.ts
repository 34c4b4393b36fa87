/**
 * Who there is: organisations, their people and their apps. Records are never replaced by a reset, so that open
 * sockets stay valid; what was added while it ran stays too. Conversations and messages live elsewhere.
 */
import type { EmulatorOrganisation } from "../contract/emulator-console.ts";
import type { EmulatorFeed } from "./feed.ts";
import { ids } from "./ids.ts";
import type { AppRecord, PersonRecord } from "./records.ts";
import { EmulatorRefusal } from "./refusal.ts";
import type { EmulatorSeed, SeedApp, SeedPerson } from "./seed.ts";

const FIRST_VERSION = "1.0.0";

export interface Company {
  /** The first organisation's name, and its id. */
  company(): string;
  corpId(): string;
  readonly organisations: ReadonlyMap<string, EmulatorOrganisation>;
  readonly people: ReadonlyMap<string, PersonRecord>;
  readonly apps: ReadonlyMap<string, AppRecord>;
  /** Throws an `EmulatorRefusal` when there is one of that name. */
  addOrganisation(name: string): EmulatorOrganisation;
  addPerson(person: SeedPerson): PersonRecord;
  putApp(app: SeedApp): AppRecord;
  /** The person, if the app's organisation is theirs. */
  colleague(app: AppRecord, staffId: string): PersonRecord | undefined;
  /** What the seed says of its apps again: permissions, events, addresses, Stream. Applications are forgotten. */
  restoreApps(): void;
  /** Everybody of another seed instead. */
  load(seed: EmulatorSeed): void;
}

const WORDS = { organisation: "组织", person: "人员", app: "应用", conversation: "会话" } as const;

/** Throws an `EmulatorRefusal` that names what there is. */
export function need<Value>(map: ReadonlyMap<string, Value>, key: string, what: keyof typeof WORDS): Value {
  const value = map.get(key);
  if (value !== undefined) return value;
  const known = [...map.keys()].slice(0, 10).join(", ");
  throw new EmulatorRefusal("unknown", `There is no ${what} "${key}". Known: ${known || "none"}.`, {
    zh: `没有“${key}”这个${WORDS[what]}。已有：${known || "无"}。`,
  });
}

function personRecord(person: SeedPerson, corpId: string): PersonRecord {
  const { organisation: _organisation, ...known } = person;
  const { staffId } = known;
  return {
    ...known,
    corpId,
    senderId: ids.opaqueUser(staffId),
    unionId: ids.unionId(staffId),
  };
}

function appRecord(seed: SeedApp, corpId: string): AppRecord {
  const { organisation: _organisation, published, ...app } = seed;
  const { clientId } = app;
  return {
    ...app,
    corpId,
    scopes: new Set(app.scopes),
    applications: new Map(),
    ...(published === false ? {} : { version: FIRST_VERSION }),
    appId: ids.appId(clientId),
    chatbotUserId: ids.opaqueUser(`robot/${clientId}`),
  };
}

/** Throws an `EmulatorRefusal` when somebody belongs to an organisation that the seed lacks. */
export function createCompany(first: EmulatorSeed, feed: EmulatorFeed): Company {
  const organisations = new Map<string, EmulatorOrganisation>();
  const people = new Map<string, PersonRecord>();
  const apps = new Map<string, AppRecord>();
  let seed = first;
  const put = (name: string) => {
    const organisation = { corpId: ids.corpId(name), name };
    organisations.set(organisation.corpId, organisation);
    return organisation;
  };
  const corpOf = (name = seed.company): string => {
    const found = organisations.get(ids.corpId(name));
    if (found) return found.corpId;
    throw new EmulatorRefusal("unknown", `There is no organisation "${name}".`, {
      zh: `没有“${name}”这个组织。`,
    });
  };
  const load = (next: EmulatorSeed): void => {
    seed = next;
    for (const map of [organisations, people, apps]) map.clear();
    for (const name of [seed.company, ...(seed.organisations ?? [])]) put(name);
    for (const person of seed.people)
      people.set(person.staffId, personRecord(person, corpOf(person.organisation)));
    for (const app of seed.apps) apps.set(app.clientId, appRecord(app, corpOf(app.organisation)));
  };
  load(first);

  return {
    company: () => seed.company,
    corpId: () => corpOf(),
    organisations,
    people,
    apps,
    addOrganisation(name) {
      if (organisations.has(ids.corpId(name)))
        throw new EmulatorRefusal(
          "invalid",
          `There is an organisation "${name}" already. Choose another name.`,
          { zh: `已经有一个叫“${name}”的组织，请换个名称。` },
        );
      const organisation = put(name);
      feed.emit(() => ({ type: "company" }));
      return organisation;
    },
    addPerson(person) {
      const record = personRecord(person, corpOf(person.organisation));
      people.set(record.staffId, record);
      feed.emit(() => ({ type: "company" }));
      return record;
    },
    putApp(app) {
      const record = appRecord(app, corpOf(app.organisation));
      apps.set(app.clientId, record);
      return record;
    },
    colleague(app, staffId) {
      const person = people.get(staffId);
      return person?.corpId === app.corpId ? person : undefined;
    },
    load,
    restoreApps() {
      for (const { applications } of apps.values()) applications.clear();
      for (const { clientId, scopes, events = [], allowedAddresses = [], stream = {} } of seed.apps) {
        const record = need(apps, clientId, "app");
        Object.assign(record, { events, allowedAddresses, stream });
        record.scopes.clear();
        for (const scope of scopes) record.scopes.add(scope);
      }
    },
  };
}
