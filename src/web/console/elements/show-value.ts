/** A setting's value in words, short enough for a line. */
import type { ConsoleText } from "../text/create-console-text.ts";

const LONGEST = 80;

export function showValue(value: unknown, text: ConsoleText): string {
  if (value === undefined || value === null) return text("settings.unset");
  if (typeof value === "boolean") return text(value ? "settings.on" : "settings.off");
  if (typeof value === "string" || typeof value === "number") return String(value);
  if (Array.isArray(value) && value.length === 0) return text("settings.empty");
  const words = Array.isArray(value) ? value.map(String).join(", ") : JSON.stringify(value);
  return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
}
