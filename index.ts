/** What the gateway loads: the DingTalk channel plugin and its commands. */
import { defineEntry } from "./src/channel/host/entry.ts";
import { createDingTalkPlugin } from "./src/channel/plugin.ts";
import { chatCommands } from "./src/channel/setup/chat-commands.ts";
import { registerChinaCommands, type CommandBuilder } from "./src/channel/setup/china-commands.ts";

export default defineEntry(
  createDingTalkPlugin(),
  ({ program, section, machine }) =>
    registerChinaCommands(program as CommandBuilder, {
      section,
      machine,
      print: (line) => process.stdout.write(`${line}\n`),
      setExitCode: (code) => {
        process.exitCode = code;
      },
    }),
  chatCommands,
);
