/** What the wire log keeps of a request: the query, the headers that matter, and the body or why there is none. */
import { TOKEN_HEADER } from "../../contract/endpoints.ts";
import type { PlatformCall } from "./platform-call.ts";

const HEADERS = ["content-type", "accept", "user-agent", TOKEN_HEADER] as const;

export interface DescribedRequest {
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly requestBody: unknown;
}

export function describeRequest({ query, header, body }: PlatformCall): DescribedRequest {
  const headers: Record<string, string> = {};
  for (const name of HEADERS) {
    const value = header(name);
    if (value !== undefined) headers[name] = value;
  }
  const length = Number(header("content-length") ?? 0);
  const requestBody = body === undefined && length > 0 ? `[${length} bytes that are not JSON]` : body;
  return { query: Object.fromEntries(query), headers, requestBody };
}
