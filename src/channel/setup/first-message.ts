/**
 * Waits for the first message that a person writes to the bot, and answers it, so that the way in and the way out are
 * both proven.
 */
import type { ResolvedAccount } from "../config/accounts.ts";
import { hearMessages } from "./hear-messages.ts";

export interface FirstMessage {
  /** Absent for people outside of the robot's organisation. */
  readonly staffId: string | undefined;
  readonly name: string;
  /** Whether our answer went out. */
  readonly answered: boolean;
}

/** Resolves with the first message. `onOpen` is told when the connection stands. Rejects with the signal's reason. */
export async function waitForFirstMessage(options: {
  readonly account: ResolvedAccount;
  readonly answer: string;
  readonly signal: AbortSignal;
  readonly onOpen?: () => void;
}): Promise<FirstMessage> {
  const { account, answer, signal, onOpen } = options;
  const first = Promise.withResolvers<FirstMessage>();
  const onAbort = () => first.reject(signal.reason as Error);
  signal.addEventListener("abort", onAbort, { once: true });
  let taken = false;
  const hearing = hearMessages(account, async ({ raw, take }) => {
    if (taken) return;
    taken = true;
    const { senderStaffId: staffId, senderNick } = raw;
    first.resolve({ staffId, name: senderNick ?? staffId ?? "?", answered: await take(answer) });
  });
  hearing.opened.then(onOpen, () => {});
  try {
    signal.throwIfAborted();
    return await first.promise;
  } finally {
    signal.removeEventListener("abort", onAbort);
    await hearing.close();
  }
}
