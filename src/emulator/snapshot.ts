/**
 * The whole local DingTalk as a seed: people, apps, conversations, messages, cards and files, to be saved and started
 * from again. Tokens, tickets, sockets, pushes and faults are not in it. It holds the apps' made-up secrets.
 */
import { applyPrivateUpdate, createCardRecord, type CardTerms } from "./card-state.ts";
import type { PlatformContext } from "./platform/platform-call.ts";
import type { MediaStore } from "./media-store.ts";
import type { AppRecord, ConversationRecord, MessageRecord, PersonRecord, SentMedia } from "./records.ts";
import { keepContent } from "./say-content.ts";
import type {
  EmulatorSeed,
  SeedApp,
  SeedCard,
  SeedGroup,
  SeedMessage,
  SeedPerson,
  SeedSent,
  SeedUpload,
  SeedWebhookRobot,
} from "./seed.ts";
import type { WebhookRobotRecord } from "./webhook-robots.ts";

type Parts = Pick<PlatformContext, "state" | "media">;

const present = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Value;

function personOf(person: PersonRecord, organisation: string | undefined): SeedPerson {
  const { corpId: _, senderId: __, unionId: ___, ...known } = person;
  return present({ ...known, organisation }) as SeedPerson;
}

function appOf(app: AppRecord, organisation: string | undefined): SeedApp {
  const { scopes, applications: _, version, appId: __, chatbotUserId: ___, corpId: ____, ...rest } = app;
  return present({
    ...rest,
    scopes: [...scopes],
    organisation,
    published: version !== undefined,
  }) as SeedApp;
}

function cardOf({ card }: MessageRecord): SeedCard | undefined {
  if (!card) return undefined;
  const { outTrackId, clientId, template, params, privateParams, stream, frames } = card;
  const { callbackType, userIdType, spaces } = card;
  const own = privateParams.size === 0 ? {} : { privateParams: Object.fromEntries(privateParams) };
  return {
    outTrackId,
    clientId,
    templateId: template.id,
    params: { ...params },
    ...own,
    stream,
    frames,
    callbackType,
    userIdType,
    spaces,
  };
}

/** A file that was forgotten leaves the message's words. */
function sentOf({ sent }: MessageRecord, mediaIds: ReadonlyMap<string, string>): SeedSent | undefined {
  const mediaId = sent && mediaIds.get(sent.file.id);
  if (!sent || mediaId === undefined) return undefined;
  const { form, file, durationMs, cover } = sent;
  const named = { form, mediaId, name: file.name, durationMs, cover: cover && mediaIds.get(cover.id) };
  return present(named) as SeedSent;
}

function messageOf(message: MessageRecord, mediaIds: ReadonlyMap<string, string>): SeedMessage {
  const { id, conversationId, from, at, kind, title, text, mentions, quotes, msgId, processQueryKey, said } =
    message;
  const { mentionedPeople, recalled, reactions, linkCard } = message;
  return present({
    id,
    conversationId,
    from: { kind: from.kind, id: from.id },
    at,
    kind,
    title,
    text: said ? "" : text,
    mentions,
    quotes,
    content: said?.again(),
    card: cardOf(message),
    sent: sentOf(message, mediaIds),
    linkCard,
    mentionedPeople,
    recalled,
    reactions,
    msgId,
    processQueryKey,
  }) as SeedMessage;
}

function uploadOf({ mediaId, type, file }: ReturnType<MediaStore["uploads"]>[number]): SeedUpload {
  return { mediaId, type, name: file.name, mime: file.mime, data: file.data.toString("base64") };
}

function groupOf(
  { conversationId, title, memberIds, robotIds }: ConversationRecord,
  robots: readonly WebhookRobotRecord[],
): SeedGroup {
  const webhookRobots = robots
    .filter((robot) => robot.conversationId === conversationId)
    .map((record): SeedWebhookRobot => {
      const { id: _, conversationId: __, ...robot } = record;
      return robot;
    });
  const named = { conversationId, title, memberIds, robotIds };
  return webhookRobots.length === 0 ? named : { ...named, webhookRobots };
}

