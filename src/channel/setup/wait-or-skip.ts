/** Waits for something outside while a question stands that lets a person give up waiting. */
import type { Prompter } from "../host/wizard-prompter.ts";

export interface Waiting {
  readonly prompter: Prompter;
  /** Says what is waited for, and that Enter skips. */
  readonly message: string;
  readonly canGoBack: boolean;
}

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? error.code : undefined);

/**
 * Resolves with what came, or `undefined` when the person pressed Enter. Rejects with `PromptEnded` when the person
 * went back or stopped, and with the work's own error. The work's signal is aborted in the first two cases.
 */
export async function waitOrSkip<Result>(
  { prompter, message, canGoBack }: Waiting,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | undefined> {
  const stopWork = new AbortController();
  const closeQuestion = new AbortController();
  const outcome = work(stopWork.signal).then(
    (result) => ({ ok: true as const, result }),
    (error: unknown) => ({ ok: false as const, error }),
  );
  void outcome.then(() => closeQuestion.abort());
  try {
    await prompter.text({ message, canGoBack, signal: closeQuestion.signal });
    stopWork.abort(new Error("skipped"));
    await outcome;
    return undefined;
  } catch (error) {
    if (codeOf(error) !== "prompt-closed") {
      stopWork.abort(error);
      await outcome;
      throw error;
    }
  }
  const settled = await outcome;
  if (!settled.ok) throw settled.error;
  return settled.result;
}
