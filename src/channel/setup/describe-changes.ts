/** Changes of the configuration as lines of a difference. Secrets are never shown, neither old nor new. */
import type { Text } from "../text/text.ts";
import type { ConfigChange } from "./plan-config.ts";

const HIDDEN = "••••••";
const SECRET_KEY = /secret|token|password/i;

/** A secret reference is no secret; a text is. */
function show(value: unknown, secret: boolean): string {
  return secret && typeof value === "string" ? HIDDEN : JSON.stringify(value);
}

export function describeChanges(changes: readonly ConfigChange[], text: Text): string[] {
  if (changes.length === 0) return [text.nothingChanges];
  return changes.flatMap(({ path, before, after, secret }) => {
    const key = path.join(".");
    const hidden = secret || SECRET_KEY.test(path.at(-1) ?? "");
    return [
      ...(before === undefined ? [] : [`- ${key}: ${show(before, hidden)}`]),
      ...(after === undefined ? [] : [`+ ${key}: ${show(after, hidden)}`]),
    ];
  });
}
