/** Writes planned changes through the host, and says when the account is live or how to start the gateway. */
import { sleep } from "../../lib/clock.ts";
import { normalizeAccountId } from "../config/account-id.ts";
import { LIVE_KEYS } from "../config/live-keys.ts";
import type { AccountReport } from "../host/gateway-door.ts";
import type { Text } from "../text/text.ts";
import { applyChanges, type ConfigChange } from "./plan-config.ts";
import type { SetupHost } from "./setup-host.ts";

const LIVE_LIMIT_MS = 60_000;
const ASK_EVERY_MS = 1_000;

/** `held`: it runs, and takes the change up when answers that are being given are over. */
export type GatewayOutcome = "live" | "not-running" | "not-connected" | "held";

export interface Written {
  readonly path: string;
  /** Where the file as it was lies, when its comments were lost. */
  readonly copy?: string;
  /** A gateway answered before the write. */
  readonly gatewayRan: boolean;
  /** Connections that the change ends: since when each stood, by account. */
  readonly ending: ReadonlyMap<string, number>;
}

/** Whether the change is of a key that an account takes up by a new start only. */
function restartsAccount({ path: [root, channel, ...rest] }: ConfigChange): boolean {
  if (root !== "channels" || channel !== "dingtalk") return false;
  const [key = ""] = rest[0] === "accounts" ? rest.slice(2) : rest;
  return !LIVE_KEYS.includes(key);
}

function connectionsOf(reports: readonly AccountReport[] = []): ReadonlyMap<string, number> {
  return new Map(
    reports.flatMap(({ accountId, connectedSince }) =>
      connectedSince === undefined ? [] : [[accountId, connectedSince] as const],
    ),
  );
}

export async function writePlan(host: SetupHost, changes: readonly ConfigChange[]): Promise<Written> {
  const reports = await host.askGateway();
  const gatewayRan = reports !== undefined;
  const ending = connectionsOf(changes.some(restartsAccount) ? reports : []);
  const { path, settled } = await host.configFile.change(
    (draft) => applyChanges(draft, changes),
    host.clock.now(),
  );
  const copy = await settled;
  return { path, gatewayRan, ending, ...(copy === undefined ? {} : { copy }) };
}

const find = (accounts: readonly AccountReport[] | undefined, id: string) =>
  accounts?.find(({ accountId }) => accountId === id);

function outcomeOf(accounts: readonly AccountReport[] | undefined, id: string): GatewayOutcome {
  if (accounts === undefined) return "not-running";
  if (accounts.some(({ changeHeld }) => changeHeld)) return "held";
  return find(accounts, id)?.connected ? "live" : "not-connected";
}

/**
 * Asks the gateway until the account is connected; it reloads a changed account by itself. One that ran before the
 * write may be silent for a while, since some changes restart it. A connection that the change is about to end is not
 * taken for the new one: what somebody writes to it then is cut off.
 */
export async function waitUntilLive(
  host: SetupHost,
  accountId: string,
  written: Pick<Written, "gatewayRan" | "ending"> | undefined,
): Promise<GatewayOutcome> {
  const id = normalizeAccountId(accountId);
  const until = host.clock.now() + LIVE_LIMIT_MS;
  const before = written?.ending.get(id);
  const isLive = (account: AccountReport | undefined) =>
    account?.connected === true && (before === undefined || (account.connectedSince ?? before) !== before);
  let accounts = await host.askGateway();
  if (accounts === undefined && written?.gatewayRan !== true) return "not-running";
  while (!isLive(find(accounts, id))) {
    if (host.clock.now() > until) return outcomeOf(accounts, id);
    await sleep(host.clock, ASK_EVERY_MS);
    accounts = await host.askGateway();
  }
  return "live";
}

export function describeWritten({ path, copy }: Written, text: Text): string[] {
  return [
    `✓ ${text.configWritten({ path })}`,
    ...(copy === undefined ? [] : [`! ${text.commentsDropped({ copy })}`]),
  ];
}

export function describeGateway(outcome: GatewayOutcome, accountId: string, text: Text): string {
  if (outcome === "live") return `✓ ${text.accountLive({ accountId })}`;
  if (outcome === "not-running") return `! ${text.gatewayStopped}`;
  if (outcome === "held") return `! ${text.changeHeld}`;
  return `! ${text.accountNotLive({ accountId })}`;
}
