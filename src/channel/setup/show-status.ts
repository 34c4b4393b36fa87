/** `openclaw china status`: per account what is configured, whether the gateway has it connected, and its queue. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { listAccountIds, resolveAccount } from "../config/accounts.ts";
import { journalPath, openSqliteJournal } from "../journal/sqlite.ts";
import type { JournalDepth } from "../journal/journal.ts";
import type { Text } from "../text/text.ts";
import { sectionIn } from "./plan-config.ts";
import { EXIT, type SetupHost } from "./setup-host.ts";

interface AccountLine {
  readonly accountId: string;
  readonly clientId: string;
  readonly enabled: boolean;
  readonly configured: boolean;
  readonly dmPolicy: string;
  readonly groupPolicy: string;
  readonly mode: "card" | "message";
  /** `unknown`: no gateway answers. */
  readonly connection: "connected" | "not-connected" | "unknown";
  readonly lastError?: string;
  /** A change of the configuration that the gateway has not taken up yet. */
  readonly changeHeld?: true;
  /** Messages that wait, and messages that were given up. */
  readonly queue?: { readonly pending: number; readonly failed: number };
}

async function readQueue(stateDir: string, accountId: string): Promise<JournalDepth | undefined> {
  const place = { directory: join(stateDir, "dingtalk", "journal"), channelId: "dingtalk", accountId };
  if (!existsSync(journalPath(place))) return undefined;
  try {
    const journal = openSqliteJournal({ ...place, repair: false });
    try {
      return await journal.depth();
    } finally {
      journal.close();
    }
  } catch {
    // A damaged journal is doctor's to tell.
    return undefined;
  }
}

async function collect(host: SetupHost): Promise<AccountLine[]> {
  const section = sectionIn((await host.configFile.read()).config);
  const machine = host.machine();
  const reports = await host.askGateway();
  return Promise.all(
    listAccountIds(section).map(async (accountId): Promise<AccountLine> => {
      const account = resolveAccount(section, accountId, machine);
      const report = reports?.find((one) => one.accountId === accountId);
      const queue = await readQueue(machine.stateDir, accountId);
      const { clientId, enabled, configured, dmPolicy, groupPolicy } = account;
      return {
        accountId,
        clientId,
        enabled,
        configured,
        dmPolicy,
        groupPolicy,
        mode: account.enableAICard ? "card" : "message",
        connection: reports === undefined ? "unknown" : report?.connected ? "connected" : "not-connected",
        ...(reports?.some(({ changeHeld }) => changeHeld) ? { changeHeld: true } : {}),
        ...(report?.lastError === undefined ? {} : { lastError: report.lastError }),
        ...(queue === undefined ? {} : { queue: { pending: queue.pending, failed: queue.failed } }),
      };
    }),
  );
}

function describeLine(line: AccountLine, text: Text): string[] {
  const { accountId, clientId, enabled, configured, dmPolicy, groupPolicy, mode, connection, queue } = line;
  if (!configured) return [`${accountId}: ${text.statusNotConfigured}`];
  const state = {
    connected: text.statusConnected,
    "not-connected": text.statusNotConnected,
    unknown: text.statusNoGateway,
  }[connection];
  const cards = mode === "card" ? text.cardsOn : text.cardsOffLabel;
  return [
    `${accountId} (${clientId}): ${enabled ? state : text.statusDisabled}`,
    `    ${text.statusSettings({ dm: dmPolicy, group: groupPolicy, card: cards })}`,
    ...(queue ? [`    ${text.statusQueue(queue)}`] : []),
    ...(line.lastError === undefined ? [] : [`    ${line.lastError}`]),
    ...(line.changeHeld ? [`    ${text.changeHeld}`] : []),
  ];
}

/** Exit code 0 when each switched-on account is connected. */
export async function showStatus(host: SetupHost, text: Text, json: boolean): Promise<number> {
  const lines = await collect(host);
  if (json) host.print(JSON.stringify(lines));
  else for (const line of lines.flatMap((one) => describeLine(one, text))) host.print(line);
  const wanted = lines.filter(({ enabled }) => enabled);
  const fine = wanted.length > 0 && wanted.every(({ connection }) => connection === "connected");
  return fine ? EXIT.done : EXIT.failed;
}
