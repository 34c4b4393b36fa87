/** Settings of OpenClaw itself that silence people or mix their conversations up. */
import { isRecord } from "../../config/read-keys.ts";
import { good, type CheckContext, type Finding, type InstallationCheck } from "./check.ts";

function valueAt(config: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((at, name) => (isRecord(at) ? at[name] : undefined), config);
}

/** Where visible answers in groups need a tool call, ordinary answers stay unseen. */
function silencedGroups({ config, text }: CheckContext): Finding[] {
  const path = ["messages.groupChat.visibleReplies", "messages.visibleReplies"].find(
    (key) => valueAt(config, key) !== undefined,
  );
  if (path === undefined || valueAt(config, path) !== "message_tool") return [];
  return [
    {
      state: "warning",
      found: text.visibleRepliesSilence({ path }),
      remedy: text.remedyVisibleReplies,
      code: "visible-replies",
    },
  ];
}

/** The host's own default puts everybody who writes directly into one session. */
function sharedSession({ config, text }: CheckContext): Finding[] {
  const scope = valueAt(config, "session.dmScope");
  if (scope !== undefined && scope !== "main") return [];
  return [{ state: "warning", found: text.dmScopeShared, remedy: text.remedyDmScope, code: "dm-scope" }];
}

/** A newer message ends the older turn, and its own answer is dropped by the host (seen in 2026.9.6). */
function interrupting({ config, text }: CheckContext): Finding[] {
  const modes = [
    valueAt(config, "messages.queue.mode"),
    valueAt(config, "messages.queue.byChannel.dingtalk"),
  ];
  if (!modes.includes("interrupt")) return [];
  return [{ state: "warning", found: text.queueInterrupts, remedy: text.remedyQueue, code: "queue-mode" }];
}

export const checkHostSettings: InstallationCheck = {
  kind: "installation",
  id: "host-settings",
  title: "checkHostTitle",
  async run(context) {
    const findings = [...silencedGroups(context), ...sharedSession(context), ...interrupting(context)];
    return findings.length > 0 ? findings : good(context.text.hostSettingsFine);
  },
};
