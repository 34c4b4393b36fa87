/**
 * Everything the local DingTalk knows: people, apps, conversations, messages and cards.
 * Bounded in memory; changes are announced on the feed. Credentials and sockets live elsewhere.
 */
import { PUBLIC_AI_CARD } from "../contract/card.ts";
import type { CardRecord } from "./card-state.ts";
import type { EmulatorFeed } from "./feed.ts";
import { ids } from "./ids.ts";
import type { AppRecord, ConversationRecord, MessageRecord, PersonRecord } from "./records.ts";
import { EmulatorRefusal } from "./refusal.ts";
import type { EmulatorSeed, SeedApp, SeedDirect, SeedPerson, SeedTemplate } from "./seed.ts";
import { viewConversation, viewMessage } from "./views.ts";

/** Older messages and cards are forgotten beyond these counts. */
export const MAX_MESSAGES = 5_000;
export const MAX_CARDS = 5_000;
const MAX_CONVERSATIONS = 5_000;

export interface EmulatorState {
  readonly company: string;
  readonly corpId: string;
  readonly people: ReadonlyMap<string, PersonRecord>;
  readonly apps: ReadonlyMap<string, AppRecord>;
  readonly conversations: ReadonlyMap<string, ConversationRecord>;
  readonly messages: readonly MessageRecord[];
  readonly templates: ReadonlyMap<string, SeedTemplate>;
  readonly cards: ReadonlyMap<string, CardRecord>;
  addMessage(message: MessageRecord): void;
  /** Announces that a message changed. */
  touchMessage(message: MessageRecord): void;
  addCard(card: CardRecord): void;
  /** Announces every message that shows the card. */
  touchCard(card: CardRecord): void;
  findMessage(id: string): MessageRecord | undefined;
  /** A new app; everybody of the company may write to it. */
  addApp(app: SeedApp): void;
  /** The direct conversation of the two; it is started when there is none. */
  openDirect(clientId: string, staffId: string): ConversationRecord;
  /** Back to the seed. Records of apps are kept, so that open sockets stay valid. */
  reset(): void;
}

function personRecord(person: SeedPerson): PersonRecord {
  const { staffId } = person;
  return { ...person, senderId: ids.opaqueUser(staffId), unionId: ids.unionId(staffId) };
}

function appRecord(app: SeedApp): AppRecord {
  const { clientId } = app;
  return {
    ...app,
    scopes: new Set(app.scopes),
    appId: ids.appId(clientId),
    chatbotUserId: ids.opaqueUser(`robot/${clientId}`),
  };
}

function directRecord(
  app: SeedApp | AppRecord,
  staffId: string,
  conversationId?: string,
): ConversationRecord {
  return {
    conversationId: conversationId ?? ids.conversationId("direct", app.clientId, staffId),
    type: "direct",
    title: app.name,
    memberIds: [staffId],
    robotIds: [app.clientId],
  };
}

function need<Value>(map: ReadonlyMap<string, Value>, key: string, what: string): Value {
  const value = map.get(key);
  if (value !== undefined) return value;
  const known = [...map.keys()].slice(0, 10).join(", ");
  throw new EmulatorRefusal("unknown", `There is no ${what} "${key}". Known: ${known || "none"}.`);
}

/** Throws an `EmulatorRefusal` when a conversation names a person or an app that the seed lacks. */
function seedConversations(
  seed: EmulatorSeed,
  people: ReadonlyMap<string, PersonRecord>,
  apps: ReadonlyMap<string, AppRecord>,
): ConversationRecord[] {
  const directs: readonly SeedDirect[] =
    seed.directs ??
    seed.people.flatMap(({ staffId }) => seed.apps.map(({ clientId }) => ({ staffId, clientId })));
  return [
    ...directs.map((direct) =>
      directRecord(
        need(apps, direct.clientId, "app"),
        need(people, direct.staffId, "person").staffId,
        direct.conversationId,
      ),
    ),
    ...(seed.groups ?? []).map((group) => ({
      conversationId: group.conversationId ?? ids.conversationId("group", group.title),
      type: "group" as const,
      title: group.title,
      memberIds: group.memberIds.map((staffId) => need(people, staffId, "person").staffId),
      robotIds: group.robotIds.map((clientId) => need(apps, clientId, "app").clientId),
    })),
  ];
}

function dropOldest(map: Map<string, unknown>, limit: number): void {
  for (const key of map.keys()) {
    if (map.size <= limit) return;
    map.delete(key);
  }
}

export function createState(seed: EmulatorSeed, feed: EmulatorFeed): EmulatorState {
  const people = new Map(seed.people.map((person) => [person.staffId, personRecord(person)]));
  const apps = new Map(seed.apps.map((app) => [app.clientId, appRecord(app)]));
  const templates = new Map<string, SeedTemplate>(
    (seed.templates ?? [PUBLIC_AI_CARD]).map((template) => [template.id, template]),
  );
  const conversations = new Map<string, ConversationRecord>();
  const cards = new Map<string, CardRecord>();
  const messages: MessageRecord[] = [];
  const shownIn = new WeakMap<CardRecord, MessageRecord[]>();

  const restore = () => {
    for (const { clientId, scopes } of seed.apps) {
      const record = need(apps, clientId, "app");
      record.scopes.clear();
      for (const scope of scopes) record.scopes.add(scope);
    }
    for (const map of [conversations, cards]) map.clear();
    messages.length = 0;
    for (const record of seedConversations(seed, people, apps))
      conversations.set(record.conversationId, record);
  };
  const touchMessage = (message: MessageRecord) =>
    feed.emit(() => ({ type: "message", message: viewMessage(message) }));
  restore();

  const openDirect = (clientId: string, staffId: string): ConversationRecord => {
    const app = need(apps, clientId, "app");
    need(people, staffId, "person");
    for (const known of conversations.values()) {
      const same = known.type === "direct" && known.robotIds[0] === clientId;
      if (same && known.memberIds[0] === staffId) return known;
    }
    const record = directRecord(app, staffId);
    conversations.set(record.conversationId, record);
    dropOldest(conversations, MAX_CONVERSATIONS);
    feed.emit(() => ({ type: "conversation", conversation: viewConversation(record) }));
    return record;
  };

  return {
    company: seed.company,
    corpId: ids.corpId(seed.company),
    people,
    apps,
    conversations,
    messages,
    templates,
    cards,
    touchMessage,
    addMessage(message) {
      messages.push(message);
      if (message.card) shownIn.set(message.card, [...(shownIn.get(message.card) ?? []), message]);
      if (messages.length > MAX_MESSAGES * 1.1) messages.splice(0, messages.length - MAX_MESSAGES);
      touchMessage(message);
    },
    addCard(card) {
      cards.set(card.outTrackId, card);
      dropOldest(cards, MAX_CARDS);
    },
    touchCard(card) {
      for (const message of shownIn.get(card) ?? []) touchMessage(message);
    },
    findMessage: (id) => messages.findLast((message) => message.id === id),
    addApp(app) {
      apps.set(app.clientId, appRecord(app));
      for (const staffId of people.keys()) openDirect(app.clientId, staffId);
    },
    openDirect,
    reset() {
      restore();
      feed.emit(() => ({ type: "reset" }));
    },
  };
}
