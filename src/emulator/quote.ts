/**
 * How a message names the one it quotes: `isReplyMsg` and `repliedMsg` inside, the two ids at the top.
 * What DingTalk leaves out is left out here: the body of a card, the Markdown of a robot, a file in a group.
 */
import { QUOTED_CARD_TEXT } from "../contract/robot-message.ts";
import type { AppRecord, ConversationRecord, MessageRecord, PersonRecord } from "./records.ts";

export interface QuoteSource {
  readonly quoted: MessageRecord;
  readonly conversation: ConversationRecord;
  readonly people: ReadonlyMap<string, PersonRecord>;
  readonly apps: ReadonlyMap<string, AppRecord>;
}

export interface WireQuote {
  /** At the top of the payload. */
  readonly envelope: Readonly<Record<string, unknown>>;
  /** Beside the words of a text, inside `content` of every other type. */
  readonly inner: Readonly<Record<string, unknown>>;
}

/** Groups: a quoted file comes without a code, as a type that DingTalk itself does not know. */
const WITHOUT_LOCATOR_IN_GROUPS: ReadonlySet<string> = new Set(["file", "audio", "video"]);

function senderIdOf({ quoted, people, apps }: QuoteSource): string | undefined {
  const { kind, id } = quoted.from;
  return kind === "person" ? people.get(id)?.senderId : apps.get(id)?.chatbotUserId;
}

interface RepliedBody {
  readonly msgType: string;
  readonly content: Record<string, unknown>;
}

/** `undefined`: only the ids come. */
function repliedBody({ quoted, conversation }: QuoteSource, robot: AppRecord): RepliedBody | undefined {
  const { said } = quoted;
  if (quoted.kind === "card") return { msgType: "interactiveCard", content: { text: QUOTED_CARD_TEXT } };
  if (said && conversation.type === "group" && WITHOUT_LOCATOR_IN_GROUPS.has(said.msgtype))
    return { msgType: "unknownMsgType", content: { unknownMsgType: said.msgtype } };
  if (said) return { msgType: said.msgtype, content: said.encodeQuoted(robot) };
  return quoted.kind === "text" ? { msgType: "text", content: { text: quoted.text } } : undefined;
}

/** For the robot that gets the quoting message: media in the quote carry codes of its own. */
export function encodeQuote(source: QuoteSource, robot: AppRecord): WireQuote {
  const { quoted } = source;
  const msgId = quoted.msgId ?? quoted.id;
  const body = repliedBody(source, robot);
  const about = { msgId, senderId: senderIdOf(source), createdAt: quoted.at };
  return {
    envelope: {
      originalMsgId: msgId,
      ...(quoted.processQueryKey === undefined ? {} : { originalProcessQueryKey: quoted.processQueryKey }),
    },
    inner: {
      isReplyMsg: true,
      ...(body === undefined
        ? {}
        : { repliedMsg: { msgType: body.msgType, ...about, content: body.content } }),
    },
  };
}
