/**
 * What a developer does on DingTalk's developer platform and its administrator: organisations, people, applications,
 * versions, permissions; and what a person finds in the search box. Each page of the platform is a client of this.
 */
import { ROBOT_SEND_SCOPE } from "../contract/endpoints.ts";
import type { SearchHit } from "../contract/emulator-console.ts";
import type {
  AddGroupRequest,
  AllowAddressesRequest,
  TickEventsRequest,
  VaryStreamRequest,
} from "../contract/emulator-control.ts";
import { need } from "./company.ts";
import { ids } from "./ids.ts";
import type { AppRecord } from "./records.ts";
import { EmulatorRefusal } from "./refusal.ts";
import type { EmulatorState } from "./state.ts";

const MAX_ORGANISATIONS = 100;
const MAX_PEOPLE = 2_000;
const MAX_APPS = 500;
const MAX_HITS = 50;
const SECRET_PARTS = 2;

export interface DeveloperPlatform {
  /** `by` creates it and is its first member, with a staffId of its own there, and its administrator. */
  createOrganisation(request: { readonly name: string; readonly by: string }): {
    readonly corpId: string;
    readonly staffId: string;
  };
  addPerson(request: { readonly name: string; readonly corpId: string; readonly isAdmin?: boolean }): {
    readonly staffId: string;
  };
  addGroup(request: AddGroupRequest): { readonly conversationId: string };
  /** An application without a version; it may send messages and nothing else. */
  createApp(request: { readonly name: string; readonly corpId: string }): {
    readonly clientId: string;
    readonly clientSecret: string;
  };
  /** From now on the bot is found, and senders have a staffId. Returns the version. */
  publish(clientId: string): { readonly version: string };
  /** An administrator is granted it at once, and so is nobody in particular: a link. Others wait for one. */
  applyForPermission(request: { readonly clientId: string; readonly scope: string; readonly by?: string }): {
    readonly state: "granted" | "waiting";
  };
  grant(clientId: string, scope: string): void;
  /** Ticks the events that the app wants to hear of, instead of those before. */
  tickEvents(request: TickEventsRequest): void;
  /** Who may call as the app from now on. */
  allowAddresses(request: AllowAddressesRequest): void;
  /** What the app's Stream does differently from now on; new sockets are greeted so. */
  varyStream(request: VaryStreamRequest): void;
  revoke(clientId: string, scope: string): void;
  /** What a person finds; an empty word finds everything. */
  search(staffId: string, word: string): SearchHit[];
}

export interface DeveloperPlatformOptions {
  readonly state: EmulatorState;
  readonly now: () => number;
  readonly announceApp: (clientId: string) => void;
  /** Something of the console changed. */
  readonly onChange: () => void;
}

function checkRoom(size: number, limit: number, what: string): void {
  if (size >= limit)
    throw new EmulatorRefusal("invalid", `There are ${limit} ${what} already.`, {
      zh: `已经有 ${limit} 个，不能再添加。`,
    });
}

function nextVersion(version: string | undefined): string {
  const [, last] = /^1\.0\.(\d+)$/.exec(version ?? "") ?? [];
  return last === undefined ? "1.0.0" : `1.0.${Number(last) + 1}`;
}

