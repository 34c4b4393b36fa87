/** What a command of ours has of the host: prompts, the configuration file, the running gateway, the terminal. */
import { createClackPrompter } from "openclaw/plugin-sdk/setup-runtime";
import { systemClock, type Clock } from "../../lib/clock.ts";
import type { ConfigEnvironment } from "../config/accounts.ts";
import { createConfigFile, type ConfigFile } from "./config-file.ts";
import { findConsole, type FindConsole } from "./console-address.ts";
import { askGateway, type AskGateway } from "./gateway-door.ts";
import { readMachine } from "./machine.ts";
import { openBrowser, type OpenBrowser } from "./open-browser.ts";
import { drawTerminalCode } from "./terminal-code.ts";
import { createWizardPrompter, type Prompter } from "./wizard-prompter.ts";

export interface CommandHost {
  readonly machine: () => ConfigEnvironment;
  readonly configFile: ConfigFile;
  readonly askGateway: AskGateway;
  readonly findConsole: FindConsole;
  readonly drawCode: (content: string) => Promise<string | undefined>;
  readonly openBrowser: OpenBrowser;
  readonly isTerminal: boolean;
  readonly prompter: () => Prompter;
  readonly clock: Clock;
}

export function createCommandHost(): CommandHost {
  return {
    machine: readMachine,
    configFile: createConfigFile(),
    askGateway,
    findConsole: (config) => findConsole(config, process.env),
    drawCode: drawTerminalCode,
    openBrowser,
    isTerminal: process.stdin.isTTY && process.stdout.isTTY,
    prompter: () => createWizardPrompter(createClackPrompter()),
    clock: systemClock,
  };
}
