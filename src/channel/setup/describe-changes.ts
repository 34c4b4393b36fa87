/** Changes of the configuration as lines of a difference. Secrets are never shown, neither old nor new. */
import { isSecretKey } from "../config/is-secret-key.ts";
import type { Text } from "../text/text.ts";
import type { ConfigChange } from "./plan-config.ts";

const HIDDEN = "••••••";

/** One line of a difference, with dots for a secret. */
export interface ChangeLine {
  readonly sign: "+" | "-";
  /** The whole path, with dots between its parts. */
  readonly key: string;
  /** JSON. */
  readonly value: string;
}

/** Whether neither value of the change may be shown. */
export function isHidden({ path, secret }: ConfigChange): boolean {
  return secret || isSecretKey(path.at(-1) ?? "");
}

/** A secret reference is no secret; a text is. */
function show(value: unknown, secret: boolean): string {
  return secret && typeof value === "string" ? HIDDEN : JSON.stringify(value);
}

/** The lines of the changes in their order, the old value before the new one. */
export function changeLines(changes: readonly ConfigChange[]): ChangeLine[] {
  return changes.flatMap((change) => {
    const { path, before, after } = change;
    const key = path.join(".");
    const hidden = isHidden(change);
    return [
      ...(before === undefined ? [] : [{ sign: "-", key, value: show(before, hidden) } as const]),
      ...(after === undefined ? [] : [{ sign: "+", key, value: show(after, hidden) } as const]),
    ];
  });
}

export function describeChanges(changes: readonly ConfigChange[], text: Text): string[] {
  if (changes.length === 0) return [text.nothingChanges];
  return changeLines(changes).map(({ sign, key, value }) => `${sign} ${key}: ${value}`);
}
