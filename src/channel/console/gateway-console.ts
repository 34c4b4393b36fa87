/**
 * Puts the console together for a running gateway: its subjects' addresses, over what the host and the accounts of
 * this process offer. No behaviour of its own.
 */
import { randomUUID } from "node:crypto";
import path from "node:path";
import { systemClock, type Clock } from "../../lib/clock.ts";
import { createLogger } from "../../lib/logger.ts";
import { resolveAccount } from "../config/accounts.ts";
import type { ConsoleHost, ConsoleParts } from "../host/console-door.ts";
import { sectionIn } from "../setup/plan-config.ts";
import type { AccountBoard } from "../status/account-board.ts";
import { createText, resolveLanguage, type Language } from "../text/text.ts";
import { createConsole } from "./create-console.ts";
import type { LiveAccount } from "./evaluate-progress.ts";
import { createSettingsDesk } from "./settings-desk.ts";
import { settingsRoutes } from "./settings-routes.ts";

export interface GatewayConsoleOptions {
  readonly host: ConsoleHost;
  readonly board: AccountBoard;
  /** Folder of the built page. */
  readonly pageRoot: string;
  readonly clock?: Clock;
}

function liveAccount(board: AccountBoard, accountId: string): LiveAccount | undefined {
  const report = board.find(accountId);
  if (!report || report.stoppedAt !== undefined) return undefined;
  const { connected, lastConnectedAt, lifecycle, lastError } = report.status;
  return {
    startedAt: report.startedAt,
    connected: connected === true,
    ...(typeof lastConnectedAt === "number" ? { connectedAt: lastConnectedAt } : {}),
    blocked: lifecycle === "blocked",
    ...(lastError ? { lastError } : {}),
  };
}

export function createGatewayConsole(options: GatewayConsoleOptions): ConsoleParts {
  const { host, board, pageRoot, clock = systemClock } = options;
  const { machine, configFile } = host;
  const language = (): Language => {
    const { language: configured } = resolveAccount(sectionIn(host.readConfig()), undefined, machine());
    return resolveLanguage({ configured, env: machine().env });
  };
  const settings = createSettingsDesk({
    configFile,
    inEffect: host.readSourceConfig,
    environment: machine,
    liveAccount: (accountId) => liveAccount(board, accountId),
    // Not the system's process: the gateway may restart within it.
    processId: randomUUID(),
    processStartedAt: clock.now(),
    clock,
    directory: path.join(machine().stateDir, "dingtalk", "console"),
  });
  const text = createText(language());
  return {
    handlers: createConsole({
      routes: [...settingsRoutes(settings)],
      pageRoot,
      language,
      clock,
      logger: createLogger(host.log, "console: "),
    }),
    tab: { label: text.consoleTab, description: text.consoleTabDescription },
  };
}
