/**
 * `POST /robot/sendBySession?session=…`: an answer into the conversation of one message, for 90 minutes, without
 * a token. Business failures are HTTP 200. No media: the documents know none here. A person is mentioned where both the list and the text name them.
 */
import { OldCode } from "../../contract/errors.ts";
import { ids } from "../ids.ts";
import { isObject, objectAt, textAt, type Json, type MessageContent } from "../validate.ts";
import { linkCardOfType, linkCardText } from "../link-card.ts";
import type { RobotMessage } from "./check-robot-message.ts";
import type { OpenHandler } from "./platform-call.ts";
import { postMessage } from "./post-message.ts";
import { ok, refuseOld } from "./reply.ts";

const WRONG_CONTENT_TYPE = 43004;
const WRONG_PARAMETER = 40035;
const UNSUPPORTED_MSGTYPE = 400105;
const KNOWN_TYPES: ReadonlySet<string> = new Set(["text", "markdown", "actionCard", "link", "feedCard"]);

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

/** Undefined where nobody is mentioned. */
function mentionsOf(
  body: Json,
  { text }: MessageContent,
  members: readonly string[],
): { mentionedPeople?: readonly string[] } {
  const wanted = objectAt(body, "at")["atUserIds"];
  if (!Array.isArray(wanted)) return {};
  const named = members.filter((staffId) => wanted.includes(staffId) && text.includes(`@${staffId}`));
  return named.length > 0 ? { mentionedPeople: named } : {};
}

export const sessionWebhook: OpenHandler = ({ context, body, query, header }) => {
  if (!header("content-type")?.includes("application/json"))
    return refuseOld(WRONG_CONTENT_TYPE, "无效的HTTP HEADER Content-Type");
  const session = context.credentials.checkSession(query.get("session") ?? "");
  const app = session && context.state.apps.get(session.clientId);
  const conversation = context.state.conversations.get(session?.conversationId ?? "");
  if (!session || !app || !conversation) return refuseOld(OldCode.sessionNotFound, "session 不存在");
  if (!isObject(body)) return refuseOld(WRONG_PARAMETER, "缺少参数 json");
  const msgtype = textAt(body, "msgtype");
  if (msgtype === undefined) return refuseOld(WRONG_PARAMETER, "缺少参数 msgtype");
  if (!KNOWN_TYPES.has(msgtype))
    return refuseOld(UNSUPPORTED_MSGTYPE, `不支持的消息类型 ${msgtype.slice(0, 40)}`);
  const content = parseContent(msgtype, body);
  if (!content) return refuseOld(WRONG_PARAMETER, `缺少参数 ${msgtype}`);
  postMessage(context, app, session.conversationId, ids.processQueryKey(), {
    ...content,
    ...mentionsOf(body, content, conversation.memberIds),
  });
  return ok({ errcode: OldCode.ok, errmsg: "ok" });
};
