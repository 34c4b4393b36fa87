/**
 * Everything the local DingTalk knows: people, apps, conversations, messages and cards.
 * Bounded in memory; changes are announced on the feed. Credentials and sockets live elsewhere.
 */
import type { EmulatorRead } from "../contract/emulator-console.ts";
import type { CardRecord } from "./card-state.ts";
import { createCompany, need, type Company } from "./company.ts";
import type { EmulatorFeed } from "./feed.ts";
import { ids } from "./ids.ts";
import type { AppRecord, ConversationRecord, MessageRecord, PersonRecord } from "./records.ts";
import { PUBLIC_TEMPLATES } from "./public-templates.ts";
import type { EmulatorSeed, SeedApp, SeedDirect, SeedPair, SeedTemplate } from "./seed.ts";
import { viewConversation, viewMessage } from "./views.ts";
import { conversationOfGroup, createWebhookRobots, type WebhookRobots } from "./webhook-robots.ts";

/** Older messages and cards are forgotten beyond these counts. */
export const MAX_MESSAGES = 5_000;
export const MAX_CARDS = 5_000;
const MAX_CONVERSATIONS = 5_000;

/** The company's part is `company.ts`; `putApp` there becomes `addApp` here, which also opens the conversations. */
export interface EmulatorState extends Omit<Company, "company" | "corpId" | "putApp" | "restoreApps"> {
  /** The first organisation's name, and its id. */
  readonly company: string;
  readonly corpId: string;
  readonly conversations: ReadonlyMap<string, ConversationRecord>;
  readonly messages: readonly MessageRecord[];
  readonly templates: ReadonlyMap<string, SeedTemplate>;
  readonly cards: ReadonlyMap<string, CardRecord>;
  readonly webhookRobots: WebhookRobots;
  addMessage(message: MessageRecord): void;
  /** Announces that a message changed. */
  touchMessage(message: MessageRecord): void;
  addCard(card: CardRecord): void;
  /** Announces every message that shows the card. */
  touchCard(card: CardRecord): void;
  findMessage(id: string): MessageRecord | undefined;
  addConversation(conversation: ConversationRecord): void;
  /** A new app; everybody of its organisation may write to it, once it is published. */
  addApp(app: SeedApp): void;
  /** How far people have read, by conversation and staffId. */
  reads(): EmulatorRead[];
  markRead(read: EmulatorRead): void;
  /** The direct conversation of the two; it is started when there is none. */
  openDirect(clientId: string, staffId: string): ConversationRecord;
  /** Back to the seed. Records of apps are kept, so that open sockets stay valid. */
  reset(): void;
  /** What `reset` goes back to. */
  readonly seed: EmulatorSeed;
  /** Another seed instead of this one. Throws an `EmulatorRefusal` when it does not fit together. */
  load(seed: EmulatorSeed): void;
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

function pairRecord(
  { conversationId, memberIds, coolApps = [] }: SeedPair,
  people: ReadonlyMap<string, PersonRecord>,
  apps: ReadonlyMap<string, AppRecord>,
): ConversationRecord {
  const two = memberIds.map((staffId) => need(people, staffId, "person"));
  return {
    conversationId: conversationId ?? ids.conversationId("pair", ...memberIds),
    type: "group",
    title: two.map(({ name }) => name).join("、"),
    memberIds,
    robotIds: [],
    coolApps: coolApps.map((clientId) => need(apps, clientId, "app").clientId),
  };
}

/** Throws an `EmulatorRefusal` when a conversation names a person or an app that the seed lacks. */
function seedConversations(
  seed: EmulatorSeed,
  people: ReadonlyMap<string, PersonRecord>,
  apps: ReadonlyMap<string, AppRecord>,
): ConversationRecord[] {
  const directs: readonly SeedDirect[] =
    seed.directs ??
    seed.people.flatMap(({ staffId, organisation = seed.company }) =>
      seed.apps
        .filter((app) => (app.organisation ?? seed.company) === organisation && app.published !== false)
        .map(({ clientId }) => ({ staffId, clientId })),
    );
  return [
    ...directs.map((direct) =>
      directRecord(
        need(apps, direct.clientId, "app"),
        need(people, direct.staffId, "person").staffId,
        direct.conversationId,
      ),
    ),
    ...(seed.groups ?? []).map((group) => ({
      conversationId: conversationOfGroup(group),
      type: "group" as const,
      title: group.title,
      memberIds: group.memberIds.map((staffId) => need(people, staffId, "person").staffId),
      robotIds: group.robotIds.map((clientId) => need(apps, clientId, "app").clientId),
    })),
    ...(seed.pairs ?? []).map((pair) => pairRecord(pair, people, apps)),
  ];
}

function dropOldest(map: Map<string, unknown>, limit: number): void {
  for (const key of map.keys()) {
    if (map.size <= limit) return;
    map.delete(key);
  }
}

/** The conversations there are, and how a direct one begins. */
function createConversations(company: Pick<Company, "apps" | "people">, feed: EmulatorFeed) {
  const conversations = new Map<string, ConversationRecord>();
  const addConversation = (record: ConversationRecord): void => {
    conversations.set(record.conversationId, record);
    dropOldest(conversations, MAX_CONVERSATIONS);
    feed.emit(() => ({ type: "conversation", conversation: viewConversation(record) }));
  };
  const openDirect = (clientId: string, staffId: string): ConversationRecord => {
    const app = need(company.apps, clientId, "app");
    need(company.people, staffId, "person");
    for (const known of conversations.values()) {
      const same = known.type === "direct" && known.robotIds[0] === clientId;
      if (same && known.memberIds[0] === staffId) return known;
    }
    const record = directRecord(app, staffId);
    addConversation(record);
    return record;
  };
  return { conversations, addConversation, openDirect };
}

/** How far people have read. */
function createReads(feed: EmulatorFeed) {
  const reads = new Map<string, EmulatorRead>();
  return {
    reads: () => [...reads.values()],
    markRead(read: EmulatorRead) {
      reads.set(`${read.conversationId} ${read.staffId}`, read);
      dropOldest(reads, MAX_CONVERSATIONS);
      feed.emit(() => ({ type: "read", read }));
    },
    forgetReads: () => reads.clear(),
  };
}

/** What was said, and the cards that stand in it. */
function createMessages(feed: EmulatorFeed) {
  const cards = new Map<string, CardRecord>();
  const messages: MessageRecord[] = [];
  const shownIn = new WeakMap<CardRecord, MessageRecord[]>();
  const touchMessage = (message: MessageRecord) =>
    feed.emit(() => ({ type: "message", message: viewMessage(message) }));
  return {
    said: {
      cards,
      messages,
      touchMessage,
      addMessage(message: MessageRecord) {
        messages.push(message);
        if (message.card) shownIn.set(message.card, [...(shownIn.get(message.card) ?? []), message]);
        if (messages.length > MAX_MESSAGES * 1.1) messages.splice(0, messages.length - MAX_MESSAGES);
        touchMessage(message);
      },
      addCard(card: CardRecord) {
        cards.set(card.outTrackId, card);
        dropOldest(cards, MAX_CARDS);
      },
      touchCard(card: CardRecord) {
        for (const message of shownIn.get(card) ?? []) touchMessage(message);
      },
      findMessage: (id: string) => messages.findLast((message) => message.id === id),
    },
    forgetMessages() {
      cards.clear();
      messages.length = 0;
    },
  };
}

export function createState(first: EmulatorSeed, feed: EmulatorFeed): EmulatorState {
  const company = createCompany(first, feed);
  const { organisations, people, apps, addOrganisation, addPerson, colleague } = company;
  const known = { organisations, people, apps, addOrganisation, addPerson, colleague };
  const templates = new Map<string, SeedTemplate>();
  const { conversations, addConversation, openDirect } = createConversations(company, feed);
  let seed = first;
  const { reads, markRead, forgetReads } = createReads(feed);
  const { said, forgetMessages } = createMessages(feed);
  const webhookRobots = createWebhookRobots();

  const restore = () => {
    company.restoreApps();
    forgetReads();
    templates.clear();
    for (const template of seed.templates ?? PUBLIC_TEMPLATES) templates.set(template.id, template);
    conversations.clear();
    forgetMessages();
    for (const record of seedConversations(seed, people, apps))
      conversations.set(record.conversationId, record);
    webhookRobots.restore(seed);
  };
  restore();

  return {
    get company() {
      return company.company();
    },
    get corpId() {
      return company.corpId();
    },
    get seed() {
      return seed;
    },
    ...known,
    conversations,
    templates,
    webhookRobots,
    ...said,
    addConversation,
    addApp(app) {
      const { version, corpId } = company.putApp(app);
      if (version === undefined) return;
      for (const person of people.values())
        if (person.corpId === corpId) openDirect(app.clientId, person.staffId);
    },
    reads,
    markRead,
    openDirect,
    reset() {
      restore();
      feed.emit(() => ({ type: "reset" }));
    },
    load(next) {
      // Looked at first, so that a seed that does not fit leaves everything as it was.
      const trial = createCompany(next, feed);
      seedConversations(next, trial.people, trial.apps);
      createWebhookRobots().restore(next);
      seed = next;
      company.load(next);
      restore();
      feed.emit(() => ({ type: "reset" }));
    },
  };
}
