/** The console's addresses over accounts that run against a local DingTalk, asked as the page asks them. */
import { ConsoleError, type ConsoleRoute } from "../../src/channel/console/console-route.ts";
import type { ConsoleAccount, ConsoleAccounts } from "../../src/channel/console/console-accounts.ts";
import { createText } from "../../src/channel/text/text.ts";
import type { ConsoleRefusal } from "../../src/contract/console.ts";
import { systemClock } from "../../src/lib/clock.ts";

export interface AskOptions {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Default true: the page of its own. */
  readonly mayChange?: boolean;
  readonly language?: "en" | "zh-CN";
}

export interface ConsoleScene {
  /** The answer of one address; a refusal is thrown as `ConsoleError`. */
  ask<Answer>(address: string, options?: AskOptions): Promise<Answer>;
  refusalOf(address: string, options?: AskOptions): Promise<ConsoleRefusal["error"]>;
}

/** Accounts as the gateway has them; `section` is `channels.dingtalk`. */
export function consoleAccounts(
  directory: string,
  section: unknown,
  running: () => readonly ConsoleAccount[],
): ConsoleAccounts {
  return {
    running,
    section: () => section,
    machine: () => ({ env: {}, stateDir: directory, home: directory }),
    stateDirectory: directory,
    clock: systemClock,
  };
}

function paramsOf(pattern: string, address: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split("/"), address.split("/")];
  if (wanted.length !== given.length) return undefined;
  const fits = wanted.every((part, index) => part.startsWith(":") || part === given[index]);
  if (!fits) return undefined;
  return Object.fromEntries(
    wanted.flatMap((part, index) => (part.startsWith(":") ? [[part.slice(1), given[index] ?? ""]] : [])),
  );
}

export function createConsoleScene(routes: readonly ConsoleRoute[]): ConsoleScene {
  const ask = async <Answer>(address: string, options: AskOptions = {}): Promise<Answer> => {
    const method = options.body === undefined ? "GET" : "POST";
    const language = options.language ?? "en";
    for (const route of routes) {
      const params = route.method === method ? paramsOf(route.path, address) : undefined;
      if (!params) continue;
      const answer = await route.run({
        language,
        text: createText(language),
        query: new URLSearchParams(options.query),
        params,
        body: options.body,
        mayChange: options.mayChange ?? true,
      });
      // As it reaches the page.
      return JSON.parse(JSON.stringify(answer)) as Answer;
    }
    throw new Error(`no address ${method} ${address}`);
  };
  return {
    ask,
    async refusalOf(address, options) {
      try {
        await ask(address, options);
      } catch (error) {
        if (error instanceof ConsoleError) return error.refusal.error;
        throw error;
      }
      throw new Error(`${address} was not refused`);
    },
  };
}
