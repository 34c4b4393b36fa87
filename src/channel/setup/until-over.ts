/** The end of a command that runs until somebody stops it. Knows nothing of what it does meanwhile. */
const CTRL_C = 3;
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Resolves when the person has had enough, or the wait is given up. On a terminal Ctrl-C is read as a key: as a signal
 * it would reach OpenClaw's launcher too, which kills this process two seconds later, perhaps before it has tidied up.
 */
export function untilOver(givenUp?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const { stdin } = process;
    const onKeys = (keys: Buffer | string) => {
      if (Buffer.from(keys).includes(CTRL_C)) finish();
    };
    const finish = () => {
      if (stdin.isTTY) stdin.off("data", onKeys).setRawMode(false).pause();
      for (const name of SIGNALS) process.off(name, finish);
      resolve();
    };
    for (const name of SIGNALS) process.once(name, finish);
    givenUp?.addEventListener("abort", finish, { once: true });
    if (!stdin.isTTY) return;
    stdin.setRawMode(true).on("data", onKeys);
    stdin.resume();
  });
}
