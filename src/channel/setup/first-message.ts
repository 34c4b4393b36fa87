/**
 * Waits on a Stream connection of its own for the first message that a person writes to the bot, and answers it, so
 * that the way in and the way out are both proven. The message goes to no agent.
 */
import { createDingTalkClient } from "../../client/index.ts";
import { robotMessageSchema } from "../../contract/robot-message.ts";
import { Topic } from "../../contract/stream.ts";
import type { ResolvedAccount } from "../config/accounts.ts";

export interface FirstMessage {
  /** Absent for people outside of the robot's organisation. */
  readonly staffId: string | undefined;
  readonly name: string;
  /** Whether our answer went out. */
  readonly answered: boolean;
}

function parse(data: unknown) {
  try {
    const parsed = robotMessageSchema.safeParse(JSON.parse(String(data)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Resolves with the first message. `onOpen` is told when the connection stands. Rejects with the signal's reason.
 * Only that message is acknowledged: whatever else comes meanwhile, DingTalk pushes again to the gateway.
 */
export async function waitForFirstMessage(options: {
  readonly account: ResolvedAccount;
  readonly answer: string;
  readonly signal: AbortSignal;
  readonly onOpen?: () => void;
}): Promise<FirstMessage> {
  const { account, answer, signal, onOpen } = options;
  const { clientId, clientSecret, endpoints } = account;
  const client = createDingTalkClient({ clientId, clientSecret, endpoints });
  const first = Promise.withResolvers<FirstMessage>();
  const onAbort = () => first.reject(signal.reason as Error);
  signal.addEventListener("abort", onAbort, { once: true });
  let taken = false;
  const stream = client.stream({
    keepProcessAlive: true,
    topics: [{ type: "CALLBACK", topic: Topic.botMessage }],
    async onFrame(frame, ack) {
      const message = frame.headers.topic === Topic.botMessage ? parse(frame.data) : undefined;
      if (!message || taken) return;
      taken = true;
      await ack();
      const { senderStaffId: staffId, senderNick, sessionWebhook } = message;
      const sent = sessionWebhook
        ? client.robot.sendBySession(sessionWebhook, { text: answer }).then(
            () => true,
            () => false,
          )
        : Promise.resolve(false);
      first.resolve({ staffId, name: senderNick ?? staffId ?? "?", answered: await sent });
    },
  });
  stream.opened.then(onOpen, () => {});
  try {
    signal.throwIfAborted();
    return await first.promise;
  } finally {
    signal.removeEventListener("abort", onAbort);
    await client.close();
  }
}
