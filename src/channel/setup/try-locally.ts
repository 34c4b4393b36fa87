/**
 * `openclaw china try`: a local DingTalk with a chat page, and a passing account of the person's own gateway on it, so
 * that their agents and model answer without any account at DingTalk. The account is taken out again at the end.
 */
import { resolveAccount } from "../config/accounts.ts";
import type { Text } from "../text/text.ts";
import { applyChanges, planned, sectionIn, valueAt, type ConfigChange } from "./plan-config.ts";
import { EXIT, type SetupHost } from "./setup-host.ts";
import { describeGateway, waitUntilLive, writePlan } from "./write-plan.ts";

/** Sorts behind every likely name, so that it never becomes the account that is used where none is named. */
export const TRY_ACCOUNT = "zz-try";
const PLACE = ["channels", "dingtalk", "accounts", TRY_ACCOUNT];

/** The emulator as this command uses it; loaded by whoever calls. */
export interface LocalDingTalk {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  close(): Promise<void>;
}

export interface TryRequest {
  readonly host: SetupHost;
  readonly text: Text;
  readonly startDingTalk: () => Promise<LocalDingTalk>;
  /** Shows the page in the person's browser. Default false. */
  readonly open?: boolean;
  /** Resolves when the person has had enough, counted from the call. */
  readonly ended: () => Promise<void>;
}

function plan(config: unknown, local: LocalDingTalk): ConfigChange[] {
  const { url, clientId, clientSecret } = local;
  const account = {
    name: "Local DingTalk",
    enabled: true,
    clientId,
    clientSecret,
    dmPolicy: "open",
    groupPolicy: "open",
    allowFrom: ["*"],
    groupAllowFrom: ["*"],
    endpoints: { api: url, oapi: url },
    network: { allowPrivate: true },
  };
  // What stands there is left over from a trial that was killed: it goes as well.
  const changes: ConfigChange[] = [{ path: PLACE, before: undefined, after: account, secret: true }];
  const enabled = ["channels", "dingtalk", "enabled"];
  return valueAt(config, enabled) === undefined
    ? [...changes, { path: enabled, before: undefined, after: true, secret: false }]
    : changes;
}

/** Whatever stood there before comes back; a section that was not there goes. */
async function takeBack(
  host: SetupHost,
  changes: readonly ConfigChange[],
  hadSection: boolean,
): Promise<void> {
  const { settled } = await host.configFile.change((draft) => {
    applyChanges(
      draft,
      changes.map(({ path, before, after, secret }) => ({ path, before: after, after: before, secret })),
    );
    const channels = draft["channels"];
    if (!hadSection && typeof channels === "object" && channels !== null)
      Reflect.deleteProperty(channels, "dingtalk");
    const accounts = valueAt(draft, PLACE.slice(0, -1));
    const section = valueAt(draft, PLACE.slice(0, -2));
    if (typeof accounts === "object" && accounts !== null && Object.keys(accounts).length === 0)
      Reflect.deleteProperty(section as object, "accounts");
  }, host.clock.now());
  await settled;
}

export async function tryLocally(request: TryRequest): Promise<number> {
  const { host, text, startDingTalk, ended, open = false } = request;
  const early = ended();
  const { config } = await host.configFile.read();
  const section = sectionIn(config);
  const local = await startDingTalk();
  try {
    const changes = plan(config, local);
    const { accountId } = resolveAccount(sectionIn(planned(config, changes)), TRY_ACCOUNT, host.machine());
    const written = await writePlan(host, changes);
    try {
      host.print(text.tryPage({ url: local.url }));
      if (open && !(await host.openBrowser(local.url))) host.print(text.tryNotOpened);
      host.print(describeGateway(await waitUntilLive(host, accountId, written), accountId, text));
      host.print(text.tryStop);
      // Prompts and look-ups of the host leave the terminal paused: it is listened to anew.
      await Promise.race([early, ended()]);
    } finally {
      await takeBack(host, changes, section !== undefined);
      host.print(text.tryOver);
    }
  } finally {
    await local.close();
  }
  return EXIT.done;
}
