/**
 * The console's addresses without a gateway: a request finds its route by method and path, and comes back as what
 * would go over the wire. Authentication and the host's server are not here.
 */
import type { ConsoleLanguage, ConsoleRefusal } from "../../src/contract/console.ts";
import { ConsoleError, type ConsoleRoute } from "../../src/channel/console/console-route.ts";
import { createText } from "../../src/channel/text/text.ts";

export interface ConsoleBench {
  get<Answer>(path: string, language?: ConsoleLanguage): Promise<Answer>;
  post<Answer>(path: string, body: unknown, language?: ConsoleLanguage): Promise<Answer>;
  /** Of a request that is refused; throws when it is not. */
  refusal(path: string, body: unknown, language?: ConsoleLanguage): Promise<ConsoleRefusal["error"]>;
  /** Everything that was answered so far, as it went out. */
  readonly sent: string[];
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, found] = [pattern.split("/"), path.split("/")];
  if (wanted.length !== found.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = decodeURIComponent(found[index] ?? "");
    if (part.startsWith(":")) params[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return params;
}

/** `mayChange`: false as for the dashboard's tab. */
export function createConsoleBench(routes: readonly ConsoleRoute[], mayChange = true): ConsoleBench {
  const sent: string[] = [];
  const ask = async (method: "GET" | "POST", address: string, body: unknown, language: ConsoleLanguage) => {
    const { pathname, searchParams } = new URL(address, "http://console.test/");
    const path = pathname.slice(1);
    for (const route of routes) {
      const params = route.method === method ? matchPath(route.path, path) : undefined;
      if (!params) continue;
      const request = { language, text: createText(language), query: searchParams, params, mayChange };
      const answer = JSON.stringify(await route.run({ ...request, body: structuredClone(body) }));
      sent.push(answer);
      return JSON.parse(answer) as unknown;
    }
    throw new Error(`no address ${method} ${path}`);
  };
  return {
    sent,
    get: async <Answer>(path: string, language: ConsoleLanguage = "en") =>
      (await ask("GET", path, undefined, language)) as Answer,
    post: async <Answer>(path: string, body: unknown, language: ConsoleLanguage = "en") =>
      (await ask("POST", path, body, language)) as Answer,
    async refusal(path, body, language = "en") {
      try {
        await ask("POST", path, body, language);
      } catch (error) {
        if (!(error instanceof ConsoleError)) throw error;
        sent.push(JSON.stringify(error.refusal));
        return error.refusal.error;
      }
      throw new Error(`POST ${path} was not refused`);
    },
  };
}
