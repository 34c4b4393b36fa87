/**
 * Puts the console together for a running gateway: its subjects' addresses, over what the host and the accounts of
 * this process offer. No behaviour of its own.
 */
import path from "node:path";
import type { CallInfo } from "../../client/index.ts";
import { CONSOLE_PAGE } from "../../contract/console.ts";
import { systemClock, type Clock } from "../../lib/clock.ts";
import { createLogger } from "../../lib/logger.ts";
import { resolveAccount } from "../config/accounts.ts";
import type { AccountDirectory } from "../directory/account-directory.ts";
import type { ConsoleHandlers, ConsoleHost } from "../host/console-door.ts";
import { sectionIn } from "../setup/plan-config.ts";
import type { AccountBoard } from "../status/account-board.ts";
import type { PermissionRecord } from "../status/permission-record.ts";
import { resolveLanguage, type Language } from "../text/text.ts";
import { VERSION } from "../version.ts";
import type { ConsoleAccount, ConsoleAccounts } from "./console-accounts.ts";
import { createConsole } from "./create-console.ts";
import type { LiveAccount } from "./evaluate-progress.ts";
import { listKnownGroups } from "./list-known-groups.ts";
import { createMessagesRoutes } from "./messages-routes.ts";
import { createNowRoutes } from "./now-routes.ts";
import { createOperatorDesk } from "./operator-desk.ts";
import { createSettingsDesk } from "./settings-desk.ts";
import { settingsRoutes } from "./settings-routes.ts";

type UseDirectory = <Result>(
  query: { readonly cfg: ReturnType<ConsoleHost["readConfig"]>; readonly accountId: string },
  work: (directory: AccountDirectory) => Promise<Result>,
) => Promise<Result>;

export interface GatewayConsoleOptions {
  readonly host: ConsoleHost;
  readonly board: AccountBoard;
  readonly accounts: ReadonlyMap<string, ConsoleAccount>;
  readonly permissions: PermissionRecord;
  readonly useDirectory: UseDirectory;
  readonly countCall: (clientId: string, call: CallInfo) => void;
  /** Folder of the built page. */
  readonly pageRoot: string;
  /** Of this load of the plugin, not the system's: the gateway may restart within its process. */
  readonly process: { readonly id: string; readonly startedAt: number };
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

export interface GatewayConsole {
  readonly handlers: ConsoleHandlers;
  dispose(): void;
}

export function createGatewayConsole(options: GatewayConsoleOptions): GatewayConsole {
  const { host, board, pageRoot, process, clock = systemClock } = options;
  const { machine, configFile } = host;
  const language = (): Language => {
    const { language: configured } = resolveAccount(sectionIn(host.readConfig()), undefined, machine());
    return resolveLanguage({ configured, env: machine().env });
  };
  const stateDirectory = path.join(machine().stateDir, "dingtalk");
  const settings = createSettingsDesk({
    configFile,
    inEffect: host.readSourceConfig,
    environment: machine,
    liveAccount: (accountId) => liveAccount(board, accountId),
    processId: process.id,
    processStartedAt: process.startedAt,
    clock,
    directory: path.join(stateDirectory, "console"),
  });
  const accounts: ConsoleAccounts = {
    running: () => [...options.accounts.values()],
    section: () => sectionIn(host.readConfig()),
    machine,
    stateDirectory,
    clock,
  };
  const useDirectory: Parameters<typeof createOperatorDesk>[0]["useDirectory"] = (accountId, work) =>
    options.useDirectory({ cfg: host.readConfig(), accountId }, work);
  const operator = createOperatorDesk({
    machine,
    configFile,
    readConfig: host.readConfig,
    change: (plan, words) => settings.change(plan, words),
    pairing: host.pairing,
    useDirectory,
    record: options.permissions,
    countCall: options.countCall,
    clock,
  });
  return {
    handlers: createConsole({
      routes: [
        ...createNowRoutes({
          accounts,
          processId: process.id,
          version: VERSION,
          pageAddress: () => CONSOLE_PAGE,
        }),
        ...createMessagesRoutes(accounts),
        ...settingsRoutes(settings, () => listKnownGroups({ section: accounts.section, useDirectory })),
        ...operator.routes,
      ],
      pageRoot,
      language,
      clock,
      logger: createLogger(host.log, "console: "),
    }),
    dispose: operator.dispose,
  };
}
