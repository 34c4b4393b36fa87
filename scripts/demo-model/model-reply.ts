/**
 * Writes one answer in OpenAI's format: server-sent events for a streamed request, one JSON object otherwise.
 * Every method stamps what it sent in `sent`, so that a test can compare times and bytes.
 */
import type { ServerResponse } from "node:http";
import type { ModelRequest } from "./model-request.ts";

export interface SentChunk {
  readonly kind: "text" | "reasoning" | "tool" | "error" | "end";
  readonly text: string;
  /** Milliseconds since the Unix epoch, read right before the write. */
  readonly at: number;
}

export interface ModelReply {
  readonly sent: readonly SentChunk[];
  text(chunk: string): void;
  reasoning(chunk: string): void;
  toolCall(name: string, args: Readonly<Record<string, unknown>>): void;
  /** Before the first chunk: an HTTP error. After it: an error event in the stream. Ends the answer. */
  fail(status: number, message: string): void;
  /** Cuts the TCP connection without an end. */
  cut(): void;
  /** Ends the answer; harmless when it has ended. */
  finish(): void;
}

type Delta = Readonly<Record<string, unknown>>;
type FinishReason = "stop" | "tool_calls";

class ReplyWriter implements ModelReply {
  readonly sent: SentChunk[] = [];
  readonly #request: ModelRequest;
  readonly #response: ServerResponse;
  readonly #id: string;
  readonly #toolCalls: unknown[] = [];
  #ended = false;

  constructor(request: ModelRequest, response: ServerResponse) {
    this.#request = request;
    this.#response = response;
    this.#id = `chatcmpl-${request.id}`;
  }

  text(chunk: string): void {
    this.#send("text", chunk, { content: chunk });
  }

  reasoning(chunk: string): void {
    this.#send("reasoning", chunk, { reasoning_content: chunk });
  }

  toolCall(name: string, args: Readonly<Record<string, unknown>>): void {
    const call = {
      index: this.#toolCalls.length,
      id: `call_${this.#request.id}_${this.#toolCalls.length}`,
      type: "function",
      function: { name, arguments: JSON.stringify(args) },
    };
    this.#toolCalls.push(call);
    this.#send("tool", `${name} ${call.function.arguments}`, { tool_calls: [call] });
  }

  fail(status: number, message: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#stamp("error", message);
    const error = { error: { message, type: "server_error", param: null, code: null } };
    if (this.#response.headersSent) {
      this.#event(error);
      this.#response.end();
      return;
    }
    this.#response.writeHead(status, { "content-type": "application/json" });
    this.#response.end(JSON.stringify(error));
  }

  cut(): void {
    this.#ended = true;
    this.#stamp("error", "cut");
    this.#response.destroy();
  }

  finish(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#stamp("end", "");
    const reason: FinishReason = this.#toolCalls.length > 0 ? "tool_calls" : "stop";
    if (!this.#request.stream) return this.#finishWhole(reason);
    this.#open();
    this.#chunk({}, reason);
    this.#event({ ...this.#frame("chat.completion.chunk"), choices: [], usage: this.#usage() });
    this.#response.end("data: [DONE]\n\n");
  }

  #send(kind: SentChunk["kind"], text: string, delta: Delta): void {
    if (this.#ended) return;
    if (this.#request.stream) this.#open();
    this.#stamp(kind, text);
    if (this.#request.stream) this.#chunk(delta);
  }

  #stamp(kind: SentChunk["kind"], text: string): void {
    this.sent.push({ kind, text, at: Date.now() });
  }

  #open(): void {
    if (this.#response.headersSent) return;
    this.#response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
    this.#response.socket?.setNoDelay(true);
    this.#chunk({ role: "assistant", content: "" });
  }

  #frame(object: string): Delta {
    return { id: this.#id, object, created: Math.floor(Date.now() / 1000), model: this.#request.model };
  }

  #chunk(delta: Delta, finishReason: FinishReason | null = null): void {
    const choices = [{ index: 0, delta, finish_reason: finishReason }];
    this.#event({ ...this.#frame("chat.completion.chunk"), choices });
  }

  #event(data: unknown): void {
    this.#response.write(`data: ${JSON.stringify(data)}\n\n`);
  }

  #joined(kind: SentChunk["kind"]): string {
    return this.sent
      .filter((chunk) => chunk.kind === kind)
      .map((chunk) => chunk.text)
      .join("");
  }

  /** One token per chunk: enough for a person to see that figures arrive. */
  #usage(): Delta {
    const prompt = this.#request.messages.reduce(
      (sum, message) => sum + Math.ceil(message.text.length / 4),
      0,
    );
    const completion = this.sent.filter(
      (chunk) => chunk.kind === "text" || chunk.kind === "reasoning",
    ).length;
    return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
  }

  #finishWhole(reason: FinishReason): void {
    const reasoning = this.#joined("reasoning");
    const message = {
      role: "assistant",
      content: this.#joined("text"),
      ...(reasoning ? { reasoning_content: reasoning } : {}),
      ...(this.#toolCalls.length > 0 ? { tool_calls: this.#toolCalls } : {}),
    };
    const choices = [{ index: 0, message, finish_reason: reason }];
    this.#response.writeHead(200, { "content-type": "application/json" });
    this.#response.end(JSON.stringify({ ...this.#frame("chat.completion"), choices, usage: this.#usage() }));
  }
}

/** The reply to `request`, not begun yet: nothing is written before the first chunk. */
export function createModelReply(request: ModelRequest, response: ServerResponse): ModelReply {
  return new ReplyWriter(request, response);
}
