/** Follows a change of the configuration to its end, over a gateway that restarts meanwhile. */
import type { SettingsProgress } from "../../../contract/console-settings.ts";
import type { ConsoleApi } from "../console-api.ts";
import { followUntil } from "./follow-until.ts";

/** What shows it. */
export interface ChangeFollower {
  progress: SettingsProgress | undefined;
  /** The gateway does not answer just now. */
  lost: boolean;
}

/** Undefined where it was given up or aborted; see `followUntil`. */
export function followChange(
  api: Pick<ConsoleApi, "settingsProgress">,
  follower: ChangeFollower,
  signal: AbortSignal,
): Promise<SettingsProgress | undefined> {
  return followUntil<SettingsProgress>({
    ask: () => api.settingsProgress(),
    isOver: ({ done }) => done,
    onAnswer: (progress) => {
      follower.progress = progress;
      follower.lost = false;
    },
    onLost: () => (follower.lost = true),
    signal,
  });
}
