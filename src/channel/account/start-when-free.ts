/**
 * Starts an account unless another one has its Client ID: DingTalk would deal the messages out to both. A blocked
 * account says so once, in the log and in its status, and stays pending: a failed start would be tried again and
 * again by the host. It starts by itself when the configuration has set the Client ID free.
 */
import type { Clock, Timer } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import type { AccountStatusSink } from "../host/account-lifecycle.ts";
import { describeThrown } from "../text/describe-error.ts";
import type { Text } from "../text/text.ts";

export interface Stoppable {
  stop(): Promise<void>;
}

export interface StartWhenFreeOptions {
  /** The account that has the same Client ID, as things are now. */
  readonly findTwin: () => { readonly accountId: string; readonly duplicateOf: string } | undefined;
  readonly start: () => Promise<Stoppable>;
  readonly status: AccountStatusSink;
  readonly text: Text;
  readonly clock: Clock;
  readonly logger: Logger;
}

const LOOK_AGAIN_MS = 5_000;

/** Rejects only where the account was free and its start failed: then the host tries again. */
export async function startWhenFree(options: StartWhenFreeOptions): Promise<Stoppable> {
  const twin = options.findTwin();
  if (!twin) return options.start();
  const { status, text, logger } = options;
  const sentence = text.duplicateClientId(twin);
  logger.error(sentence);
  status({ connected: false, lifecycle: "blocked", lastError: sentence });
  return waitUntilFree(options);
}

function waitUntilFree({ findTwin, start, status, clock, logger, text }: StartWhenFreeOptions): Stoppable {
  let timer: Timer | undefined;
  let running: Promise<Stoppable | undefined> = Promise.resolve(undefined);
  let stopped = false;
  const startNow = async (): Promise<Stoppable | undefined> => {
    try {
      status({ lifecycle: "starting", lastError: null });
      return await start();
    } catch (error) {
      const reason = describeThrown(error, text);
      logger.error("The account could not be started", { error: reason });
      status({ connected: false, lifecycle: "blocked", lastError: reason });
      lookAgain();
      return undefined;
    }
  };
  const lookAgain = () => {
    if (stopped) return;
    timer = clock.after(LOOK_AGAIN_MS, () => {
      if (findTwin()) lookAgain();
      else running = startNow();
    });
  };
  lookAgain();
  return {
    async stop() {
      stopped = true;
      timer?.cancel();
      await (await running)?.stop();
    },
  };
}
