/**
 * One account as it runs in a gateway, without the gateway: real client, real journal under the host's own ingress
 * monitor, and an in-memory agent. DingTalk is whatever listens at `url`.
 */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { startAccount, type RunningAccount } from "../../src/channel/account/start-account.ts";
import { resolveAccount } from "../../src/channel/config/accounts.ts";
import type { AccountStatusPatch } from "../../src/channel/host/account-lifecycle.ts";
import { createIngress, type IngressQueue } from "../../src/channel/host/ingress.ts";
import type { AgentEvent } from "../../src/channel/model.ts";
import { createText } from "../../src/channel/text/text.ts";
import { DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET } from "../../src/emulator/index.ts";
import { systemClock, type Clock } from "../../src/lib/clock.ts";
import { createFakeHostMedia } from "./fake-host-media.ts";
import { createFakePromptHost, type FakePromptHost } from "./fake-prompt-host.ts";
import { createFakeTurnHost, type FakeTurnHost } from "./fake-turn-host.ts";
import { createRecordingLogger, type RecordingLogger } from "./recording-logger.ts";

export interface AccountRigOptions {
  /** What the host's `messages.inbound` says. */
  readonly mergeWindowMs?: number;
  /** Both of DingTalk's hosts. */
  readonly url: string;
  readonly accountId?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** Laid over the account's configuration. */
  readonly section?: Readonly<Record<string, unknown>>;
  readonly directory?: string;
  readonly clock?: Clock;
  /** Stands between the monitor and the journal. */
  readonly wrapQueue?: (queue: IngressQueue) => IngressQueue;
}

export interface AccountRig {
  readonly account: RunningAccount;
  readonly host: FakeTurnHost;
  readonly prompts: FakePromptHost;
  readonly logger: RecordingLogger;
  readonly statuses: AccountStatusPatch[];
  readonly activity: string[];
  /** Subscriptions to agent events that are open. */
  readonly listeners: ReadonlySet<(event: AgentEvent) => void>;
  readonly directory: string;
}

export function temporaryFolder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), "account-rig-"));
}

export interface PreparedAccount extends Omit<AccountRig, "account"> {
  start(): Promise<RunningAccount>;
}

/** Everything but the start, so that a start that fails can be looked at. */
export function prepareAccount(options: AccountRigOptions): PreparedAccount {
  const { url, accountId = "default", clock = systemClock, wrapQueue = (queue) => queue } = options;
  const directory = options.directory ?? temporaryFolder();
  const host = createFakeTurnHost();
  const logger = createRecordingLogger();
  const statuses: AccountStatusPatch[] = [];
  const activity: string[] = [];
  const listeners = new Set<(event: AgentEvent) => void>();
  const section = {
    accounts: {
      [accountId]: {
        clientId: options.clientId ?? DEFAULT_CLIENT_ID,
        clientSecret: options.clientSecret ?? DEFAULT_CLIENT_SECRET,
        endpoints: { api: url, oapi: url },
        network: { allowPrivate: true },
        ...options.section,
      },
    },
  };
  const account = resolveAccount(section, accountId, { env: {}, stateDir: directory, home: directory });
  const prompts = createFakePromptHost();
  const start = () =>
    startAccount({
      account,
      issues: account.issues,
      readConfig: () => ({}),
      readAccount: () => account,
      host: {
        isCommand: (text) => /^(?:\/|stop$)/.test(text),
        mergeWindowMs: () => options.mergeWindowMs ?? 0,
        evaluateAccess: host.evaluateAccess,
        runTurn: host.runTurn,
        markUntrusted: host.markUntrusted,
        openQueue: (_id, openOwn) => ({ queue: wrapQueue(openOwn()), engine: "sqlite", refusal: "test" }),
        createIngress,
        onAgentEvent(listener) {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
        hasSendingHooks: () => false,
        media: createFakeHostMedia(),
        ...prompts.host,
        recordActivity: (id, direction) => activity.push(`${id} ${direction}`),
      },
      directory,
      text: createText("en"),
      language: "en",
      status: (patch) => statuses.push(patch),
      logger,
      clock,
      version: "0.0.0",
    });
  return { start, host, prompts, logger, statuses, activity, listeners, directory };
}

export async function startAccountRig(options: AccountRigOptions): Promise<AccountRig> {
  const { start, ...rest } = prepareAccount(options);
  return { account: await start(), ...rest };
}
