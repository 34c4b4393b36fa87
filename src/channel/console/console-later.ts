/**
 * The console as the gateway gets it at its start: the tab, and handlers that load everything else with the first
 * request. Most gateways are never looked at.
 */
import { randomUUID } from "node:crypto";
import { systemClock } from "../../lib/clock.ts";
import type { ConsoleHandlers, ConsoleParts } from "../host/console-door.ts";
import { resolveAccount } from "../config/accounts.ts";
import { sectionIn } from "../setup/plan-config.ts";
import { createText, resolveLanguage } from "../text/text.ts";
import type { GatewayConsole, GatewayConsoleOptions } from "./gateway-console.ts";

type Options = Omit<GatewayConsoleOptions, "process">;

function tabOf({ host }: Options): ConsoleParts["tab"] {
  const machine = host.machine();
  const { language: configured } = resolveAccount(sectionIn(host.readConfig()), undefined, machine);
  const text = createText(resolveLanguage({ configured, env: machine.env }));
  return { label: text.consoleTab, description: text.consoleTabDescription };
}

export function createConsoleLater(options: Options): ConsoleParts {
  const { clock = systemClock } = options;
  const process = { id: randomUUID(), startedAt: clock.now() };
  let console: Promise<GatewayConsole> | undefined;
  const load = () => {
    console ??= import("./gateway-console.ts").then(({ createGatewayConsole }) =>
      createGatewayConsole({ ...options, process }),
    );
    return console;
  };
  const handlers: ConsoleHandlers = {
    page: async (...request) => (await load()).handlers.page(...request),
    panel: async (...request) => (await load()).handlers.panel(...request),
  };
  return {
    handlers,
    tab: tabOf(options),
    dispose: () =>
      void console?.then(
        (loaded) => loaded.dispose(),
        () => undefined,
      ),
  };
}
