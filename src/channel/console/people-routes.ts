/**
 * People and groups for a page: who is known, who may write, pairing requests to approve or refuse, allow lists to
 * edit by id or by a known name. Requests and approvals are the host's; lists stand in the configuration.
 */
import { z } from "zod";
import type { ListAction, ListAnswer, PairingAction, PairingAnswer } from "../../contract/console.ts";
import { normalizeOptionalAccountId } from "../config/account-id.ts";
import {
  listAccountIds,
  resolveAccount,
  resolveDefaultAccountId,
  type ConfigEnvironment,
  type ResolvedAccount,
} from "../config/accounts.ts";
import type { AccountDirectory } from "../directory/account-directory.ts";
import type { PairingDoor } from "../host/pairing-door.ts";
import { sectionIn, valueAt } from "../setup/plan-config.ts";
import type { Text } from "../text/text.ts";
import type { ChangeDoor } from "./change-door.ts";
import { ConsoleError, type ConsoleRequest, type ConsoleRoute } from "./console-route.ts";
import { nameOfEntry, viewPeople } from "./people-view.ts";
import { isSameEntry, planListChange, type ListChange, type PlannedListChange } from "./plan-list-change.ts";
import { readBody } from "./read-body.ts";
import { readListEntry, type Known } from "./read-list-entry.ts";

export interface PeopleRoutesOptions extends ChangeDoor {
  readonly machine: () => ConfigEnvironment;
  /** The host's configuration as the gateway runs with it. */
  readonly readConfig: () => unknown;
  readonly pairing: PairingDoor;
  /** Opens the account's directory for the time of `work`. */
  readonly useDirectory: <Result>(
    accountId: string,
    work: (directory: Pick<AccountDirectory, "knownPeople" | "knownGroups">) => Promise<Result>,
  ) => Promise<Result>;
}

const pairingSchema = z.strictObject({
  accountId: z.string(),
  requestId: z.string().min(1),
  decision: z.enum(["approve", "refuse"]),
}) satisfies z.ZodType<PairingAction>;

const listSchema = z.strictObject({
  accountId: z.string(),
  list: z.enum(["allowFrom", "groupAllowFrom", "paired"]),
  action: z.enum(["add", "remove"]),
  entry: z.string(),
}) satisfies z.ZodType<ListAction>;

/** Empty: the default account. Throws `ConsoleError` for one that is not there. */
function findAccount(options: PeopleRoutesOptions, accountId: string, text: Text): ResolvedAccount {
  const section = sectionIn(options.readConfig());
  const id = accountId === "" ? resolveDefaultAccountId(section) : normalizeOptionalAccountId(accountId);
  if (id === undefined || !listAccountIds(section).includes(id))
    throw new ConsoleError("not-found", { text: text.consoleNoAccount({ accountId }) });
  return resolveAccount(section, id, options.machine());
}

const readKnown = (options: PeopleRoutesOptions, accountId: string): Promise<Known> =>
  options.useDirectory(accountId, async (directory) => ({
    people: directory.knownPeople(),
    groups: directory.knownGroups(),
  }));

async function view(options: PeopleRoutesOptions, { query, text, mayChange }: ConsoleRequest) {
  const { pairing, readConfig } = options;
  const account = findAccount(options, query.get("account") ?? "", text);
  const { accountId } = account;
  const [known, requests, paired] = await Promise.all([
    readKnown(options, accountId),
    // The gateway is asked with the rights of who asks: who may only look has none to see requests.
    mayChange ? pairing.list(accountId) : undefined,
    pairing.paired(accountId),
  ]);
  const accessGroups = valueAt(readConfig(), ["accessGroups"]);
  const search = query.get("search") ?? "";
  return viewPeople({ account, known, requests, paired, accessGroups, search, text });
}

async function decide(options: PeopleRoutesOptions, { body, text }: ConsoleRequest): Promise<PairingAnswer> {
  const { accountId: named, requestId, decision } = readBody(pairingSchema, body, text);
  const { accountId } = findAccount(options, named, text);
  const decided = await options.pairing.decide(accountId, requestId, decision);
  const known = await readKnown(options, accountId);
  const who = "senderId" in decided ? (nameOfEntry(known, decided.senderId) ?? decided.senderId) : "";
  switch (decided.kind) {
    case "approved":
      return {
        done: { text: decided.notified ? text.consolePaired({ who }) : text.consolePairedUntold({ who }) },
      };
    case "dismissed":
      return { done: { text: text.consolePairingRefused({ who }) } };
    case "gone":
      throw new ConsoleError("not-found", { text: text.consolePairingGone });
    case "forbidden":
      throw new ConsoleError("read-only", { text: text.consolePairingForbidden });
  }
}

const refuse = (text: string) => new ConsoleError("invalid-value", { text, field: "entry" });

/** The changes, or the sentence that says why not. */
function changesOf(planned: PlannedListChange, text: Text) {
  switch (planned.kind) {
    case "changes":
      return planned;
    case "not-listed":
      throw refuse(text.consoleNotListed);
    case "shuts-others-out":
      throw refuse(text.consoleShutsOthersOut);
    case "lets-everybody-in":
      throw refuse(text.consoleLetsEverybodyIn);
  }
}

/** To take off: what stands in the list, by its id or by the name beside it; else as for putting on. */
function entryToRemove(entry: string, listed: readonly string[], known: Known): string | undefined {
  const same = listed.find((one) => isSameEntry(one, entry));
  const named = listed.filter((one) => nameOfEntry(known, one) === entry.trim());
  return same ?? (named.length === 1 ? named[0] : undefined);
}

async function changeList(
  options: PeopleRoutesOptions,
  { body, text, language }: ConsoleRequest,
): Promise<ListAnswer> {
  const { accountId: named, list, action, entry } = readBody(listSchema, body, text);
  const account = findAccount(options, named, text);
  const { accountId } = account;
  const known = await readKnown(options, accountId);
  const listed = list === "paired" ? await options.pairing.paired(accountId) : account[list];
  const takesGroups = list === "groupAllowFrom";
  const found = action === "remove" ? entryToRemove(entry, listed, known) : undefined;
  const id = found ?? readListEntry({ entry, takesGroups, known, text });
  const name = nameOfEntry(known, id);
  const answer = { id, ...(name === undefined ? {} : { name }) };
  if (list === "paired") {
    if (action === "add") throw new ConsoleError("invalid-value", { text: text.consolePairedByRequest });
    if (!(await options.pairing.unpair(accountId, id)))
      throw new ConsoleError("not-found", { text: text.consoleNotListed });
    return answer;
  }
  const wanted: ListChange = { accountId, list, action, entry: id };
  let note: string | undefined;
  const change = await options.change((config) => {
    const planned = changesOf(planListChange(config, wanted), text);
    note = planned.note && text[planned.note];
    return planned.changes;
  }, language);
  return {
    ...answer,
    ...(note === undefined ? {} : { note: { text: note } }),
    ...(change ? { change } : {}),
  };
}

export function createPeopleRoutes(options: PeopleRoutesOptions): readonly ConsoleRoute[] {
  return [
    { method: "GET", path: "people", run: (request) => view(options, request) },
    { method: "POST", path: "people/pairing", run: (request) => decide(options, request) },
    { method: "POST", path: "people/list", run: (request) => changeList(options, request) },
  ];
}
