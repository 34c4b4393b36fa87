/**
 * Assembles the DingTalk channel. Which accounts are alive is kept here, for texts that the host sends by itself;
 * everything else is built by the parts.
 */
import path from "node:path";
import { isDingTalkError } from "../client/index.ts";
import { systemClock } from "../lib/clock.ts";
import { createLogger, silentLogger } from "../lib/logger.ts";
import { createAccountClient, startAccount, type RunningAccount } from "./account/start-account.ts";
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
import { collectAuditFindings } from "./status/audit-findings.ts";
import { createText, resolveLanguage } from "./text/text.ts";
import { VERSION } from "./version.ts";

type Start = PluginParts["start"];

/** Sends without a running account, as from a command in a process of its own. */
async function sendOnce({ cfg, accountId, to, text }: TextToSend): Promise<readonly Delivery[]> {
  const client = createAccountClient(resolveHostAccount({ cfg, accountId }), silentLogger);
  try {
    const target = parseTarget(to);
    const sender = createSendText({ client, clock: systemClock, logger: silentLogger });
    return await sender.send(target ? { target } : {}, text);
  } finally {
    await client.close();
  }
}

/** The sentences in the configured language, else in that of the terminal. */
function speak(configured?: string) {
  const language = resolveLanguage({ configured, env: readMachine().env });
  return { language, text: createText(language) };
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
      directory: path.join(machine.stateDir, "dingtalk"),
      text: createText(language),
      language,
      logger: createLogger(log),
    });
    running.set(account.accountId, started);
    return {
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
    async configure({ cfg, accountId, prompter, print }) {
      const [{ configureInHost }, { createCommandHost }] = await Promise.all([
        import("./setup/host-wizard.ts"),
        import("./host/command-host.ts"),
      ]);
      const host = { ...createCommandHost(), prompter: () => prompter, print };
      return configureInHost({ ...speak(), host, config: cfg, accountId });
    },
    async doctorWarnings(cfg) {
      const { collectDoctorWarnings } = await import("./status/doctor-warnings.ts");
      const section = sectionOf(cfg);
      return collectDoctorWarnings({ ...speak(), section, config: cfg, machine: readMachine() });
    },
    auditFindings: (source, account) => [
      ...collectAuditFindings(sectionOf(source), account, speak(account.language).text),
    ],
    sendText,
    message: createMessageAdapter({
      send: sendText,
      wasNotDispatched: (error) => isDingTalkError(error) && error.dispatched === "no",
    }),
    async probe(account) {
      const client = createAccountClient(account, silentLogger);
      try {
        return await client.probe();
      } finally {
        await client.close();
      }
    },
  });
}
