/**
 * Assembles the DingTalk channel. Which accounts are alive is kept here, for texts that the host sends by itself;
 * everything else is built by the parts.
 */
import path from "node:path";
import { isDingTalkError, type CallInfo, type DingTalkClient } from "../client/index.ts";
import { systemClock } from "../lib/clock.ts";
import { createLogger, silentLogger } from "../lib/logger.ts";
import { borrowDirectory } from "./account/borrow-directory.ts";
import { createSenders, type Senders } from "./account/create-senders.ts";
import { createCallCounter } from "./account/quota-desk.ts";
import { createAccountClient, startAccount, type RunningAccount } from "./account/start-account.ts";
import { isSamePerson } from "./approvals/prompt.ts";
import { startWhenFree } from "./account/start-when-free.ts";
import type { ResolvedAccount } from "./config/accounts.ts";
import { resolveTargetName } from "./directory/resolve-target-name.ts";
import { createConfigReader, listMissing } from "./host/host-releases.ts";
import { findDuplicateAccounts, issuesOfAccount } from "./config/issues.ts";
import { buildPlugin, type DingTalkPlugin, type PluginParts } from "./host/build-plugin.ts";
import { createHost } from "./host/create-host.ts";
import type { DirectoryDoor } from "./host/directory-adapter.ts";
import { readMachine } from "./host/machine.ts";
import { loadLocalMedia } from "./host/load-local-media.ts";
import { mediaTools } from "./host/media-tools.ts";
import {
  createMessageAdapter,
  type FileToSend,
  type PlaceToSend,
  type TextToSend,
} from "./host/message-adapter.ts";
import { resolveHostAccount, sectionOf, type AccountQuery } from "./host/plugin-config.ts";
import { runtimeSlot } from "./host/runtime-slot.ts";
import type { Delivery } from "./model.ts";
import { createMessageActions } from "./outbound/message-actions.ts";
import { MediaNotSentError } from "./outbound/media-error.ts";
import { parseTarget } from "./outbound/targets.ts";
import { createAccountBoard, type AccountBoard } from "./status/account-board.ts";
import { createPermissionRecord, type PermissionRecord } from "./status/permission-record.ts";
import { collectAuditFindings } from "./status/audit-findings.ts";
import { createText, resolveLanguage, type Text } from "./text/text.ts";
import { VERSION } from "./version.ts";

type Start = PluginParts["start"];

/** Folder of this plugin's durable state. */
const stateDirectory = () => path.join(readMachine().stateDir, "dingtalk");

/** A command's own process has no log: what an operator should see goes to its error stream. */
const commandLogger = createLogger((level, line) => {
  if (level === "warn" || level === "error") process.stderr.write(`${line}\n`);
});

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

function countCall(clientId: string, call: CallInfo): void {
  const counter = createCallCounter(stateDirectory(), clientId);
  counter.onCall(call);
  counter.close();
}

/** The sentences in the configured language, else in that of the terminal. */
function speak(configured?: string) {
  const language = resolveLanguage({ configured, env: readMachine().env });
  return { language, text: createText(language) };
}

const textOf = (account: ResolvedAccount): Text => speak(account.language).text;

const tell = (line: string) => void process.stderr.write(`${line}\n`);

type Running = ReadonlyMap<string, RunningAccount>;

function directoryDoor(running: Running): DirectoryDoor {
  const use: DirectoryDoor["use"] = (query, work) => {
    const account = resolveHostAccount(query);
    const known = running.get(account.accountId);
    if (known) return work(known.directory);
    const directory = stateDirectory();
    return borrowDirectory({ account, directory, text: textOf(account), tell }, work);
  };
  return {
    use,
    resolveName(query, input) {
      const text = textOf(resolveHostAccount(query));
      return use(query, (directory) => resolveTargetName(input, directory, text));
    },
  };
}

/** By the configuration of now; an account that runs keeps its Client ID until it stops. */
function findTwin(running: Running, { accountId, clientId }: ResolvedAccount, cfg: AccountQuery["cfg"]) {
  const holder = [...running.values()].find(
    (other) => other.accountId !== accountId && other.client.clientId === clientId,
  );
  return holder
    ? { accountId, duplicateOf: holder.accountId }
    : findDuplicateAccounts(sectionOf(cfg), readMachine()).find((twin) => twin.accountId === accountId);
}

