/**
 * Assembles the DingTalk channel. Which accounts are alive is kept here, for texts that the host sends by itself;
 * everything else is built by the parts.
 */
import type { CallInfo } from "../client/index.ts";
import { systemClock } from "../lib/clock.ts";
import type { RunningAccount } from "./account/start-account.ts";
import { isSamePerson } from "./approvals/prompt.ts";
import type { ResolvedAccount } from "./config/accounts.ts";
import { buildPlugin, type DingTalkPlugin, type PluginParts } from "./host/build-plugin.ts";
import type { DirectoryDoor } from "./host/directory-adapter.ts";
import { gatewayConfigFile } from "./host/gateway-config-file.ts";
import { readMachine } from "./host/machine.ts";
import {
  createMessageAdapter,
  type FileToSend,
  type PlaceToSend,
  type TextToSend,
} from "./host/message-adapter.ts";
import { resolveHostAccount, sectionOf } from "./host/plugin-config.ts";
import type { Delivery } from "./model.ts";
import { MediaNotSentError } from "./outbound/media-error.ts";
import { parseTarget } from "./outbound/targets.ts";
import { createAccountBoard, type AccountBoard } from "./status/account-board.ts";
import { createPermissionRecord, type PermissionRecord } from "./status/permission-record.ts";
import { collectAuditFindings } from "./status/audit-findings.ts";
import { createText, resolveLanguage, type Text } from "./text/text.ts";

const loadWork = async () => (await import("./account-work.ts")).accountWork;

/** The sentences in the configured language, else in that of the terminal. */
function speak(configured?: string) {
  const language = resolveLanguage({ configured, env: readMachine().env });
  return { language, text: createText(language) };
}

const textOf = (account: ResolvedAccount): Text => speak(account.language).text;

type Running = ReadonlyMap<string, RunningAccount>;

function directoryDoor(running: Running): DirectoryDoor {
  const use: DirectoryDoor["use"] = async (query, work) => {
    const known = running.get(resolveHostAccount(query).accountId);
    return known ? work(known.directory) : (await loadWork()).useDirectory(query, work);
  };
  return {
    use,
    async resolveName(query, input) {
      const { resolveTargetName } = await loadWork();
      const text = textOf(resolveHostAccount(query));
      return use(query, (directory) => resolveTargetName(input, directory, text));
    },
  };
}

const wasNotDispatched = async (error: unknown) => (await loadWork()).wasNotDispatched(error);

/** A file that may not be sent now may not be sent later; a line that was dead may live. */
function mayRetry(error: unknown): boolean {
  return (
    !(error instanceof MediaNotSentError) || error.reason === "unreachable" || error.reason === "refused"
  );
}

/** Runs in the gateway where one runs: then the gateway watches the file. */
async function logOutIn(board: AccountBoard, accountId: string) {
  const [{ logOut }, { createCommandHost }] = await Promise.all([
    import("./setup/log-out.ts"),
    import("./host/command-host.ts"),
  ]);
  const host = createCommandHost();
  return logOut(board.isEmpty() ? host : { ...host, configFile: gatewayConfigFile }, accountId);
}

/** What the host asks for when somebody sets up or examines the channel; loaded only then. */
const setupDoors: Pick<
  PluginParts,
  "configure" | "proveAdded" | "logIn" | "doctorWarnings" | "auditFindings"
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

/** A month that cannot be counted refuses nothing. */
const countCall: DingTalk["countCall"] = (clientId, call) =>
  void loadWork().then(
    (work) => work.countCall(clientId, call),
    () => undefined,
  );

export function createDingTalk(): DingTalk {
  const running = new Map<string, RunningAccount>();
  const board = createAccountBoard(systemClock);
  const permissions = createPermissionRecord();
  const directory = directoryDoor(running);

  const runningFor = (place: PlaceToSend) => running.get(resolveHostAccount(place).accountId);
  const sendText = async (request: TextToSend): Promise<readonly Delivery[]> => {
    const { to, text } = request;
    const account = runningFor(request);
    if (account) return account.desk.deliver(to, text);
    const target = parseTarget(to);
    const { sendOnce } = await loadWork();
    return sendOnce(request, ({ sender }) => sender.send(target ? { target } : {}, text));
  };
  const sendFile = async (request: FileToSend): Promise<Delivery> => {
    const { to, media } = request;
    const account = runningFor(request);
    if (account) return account.desk.deliverMedia(to, media);
    const { sendOnce } = await loadWork();
    return sendOnce(request, ({ mediaSender }) => mediaSender.send(parseTarget(to), media));
  };

  const plugin = buildPlugin({
    start: async (context) => (await loadWork()).start(context, { running, board, permissions }),
    ...setupDoors,
    logOut: (accountId) => logOutIn(board, accountId),
    sendText,
    sendFile,
    async useActions(place, use) {
      const account = runningFor(place);
      if (account) return use(account.actions);
      const { withClient, createMessageActions } = await loadWork();
      return withClient(resolveHostAccount(place), (client) => use(createMessageActions({ client })));
    },
    directory,
    message: createMessageAdapter({ sendText, sendFile, wasNotDispatched, mayRetry }),
    approvals: {
      mayDecide: (account, staffId) =>
        isListed(account, staffId) || running.get(account.accountId)?.prompts.isDeciding(staffId) === true,
      approversOf: ({ accountId, approvals }) =>
        running.get(accountId)?.prompts.approvers() ?? approvals.approvers,
    },
    probe: async (account) => (await loadWork()).withClient(account, (client) => client.probe()),
  });
  return { plugin, accounts: running, board, permissions, useDirectory: directory.use, countCall };
}
