/** The line below a finished answer on a card: model, tokens, time. What is not known is left out. */
import type { Clock } from "../../lib/clock.ts";
import { belowText } from "../card/card-session.ts";
import type { Text } from "../text/text.ts";

export interface StatusLine {
  onModel(model: string): void;
  /** Of the run so far. */
  onUsage(outputTokens: number): void;
  /** The answer with the line below it; a blank answer stays blank. */
  below(answer: string): string;
}

/** Time counts from here. */
export function createStatusLine(clock: Clock, text: Text): StatusLine {
  const startedAt = clock.now();
  let model: string | undefined;
  let tokens: number | undefined;
  return {
    onModel: (name) => void (model = name),
    onUsage: (outputTokens) => void (tokens = outputTokens),
    below(answer) {
      if (answer.trim() === "") return answer;
      const seconds = ((clock.now() - startedAt) / 1_000).toFixed(1);
      const parts = [
        model,
        tokens === undefined ? undefined : text.cardTokens({ count: String(tokens) }),
        text.cardSeconds({ seconds }),
      ];
      return belowText(answer, `> ${parts.filter((part) => part !== undefined).join(" · ")}`);
    },
  };
}
