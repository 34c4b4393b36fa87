/**
 * Set-up without a terminal and without a host: a configuration in memory, a person whose answers are a script, and
 * the local DingTalk. What is printed is kept as the person would read it.
 */
import type { Prompter, PromptOption } from "../../src/channel/host/wizard-prompter.ts";
import { PromptEnded } from "../../src/channel/host/wizard-prompter.ts";
import type { ConsoleAddress } from "../../src/channel/host/console-address.ts";
import type { AccountReport } from "../../src/channel/host/gateway-door.ts";
import type { SetupHost } from "../../src/channel/setup/setup-host.ts";
import { systemClock } from "../../src/lib/clock.ts";
import type { Emulator } from "../../src/emulator/index.ts";

/**
 * What a person does at one question. `wait`: nothing, until the question is taken away. `enterAfter`: the same, but
 * Enter when this has come to pass.
 */
export type Reply =
  | string
  | { readonly key: "back" | "ctrl-c" | "wait" }
  | { readonly enterAfter: Promise<unknown> };

export interface AskedQuestion {
  readonly message: string;
  readonly options?: readonly PromptOption[];
  readonly initial?: string;
  readonly secret?: boolean;
}

export interface SetupBench {
  readonly host: SetupHost;
  readonly printed: string[];
  readonly asked: AskedQuestion[];
  /** The configuration as it stands. */
  config(): Record<string, unknown>;
  writes(): number;
  /** Addresses that were opened in the browser, or would have been. */
  readonly browsed: string[];
  /** Questions that were noted in a frame. */
  readonly notes: string[];
}

export interface BenchOptions {
  readonly emulator?: Emulator;
  readonly config?: Record<string, unknown>;
  readonly replies?: readonly Reply[];
  readonly stateDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The comments of the file do not survive the write. */
  readonly losesComments?: boolean;
  readonly gateway?: () => readonly AccountReport[] | undefined;
  readonly console?: ConsoleAddress;
  /** Default true. */
  readonly hasBrowser?: boolean;
  /** Hears of each question, to make something happen outside meanwhile. */
  readonly onAsked?: (question: AskedQuestion) => void;
}

/** The section that points at the local DingTalk. */
export function localSection(emulator: Emulator, extra: Record<string, unknown> = {}) {
  const endpoints = { api: emulator.url, oapi: emulator.url };
  return { endpoints, network: { allowPrivate: true }, ...extra };
}

function createPerson(options: BenchOptions, asked: AskedQuestion[], notes: string[]): Prompter {
  const replies = [...(options.replies ?? [])];
  const answer = async (question: AskedQuestion, signal?: AbortSignal): Promise<string> => {
    asked.push(question);
    const reply = replies.shift();
    if (reply === undefined) throw new Error(`nobody answers "${question.message}"`);
    options.onAsked?.(question);
    if (typeof reply === "string") return reply;
    // The host's own error comes along, as from its prompts.
    const key = "key" in reply ? reply.key : undefined;
    if (key === "back") throw new PromptEnded("prompt-back", new Error("back"));
    if (key === "ctrl-c") throw new PromptEnded("prompt-cancelled");
    return new Promise((resolve, reject) => {
      if ("enterAfter" in reply) void reply.enterAfter.then(() => resolve(""));
      const close = () => reject(new PromptEnded("prompt-closed"));
      if (signal?.aborted) close();
      else signal?.addEventListener("abort", close, { once: true });
    });
  };
  return {
    async select({ message, options: choices, initial }) {
      const value = await answer({
        message,
        options: choices,
        ...(initial === undefined ? {} : { initial }),
      });
      if (!choices.some((choice) => choice.value === value))
        throw new Error(`"${message}" has no answer "${value}": ${choices.map((c) => c.value).join(", ")}`);
      return value;
    },
    async text({ message, initial, secret, signal, validate }) {
      const question = { message, ...(initial === undefined ? {} : { initial }), secret: secret ?? false };
      for (;;) {
        const value = await answer(question, signal);
        const refusal = validate?.(value);
        if (refusal === undefined) return value;
        notes.push(refusal);
      }
    },
    async note(text) {
      notes.push(text);
    },
  };
}

export function createSetupBench(options: BenchOptions = {}): SetupBench {
  let config = structuredClone(options.config ?? {});
  let writes = 0;
  const printed: string[] = [];
  const asked: AskedQuestion[] = [];
  const notes: string[] = [];
  const browsed: string[] = [];
  const host: SetupHost = {
    machine: () => ({
      env: options.env ?? {},
      stateDir: options.stateDir ?? "/nowhere",
      home: options.stateDir ?? "/nowhere",
    }),
    configFile: {
      async read() {
        return { path: "openclaw.json", config: structuredClone(config) };
      },
      async change(mutate) {
        const draft = structuredClone(config);
        mutate(draft);
        config = draft;
        writes += 1;
        const copy = options.losesComments ? "openclaw.json.bak" : undefined;
        return { path: "openclaw.json", settled: Promise.resolve(copy), ...(copy ? { copy } : {}) };
      },
      settle: async () => {},
    },
    askGateway: async () => options.gateway?.(),
    findConsole: async () =>
      options.console ?? {
        url: "http://127.0.0.1:1/dingtalk/console/",
        token: "bench-token",
        access: "token",
      },
    openBrowser: async (url) => {
      browsed.push(url);
      return options.hasBrowser !== false;
    },
    drawCode: async (content) => `[code: ${content}]`,
    isTerminal: true,
    prompter: () => createPerson(options, asked, notes),
    clock: systemClock,
    print: (line) => void printed.push(line),
  };
  return { host, printed, asked, notes, browsed, config: () => config, writes: () => writes };
}
