/**
 * A person writes into a conversation, and the robots concerned get it pushed: the one of a direct conversation,
 * in a group the mentioned ones, all with the same msgId.
 */
import type { SayRequest } from "../contract/emulator-control.ts";
import { Topic } from "../contract/stream.ts";
import type { PlatformContext } from "./platform/platform-call.ts";
import { encodeQuote } from "./quote.ts";
import type { AppRecord, ConversationRecord, MessageRecord, PersonRecord } from "./records.ts";
import { EmulatorRefusal } from "./refusal.ts";
import { keepContent, type SaidContent } from "./say-content.ts";
import { ids } from "./ids.ts";
import type { StreamHub } from "./stream/hub.ts";
import { createPush } from "./stream/push.ts";
import { robotEnvelope } from "./stream/robot-envelope.ts";

export const MAX_TEXT_CHARACTERS = 20_000;

interface Utterance {
  readonly person: PersonRecord;
  readonly conversation: ConversationRecord;
  readonly text: string;
  readonly targets: readonly AppRecord[];
  readonly quoted?: MessageRecord;
}

const refuse = (message: string, zh: string) => new EmulatorRefusal("invalid", message, { zh });

/** «消息发送与接收类型»: these cannot carry a mention. */
const WITHOUT_MENTION: Readonly<Record<string, { readonly en: string; readonly zh: string }>> = {
  audio: { en: "a voice message", zh: "语音" },
  video: { en: "a video", zh: "视频" },
  file: { en: "a file", zh: "文件" },
};

function checkText({ text = "", content }: SayRequest): string {
  if (content === undefined && text.trim() === "") throw refuse("The text is empty.", "文字是空的。");
  if (text.length > MAX_TEXT_CHARACTERS)
    throw refuse(
      `The text is longer than ${MAX_TEXT_CHARACTERS} characters.`,
      `文字超过 ${MAX_TEXT_CHARACTERS} 个字符。`,
    );
  if (content !== undefined && text.trim() !== "")
    throw refuse(
      "A message is a text or a content, not both; a rich text has its words in its parts.",
      "text 和 content 只能有一个；富文本的文字写在它的 parts 里。",
    );
  return text;
}

function targetsOf(request: SayRequest, conversation: ConversationRecord): readonly string[] {
  const mentions = [...new Set(request.mentions)];
  const stranger = mentions.find((clientId) => !conversation.robotIds.includes(clientId));
  if (stranger !== undefined)
    throw refuse(
      `The robot "${stranger}" is not in that conversation.`,
      `机器人“${stranger}”不在这个会话里。`,
    );
  if (conversation.type === "direct") return conversation.robotIds;
  const targets = request.atAll === true ? conversation.robotIds : mentions;
  const what = WITHOUT_MENTION[request.content?.kind ?? ""];
  if (what !== undefined && targets.length > 0)
    throw refuse(
      `In a group ${what.en} cannot mention anybody: send it without a mention, or in a direct chat.`,
      `群里的${what.zh}不能 @ 任何人：去掉 @，或者在单聊里发送。`,
    );
  return targets;
}

function quotedMessage({ state }: PlatformContext, request: SayRequest): MessageRecord | undefined {
  if (request.quote === undefined) return undefined;
  const quoted = state.findMessage(request.quote);
  if (quoted?.conversationId === request.conversationId) return quoted;
  throw new EmulatorRefusal("unknown", `There is no message "${request.quote}" in that conversation.`, {
    zh: `这个会话里没有消息“${request.quote}”。`,
  });
}

function checkRequest(context: PlatformContext, request: SayRequest): Utterance {
  const { state } = context;
  const person = state.people.get(request.from);
  if (!person)
    throw new EmulatorRefusal("unknown", `There is no person "${request.from}".`, {
      zh: `没有“${request.from}”这个人。`,
    });
  const conversation = state.conversations.get(request.conversationId);
  if (!conversation)
    throw new EmulatorRefusal("unknown", `There is no conversation "${request.conversationId}".`, {
      zh: `没有“${request.conversationId}”这个会话。`,
    });
  if (!conversation.memberIds.includes(person.staffId))
    throw refuse(
      `${person.name} (${person.staffId}) is not a member of that conversation.`,
      `${person.name}（${person.staffId}）不在这个会话里。`,
    );
  const text = checkText(request);
  const targets = targetsOf(request, conversation).flatMap((clientId) => state.apps.get(clientId) ?? []);
  const quoted = quotedMessage(context, request);
  return { person, conversation, text, targets, ...(quoted === undefined ? {} : { quoted }) };
}

/** Words without a picture or anything else are a text on the wire; the rest is a content. */
function messageParts({ text }: Utterance, said: SaidContent | undefined) {
  if (said === undefined) return { kind: "text" as const, text };
  return {
    kind: said.msgtype === "richText" ? ("text" as const) : ("other" as const),
    text: said.text,
    said,
  };
}

/** What is pushed when the month's pushes are spent («消息发送与接收类型»): a notice instead of the content. */
function withoutContent(data: Record<string, unknown>): Record<string, unknown> {
  const { text: _, content: __, ...envelope } = data;
  return { ...envelope, errorCode: "20001", errorMessage: "推送次数已用完" };
}

/** Returns the new message's msgId. Throws `EmulatorRefusal` when nobody could write that. */
export function say(context: PlatformContext, hub: StreamHub, request: SayRequest): string {
  const { state, credentials, clock, media } = context;
  const utterance = checkRequest(context, request);
  const { person, conversation, text, targets, quoted } = utterance;
  const said = request.content === undefined ? undefined : keepContent(media, request.content);
  const msgId = ids.msgId();
  const at = clock.now();
  const changed = () => state.touchMessage(message);
  const { people, apps } = state;
  const pushes = targets.map((robot) => {
    const session = credentials.mintSession(robot.clientId, conversation.conversationId);
    const quote = quoted && encodeQuote({ quoted, conversation, people, apps }, robot);
    const data = robotEnvelope({
      msgId,
      at,
      text,
      person,
      conversation,
      robot,
      mentioned: targets,
      corpId: robot.corpId,
      origin: context.origin(),
      session,
      ...(said === undefined ? {} : { wire: said.encode(robot) }),
      ...(quote === undefined ? {} : { quote }),
    });
    const wire = context.limits.spendPush(robot.clientId) ? data : withoutContent(data);
    return createPush(robot.clientId, Topic.botMessage, JSON.stringify(wire), changed);
  });
  const message: MessageRecord = {
    id: msgId,
    conversationId: conversation.conversationId,
    from: { kind: "person", id: person.staffId, name: person.name },
    at,
    ...messageParts(utterance, said),
    pushes,
    ...(conversation.type === "group" ? { mentions: targets.map((app) => app.clientId) } : {}),
    ...(quoted === undefined ? {} : { quotes: quoted.id }),
  };
  state.addMessage(message);
  for (const push of pushes) hub.deliver(push);
  return msgId;
}
