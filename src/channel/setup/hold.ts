/** Keeps a command's process alive while it waits: our timers alone do not. Knows nothing of what it waits for. */
const ONE_MINUTE_MS = 60_000;

export async function hold<Result>(work: Promise<Result>): Promise<Result> {
  const timer = setInterval(() => {}, ONE_MINUTE_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
