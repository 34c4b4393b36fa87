/** Questions of one step, one after the other, with the way back from each to the one before. */

/** The person went one step back. */
export const isBack = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "prompt-back";

/** Each keeps its own answer. Rejects with `PromptEnded` when the person stops, or goes back from the first. */
export async function askInTurn(asks: readonly (() => Promise<void>)[]): Promise<void> {
  let at = 0;
  while (at < asks.length)
    try {
      await asks[at]?.();
      at += 1;
    } catch (error) {
      if (at === 0 || !isBack(error)) throw error;
      at -= 1;
    }
}

/** `undefined` where the person went back; every other end is passed on. */
export async function unlessBack<Answer>(work: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isBack(error)) return undefined;
    throw error;
  }
}
