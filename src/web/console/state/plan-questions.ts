/** What the page has to ask the gateway for while a view is open: pure, `console-store.ts` does the asking. */
import type { ConsoleData } from "../console-api.ts";
import type { ConsoleRoute, View } from "./console-route.ts";

export interface Question {
  readonly name: keyof ConsoleData;
  /** Below the API. */
  readonly address: string;
}

/** Rows of a page of messages. */
export const MESSAGE_LIMIT = 50;

/**
 * `now` is always asked: it tells of accounts, of restarts, and of what may be changed.
 * `account`: whom a view of one account is about.
 */
export function planQuestions(
  view: View | undefined,
  route: ConsoleRoute,
  account: string | undefined,
): readonly Question[] {
  const now: Question = { name: "now", address: "now" };
  switch (view) {
    case "messages":
      return [now, ...planMessages(route)];
    case "people":
      return account === undefined ? [now] : [now, planPeople(account, route.search)];
    case "permissions":
    case "settings":
    case "setup":
      return [now, { name: view, address: view }];
    default:
      return [now];
  }
}

function planPeople(account: string, search: string | undefined): Question {
  const values = new URLSearchParams({ account, ...(search ? { search } : {}) });
  return { name: "people", address: `people?${values}` };
}

function planMessages(route: ConsoleRoute): readonly Question[] {
  const values = new URLSearchParams({ limit: String(MESSAGE_LIMIT) });
  for (const key of ["account", "outcome", "search", "reveal"] as const) {
    const value = route[key];
    if (value) values.set(key, value);
  }
  const list: Question = { name: "messages", address: `messages?${values}` };
  if (route.message === undefined) return [list];
  const reveal = route.reveal ? "?reveal=1" : "";
  return [list, { name: "trace", address: `messages/${encodeURIComponent(route.message)}${reveal}` }];
}
