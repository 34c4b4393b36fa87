/**
 * A model whose every word a test decides: `model.on("hello")` queues an answer for prompts that match,
 * in the order in which they were queued. Requests and every chunk sent are recorded with times.
 * It speaks HTTP on loopback; the gateway under test meets it as any OpenAI-compatible provider.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { ModelReply, SentChunk } from "../../scripts/demo-model/model-reply.ts";
import type { ModelRequest } from "../../scripts/demo-model/model-request.ts";
import { createOpenAiServer } from "../../scripts/demo-model/openai-server.ts";

/** One thing the model does. Plain strings are text chunks, sent as they are, byte for byte. */
export type ModelStep =
  | string
  | { readonly text: string }
  | { readonly reasoning: string }
  | { readonly tool: string; readonly args?: Readonly<Record<string, unknown>> }
  /** Waits this many milliseconds. */
  | { readonly wait: number }
  /** Waits until the promise resolves, or until the caller has gone. */
  | { readonly gate: PromiseLike<unknown> }
  /** An HTTP error when nothing was sent yet, an error event in the stream afterwards. */
  | { readonly fail: number; readonly message?: string }
  /** Cuts the connection. */
  | { readonly cut: true };

export type ModelScript =
  | readonly ModelStep[]
  | ((request: ModelRequest) => Iterable<ModelStep> | AsyncIterable<ModelStep>);

/** One request that the model got, with everything it sent back. */
export interface ModelExchange {
  readonly request: ModelRequest;
  readonly sent: readonly SentChunk[];
  /** All text chunks joined. */
  readonly text: string;
  /** Time of the first text chunk. */
  readonly firstTextAt: number | undefined;
  /** Time of the last text chunk. */
  readonly lastTextAt: number | undefined;
  /** True when the caller closed the connection before the end. */
  readonly aborted: boolean;
  /** Resolves when the answer has ended, failed, or been aborted. */
  readonly done: Promise<void>;
}

export type PromptMatch = string | RegExp | ((request: ModelRequest) => boolean);

export interface ScriptedModel {
  readonly port: number;
  readonly baseUrl: string;
  /** All exchanges, oldest first, also unfinished ones. */
  readonly exchanges: readonly ModelExchange[];
  /** Queues an answer for one request. A string matches prompts that contain it. */
  on(match: PromptMatch, ...script: readonly ModelStep[]): void;
  on(match: PromptMatch, script: ModelScript): void;
  /** The same for every matching request for which nothing is queued. */
  always(match: PromptMatch, script: ModelScript): void;
  /** Resolves to the first matching exchange, past or coming, that no earlier call has returned. */
  next(match: PromptMatch, timeoutMs?: number): Promise<ModelExchange>;
  /** Forgets rules and exchanges. */
  reset(): void;
  close(): Promise<void>;
}

interface Rule {
  readonly match: PromptMatch;
  readonly script: ModelScript;
  readonly once: boolean;
}

function matches(match: PromptMatch, request: ModelRequest): boolean {
  if (typeof match === "function") return match(request);
  return typeof match === "string" ? request.prompt.includes(match) : match.test(request.prompt);
}

async function untilOrGone(promise: PromiseLike<unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve, reject) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
    promise.then(() => resolve(), reject);
  });
}

async function play(step: ModelStep, request: ModelRequest, reply: ModelReply): Promise<void> {
  if (typeof step === "string") return reply.text(step);
  if ("text" in step) return reply.text(step.text);
  if ("reasoning" in step) return reply.reasoning(step.reasoning);
  if ("tool" in step) return reply.toolCall(step.tool, step.args ?? {});
  if ("wait" in step) return untilOrGone(delay(step.wait), request.signal);
  if ("gate" in step) return untilOrGone(step.gate, request.signal);
  if ("fail" in step) return reply.fail(step.fail, step.message ?? "scripted failure");
  return reply.cut();
}

