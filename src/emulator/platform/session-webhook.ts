/**
 * `POST /robot/sendBySession?session=…`: an answer into the conversation of one message, for 90 minutes, without
 * a token. Business failures are HTTP 200. Only text, markdown and ActionCards with buttons: the other kinds are not
 * emulated. A person is mentioned where both the list and the text name them.
 */
import { OldCode } from "../../contract/errors.ts";
import { ids } from "../ids.ts";
import { isObject, objectAt, textAt, withLinks, type Json, type MessageContent } from "../validate.ts";
import type { OpenHandler } from "./platform-call.ts";
import { postMessage } from "./post-message.ts";
import { ok, refuseOld } from "./reply.ts";

const WRONG_CONTENT_TYPE = 43004;
const WRONG_PARAMETER = 40035;
const UNSUPPORTED_MSGTYPE = 400105;

/** The form with buttons of their own; the one with a single link is not emulated. */
function parseActionCard(card: Json): MessageContent | undefined {
  const [title, text] = [textAt(card, "title"), textAt(card, "text")];
  const btns = Array.isArray(card["btns"]) ? card["btns"].filter(isObject) : [];
  const links = btns.flatMap((btn) => {
    const [label, url] = [textAt(btn, "title"), textAt(btn, "actionURL")];
    return label === undefined || url === undefined ? [] : [{ label, url }];
  });
  if (title === undefined || text === undefined || links.length === 0) return undefined;
  return { kind: "markdown", title, text: withLinks(text, links) };
}

function parseContent(body: Json): MessageContent | undefined {
  if (body["msgtype"] === "text") {
    const text = textAt(objectAt(body, "text"), "content");
    return text === undefined ? undefined : { kind: "text", text };
  }
  if (body["msgtype"] === "actionCard") return parseActionCard(objectAt(body, "actionCard"));
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
  if (!["text", "markdown", "actionCard"].includes(msgtype))
    return refuseOld(UNSUPPORTED_MSGTYPE, `不支持的消息类型 ${msgtype.slice(0, 40)}`);
  const content = parseContent(body);
  if (!content) return refuseOld(WRONG_PARAMETER, `缺少参数 ${msgtype}`);
  postMessage(context, app, session.conversationId, ids.processQueryKey(), {
    ...content,
    ...mentionsOf(body, content, conversation.memberIds),
  });
  return ok({ errcode: OldCode.ok, errmsg: "ok" });
};
