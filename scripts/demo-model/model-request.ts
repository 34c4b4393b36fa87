/**
 * Reads an OpenAI chat completion request into the few facts a fake model needs.
 * `prompt` is what the person wrote last; see `extract-prompt.ts` for how the host's wrapping comes off.
 */
import { extractPrompt } from "./extract-prompt.ts";

export interface ModelMessage {
  readonly role: string;
  /** All text parts joined. */
  readonly text: string;
  /** Pictures in this message (`image_url` parts). */
  readonly images: number;
}

export interface ModelRequest {
  /** Counts from 1 for each server. */
  readonly id: number;
  readonly receivedAt: number;
  readonly model: string;
  readonly stream: boolean;
  readonly messages: readonly ModelMessage[];
  /** The last user message as the person wrote it. */
  readonly prompt: string;
  /** Names of the functions the request offers. */
  readonly tools: readonly string[];
  /** Results of tool calls that came after the last user message, oldest first. */
  readonly toolResults: readonly string[];
  /** The whole parsed body. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Aborts when the caller closes the connection. */
  readonly signal: AbortSignal;
}

type Fields = Readonly<Record<string, unknown>>;
const asFields = (value: unknown): Fields | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
const asText = (value: unknown) => (typeof value === "string" ? value : "");

function parseMessage(value: unknown): ModelMessage {
  const message = asFields(value) ?? {};
  const parts = Array.isArray(message.content) ? message.content.map(asFields) : [];
  const text = Array.isArray(message.content)
    ? parts.map((part) => asText(part?.text)).join("")
    : asText(message.content);
  const images = parts.filter((part) => part?.type === "image_url").length;
  return { role: asText(message.role), text, images };
}

function parseToolName(value: unknown): string {
  return asText(asFields(asFields(value)?.function)?.name);
}

/** The host also sends context of its own in user messages; those hold no word of a person. */
const isPrompt = (message: ModelMessage) =>
  message.role === "user" && (message.images > 0 || extractPrompt(message.text) !== "");

/** Returns undefined when `text` is not a chat completion request. */
export function parseModelRequest(text: string, id: number, signal: AbortSignal): ModelRequest | undefined {
  let body: Fields | undefined;
  try {
    body = asFields(JSON.parse(text));
  } catch {
    return undefined;
  }
  if (!body || !Array.isArray(body.messages)) return undefined;
  const messages = body.messages.map(parseMessage);
  const lastUser = messages.findLastIndex(isPrompt);
  return {
    id,
    receivedAt: Date.now(),
    model: asText(body.model) || "demo",
    stream: body.stream === true,
    messages,
    prompt: extractPrompt(messages[lastUser]?.text ?? ""),
    tools: (Array.isArray(body.tools) ? body.tools : []).map(parseToolName).filter((name) => name !== ""),
    toolResults: messages
      .slice(lastUser + 1)
      .filter((message) => message.role === "tool")
      .map((message) => message.text),
    body,
    signal,
  };
}
