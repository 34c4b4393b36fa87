/**
 * A person writes into a conversation, and the robots concerned get it pushed: the one of a direct conversation,
 * in a group the mentioned ones, all with the same msgId.
 */
import type { SayRequest } from "../contract/emulator-control.ts";
import { Topic } from "../contract/stream.ts";
import type { PlatformContext } from "./platform/platform-call.ts";
import type { AppRecord, ConversationRecord, MessageRecord, PersonRecord } from "./records.ts";
import { EmulatorRefusal } from "./refusal.ts";
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
}

const refuse = (message: string) => new EmulatorRefusal("invalid", message);

function checkRequest({ state }: PlatformContext, request: SayRequest): Utterance {
  const person = state.people.get(request.from);
  if (!person) throw new EmulatorRefusal("unknown", `There is no person "${request.from}".`);
  const conversation = state.conversations.get(request.conversationId);
  if (!conversation)
    throw new EmulatorRefusal("unknown", `There is no conversation "${request.conversationId}".`);
  if (!conversation.memberIds.includes(person.staffId))
    throw refuse(`${person.name} (${person.staffId}) is not a member of that conversation.`);
  if (request.text.trim() === "") throw refuse("The text is empty.");
  if (request.text.length > MAX_TEXT_CHARACTERS)
    throw refuse(`The text is longer than ${MAX_TEXT_CHARACTERS} characters.`);
  const mentions = [...new Set(request.mentions)];
  const stranger = mentions.find((clientId) => !conversation.robotIds.includes(clientId));
  if (stranger !== undefined) throw refuse(`The robot "${stranger}" is not in that conversation.`);
  const targetIds = conversation.type === "direct" ? conversation.robotIds : mentions;
  const targets = targetIds.flatMap((clientId) => state.apps.get(clientId) ?? []);
  return { person, conversation, text: request.text, targets };
}

/** Returns the new message's msgId. Throws `EmulatorRefusal` when nobody could write that. */
export function say(context: PlatformContext, hub: StreamHub, request: SayRequest): string {
  const { state, credentials, clock } = context;
  const { person, conversation, text, targets } = checkRequest(context, request);
  const msgId = ids.msgId();
  const at = clock.now();
  const changed = () => state.touchMessage(message);
  const pushes = targets.map((robot) => {
    const session = credentials.mintSession(robot.clientId, conversation.conversationId);
    const data = robotEnvelope({
      msgId,
      at,
      text,
      person,
      conversation,
      robot,
      mentioned: targets,
      corpId: state.corpId,
      origin: context.origin(),
      session,
    });
    return createPush(robot.clientId, Topic.botMessage, JSON.stringify(data), changed);
  });
  const message: MessageRecord = {
    id: msgId,
    conversationId: conversation.conversationId,
    from: { kind: "person", id: person.staffId, name: person.name },
    at,
    kind: "text",
    text,
    pushes,
    ...(conversation.type === "group" ? { mentions: targets.map((app) => app.clientId) } : {}),
  };
  state.addMessage(message);
  for (const push of pushes) hub.deliver(push);
  return msgId;
}