function sendOnce<Result>(place: PlaceToSend, send: (senders: Senders) => Promise<Result>): Promise<Result> {
  const account = resolveHostAccount(place);
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

/** A file that may not be sent now may not be sent later; a line that was dead may live. */
function mayRetry(error: unknown): boolean {
  return (
    !(error instanceof MediaNotSentError) || error.reason === "unreachable" || error.reason === "refused"
  );
}

/** What the host asks for when somebody sets up or examines the channel; loaded only then. */
const setupDoors: Pick<
  PluginParts,
  "configure" | "proveAdded" | "logIn" | "logOut" | "doctorWarnings" | "auditFindings"
> = {
  async configure({ cfg, accountId, prompter, print }) {
    const [{ configureInHost }, { createCommandHost }] = await Promise.all([
      import("./setup/host-wizard.ts"),
      import("./host/command-host.ts"),
    ]);
    const host = { ...createCommandHost(), prompter: () => prompter, print };
    return configureInHost({ ...speak(), host, config: cfg, accountId });
  },
  async proveAdded({ cfg, accountId, print }) {
    const { proveAccount } = await import("./setup/prove-account.ts");
    const words = speak(resolveHostAccount({ cfg, accountId }).language);
    print(words.text.provingTitle);
    const host = { machine: readMachine, print };
    await proveAccount({ ...words, host, config: cfg, answers: { accountId } });
  },
  async logIn(accountId, print) {
    const [{ logIn }, { createCommandHost }] = await Promise.all([
      import("./setup/log-in.ts"),
      import("./host/command-host.ts"),
    ]);
    return logIn({ ...speak(), host: { ...createCommandHost(), print }, accountId });
  },
  async logOut(accountId) {
    const [{ logOut }, { createCommandHost }] = await Promise.all([
      import("./setup/log-out.ts"),
      import("./host/command-host.ts"),
    ]);
    return logOut(createCommandHost(), accountId);
  },
  async doctorWarnings(cfg) {
    const { collectDoctorWarnings } = await import("./status/doctor-warnings.ts");
    const section = sectionOf(cfg);
    return collectDoctorWarnings({ ...speak(), section, config: cfg, machine: readMachine() });
  },
  auditFindings: (source, account) => [
    ...collectAuditFindings(sectionOf(source), account, speak(account.language).text),
  ],
};

/** People whom the configuration names for approvals, whoever asked. */
function isListed({ approvals, allowFrom }: ResolvedAccount, staffId: string): boolean {
  const named = approvals.approvers.length > 0 ? approvals.approvers : allowFrom;
  return named.some((entry) => isSamePerson(entry, staffId));
}

interface Watchers {
  readonly running: Map<string, RunningAccount>;
  readonly board: AccountBoard;
  readonly permissions: PermissionRecord;
}

/** How the host starts an account; who runs, and how, is written down in what is given. */
function createStart({ running, board, permissions }: Watchers): Start {
  return async ({ cfg, account, status: hostStatus, log, openApprovals }) => {
    const watched = board.watch(account.accountId, hostStatus);
    const { status } = watched;
    const machine = readMachine();
    const language = resolveLanguage({ configured: account.language, env: machine.env });
    const readConfig = createConfigReader(cfg);
    const { accountId } = account;
    const text = createText(language);
    const logger = createLogger(log);
    const missing = listMissing(runtimeSlot.getRuntime());
    if (missing.length > 0)
      logger.info("This OpenClaw lacks what later ones have; we do without", { missing });
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
  };
}

export interface DingTalk {
  readonly plugin: DingTalkPlugin;
  /** The accounts that run in this process, by their id. */
  readonly accounts: ReadonlyMap<string, RunningAccount>;
  /** What calls and checks showed of each app's permissions. */
  readonly permissions: PermissionRecord;
  readonly useDirectory: DirectoryDoor["use"];
  /** Counts a call that no running account makes for the app's month. */
  readonly countCall: (clientId: string, call: CallInfo) => void;
  /** What each account of this process says of itself, those included that wait or failed to start. */
  readonly board: AccountBoard;
}

export function createDingTalk(): DingTalk {
  const running = new Map<string, RunningAccount>();
  const board = createAccountBoard(systemClock);
  const permissions = createPermissionRecord();
  const directory = directoryDoor(running);

  const runningFor = (place: PlaceToSend) => running.get(resolveHostAccount(place).accountId);
  const sendText = (request: TextToSend): Promise<readonly Delivery[]> => {
    const { to, text } = request;
    const account = runningFor(request);
    if (account) return account.desk.deliver(to, text);
    const target = parseTarget(to);
    return sendOnce(request, ({ sender }) => sender.send(target ? { target } : {}, text));
  };
  const sendFile = (request: FileToSend): Promise<Delivery> => {
    const { to, media } = request;
    const account = runningFor(request);
    if (account) return account.desk.deliverMedia(to, media);
    return sendOnce(request, ({ mediaSender }) => mediaSender.send(parseTarget(to), media));
  };

  const plugin = buildPlugin({
    start: createStart({ running, board, permissions }),
    ...setupDoors,
    sendText,
    sendFile,
    useActions(place, use) {
      const account = runningFor(place);
      if (account) return use(account.actions);
      return withClient(resolveHostAccount(place), (client) => use(createMessageActions({ client })));
    },
    directory,
    message: createMessageAdapter({ sendText, sendFile, wasNotDispatched, mayRetry }),
    approvals: {
      mayDecide: (account, staffId) =>
        isListed(account, staffId) || running.get(account.accountId)?.prompts.isDeciding(staffId) === true,
    },
    probe: (account) => withClient(account, (client) => client.probe()),
  });
  return { plugin, accounts: running, board, permissions, useDirectory: directory.use, countCall };
}
