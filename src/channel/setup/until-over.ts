/** The end of a command that runs until somebody stops it. Knows nothing of what it does meanwhile. */
const CTRL_C = 3;

/**
 * Resolves when the person has had enough. On a terminal Ctrl-C is read as a key: as a signal it would reach OpenClaw's
 * launcher too, which kills this process two seconds later, perhaps before it has tidied up.
 */
export function untilOver(): Promise<void> {
  return new Promise((resolve) => {
    const { stdin } = process;
    const finish = () => {
      if (stdin.isTTY) stdin.setRawMode(false).pause();
      resolve();
    };
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, finish);
    if (!stdin.isTTY) return;
    stdin.setRawMode(true).on("data", (keys: Buffer | string) => {
      if (Buffer.from(keys).includes(CTRL_C)) finish();
    });
    stdin.resume();
  });
}
