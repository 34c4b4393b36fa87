/** Keeps a command's process alive while it works: our own timers do not, so it could end in the middle of a wait. */
export async function holdProcess<Result>(work: Promise<Result>): Promise<Result> {
  const timer = setInterval(() => {}, 60_000);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
