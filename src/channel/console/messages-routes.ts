/** `GET messages`: the trail, newest first, a page at a time. `GET messages/:id`: one message step by step. */
import type { MessagesView, TraceView, TrailOutcome } from "../../contract/console.ts";
import { createTrailReader, type TrailQuery, type TrailReader } from "../trail/read-trail.ts";
import { KEEP_DAYS } from "../trail/trail-store.ts";
import type { ConsoleAccounts } from "./console-accounts.ts";
import { ConsoleError, type ConsoleRequest, type ConsoleRoute } from "./console-route.ts";
import { mayReveal, readChoice, readWhole } from "./read-request.ts";
import { viewRow, viewTrace } from "./trail-view.ts";

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;
const MAX_SEARCH = 200;
const OUTCOMES: readonly TrailOutcome[] = [
  "running",
  "answered",
  "refused",
  "no-answer",
  "failed",
  "dead-letter",
];

function toQuery(request: ConsoleRequest, reveal: boolean): TrailQuery {
  const { query } = request;
  const asked = (name: string) => query.get(name) || undefined;
  return {
    accountId: asked("account"),
    outcome: readChoice(request, "outcome", OUTCOMES),
    search: asked("search")?.trim().slice(0, MAX_SEARCH),
    // Who may not read the words must not find out by searching what they are.
    searchWords: reveal,
    since: readWhole(request, "since"),
    before: asked("before"),
    limit: Math.min(Math.max(readWhole(request, "limit") ?? DEFAULT_LIMIT, 1), MAX_LIMIT),
  };
}

function reading<Result>(request: ConsoleRequest, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConsoleError) throw error;
    throw new ConsoleError("unavailable", { text: request.text.consoleTrailUnreadable });
  }
}

function list(reader: TrailReader, request: ConsoleRequest): MessagesView {
  const reveal = mayReveal(request);
  const query = toQuery(request, reveal);
  // One more tells whether there is a next page.
  const records = reader.list({ ...query, limit: query.limit + 1 });
  const rows = records.slice(0, query.limit).map((record) => viewRow(record, { ...request, reveal }));
  const last = records.length > rows.length ? rows.at(-1) : undefined;
  return { rows, ...(last ? { next: last.id } : {}), keptDays: KEEP_DAYS };
}

function trace(reader: TrailReader, request: ConsoleRequest): TraceView {
  const { text, params } = request;
  const reveal = mayReveal(request);
  const record = reader.get(params["id"] ?? "");
  if (record) return viewTrace(record, { text, reveal });
  throw new ConsoleError("not-found", {
    text: text.consoleMessageUnknown,
    remedy: text.consoleMessageUnknownRemedy({ days: KEEP_DAYS }),
  });
}

export function createMessagesRoutes(accounts: ConsoleAccounts): ConsoleRoute[] {
  const reader = createTrailReader(accounts.stateDirectory);
  const ask =
    (look: (reader: TrailReader, request: ConsoleRequest) => object) => (request: ConsoleRequest) => {
      for (const account of accounts.running()) account.trail.flush();
      return reading(request, () => look(reader, request));
    };
  return [
    { method: "GET", path: "messages", run: ask(list) },
    { method: "GET", path: "messages/:id", run: ask(trace) },
  ];
}
