/**
 * Asks for a one-shot ticket and builds the socket's URL from it. One call, no retry: the supervisor owns those.
 * The URL is a secret for 90 s.
 */
import { OPERATIONS } from "../../contract/endpoints.ts";
import {
  openConnectionResponseSchema,
  type OpenConnectionRequest,
  type Subscription,
} from "../../contract/stream.ts";
import { DingTalkError } from "../errors.ts";
import type { Exchange } from "../exchange.ts";
import type { ResolvedOptions } from "../options.ts";
import { parseAnswer } from "../parse-answer.ts";

interface TicketRequest {
  readonly topics: readonly Subscription[];
  /** Form `name-sdk-lang/version`; DingTalk refuses others as "ua invalid". */
  readonly ua?: string | undefined;
}

export type OpenTicket = (signal: AbortSignal) => Promise<string>;

const operation = "openConnection";

export function createOpenTicket(
  options: ResolvedOptions,
  exchange: Exchange,
  request: TicketRequest,
): OpenTicket {
  const { method, host, path, billed } = OPERATIONS[operation];
  return async (signal) => {
    const body: OpenConnectionRequest = {
      clientId: options.clientId,
      clientSecret: await options.clientSecret(),
      subscriptions: [...request.topics],
      ...(request.ua ? { ua: request.ua } : {}),
    };
    const url = options.endpoints[host] + path;
    const answer = await exchange({ operation, method, url, body, signal, billed });
    const { endpoint, ticket } = parseAnswer(operation, openConnectionResponseSchema, answer);
    return socketUrl(endpoint, ticket);
  };
}

function socketUrl(endpoint: string, ticket: string): string {
  if (URL.canParse(endpoint)) {
    const url = new URL(endpoint);
    url.searchParams.set("ticket", ticket);
    if (url.protocol === "wss:" || url.protocol === "ws:") return url.href;
  }
  const message = `${operation}: the endpoint in the answer is no WebSocket URL`;
  throw new DingTalkError("bad-answer", message, { operation, dispatched: "maybe", status: 200 });
}
