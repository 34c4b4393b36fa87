/** Writes planned changes through the host, and says when the account is live or how to start the gateway. */
import { sleep } from "../../lib/clock.ts";
import { normalizeAccountId } from "../config/account-id.ts";
import type { Text } from "../text/text.ts";
import { applyChanges, type ConfigChange } from "./plan-config.ts";
import type { SetupHost } from "./setup-host.ts";

const LIVE_LIMIT_MS = 60_000;
const ASK_EVERY_MS = 1_000;

export type GatewayOutcome = "live" | "not-running" | "not-connected";

export interface Written {
  readonly path: string;
  /** Where the file as it was lies, when its comments were lost. */
  readonly copy?: string;
  /** A gateway answered before the write. */
  readonly gatewayRan: boolean;
}

export async function writePlan(host: SetupHost, changes: readonly ConfigChange[]): Promise<Written> {
  const gatewayRan = (await host.askGateway()) !== undefined;
  const { path, settled } = await host.configFile.change(
    (draft) => applyChanges(draft, changes),
    host.clock.now(),
  );
  const copy = await settled;
  return { path, gatewayRan, ...(copy === undefined ? {} : { copy }) };
}

/**
 * Asks the gateway until the account is connected; it reloads a changed account by itself. One that ran before the
 * write may be silent for a while, since some changes restart it.
 */
export async function waitUntilLive(
  host: SetupHost,
  accountId: string,
  gatewayRan: boolean,
): Promise<GatewayOutcome> {
  const id = normalizeAccountId(accountId);
  const until = host.clock.now() + LIVE_LIMIT_MS;
  let accounts = await host.askGateway();
  if (accounts === undefined && !gatewayRan) return "not-running";
  while (!accounts?.some((account) => account.accountId === id && account.connected)) {
    if (host.clock.now() > until) return accounts === undefined ? "not-running" : "not-connected";
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
  return `! ${text.accountNotLive({ accountId })}`;
}
