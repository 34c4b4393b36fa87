/** Puts a question of the table to a person; the words are those of the table. */
import type { Prompter, PromptOption } from "../host/wizard-prompter.ts";
import type { Text } from "../text/text.ts";
import { refuseAnswer, type Question } from "./questions.ts";

export interface AskOptions {
  readonly prompter: Prompter;
  readonly text: Text;
  readonly canGoBack: boolean;
  /** What is configured now; of a secret it is not shown. */
  readonly current?: string;
}

/** The answers of a question in a person's words. */
export function optionsOf({ options = [] }: Question, text: Text): PromptOption[] {
  return options.map(({ value, label, hint, recommended }) => ({
    value,
    label: recommended ? `${text[label]} ${text.recommended}` : text[label],
    hint: text[hint],
  }));
}

/** Rejects with `PromptEnded` when the person goes back or stops. */
export async function askQuestion(question: Question, options: AskOptions): Promise<string> {
  const { prompter, text, canGoBack, current } = options;
  const message = text[question.message];
  const initial = current ?? question.initial;
  if (question.options)
    return prompter.select({
      message,
      canGoBack,
      ...(initial === undefined ? {} : { initial }),
      options: optionsOf(question, text),
    });
  const answer = await prompter.text({
    message,
    canGoBack,
    secret: question.kind === "secret",
    ...(question.placeholder === undefined ? {} : { placeholder: question.placeholder }),
    ...(question.kind === "secret" || initial === undefined ? {} : { initial }),
    validate(value) {
      const refusal = refuseAnswer(question, value);
      return refusal && text[refusal];
    },
  });
  return answer.trim();
}
