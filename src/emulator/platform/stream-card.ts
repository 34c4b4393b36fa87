/**
 * `PUT /v1.0/card/streaming`: one frame of a Markdown variable, always the full text.
 * A key the template lacks is answered with 500 `unknownError`, as seen in the wild.
 */
import { ApiCode } from "../../contract/errors.ts";
import { applyFrame } from "../card-state.ts";
import { byteLength, MAX_STREAM_CONTENT_BYTES, textAt } from "../validate.ts";
import { checkPace, findCard } from "./find-card.ts";
import type { AppHandler } from "./platform-call.ts";
import { ok, refuse } from "./reply.ts";

const stream = (what: string, message: string) => refuse(400, `param.stream.${what}`, message);

export const streamCard: AppHandler = (call) => {
  const { body, context } = call;
  const found = findCard(call, "param.stream.outTrackId");
  if ("refusal" in found) return found.refusal;
  const { card } = found;
  const guid = textAt(body, "guid");
  if (guid === undefined) return stream("guidEmpty", "guid is empty");
  const key = textAt(body, "key");
  if (key === undefined) return stream("keyEmpty", "key is empty");
  const { content } = body;
  if (typeof content !== "string") return stream("contentEmpty", "content is empty");
  if (byteLength(content) > MAX_STREAM_CONTENT_BYTES) return stream("content", "content is too large");
  if (key !== card.template.contentKey) return refuse(500, ApiCode.unknownError, "未知错误");
  if (body["isFull"] !== true) return stream("isFull", "isFull must be true for a markdown variable");
  const hurried = checkPace(call, card, "streamCard");
  if (hurried) return hurried;

  const isFinalize = body["isFinalize"] === true;
  const outcome = applyFrame(card, { guid, content, isFinalize, isError: body["isError"] === true });
  if (outcome === "applied") context.state.touchCard(card);
  return ok({ success: true, result: true });
};
