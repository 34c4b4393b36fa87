/**
 * One address of the console's API: what is asked and how it is answered. Each subject of the console hands over a
 * list of these; the host's request, its authentication and JSON are not known here.
 */
import type { ConsoleLanguage, ConsoleRefusal } from "../../contract/console.ts";
import type { Text } from "../text/text.ts";

export interface ConsoleRequest {
  readonly language: ConsoleLanguage;
  /** The sentences in that language. */
  readonly text: Text;
  readonly query: URLSearchParams;
  /** By the names in the route's path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** Of a POST: parsed JSON, not yet checked. */
  readonly body: unknown;
  /** False where the gateway lets the asker only read. */
  readonly mayChange: boolean;
}

export interface ConsoleRoute {
  readonly method: "GET" | "POST";
  /** Below `CONSOLE_API`, such as `messages/:id`. */
  readonly path: string;
  /** The answer as it goes out in JSON. Throws `ConsoleError` for what the asker can mend. */
  readonly run: (request: ConsoleRequest) => object | Promise<object>;
}

/** HTTP status by code of a refusal. */
export const REFUSAL_STATUS = {
  "invalid-value": 400,
  unauthorized: 401,
  "read-only": 403,
  "not-found": 404,
  conflict: 409,
  failed: 500,
  unavailable: 503,
} as const;

export type RefusalCode = keyof typeof REFUSAL_STATUS;

export class ConsoleError extends Error {
  readonly code: RefusalCode;
  readonly refusal: ConsoleRefusal;

  /** `sentence` in the asker's language; it goes to the page as it is. */
  constructor(code: RefusalCode, sentence: Omit<ConsoleRefusal["error"], "code">) {
    super(sentence.text);
    this.name = "ConsoleError";
    this.code = code;
    this.refusal = { error: { code, ...sentence } };
  }
}
