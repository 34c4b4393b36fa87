/**
 * What runs an account and what speaks to DingTalk without one: everything of the channel that is more than its
 * shape. The host loads a plugin up to four times a start and lets one of them work, so this is imported with the
 * first need and never by `plugin.ts` itself.
 */
import path from "node:path";
import { isDingTalkError, type CallInfo, type DingTalkClient } from "../client/index.ts";
import { systemClock } from "../lib/clock.ts";
import { createLogger, silentLogger } from "../lib/logger.ts";
import { borrowDirectory } from "./account/borrow-directory.ts";
import { createSenders, type Senders } from "./account/create-senders.ts";
import { createCallCounter } from "./account/quota-desk.ts";
import { createAccountClient, startAccount, type RunningAccount } from "./account/start-account.ts";
import { startWhenFree } from "./account/start-when-free.ts";
import type { ResolvedAccount } from "./config/accounts.ts";
import { findDuplicateAccounts, issuesOfAccount } from "./config/issues.ts";
import type { AccountDirectory } from "./directory/account-directory.ts";
import { resolveTargetName } from "./directory/resolve-target-name.ts";
import type { PluginParts } from "./host/build-plugin.ts";
import { createHost } from "./host/create-host.ts";
import { createConfigReader, listMissing } from "./host/host-releases.ts";
import { loadLocalMedia } from "./host/load-local-media.ts";
import { readMachine } from "./host/machine.ts";
import { mediaTools } from "./host/media-tools.ts";
import { resolveHostAccount, sectionOf, type AccountQuery } from "./host/plugin-config.ts";
import { runtimeSlot } from "./host/runtime-slot.ts";
import { MediaNotSentError } from "./outbound/media-error.ts";
import { createMessageActions } from "./outbound/message-actions.ts";
import type { AccountBoard } from "./status/account-board.ts";
import type { PermissionRecord } from "./status/permission-record.ts";
import { createText, resolveLanguage, type Text } from "./text/text.ts";
import { VERSION } from "./version.ts";

type StartContext = Parameters<PluginParts["start"]>[0];

/** Folder of this plugin's durable state. */
const stateDirectory = () => path.join(readMachine().stateDir, "dingtalk");

/** A command's own process has no log: what an operator should see goes to its error stream. */
const commandLogger = createLogger((level, line) => {
  if (level === "warn" || level === "error") process.stderr.write(`${line}\n`);
});

const tell = (line: string) => void process.stderr.write(`${line}\n`);

const textOf = ({ language }: ResolvedAccount): Text =>
  createText(resolveLanguage({ configured: language, env: readMachine().env }));

export interface Watchers {
  readonly running: Map<string, RunningAccount>;
  readonly board: AccountBoard;
  readonly permissions: PermissionRecord;
}

/**
 * A client without a running account, as from a command in a process of its own; its calls are counted like those of a
 * running one.
 */
async function withClient<Result>(
  account: ResolvedAccount,
  use: (client: DingTalkClient) => Promise<Result>,
): Promise<Result> {
  const counter = createCallCounter(stateDirectory(), account.clientId);
  const client = createAccountClient(account, silentLogger, systemClock, counter.onCall);
  try {
    return await use(client);
  } finally {
    await client.close();
    counter.close();
  }
}

/** Counts a call that no running account makes for the app's month. */
function countCall(clientId: string, call: CallInfo): void {
  const counter = createCallCounter(stateDirectory(), clientId);
  counter.onCall(call);
  counter.close();
}

function useDirectory<Result>(
  query: AccountQuery,
  work: (directory: AccountDirectory) => Promise<Result>,
): Promise<Result> {
  const account = resolveHostAccount(query);
  return borrowDirectory({ account, directory: stateDirectory(), text: textOf(account), tell }, work);
}

function sendOnce<Result>(query: AccountQuery, send: (senders: Senders) => Promise<Result>): Promise<Result> {
  const account = resolveHostAccount(query);
  const text = textOf(account);
  return withClient(account, (client) =>
    send(
      createSenders({
        client,
        readAccount: () => account,
        media: { loadLocal: loadLocalMedia, tools: mediaTools },
        text,
        clock: systemClock,
        logger: commandLogger,
      }),
    ),
  );
}

function wasNotDispatched(error: unknown): boolean {
  if (error instanceof MediaNotSentError) return error.unsent;
  return isDingTalkError(error) && error.dispatched === "no";
}

/** By the configuration of now; an account that runs keeps its Client ID until it stops. */
function findTwin(running: Watchers["running"], account: ResolvedAccount, cfg: AccountQuery["cfg"]) {
  const { accountId, clientId } = account;
  const holder = [...running.values()].find(
    (other) => other.accountId !== accountId && other.client.clientId === clientId,
  );
  return holder
    ? { accountId, duplicateOf: holder.accountId }
    : findDuplicateAccounts(sectionOf(cfg), readMachine()).find((twin) => twin.accountId === accountId);
}

/** Starts an account, or waits until its Client ID is free; who runs, and how, is written down in what is given. */
function start(context: StartContext, { running, board, permissions }: Watchers) {
  const { cfg, account, status: hostStatus, log, openApprovals } = context;
  const watched = board.watch(account.accountId, hostStatus);
  const { status } = watched;
  const machine = readMachine();
  const language = resolveLanguage({ configured: account.language, env: machine.env });
  const readConfig = createConfigReader(cfg);
  const { accountId } = account;
  const text = createText(language);
  const logger = createLogger(log);
  const missing = listMissing(runtimeSlot.getRuntime());
  if (missing.length > 0) logger.info("This OpenClaw lacks what later ones have; we do without", { missing });
  const startNow = async () => {
    const started = await startAccount({
      account,
      issues: issuesOfAccount(sectionOf(cfg), accountId, machine),
      status,
      version: VERSION,
      clock: systemClock,
      readConfig,
      readAccount: () => resolveHostAccount({ cfg: readConfig(), accountId }),
      onCall: (call) => permissions.observe(account.clientId, call),
      host: createHost(runtimeSlot.getRuntime()),
      directory: stateDirectory(),
      text,
      language,
      logger,
    });
    running.set(accountId, started);
    openApprovals(started.prompts);
    return {
      async stop() {
        if (running.get(accountId) === started) running.delete(accountId);
        watched.stopped();
        await started.stop();
      },
    };
  };
  return startWhenFree({
    findTwin: () => findTwin(running, account, readConfig()),
    start: startNow,
    status,
    text,
    clock: systemClock,
    logger,
  });
}

export const accountWork = {
  start,
  withClient,
  sendOnce,
  countCall,
  useDirectory,
  resolveTargetName,
  createMessageActions,
  wasNotDispatched,
};
