/** The commands that this channel adds to the chat; the host lets those use them who may use its own. */
import type { ConfigEnvironment } from "../config/accounts.ts";
import type { ChatCommand } from "../host/entry.ts";
import { createText, resolveLanguage } from "../text/text.ts";

export function chatCommands({ env }: Pick<ConfigEnvironment, "env">): readonly ChatCommand[] {
  return [
    {
      name: "quota",
      description: createText(resolveLanguage({ env })).quotaCommand,
      answer: async ({ section, machine, accountId }) => {
        const { answerQuota } = await import("./quota.ts");
        return answerQuota(section, machine, accountId);
      },
    },
  ];
}
