/**
 * A Stream connection of a command's own, on which people's messages are heard while no gateway listens. The messages
 * go to no agent, and what is not taken is not acknowledged: DingTalk pushes it again to the gateway.
 */
import { createDingTalkClient, type StreamState } from "../../client/index.ts";
import { robotMessageSchema, type RobotMessage } from "../../contract/robot-message.ts";
import { Topic } from "../../contract/stream.ts";
import type { ResolvedAccount } from "../config/accounts.ts";

export interface HeardMessage {
  readonly raw: RobotMessage;
  /** The frame's data. */
  readonly data: string;
  /** Takes it: acknowledges it and answers. False: the answer did not go out. */
  take(answer: string): Promise<boolean>;
}

export interface Hearing {
  /** Resolves when the connection stands. */
  readonly opened: Promise<void>;
  readonly state: StreamState;
  close(): Promise<void>;
}

function parse(data: string) {
  try {
    const parsed = robotMessageSchema.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

export function hearMessages(
  account: Pick<ResolvedAccount, "clientId" | "clientSecret" | "endpoints">,
  onMessage: (message: HeardMessage) => Promise<void>,
): Hearing {
  const { clientId, clientSecret, endpoints } = account;
  const client = createDingTalkClient({ clientId, clientSecret, endpoints });
  const answer = (webhook: string | undefined, text: string) =>
    webhook
      ? client.robot.sendBySession(webhook, { text }).then(
          () => true,
          () => false,
        )
      : Promise.resolve(false);
  const stream = client.stream({
    keepProcessAlive: true,
    topics: [{ type: "CALLBACK", topic: Topic.botMessage }],
    async onFrame(frame, ack) {
      const data = String(frame.data);
      const raw = frame.headers.topic === Topic.botMessage ? parse(data) : undefined;
      if (!raw) return;
      await onMessage({
        raw,
        data,
        async take(text) {
          await ack();
          return answer(raw.sessionWebhook, text);
        },
      });
    },
  });
  return {
    opened: stream.opened,
    get state() {
      return stream.state;
    },
    close: () => client.close(),
  };
}