function pairsOf(conversations: readonly ConversationRecord[]): Pick<EmulatorSeed, "pairs"> {
  const pairs = conversations.flatMap(({ conversationId, memberIds: [one = "", other = ""], coolApps }) =>
    coolApps === undefined ? [] : [{ conversationId, memberIds: [one, other] as const, coolApps }],
  );
  return pairs.length === 0 ? {} : { pairs };
}

export function takeSnapshot({ state, media }: Parts): EmulatorSeed {
  const uploads = media.uploads();
  const mediaIds = new Map(uploads.map(({ mediaId, file }) => [file.id, mediaId]));
  const nameOf = (corpId: string) =>
    corpId === state.corpId ? undefined : state.organisations.get(corpId)?.name;
  const conversations = [...state.conversations.values()];
  return {
    company: state.company,
    organisations: [...state.organisations.values()].map(({ name }) => name).slice(1),
    people: [...state.people.values()].map((person) => personOf(person, nameOf(person.corpId))),
    apps: [...state.apps.values()].map((app) => appOf(app, nameOf(app.corpId))),
    groups: conversations
      .filter(({ type, coolApps }) => type === "group" && coolApps === undefined)
      .map((group) => groupOf(group, state.webhookRobots.list())),
    directs: conversations
      .filter(({ type }) => type === "direct")
      .map(({ conversationId, memberIds, robotIds }) => ({
        conversationId,
        staffId: memberIds[0] ?? "",
        clientId: robotIds[0] ?? "",
      })),
    ...pairsOf(conversations),
    templates: [...state.templates.values()],
    messages: state.messages.map((message) => messageOf(message, mediaIds)),
    uploads: uploads.map(uploadOf),
    reads: state.reads(),
  };
}

function restoreCard({ state }: Parts, seed: SeedCard) {
  const known = state.cards.get(seed.outTrackId);
  if (known) return known;
  const template = state.templates.get(seed.templateId);
  if (!template) return undefined;
  const { callbackType, userIdType, spaces } = seed;
  const terms = present({ callbackType, userIdType, spaces }) as Partial<CardTerms>;
  const card = createCardRecord(seed.clientId, seed.outTrackId, template, seed.params, terms);
  for (const [staffId, values] of Object.entries(seed.privateParams ?? {}))
    applyPrivateUpdate(card, staffId, values, false);
  card.stream = seed.stream;
  card.frames = seed.frames;
  state.addCard(card);
  return card;
}

function restoreSent({ media }: Parts, { form, mediaId, name, durationMs, cover }: SeedSent) {
  const file = media.findUpload(mediaId)?.file;
  const coverFile = cover === undefined ? undefined : media.findUpload(cover)?.file;
  if (file === undefined) return undefined;
  return present({ form, file: { ...file, name }, durationMs, cover: coverFile }) as SentMedia;
}

function nameOf({ people, apps, webhookRobots }: Parts["state"], { kind, id }: SeedMessage["from"]) {
  if (kind === "person") return people.get(id)?.name;
  return apps.get(id)?.name ?? webhookRobots.list().find((robot) => robot.id === id)?.name;
}

/** Says again what the seed's messages said, to nobody's ears. Those of people or bots that are gone are left out. */
export function restoreMessages(
  parts: Parts,
  { messages = [], reads = [], uploads = [] }: EmulatorSeed,
): void {
  const { state, media } = parts;
  for (const { mediaId, type, data, ...file } of uploads)
    media.restoreUpload(mediaId, type, { ...file, data: Buffer.from(data, "base64") });
  for (const { content, card, sent, from, ...rest } of messages) {
    const name = nameOf(state, from);
    if (name === undefined || !state.conversations.has(rest.conversationId)) continue;
    const said = content === undefined ? undefined : keepContent(media, content);
    const restored = card === undefined ? undefined : restoreCard(parts, card);
    const robotSent = sent === undefined ? undefined : restoreSent(parts, sent);
    state.addMessage({
      ...rest,
      from: { ...from, name },
      text: said?.text ?? rest.text,
      ...(said === undefined ? {} : { said }),
      ...(restored === undefined ? {} : { card: restored }),
      ...(robotSent === undefined ? {} : { sent: robotSent }),
    });
  }
  for (const read of reads) state.markRead(read);
}
