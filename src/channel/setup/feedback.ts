/** `openclaw china feedback`: thumbs up and down that people gave, newest first. Also while the gateway runs. */
import { existsSync } from "node:fs";
import { feedbackDirectory, feedbackPath, openFeedbackStore, type Feedback } from "../card/feedback-store.ts";
import type { Text } from "../text/text.ts";

export interface FeedbackCommand {
  /** Folder of this plugin's durable state. */
  readonly stateDirectory: string;
  readonly accountIds: readonly string[];
  readonly text: Text;
  readonly print: (line: string) => void;
}

function read(directory: string, accountId: string): Feedback[] {
  if (!existsSync(feedbackPath(directory, accountId))) return [];
  const store = openFeedbackStore({ directory, accountId });
  try {
    return store.list();
  } finally {
    store.close();
  }
}

/** `stateDirectory`: of this plugin. */
export const hasFeedback = (stateDirectory: string, accountId: string): boolean =>
  existsSync(feedbackPath(feedbackDirectory(stateDirectory), accountId));

/** Returns the exit code. */
export function listFeedback(command: FeedbackCommand, json: boolean): number {
  const { stateDirectory, accountIds, text, print } = command;
  const directory = feedbackDirectory(stateDirectory);
  const found = accountIds.flatMap((accountId) =>
    read(directory, accountId).map((feedback) => ({ accountId, ...feedback })),
  );
  if (json) {
    print(JSON.stringify(found));
    return 0;
  }
  if (found.length === 0) print(text.feedbackNone);
  for (const { accountId, verdict, staffId, conversationId, outTrackId, at } of found) {
    const sign = verdict === "up" ? "👍" : "👎";
    print(
      `${sign}  ${new Date(at).toISOString()}  ${accountId}  ${staffId}  ${conversationId}  ${outTrackId}`,
    );
  }
  return 0;
}
