/** Reads what the page asks with: wrong values are refused by name, and words are for those who may see them. */
import type { Text } from "../text/text.ts";
import { ConsoleError, type ConsoleRequest } from "./console-route.ts";

const wrong = (text: Text, name: string) =>
  new ConsoleError("invalid-value", { text: text.consoleBadQuery({ name }) });

/** Whether the words of messages are asked for. Refuses who may only look. */
export function mayReveal({ query, mayChange, text }: ConsoleRequest): boolean {
  if (query.get("reveal") !== "1") return false;
  if (mayChange) return true;
  throw new ConsoleError("read-only", {
    text: text.consoleRevealReadOnly,
    remedy: text.consoleReadOnlyRemedy,
  });
}

/** A whole number from 0, or undefined where it is not asked for. */
export function readWhole({ query, text }: ConsoleRequest, name: string): number | undefined {
  const value = query.get(name);
  if (value === null || value === "") return undefined;
  if (!/^\d{1,15}$/.test(value)) throw wrong(text, name);
  return Number(value);
}

/** One of these words, or undefined where it is not asked for. */
export function readChoice<Choice extends string>(
  { query, text }: ConsoleRequest,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = query.get(name);
  if (value === null || value === "") return undefined;
  const choice = choices.find((one) => one === value);
  if (choice === undefined) throw wrong(text, name);
  return choice;
}
