/** The host's entry shapes around our plugin, and the door to our own commands. */
import {
  defineChannelPluginEntry,
  defineSetupPluginEntry,
  type OpenClawPluginApi,
} from "openclaw/plugin-sdk/channel-core";
import type { DingTalkPlugin } from "./build-plugin.ts";
import { readMachine } from "./machine.ts";
import { sectionOf } from "./plugin-config.ts";
import { runtimeSlot } from "./runtime-slot.ts";
import type { ConfigEnvironment } from "../config/accounts.ts";
import type { CommandHost } from "./command-host.ts";
import { createConsoleHost, openConsoleDoor, type ConsoleHost, type ConsoleParts } from "./console-door.ts";

/** The host's command builder, and what a command may read on a cold start. */
export interface CliDoor {
  readonly program: unknown;
  readonly section: () => unknown;
  readonly machine: () => ConfigEnvironment;
  /** Terminal, configuration file and gateway, loaded when a command asks for them. */
  readonly openHost: () => Promise<CommandHost>;
}

const CHINA_COMMAND = {
  name: "china",
  description: "Look after the DingTalk channel",
  hasSubcommands: true,
};

function registerCommands(api: OpenClawPluginApi, register: (door: CliDoor) => void): void {
  api.registerCli(
    ({ program }) =>
      register({
        program,
        section: () => sectionOf(api.config),
        machine: readMachine,
        openHost: async () => (await import("./command-host.ts")).createCommandHost(),
      }),
    { descriptors: [CHINA_COMMAND] },
  );
}

/** A command of the chat that needs no model. The host asks who may use it: the same people as its own commands. */
export interface ChatCommand {
  readonly name: string;
  readonly description: string;
  readonly answer: (request: ChatCommandRequest) => Promise<string>;
}

export interface ChatCommandRequest {
  /** `channels.dingtalk` as configured now. */
  readonly section: unknown;
  readonly machine: ConfigEnvironment;
  readonly accountId?: string;
}

function registerChatCommand(api: OpenClawPluginApi, { name, description, answer }: ChatCommand): void {
  api.registerCommand({
    name,
    description,
    channels: ["dingtalk"],
    handler: async ({ config, accountId }) => ({
      text: await answer({
        section: sectionOf(config),
        machine: readMachine(),
        ...(accountId === undefined ? {} : { accountId }),
      }),
    }),
  });
}

/** What stands in the gateway besides the channel; called once it runs there. */
export interface GatewayParts {
  readonly chatCommands: (machine: ConfigEnvironment) => readonly ChatCommand[];
  readonly console: (door: ConsoleHost) => ConsoleParts;
}

export function defineEntry(
  plugin: DingTalkPlugin,
  register: (door: CliDoor) => void,
  { chatCommands, console }: GatewayParts,
) {
  return defineChannelPluginEntry({
    id: "dingtalk",
    name: "DingTalk",
    description: "DingTalk bots in Stream mode with streaming AI Cards.",
    plugin,
    setRuntime: runtimeSlot.setRuntime,
    registerCliMetadata: (api) => registerCommands(api, register),
    registerFull(api) {
      if (api.registrationMode !== "full") return;
      for (const command of chatCommands(readMachine())) registerChatCommand(api, command);
      const host = createConsoleHost(api);
      const parts = console(host);
      openConsoleDoor(api, parts);
      api.on("gateway_stop", async () => {
        parts.dispose();
        await host.configFile.settle();
      });
    },
  });
}

export function defineSetupEntry(plugin: DingTalkPlugin) {
  return defineSetupPluginEntry(plugin);
}
