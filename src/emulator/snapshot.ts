/**
 * The whole local DingTalk as a seed: people, apps, conversations, messages, cards and files, to be saved and started
 * from again. Tokens, tickets, sockets, pushes and faults are not in it. It holds the apps' made-up secrets.
 */
import { applyPrivateUpdate, createCardRecord } from "./card-state.ts";
import type { PlatformContext } from "./platform/platform-call.ts";
import type { MediaStore } from "./media-store.ts";
import type { AppRecord, MessageRecord, PersonRecord, SentMedia } from "./records.ts";
import { keepContent } from "./say-content.ts";
import type {
  EmulatorSeed,
  SeedApp,
  SeedCard,
  SeedMessage,
  SeedPerson,
  SeedSent,
  SeedUpload,
} from "./seed.ts";

type Parts = Pick<PlatformContext, "state" | "media">;

const present = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Value;

function personOf({ staffId, name, isAdmin }: PersonRecord, organisation: string | undefined): SeedPerson {
  return present({ staffId, name, isAdmin, organisation }) as SeedPerson;
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
  const own = privateParams.size === 0 ? {} : { privateParams: Object.fromEntries(privateParams) };
  return { outTrackId, clientId, templateId: template.id, params: { ...params }, ...own, stream, frames };
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
      .filter(({ type }) => type === "group")
      .map(({ conversationId, title, memberIds, robotIds }) => ({
        conversationId,
        title,
        memberIds,
        robotIds,
      })),
    directs: conversations
      .filter(({ type }) => type === "direct")
      .map(({ conversationId, memberIds, robotIds }) => ({
        conversationId,
        staffId: memberIds[0] ?? "",
        clientId: robotIds[0] ?? "",
      })),
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
  const card = createCardRecord(seed.clientId, seed.outTrackId, template, seed.params);
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

/** Says again what the seed's messages said, to nobody's ears. Those of people or bots that are gone are left out. */
export function restoreMessages(
  parts: Parts,
  { messages = [], reads = [], uploads = [] }: EmulatorSeed,
): void {
  const { state, media } = parts;
  for (const { mediaId, type, data, ...file } of uploads)
    media.restoreUpload(mediaId, type, { ...file, data: Buffer.from(data, "base64") });
  for (const { content, card, sent, from, ...rest } of messages) {
    const name = (from.kind === "person" ? state.people : state.apps).get(from.id)?.name;
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