export function createDeveloperPlatform(options: DeveloperPlatformOptions): DeveloperPlatform {
  const { state, now, announceApp, onChange } = options;
  const app = (clientId: string): AppRecord => need(state.apps, clientId, "app");
  const changed = (clientId: string) => {
    announceApp(clientId);
    onChange();
  };
  const freshStaffId = (prefix: string): string => {
    for (;;) {
      const staffId = `${prefix}${ids.number(4)}`;
      if (!state.people.has(staffId)) return staffId;
    }
  };
  const organisationName = (corpId: string) => need(state.organisations, corpId, "organisation").name;

  function grant(clientId: string, scope: string): void {
    const record = app(clientId);
    record.scopes.add(scope);
    record.applications.delete(scope);
    changed(clientId);
  }

  return {
    createOrganisation({ name, by }) {
      const creator = need(state.people, by, "person");
      checkRoom(state.organisations.size, MAX_ORGANISATIONS, "organisations");
      const { corpId } = state.addOrganisation(name);
      const staffId = freshStaffId("manager");
      state.addPerson({ staffId, name: creator.name, isAdmin: true, organisation: name });
      onChange();
      return { corpId, staffId };
    },
    addPerson({ name, corpId, isAdmin }) {
      checkRoom(state.people.size, MAX_PEOPLE, "people");
      const staffId = freshStaffId("user");
      const admin = isAdmin === undefined ? {} : { isAdmin };
      state.addPerson({ staffId, name, organisation: organisationName(corpId), ...admin });
      return { staffId };
    },
    addGroup: (request) => addGroup(state, request),
    createApp({ name, corpId }) {
      const organisation = organisationName(corpId);
      checkRoom(state.apps.size, MAX_APPS, "apps");
      const clientId = `ding${ids.secret().slice(0, 16)}`;
      const clientSecret = Array.from({ length: SECRET_PARTS }, () => ids.secret()).join("");
      const scopes = [ROBOT_SEND_SCOPE];
      state.addApp({ clientId, clientSecret, name, scopes, organisation, published: false });
      changed(clientId);
      return { clientId, clientSecret };
    },
    publish(clientId) {
      const record = app(clientId);
      record.version = nextVersion(record.version);
      changed(clientId);
      return { version: record.version };
    },
    applyForPermission({ clientId, scope, by }) {
      const record = app(clientId);
      const person = by === undefined ? undefined : need(state.people, by, "person");
      if (person && !state.colleague(record, person.staffId))
        throw new EmulatorRefusal("forbidden", `${person.name} does not belong to the app's organisation.`, {
          zh: `${person.name}不是该应用所在组织的成员。`,
        });
      if (record.scopes.has(scope)) return { state: "granted" };
      if (!person || person.isAdmin === true) {
        grant(clientId, scope);
        return { state: "granted" };
      }
      record.applications.set(scope, { scope, by: person.staffId, at: now() });
      onChange();
      return { state: "waiting" };
    },
    grant,
    ...appSettings(app, onChange),
    revoke(clientId, scope) {
      app(clientId).scopes.delete(scope);
      changed(clientId);
    },
    search: (staffId, word) => search(state, staffId, word),
  };
}

/** What is ticked and written on an application's pages. */
const appSettings = (
  app: (clientId: string) => AppRecord,
  onChange: () => void,
): Pick<DeveloperPlatform, "tickEvents" | "allowAddresses" | "varyStream"> => ({
  tickEvents({ clientId, events }) {
    app(clientId).events = [...events];
    onChange();
  },
  allowAddresses({ clientId, addresses }) {
    app(clientId).allowedAddresses = [...addresses];
    onChange();
  },
  varyStream({ clientId, ...variant }) {
    app(clientId).stream = variant;
    onChange();
  },
});

const addGroup = (state: EmulatorState, { title, memberIds, robotIds }: AddGroupRequest) => {
  if (memberIds.length === 0)
    throw new EmulatorRefusal("invalid", "A group has at least one member.", {
      zh: "群里至少要有一个成员。",
    });
  for (const staffId of memberIds) need(state.people, staffId, "person");
  for (const clientId of robotIds) need(state.apps, clientId, "app");
  const conversationId = ids.conversationId("group", title, ids.uuid());
  state.addConversation({ conversationId, type: "group", title, memberIds, robotIds });
  return { conversationId };
};

function search(state: EmulatorState, staffId: string, word: string): SearchHit[] {
  const me = need(state.people, staffId, "person");
  const wanted = word.trim().toLowerCase();
  const robots = [...state.apps.values()]
    .filter((one) => one.corpId === me.corpId && one.version !== undefined)
    .map(({ clientId, name }): SearchHit => ({ kind: "robot", id: clientId, name }));
  const people = [...state.people.values()]
    .filter((one) => one.corpId === me.corpId)
    .map((one): SearchHit => ({ kind: "person", id: one.staffId, name: one.name }));
  const groups = [...state.conversations.values()]
    .filter((one) => one.type === "group" && one.memberIds.includes(staffId))
    .map((one): SearchHit => ({ kind: "group", id: one.conversationId, name: one.title }));
  const hits = [...robots, ...people, ...groups].filter(({ name }) => name.toLowerCase().includes(wanted));
  return hits.slice(0, MAX_HITS);
}
