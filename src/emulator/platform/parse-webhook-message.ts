/**
 * What webhooks take, a message's and a robot's own alike: text, Markdown, buttons and links, and whom a message mentions.
 * A person is mentioned where both the list and the text name them; links and feeds mention nobody.
 */
import { MAX_WEBHOOK_MENTIONS } from "../../contract/webhook-robot.ts";
import { linkCardOfType, linkCardText } from "../link-card.ts";
import type { ConversationRecord, PersonRecord } from "../records.ts";
import { objectAt, textAt, type Json } from "../validate.ts";
import type { RobotMessage } from "./check-robot-message.ts";

export const WEBHOOK_TYPES: ReadonlySet<string> = new Set([
  "text",
  "markdown",
  "actionCard",
  "link",
  "feedCard",
]);
const WITHOUT_MENTIONS: ReadonlySet<string> = new Set(["link", "feedCard"]);

export type WebhookMessage = RobotMessage & { readonly mentionedPeople?: readonly string[] };

function parseContent(msgtype: string, body: Json): RobotMessage | undefined {
  if (msgtype === "text") {
    const text = textAt(objectAt(body, "text"), "content");
    return text === undefined ? undefined : { kind: "text", text };
  }
  if (msgtype !== "markdown") {
    const about = objectAt(body, msgtype);
    const linkCard = linkCardOfType(msgtype, about);
    // A list in which nothing else is said needs a name for the list of conversations.
    const title = textAt(about, "title") ?? linkCard?.links[0]?.label;
    return (
      linkCard && { kind: "markdown", text: linkCardText(linkCard), linkCard, ...(title ? { title } : {}) }
    );
  }
  const markdown = objectAt(body, "markdown");
  const title = textAt(markdown, "title");
  const text = textAt(markdown, "text");
  return title === undefined || text === undefined ? undefined : { kind: "markdown", title, text };
}

const listAt = (body: Json, key: string): readonly unknown[] => {
  const value = body[key];
  return Array.isArray(value) ? value : [];
};

/** `isAtAll` needs no name in the text. */
function mentionsOf(
  body: Json,
  text: string,
  { memberIds }: ConversationRecord,
  people: ReadonlyMap<string, PersonRecord>,
): readonly string[] {
  const at = objectAt(body, "at");
  if (at["isAtAll"] === true) return memberIds;
  const [userIds, mobiles] = [listAt(at, "atUserIds"), listAt(at, "atMobiles")];
  const isNamed = (list: readonly unknown[], name: string | undefined) =>
    name !== undefined && list.includes(name) && text.includes(`@${name}`);
  return memberIds
    .filter((staffId) => isNamed(userIds, staffId) || isNamed(mobiles, people.get(staffId)?.mobile))
    .slice(0, MAX_WEBHOOK_MENTIONS);
}

/** Undefined when a part of it is missing. */
export function parseWebhookMessage(
  msgtype: string,
  body: Json,
  conversation: ConversationRecord,
  people: ReadonlyMap<string, PersonRecord>,
): WebhookMessage | undefined {
  const content = parseContent(msgtype, body);
  if (!content || WITHOUT_MENTIONS.has(msgtype)) return content;
  const mentionedPeople = mentionsOf(body, content.text, conversation, people);
  return mentionedPeople.length > 0 ? { ...content, mentionedPeople } : content;
}
