/**
 * A person takes back what they said, within a day, as DingTalk's clients let them. Nobody sees it any more; what was
 * pushed stays pushed, and whether a bot is told is unproven: here it is not.
 */
import type { TakeBackRequest } from "../contract/emulator-control.ts";
import { RECALL_WINDOW_MS } from "../contract/robot-send.ts";
import type { PlatformContext } from "./platform/platform-call.ts";
import { EmulatorRefusal } from "./refusal.ts";

/** Throws an `EmulatorRefusal` when the message is not theirs, gone already, or too old. */
export function takeBack({ state, clock }: PlatformContext, { from, messageId }: TakeBackRequest): void {
  const message = state.findMessage(messageId);
  if (!message || message.recalled === true)
    throw new EmulatorRefusal("unknown", `There is no message "${messageId}" to take back.`, {
      zh: `没有可以撤回的消息“${messageId}”。`,
    });
  if (message.from.kind !== "person" || message.from.id !== from)
    throw new EmulatorRefusal("forbidden", "Only who said it can take it back.", {
      zh: "只能撤回自己发的消息。",
    });
  if (clock.now() - message.at > RECALL_WINDOW_MS)
    throw new EmulatorRefusal("invalid", "A message can be taken back within 24 hours.", {
      zh: "消息只能在 24 小时内撤回。",
    });
  message.recalled = true;
  state.touchMessage(message);
}
