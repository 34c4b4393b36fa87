/**
 * Plays a recording against whatever bot is connected: people say their lines, and each recorded answer has to come,
 * in its conversation and from its bot. Ends at the first step that fails. Waits in real time.
 */
import type { RecordedStep, ReplayRequest, ReplayResult } from "../contract/emulator-console.ts";
import type { EmulatorMessage, SayRequest } from "../contract/emulator-control.ts";
import { systemClock } from "../lib/clock.ts";
import type { EmulatorFeed } from "./feed.ts";
import { conversationName, isFinal } from "./recorder.ts";
import { EmulatorRefusal } from "./refusal.ts";
import type { EmulatorState } from "./state.ts";
import { viewMessage } from "./views.ts";

const DEFAULT_TIMEOUT_MS = 10_000;
const SHOWN_CHARACTERS = 200;

export interface ReplayOptions {
  readonly state: EmulatorState;
  readonly feed: EmulatorFeed;
  readonly say: (request: SayRequest) => string;
  /** Ends all waits. */
  readonly signal: AbortSignal;
}

type Expectation = Extract<RecordedStep, { kind: "expect" }>;
type Fits = (message: EmulatorMessage) => boolean;

/** The first message that fits, now or within the time; undefined when none comes. */
function waitForMessage(
  { state, feed, signal }: ReplayOptions,
  fits: Fits,
  ms: number,
): Promise<EmulatorMessage | undefined> {
  const known = state.messages.map(viewMessage).find(fits);
  if (known || signal.aborted) return Promise.resolve(known);
  return new Promise((resolve) => {
    const end = (found?: EmulatorMessage) => {
      timer.cancel();
      unsubscribe();
      signal.removeEventListener("abort", onAbort);
      resolve(found);
    };
    const onAbort = () => end();
    const timer = systemClock.after(ms, () => end());
    const unsubscribe = feed.onEvent((event) => {
      if (event.type === "message" && fits(event.message)) end(event.message);
    });
    signal.addEventListener("abort", onAbort, { once: true });
  });
}

const short = (text: string) => JSON.stringify(text.slice(0, SHOWN_CHARACTERS));

/** Why a step failed, for people. */
interface Reason {
  readonly reason: string;
  readonly reasonZh: string;
}

function compare({ message }: Expectation, came: EmulatorMessage, words: "same" | "any"): Reason | undefined {
  if (came.kind !== message.kind)
    return {
      reason: `a ${came.kind} came instead of a ${message.kind}`,
      reasonZh: `收到的是 ${came.kind}，应为 ${message.kind}`,
    };
  const [state = "none", wanted = "none"] = [came.card?.state, message.state];
  if (state !== wanted)
    return {
      reason: `the card ended as ${state}, not as ${wanted}`,
      reasonZh: `卡片最终状态是 ${state}，应为 ${wanted}`,
    };
  if (words === "same" && came.text !== message.text)
    return {
      reason: `the words were ${short(came.text)}, not ${short(message.text)}`,
      reasonZh: `内容是 ${short(came.text)}，应为 ${short(message.text)}`,
    };
  return undefined;
}

export async function replay(options: ReplayOptions, request: ReplayRequest): Promise<ReplayResult> {
  const { state, say } = options;
  const { recording, timeoutMs = DEFAULT_TIMEOUT_MS, words = "same" } = request;
  const used = new Set(state.messages.map(({ id }) => id));
  const said = new Map<string, string>();
  const idOf = (name: string): string => {
    for (const record of state.conversations.values())
      if (conversationName(record) === name) return record.conversationId;
    const [kind, staffId, clientId] = name.split(":");
    if (kind === "direct" && staffId && clientId) return state.openDirect(clientId, staffId).conversationId;
    throw new EmulatorRefusal("unknown", `There is no conversation "${name}".`, {
      zh: `没有“${name}”这个会话。`,
    });
  };

  async function play(step: RecordedStep): Promise<Reason | undefined> {
    if (step.kind === "say") {
      const { conversation, quote, ...line } = step.say;
      const quoted = quote === undefined ? undefined : said.get(quote);
      const request = { ...line, conversationId: idOf(conversation) };
      const id = say(quoted === undefined ? request : { ...request, quote: quoted });
      said.set(step.key, id);
      used.add(id);
      return undefined;
    }
    const conversationId = idOf(step.conversation);
    const fits: Fits = (message) =>
      message.conversationId === conversationId &&
      message.from.kind === "robot" &&
      message.from.id === step.robot &&
      !used.has(message.id) &&
      isFinal(message);
    const came = await waitForMessage(options, fits, timeoutMs);
    if (!came)
      return {
        reason: `no answer of ${step.robot} came within ${timeoutMs} ms`,
        reasonZh: `${step.robot} 在 ${timeoutMs} 毫秒内没有回答`,
      };
    used.add(came.id);
    return compare(step, came, words);
  }

  const steps: ReplayResult["steps"][number][] = [];
  for (const [index, step] of recording.steps.entries()) {
    const failed = await play(step).catch((error: unknown): Reason => {
      if (error instanceof EmulatorRefusal) return { reason: error.message, reasonZh: error.zh };
      throw error;
    });
    steps.push(failed === undefined ? { index, ok: true } : { index, ok: false, ...failed });
    if (failed !== undefined) break;
  }
  return { passed: steps.every(({ ok }) => ok), steps };
}
