/**
 * What direct and group sends check alike, in DingTalk's codes: the robotCode and the message itself.
 */
import type { EmulatorLinkCard } from "../../contract/emulator-control.ts";
import { MsgKey } from "../../contract/robot-send.ts";
import { linkCardOfKey, linkCardText } from "../link-card.ts";
import { parseRobotMessage, textAt, type MessageContent, type MessageParseFailure } from "../validate.ts";
import type { SentMedia } from "../records.ts";
import type { AppCall } from "./platform-call.ts";
import { refuseSend, type Reply } from "./reply.ts";
import { findRobotMedia } from "./robot-media.ts";

/** An internal app's robotCode is its clientId. `notExsit` is DingTalk's spelling. */
export function checkRobotCode({ app, body, context }: AppCall): Reply | undefined {
  const robotCode = textAt(body, "robotCode");
  if (robotCode === undefined)
    return refuseSend("invalidParameter.robotCode.empty", "robotCode为空", "请传入robotCode");
  if (robotCode === app.clientId) return undefined;
  return context.state.apps.has(robotCode)
    ? refuseSend("invalidParameter.robotCode.auth", "robotCode不属于该应用", "请使用本应用的robotCode")
    : refuseSend("invalidParameter.robotCode.notExsit", "robotCode不存在", "请确认robotCode是否正确");
}

const PARSE_FAILURES: Record<MessageParseFailure, () => Reply> = {
  "key-empty": () => refuseSend("invalidParameter.msgKey.empty", "msgKey为空", "请传入msgKey"),
  "key-invalid": () => refuseSend("invalidParameter.msgKey.invalid", "msgKey无效", "请使用文档中的msgKey"),
  "param-invalid": () =>
    refuseSend("invalidParameter.msgParam.invalid", "msgParam无效", "msgParam必须是与msgKey对应的JSON字符串"),
  "param-too-long": () =>
    refuseSend("invalidParameter.msgParam.tooLong", "msgParam过长", "msgParam不能超过15000字节"),
};

/** A message that can be posted. */
export interface RobotMessage extends MessageContent {
  readonly sent?: SentMedia;
  readonly linkCard?: EmulatorLinkCard;
}

/** The message, or the refusal of it. */
export function checkRobotMessage({
  body,
  context,
}: AppCall): { content: RobotMessage } | { refusal: Reply } {
  const parsed = parseRobotMessage(body);
  if (typeof parsed === "string") return { refusal: PARSE_FAILURES[parsed]() };
  const sent = findRobotMedia(context, parsed);
  if (sent === "invalid") return { refusal: PARSE_FAILURES["param-invalid"]() };
  const { msgKey, param, ...content } = parsed;
  const linkCard = linkCardOfKey(msgKey, param);
  if (linkCard) return { content: { ...content, kind: "markdown", text: linkCardText(linkCard), linkCard } };
  // A picture elsewhere in the web is shown as what it is: an address.
  const { photoURL } = param;
  if (msgKey === MsgKey.image && !sent)
    return { content: { ...content, kind: "markdown", text: `![](${String(photoURL)})` } };
  return { content: sent ? { ...content, text: sent.file.name, sent } : content };
}
