/** A robot's message appears in a conversation; its id is its processQueryKey. Webhooks do not tell it. */
import { ids } from "../ids.ts";
import type { RobotMessage } from "./check-robot-message.ts";
import type { PlatformContext } from "./platform-call.ts";

export function postMessage(
  context: PlatformContext,
  sender: { readonly id: string; readonly name: string },
  conversationId: string,
  id: string,
  content: RobotMessage & { readonly mentionedPeople?: readonly string[] },
): void {
  context.state.addMessage({
    id,
    conversationId,
    from: { kind: "robot", id: sender.id, name: sender.name },
    at: context.clock.now(),
    msgId: ids.msgId(),
    processQueryKey: id,
    ...content,
  });
}