function recordExchange(request: ModelRequest, reply: ModelReply, done: Promise<void>): ModelExchange {
  const texts = () => reply.sent.filter((chunk) => chunk.kind === "text");
  return {
    request,
    done,
    get sent() {
      return reply.sent;
    },
    get text() {
      return texts()
        .map((chunk) => chunk.text)
        .join("");
    },
    get firstTextAt() {
      return texts()[0]?.at;
    },
    get lastTextAt() {
      return texts().at(-1)?.at;
    },
    get aborted() {
      return (
        request.signal.aborted && !reply.sent.some((chunk) => chunk.kind === "end" || chunk.kind === "error")
      );
    },
  };
}

export interface ScriptedModelOptions {
  readonly port?: number;
  /** What a prompt gets for which no rule was made. Default: `No script for: <prompt>`. */
  readonly fallback?: ModelScript;
}

class Script implements Omit<ScriptedModel, "port" | "baseUrl" | "close"> {
  readonly exchanges: ModelExchange[] = [];
  #rules: Rule[] = [];
  readonly #taken = new Set<ModelExchange>();
  readonly #watchers = new Set<() => void>();
  readonly #fallback: ModelScript;

  constructor(fallback: ModelScript) {
    this.#fallback = fallback;
  }

  on(match: PromptMatch, ...script: readonly (ModelStep | ModelScript)[]): void {
    const [first] = script;
    const whole = typeof first === "function" || Array.isArray(first);
    this.#rules.push({ match, script: (whole ? first : script) as ModelScript, once: true });
  }

  always(match: PromptMatch, script: ModelScript): void {
    this.#rules.push({ match, script, once: false });
  }

  next(match: PromptMatch, timeoutMs = 20_000): Promise<ModelExchange> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.exchanges.find((item) => !this.#taken.has(item) && matches(match, item.request));
        if (!found) return;
        stop();
        this.#taken.add(found);
        resolve(found);
      };
      const timer = setTimeout(() => {
        stop();
        const seen = this.exchanges
          .map((item) => JSON.stringify(item.request.prompt.slice(0, 200)))
          .join(", ");
        reject(
          new Error(`No request matched ${String(match)} within ${timeoutMs} ms. Seen: ${seen || "none"}.`),
        );
      }, timeoutMs);
      const stop = () => {
        clearTimeout(timer);
        this.#watchers.delete(look);
      };
      this.#watchers.add(look);
      look();
    });
  }

  reset(): void {
    this.#rules = [];
    this.exchanges.length = 0;
  }

  #choose(request: ModelRequest): ModelScript {
    const matching = this.#rules.filter((rule) => matches(rule.match, request));
    const rule = matching.find((candidate) => candidate.once) ?? matching.at(-1);
    if (rule?.once) this.#rules.splice(this.#rules.indexOf(rule), 1);
    return rule?.script ?? this.#fallback;
  }

  readonly answer = async (request: ModelRequest, reply: ModelReply): Promise<void> => {
    const script = this.#choose(request);
    const done = this.#perform(script, request, reply);
    this.exchanges.push(
      recordExchange(
        request,
        reply,
        done.catch(() => undefined),
      ),
    );
    for (const look of this.#watchers) look();
    await done;
  };

  async #perform(script: ModelScript, request: ModelRequest, reply: ModelReply): Promise<void> {
    const steps = typeof script === "function" ? script(request) : script;
    for await (const step of steps) {
      if (request.signal.aborted) return;
      await play(step, request, reply);
    }
    reply.finish();
  }
}

/** Starts a scripted model on a free port (or `port`). Close it when the test file ends. */
export async function createScriptedModel(options: ScriptedModelOptions = {}): Promise<ScriptedModel> {
  const script = new Script(options.fallback ?? ((request) => [`No script for: ${request.prompt}`]));
  const server = await createOpenAiServer({
    answer: script.answer,
    ...(options.port === undefined ? {} : { port: options.port }),
  });
  return Object.assign(script, { port: server.port, baseUrl: server.baseUrl, close: () => server.close() });
}
