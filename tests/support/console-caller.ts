/**
 * Asks a console over HTTP, as its page, a frame of the dashboard or a stranger would. Views are read again until
 * what is awaited is so, with a deadline in their place of sleeping.
 */
import { setTimeout as pause } from "node:timers/promises";
import { CONSOLE_API } from "../../src/contract/console.ts";

export interface ConsoleAnswer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface ConsoleCaller {
  get<Body>(path: string, headers?: Readonly<Record<string, string>>): Promise<ConsoleAnswer<Body>>;
  post<Body>(
    path: string,
    body: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<ConsoleAnswer<Body>>;
  /** Reads a view until `done` holds. Rejects with the last one at the deadline; a gateway that restarts is waited for. */
  until<Body>(path: string, done: (body: Body) => boolean, timeoutMs?: number): Promise<Body>;
}

const ASK_EVERY_MS = 100;

async function readBody(response: Response): Promise<Record<string, unknown>> {
  const text = await response.text();
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { text };
  }
}

/** `token`: sent as bearer; without it nothing is. */
export function consoleCaller(url: string, token?: string, lang = "en"): ConsoleCaller {
  const own = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const address = (path: string) => {
    const at = new URL(`${CONSOLE_API}${path}`, url);
    at.searchParams.set("lang", lang);
    return at;
  };
  const ask = async <Body>(path: string, init: RequestInit): Promise<ConsoleAnswer<Body>> => {
    const response = await fetch(address(path), init);
    return { status: response.status, headers: response.headers, body: (await readBody(response)) as Body };
  };
  const get: ConsoleCaller["get"] = (path, headers = {}) => ask(path, { headers: { ...own, ...headers } });
  return {
    get,
    post: (path, body, headers = {}) =>
      ask(path, {
        method: "POST",
        headers: { ...own, "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      }),
    async until<Body>(path: string, done: (body: Body) => boolean, timeoutMs = 60_000): Promise<Body> {
      const deadline = Date.now() + timeoutMs;
      let last: unknown;
      do {
        try {
          const { status, body } = await get<Body>(path);
          last = body;
          if (status === 200 && done(body)) return body;
        } catch (error) {
          last = error;
        }
        await pause(ASK_EVERY_MS);
      } while (Date.now() < deadline);
      throw new Error(`${path} did not come to that: ${JSON.stringify(last)}`);
    },
  };
}
