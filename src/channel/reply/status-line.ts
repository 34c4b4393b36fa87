/** The line below a finished answer on a card: model, tokens, time. What is not known is left out. */
import type { Clock } from "../../lib/clock.ts";
import type { Text } from "../text/text.ts";

export interface StatusLine {
  onModel(model: string): void;
  /** Of the run so far. */
  onUsage(outputTokens: number): void;
  /** As it is now. */
  readonly line: string;
}

/** Time counts from here. */
export function createStatusLine(clock: Clock, text: Text): StatusLine {
  const startedAt = clock.now();
  let model: string | undefined;
  let tokens: number | undefined;
  return {
    onModel: (name) => void (model = name),
    onUsage: (outputTokens) => void (tokens = outputTokens),
    get line() {
      const seconds = ((clock.now() - startedAt) / 1_000).toFixed(1);
      const parts = [
        model,
        tokens === undefined ? undefined : text.cardTokens({ count: String(tokens) }),
        text.cardSeconds({ seconds }),
      ];
      return parts.filter((part) => part !== undefined).join(" · ");
    },
  };
}
