/** One notice when the first formal reply is late; never after it. */
import type { Clock, Timer } from "../../lib/clock.ts";

export interface LongTaskNotice {
  /** The formal reply begins: no notice from now on. Waits for one that is on its way. */
  cancel(): Promise<void>;
}

export function startLongTaskNotice(
  clock: Clock,
  delayMs: number,
  send: () => Promise<void>,
): LongTaskNotice {
  let sending: Promise<void> = Promise.resolve();
  let timer: Timer | undefined;
  if (delayMs > 0) {
    timer = clock.after(delayMs, () => {
      timer = undefined;
      sending = send();
    });
  }
  return {
    async cancel() {
      timer?.cancel();
      timer = undefined;
      await sending;
    },
  };
}
