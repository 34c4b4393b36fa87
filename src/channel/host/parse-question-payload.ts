/**
 * Finds a question of the host's `ask_user` tool in a payload: one question with two to five answers to choose from.
 * Everything else stays the text that the payload has anyway.
 */
import type { QuestionRequest } from "../model.ts";

const MIN_OPTIONS = 2;
const MAX_OPTIONS = 5;

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function textsOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [];
  return list.filter((item): item is string => typeof item === "string" && item !== "");
}

/** The host leaves `optionValues` out where several questions or several answers are asked for. */
export function parseQuestionPayload(payload: unknown): QuestionRequest | undefined {
  const { channelData, presentation } = fieldsOf(payload);
  const { questionId, optionValues } = fieldsOf(fieldsOf(channelData)["askUser"]);
  const options = textsOf(optionValues);
  const { blocks } = fieldsOf(presentation);
  const first = (Array.isArray(blocks) ? blocks : []).map(fieldsOf).find(({ type }) => type === "text");
  const question = textsOf([first?.["text"]])[0]?.trim();
  if (typeof questionId !== "string" || !questionId || !question) return undefined;
  if (options.length < MIN_OPTIONS || options.length > MAX_OPTIONS) return undefined;
  return { questionId, question, options };
}
