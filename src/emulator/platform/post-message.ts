/** A robot's message appears in a conversation; its id is its processQueryKey. */
import { ids } from "../ids.ts";
import type { AppRecord } from "../records.ts";
import type { RobotMessage } from "./check-robot-message.ts";
import type { PlatformContext } from "./platform-call.ts";

export function postMessage(
  context: PlatformContext,
  app: AppRecord,
  conversationId: string,
  id: string,
  content: RobotMessage & { readonly mentionedPeople?: readonly string[] },
): void {
  context.state.addMessage({
    id,
    conversationId,
    from: { kind: "robot", id: app.clientId, name: app.name },
    at: context.clock.now(),
    msgId: ids.msgId(),
    processQueryKey: id,
    ...content,
  });
}
