/** What the gateway loads: the DingTalk channel plugin and its commands. */
import { fileURLToPath } from "node:url";
import { defineEntry } from "./src/channel/host/entry.ts";
import { createConsoleLater } from "./src/channel/console/console-later.ts";
import { holdProcess } from "./src/lib/hold-process.ts";
import { createDingTalk } from "./src/channel/plugin.ts";
import { chatCommands } from "./src/channel/setup/chat-commands.ts";
import { registerChinaCommands, type CommandBuilder } from "./src/channel/setup/china-commands.ts";
import type { LocalDingTalk } from "./src/channel/setup/try-locally.ts";
import { untilOver } from "./src/channel/setup/until-over.ts";

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** The emulator stands beside this file once built; it is loaded only when somebody tries it. */
async function startDingTalk(): Promise<LocalDingTalk> {
  const built = new URL("./emulator.js", import.meta.url).href;
  const { startForTrying } = (await import(built)) as {
    startForTrying: (webRoot: string) => Promise<LocalDingTalk>;
  };
  return startForTrying(fileURLToPath(new URL("./web/chat", import.meta.url)));
}

const { plugin, ...dingtalk } = createDingTalk();

export default defineEntry(
  plugin,
  ({ program, section, machine, openHost }) =>
    registerChinaCommands(program as CommandBuilder, {
      section,
      machine,
      print,
      openHost: async () => ({ ...(await openHost()), print }),
      startDingTalk,
      ended: untilOver,
      hold: holdProcess,
      setExitCode: (code) => {
        process.exitCode = code;
      },
    }),
  {
    chatCommands,
    console: (host) =>
      createConsoleLater({
        host,
        ...dingtalk,
        pageRoot: fileURLToPath(new URL("./web/console", import.meta.url)),
      }),
  },
);
