/**
 * What the outside may see of the state: copies in the shapes of the control contract, free of secrets.
 */
import type {
  EmulatorApp,
  EmulatorAttachment,
  EmulatorCard,
  EmulatorCardFace,
  EmulatorConversation,
  EmulatorMessage,
  EmulatorPush,
} from "../contract/emulator-control.ts";
import { cardForm } from "./card-form.ts";
import { cardAsSeenBy, cardButtons, cardContent, visibleState, type CardRecord } from "./card-state.ts";
import { attachmentUrl, type StoredFile } from "./media-store.ts";
import type { AppRecord, ConversationRecord, MessageRecord, SentMedia } from "./records.ts";
import type { Push } from "./stream/push.ts";

export function viewApp(app: AppRecord, connections: number): EmulatorApp {
  return { clientId: app.clientId, name: app.name, scopes: [...app.scopes], connections };
}

export function viewConversation(record: ConversationRecord): EmulatorConversation {
  return { ...record, memberIds: [...record.memberIds], robotIds: [...record.robotIds] };
}

function viewFace(card: CardRecord): EmulatorCardFace {
  const buttons = cardButtons(card);
  const form = cardForm(card);
  return {
    state: visibleState(card),
    content: cardContent(card),
    params: { ...card.params },
    ...(buttons === undefined ? {} : { buttons }),
    ...(form === undefined ? {} : { form }),
  };
}

function viewCard(card: CardRecord): EmulatorCard {
  const { outTrackId, template, frames, privateParams, spaces } = card;
  const faces = [...privateParams.keys()].map((id) => [id, viewFace(cardAsSeenBy(card, id))] as const);
  return {
    outTrackId,
    templateId: template.id,
    frames,
    ...viewFace(card),
    ...(Object.keys(spaces).length === 0 ? {} : { spaces }),
    ...(faces.length === 0 ? {} : { faces: Object.fromEntries(faces) }),
  };
}

function viewPush(push: Push): EmulatorPush {
  const { clientId, state, attempts, pushedAt, ackedAt } = push;
  return {
    clientId,
    state,
    attempts,
    ...(pushedAt === undefined ? {} : { pushedAt }),
    ...(ackedAt === undefined ? {} : { ackedAt }),
  };
}

function viewAttachment(file: StoredFile): EmulatorAttachment {
  return { name: file.name, mime: file.mime, bytes: file.data.length, url: attachmentUrl(file) };
}

function viewSent({ file, durationMs, cover }: SentMedia): EmulatorAttachment {
  return {
    ...viewAttachment(file),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(cover === undefined ? {} : { coverUrl: attachmentUrl(cover) }),
  };
}

/** A recall leaves nothing to see. */
function viewRecalled({ id, conversationId, from, at }: MessageRecord): EmulatorMessage {
  return { id, conversationId, from: { ...from }, at, kind: "other", text: "", recalled: true };
}

export function viewMessage(message: MessageRecord): EmulatorMessage {
  if (message.recalled === true) return viewRecalled(message);
  const { id, conversationId, at, kind, title, mentions, card, said, sent, quotes, pushes } = message;
  const { mentionedPeople, linkCard, reactions = [] } = message;
  return {
    id,
    conversationId,
    from: { ...message.from },
    at,
    kind,
    text: card ? cardContent(card) : message.text,
    ...(title === undefined ? {} : { title }),
    ...(mentions === undefined ? {} : { mentions: [...mentions] }),
    ...(card === undefined ? {} : { card: viewCard(card) }),
    ...(said && said.files.length > 0
      ? { attachments: said.files.map((file) => ({ ...viewAttachment(file), ...said.played })) }
      : {}),
    ...(sent === undefined ? {} : { form: sent.form, attachments: [viewSent(sent)] }),
    ...(linkCard === undefined ? {} : { linkCard }),
    ...(mentionedPeople === undefined ? {} : { mentionedPeople: [...mentionedPeople] }),
    ...(reactions.length === 0 ? {} : { reactions: reactions.map((reaction) => ({ ...reaction })) }),
    ...(quotes === undefined ? {} : { quotes }),
    ...(pushes === undefined ? {} : { pushes: pushes.map(viewPush) }),
  };
}
