/**
 * Assembles the DingTalk channel. Which accounts are alive is kept here, for texts that the host sends by itself;
 * everything else is built by the parts.
 */
import path from "node:path";
import { isDingTalkError, type DingTalkClient } from "../client/index.ts";
import { systemClock } from "../lib/clock.ts";
import { createLogger, silentLogger } from "../lib/logger.ts";
import { createCallCounter } from "./account/quota-desk.ts";
import { createAccountClient, startAccount, type RunningAccount } from "./account/start-account.ts";
import { isSamePerson } from "./approvals/prompt.ts";
import type { ResolvedAccount } from "./config/accounts.ts";
import { createRuntimeConfigReader } from "./host/account-lifecycle.ts";
import { findDuplicateAccounts, issuesOfAccount } from "./config/issues.ts";
import { buildPlugin, type DingTalkPlugin, type PluginParts } from "./host/build-plugin.ts";
import { createHost } from "./host/create-host.ts";
import { readMachine } from "./host/machine.ts";
import { createMessageAdapter, type TextToSend } from "./host/message-adapter.ts";
import { resolveHostAccount, sectionOf } from "./host/plugin-config.ts";
import { runtimeSlot } from "./host/runtime-slot.ts";
import type { Delivery } from "./model.ts";
import { createSendText } from "./outbound/send-text.ts";
import { parseTarget } from "./outbound/targets.ts";
import { createText, resolveLanguage } from "./text/text.ts";
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

/** People whom the configuration names for approvals, whoever asked. */
function isListed({ approvals, allowFrom }: ResolvedAccount, staffId: string): boolean {
  const named = approvals.approvers.length > 0 ? approvals.approvers : allowFrom;
  return named.some((entry) => isSamePerson(entry, staffId));
}

export function createDingTalkPlugin(): DingTalkPlugin {
  const running = new Map<string, RunningAccount>();

  const start: Start = async ({ cfg, account, status, log }) => {
    const machine = readMachine();
    const language = resolveLanguage({ configured: account.language, env: machine.env });
    const twin = findDuplicateAccounts(sectionOf(cfg), machine).find(
      ({ accountId }) => accountId === account.accountId,
    );
    if (twin) throw new Error(createText(language).duplicateClientId(twin));
    const readConfig = createRuntimeConfigReader(cfg);
    const { accountId } = account;
    const started = await startAccount({
      account,
      issues: issuesOfAccount(sectionOf(cfg), account.accountId, machine),
      status,
      version: VERSION,
      clock: systemClock,
      readConfig,
      readAccount: () => resolveHostAccount({ cfg: readConfig(), accountId }),
      host: createHost(runtimeSlot.getRuntime()),
      directory: stateDirectory(),
      text: createText(language),
      language,
      logger: createLogger(log),
    });
    running.set(account.accountId, started);
    return {
      approvals: started.prompts,
      async stop() {
        if (running.get(account.accountId) === started) running.delete(account.accountId);
        await started.stop();
      },
    };
  };

  const sendText = (request: TextToSend): Promise<readonly Delivery[]> => {
    const { accountId } = resolveHostAccount(request);
    const account = running.get(accountId);
    return account ? account.desk.deliver(request.to, request.text) : sendOnce(request);
  };

  return buildPlugin({
    start,
    sendText,
    message: createMessageAdapter({
      send: sendText,
      wasNotDispatched: (error) => isDingTalkError(error) && error.dispatched === "no",
    }),
    approvals: {
      mayDecide: (account, staffId) =>
        isListed(account, staffId) || running.get(account.accountId)?.prompts.isDeciding(staffId) === true,
    },
    probe: (account) => withClient(account, (client) => client.probe()),
  });
}
