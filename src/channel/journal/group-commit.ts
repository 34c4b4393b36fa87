/**
 * Collects writes that are handed in together (one chunk of a socket, one callback) and commits them together: one transaction, one fsync.
 * Each promise settles only after that commit. Writes run in the order in which they were handed in.
 */
export interface GroupCommit {
  /** Runs `write` in the next commit and resolves with its result once the commit is on disk. */
  add<Result>(write: () => Result): Promise<Result>;
  /** Commits what waits, now. Never throws: failures reject the waiting promises. */
  flush(): void;
}

interface Waiting {
  write(): void;
  settle(): void;
  reject(reason: unknown): void;
}

/**
 * `commit` runs all writes in one durable transaction, or throws with none of them done. A write that throws an error
 * of storage (`isStorageError`) fails the whole commit, any other error only its own promise.
 */
export function createGroupCommit(
  commit: (writes: readonly (() => void)[]) => void,
  isStorageError: (error: unknown) => boolean,
): GroupCommit {
  let waiting: Waiting[] = [];
  let scheduled = false;

  const flush = () => {
    scheduled = false;
    if (waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    try {
      commit(batch.map((item) => item.write));
    } catch (error) {
      for (const item of batch) item.reject(error);
      return;
    }
    for (const item of batch) item.settle();
  };

  return {
    add<Result>(write: () => Result): Promise<Result> {
      return new Promise<Result>((resolve, reject) => {
        let settle = () => reject(new Error("The write did not run."));
        waiting.push({
          write() {
            try {
              const result = write();
              settle = () => resolve(result);
            } catch (error) {
              if (isStorageError(error)) throw error;
              settle = () => reject(error as Error);
            }
          },
          settle: () => settle(),
          reject,
        });
        // Frames of one chunk are read in one callback, before any microtask. Later in the turn of the loop would do
        // as well, but a busy gateway takes 20 ms and more for that, and the ack waits for this commit.
        if (scheduled) return;
        scheduled = true;
        queueMicrotask(flush);
      });
    },
    flush,
  };
}
