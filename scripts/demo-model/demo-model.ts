/**
 * The demo model of `npm start`: it says plainly that it is one and shows, word by word, what the channel does
 * with each kind of answer. It looks only at the last user message's own text. Loopback only.
 */
import { setTimeout as delay } from "node:timers/promises";
import { featureOf, languageOf, pictureTextFor, textFor, thoughtsFor, toolTextsFor } from "./demo-answers.ts";
import { drawDemoPicture } from "./demo-picture.ts";
import type { ModelReply } from "./model-reply.ts";
import type { ModelRequest } from "./model-request.ts";
import { createOpenAiServer, type OpenAiServer } from "./openai-server.ts";
import { splitWords } from "./split-words.ts";

export interface DemoModelOptions {
  /** Default: any free port. */
  readonly port?: number;
  /** Pause between two words in milliseconds. Default 25. */
  readonly wordDelayMs?: number;
}

const DEFAULT_WORD_DELAY_MS = 25;
const DEFAULT_SLOW_SECONDS = 40;
const MAX_SLOW_SECONDS = 600;
const MAX_SHOWN_RESULT = 1_500;
const PICTURE_PATH = "/picture.png";

/** Tools that only read, in order of preference, with arguments that are safe everywhere. */
const READING_TOOLS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  session_status: {},
  ls: { path: "." },
  sessions_list: {},
  tool_search: { query: "status" },
};

type Say = (text: string, send?: (word: string) => void, pauseMs?: number) => Promise<void>;

function createSay(request: ModelRequest, reply: ModelReply, wordDelayMs: number): Say {
  return async (text, send = (word) => reply.text(word), pauseMs = wordDelayMs) => {
    let due = Date.now();
    for (const word of splitWords(text)) {
      if (request.signal.aborted) return;
      send(word);
      due += pauseMs;
      // Counted from the start, so that roundings of the timer do not add up.
      if (request.stream && due > Date.now()) await delay(due - Date.now());
    }
  };
}

function secondsOf(prompt: string): number {
  const asked = Number(/(?:slow|慢)\D{0,3}(\d+)/i.exec(prompt)?.[1] ?? DEFAULT_SLOW_SECONDS);
  return Math.min(MAX_SLOW_SECONDS, Math.max(1, asked));
}

async function useTool(request: ModelRequest, reply: ModelReply, say: Say): Promise<void> {
  const texts = toolTextsFor(languageOf(request.prompt));
  const result = request.toolResults.at(-1);
  if (result !== undefined) return say(texts.result(result.slice(0, MAX_SHOWN_RESULT)));
  const name = Object.keys(READING_TOOLS).find((candidate) => request.tools.includes(candidate));
  if (name === undefined) return say(texts.none);
  reply.toolCall(name, READING_TOOLS[name] ?? {});
}

async function think(request: ModelRequest, reply: ModelReply, say: Say): Promise<void> {
  const { thoughts, answer } = thoughtsFor(languageOf(request.prompt));
  await say(thoughts, (word) => reply.reasoning(word));
  await say(answer);
}

interface Setting {
  readonly wordDelayMs: number;
  /** Where the model's own picture is to be had. */
  readonly pictureUrl: () => string;
}

async function answer(request: ModelRequest, reply: ModelReply, setting: Setting): Promise<void> {
  const feature = featureOf(request.prompt);
  const say = createSay(request, reply, setting.wordDelayMs);
  if (feature === "picture") return say(pictureTextFor(languageOf(request.prompt), setting.pictureUrl()));
  if (feature === "tool") return useTool(request, reply, say);
  if (feature === "think") return think(request, reply, say);
  const text = textFor(feature, languageOf(request.prompt), request.prompt);
  // 400 is the one class of error that the host shows at once: it repeats 5xx and rate limits for minutes.
  if (feature === "error") return reply.fail(400, text);
  if (feature !== "slow") return say(text);
  return say(text, undefined, (secondsOf(request.prompt) * 1000) / splitWords(text).length);
}

/** Starts the demo model. Rejects when the port is taken. */
export async function createDemoModel(options: DemoModelOptions = {}): Promise<OpenAiServer> {
  const wordDelayMs = options.wordDelayMs ?? DEFAULT_WORD_DELAY_MS;
  const pictureUrl = (): string => `http://127.0.0.1:${server.port}${PICTURE_PATH}`;
  const server: OpenAiServer = await createOpenAiServer({
    answer: (request, reply) => answer(request, reply, { wordDelayMs, pictureUrl }),
    files: { [PICTURE_PATH]: { mime: "image/png", data: drawDemoPicture() } },
    ...(options.port === undefined ? {} : { port: options.port }),
  });
  return server;
}

if (import.meta.main) {
  const port = Number(process.argv[2] ?? 18991);
  const model = await createDemoModel({ port });
  console.log(`Demo model: ${model.baseUrl}`);
}
