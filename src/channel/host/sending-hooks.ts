/** Whether somebody may still change or stop an outgoing text: then nothing may be shown before the final. */
import { getGlobalHookRunner } from "openclaw/plugin-sdk/plugin-runtime";

export function hasSendingHooks(): boolean {
  const runner = getGlobalHookRunner();
  return runner?.hasHooks("message_sending") === true || runner?.hasHooks("reply_payload_sending") === true;
}
