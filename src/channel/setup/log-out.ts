/**
 * `openclaw channels logout --channel dingtalk`: takes the credentials of one account out of the configuration and
 * leaves its settings. Runs in the gateway's process where one runs, so nothing can be asked here; OpenClaw's other
 * channels do not ask either. What the environment says is not ours to take away.
 */
import { DEFAULT_ACCOUNT_ID, normalizeAccountId } from "../config/account-id.ts";
import { CHANNEL_ID, resolveAccount } from "../config/accounts.ts";
import {
  applyChanges,
  placeOfAccount,
  planned,
  sectionIn,
  valueAt,
  type ConfigChange,
} from "./plan-config.ts";
import type { SetupHost } from "./setup-host.ts";

const CREDENTIALS = ["clientId", "clientSecret"] as const;

export interface LoggedOut {
  /** Something was taken out. */
  readonly cleared: boolean;
  /** False: the account has credentials all the same, from the environment or from the top level. */
  readonly loggedOut: boolean;
}

/** The top level is the account `default`, besides an entry of that name. */
export function planLogOut(config: unknown, accountId: string): ConfigChange[] {
  const id = normalizeAccountId(accountId);
  const places = [
    placeOfAccount(sectionIn(config), id),
    ...(id === DEFAULT_ACCOUNT_ID ? [["channels", CHANNEL_ID]] : []),
  ];
  const paths = places.flatMap((place) => CREDENTIALS.map((key) => [...place, key]));
  const seen = new Set<string>();
  return paths.flatMap((path): ConfigChange[] => {
    const before = valueAt(config, path);
    const name = path.join("\u0000");
    if (before === undefined || seen.has(name)) return [];
    seen.add(name);
    return [{ path, before, after: undefined, secret: path.at(-1) === "clientSecret" }];
  });
}

/** Rejects with the host's own error when the file cannot be written. */
export async function logOut(
  { configFile, machine, clock }: Pick<SetupHost, "configFile" | "machine" | "clock">,
  accountId: string,
): Promise<LoggedOut> {
  const { config } = await configFile.read();
  const changes = planLogOut(config, accountId);
  const left = resolveAccount(sectionIn(planned(config, changes)), normalizeAccountId(accountId), machine());
  // In the gateway the file gets its own form back later; nobody waits for that here.
  if (changes.length > 0) await configFile.change((draft) => applyChanges(draft, changes), clock.now());
  return { cleared: changes.length > 0, loggedOut: !left.configured };
}
