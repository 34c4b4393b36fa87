/**
 * Assembles the DingTalk channel. Which accounts are alive is kept here, for texts that the host sends by itself;
 * everything else is built by the parts.
 */
import path from "node:path";
import { isDingTalkError, type DingTalkClient } from "../client/index.ts";
import { systemClock } from "../lib/clock.ts";
import { createLogger, silentLogger } from "../lib/logger.ts";
import { borrowDirectory } from "./account/borrow-directory.ts";
import { createCallCounter } from "./account/quota-desk.ts";
import { createAccountClient, startAccount, type RunningAccount } from "./account/start-account.ts";
import { startWhenFree } from "./account/start-when-free.ts";
import type { ConfigEnvironment, ResolvedAccount } from "./config/accounts.ts";
import { resolveTargetName } from "./directory/resolve-target-name.ts";
import { createRuntimeConfigReader } from "./host/account-lifecycle.ts";
import { findDuplicateAccounts, issuesOfAccount } from "./config/issues.ts";
import { buildPlugin, type DingTalkPlugin, type PluginParts } from "./host/build-plugin.ts";
import { createHost } from "./host/create-host.ts";
import type { DirectoryDoor } from "./host/directory-adapter.ts";
import { readMachine } from "./host/machine.ts";
import { createMessageAdapter, type TextToSend } from "./host/message-adapter.ts";
import { resolveHostAccount, sectionOf, type AccountQuery } from "./host/plugin-config.ts";
import { runtimeSlot } from "./host/runtime-slot.ts";
import type { Delivery } from "./model.ts";
import { createSendText } from "./outbound/send-text.ts";
import { parseTarget } from "./outbound/targets.ts";
import { createText, resolveLanguage, type Text } from "./text/text.ts";
import { VERSION } from "./version.ts";

type Start = PluginParts["start"];

/** Folder of this plugin's durable state. */
const stateDirectory = () => path.join(readMachine().stateDir, "dingtalk");

/** Sends without a running account, as from a command in a process of its own. */
async function sendOnce({ cfg, accountId, to, text }: TextToSend): Promise<readonly Delivery[]> {
  return withClient(resolveHostAccount({ cfg, accountId }), async (client) => {
    const target = parseTarget(to);
    const sender = createSendText({ client, clock: systemClock, logger: silentLogger });
    return sender.send(target ? { target } : {}, text);
  });
}

/** A client for one errand; its calls are counted like those of a running account. */
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

function textOf(account: ResolvedAccount, machine: ConfigEnvironment): Text {
  return createText(resolveLanguage({ configured: account.language, env: machine.env }));
}

const tell = (line: string) => void process.stderr.write(`${line}\n`);

type Running = ReadonlyMap<string, RunningAccount>;

function directoryDoor(running: Running): DirectoryDoor {
  const use: DirectoryDoor["use"] = (query, work) => {
    const account = resolveHostAccount(query);
    const known = running.get(account.accountId);
    if (known) return work(known.directory);
    const machine = readMachine();
    const directory = stateDirectory();
    return borrowDirectory({ account, directory, text: textOf(account, machine), tell }, work);
  };
  return {
    use,
    resolveName(query, input) {
      const text = textOf(resolveHostAccount(query), readMachine());
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

export function createDingTalkPlugin(): DingTalkPlugin {
  const running = new Map<string, RunningAccount>();

  const start: Start = async ({ cfg, account, status, log }) => {
    const machine = readMachine();
    const language = resolveLanguage({ configured: account.language, env: machine.env });
    const readConfig = createRuntimeConfigReader(cfg);
    const { accountId } = account;
    const text = createText(language);
    const logger = createLogger(log);
    const startNow = async () => {
      const started = await startAccount({
        account,
        issues: issuesOfAccount(sectionOf(cfg), accountId, machine),
        status,
        version: VERSION,
        clock: systemClock,
        readConfig,
        readAccount: () => resolveHostAccount({ cfg: readConfig(), accountId }),
        host: createHost(runtimeSlot.getRuntime()),
        directory: stateDirectory(),
        text,
        language,
        logger,
      });
      running.set(accountId, started);
      return {
        async stop() {
          if (running.get(accountId) === started) running.delete(accountId);
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

  const sendText = (request: TextToSend): Promise<readonly Delivery[]> => {
    const { accountId } = resolveHostAccount(request);
    const account = running.get(accountId);
    return account ? account.desk.deliver(request.to, request.text) : sendOnce(request);
  };

  return buildPlugin({
    start,
    sendText,
    directory: directoryDoor(running),
    message: createMessageAdapter({
      send: sendText,
      wasNotDispatched: (error) => isDingTalkError(error) && error.dispatched === "no",
    }),
    probe: (account) => withClient(account, (client) => client.probe()),
  });
}
