/** The address of further messages below the API: the same filters as the open list, from an older row on. Pure. */
import type { ConsoleRoute } from "../state/console-route.ts";
import { MESSAGE_LIMIT } from "../state/plan-questions.ts";

const FILTERS = ["account", "outcome", "search", "reveal"] as const;

/** Two lists with one key show the same messages. */
export function filterKey(route: ConsoleRoute): string {
  return JSON.stringify(FILTERS.map((name) => route[name] ?? ""));
}

/** Whether less than everything is asked for. Shown texts take nothing away. */
export function isNarrowed({ account, outcome, search }: ConsoleRoute): boolean {
  return [account, outcome, search].some((value) => value !== undefined && value.trim() !== "");
}

export function olderAddress(route: ConsoleRoute, before: string): string {
  const values = new URLSearchParams({ limit: String(MESSAGE_LIMIT), before });
  for (const name of FILTERS) {
    const value = route[name];
    if (value) values.set(name, value);
  }
  return `messages?${values}`;
}
