/**
 * People and groups as the console shows and changes them: real directory files, the host's own decision beside what
 * the page says, and a pairing that answers as the gateway does.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createChannelIngressResolver } from "openclaw/plugin-sdk/channel-ingress-runtime";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { mayUseGroup, mayWrite } from "../../src/channel/access/may-write.ts";
import { policyFor } from "../../src/channel/access/policy-for.ts";
import { resolveAccount } from "../../src/channel/config/accounts.ts";
import { createPeopleRoutes } from "../../src/channel/console/people-routes.ts";
import { SHOWN_LIMIT } from "../../src/channel/console/people-view.ts";
import { openDirectoryStore, type DirectoryStore } from "../../src/channel/directory/directory-store.ts";
import { dingtalkIdentity } from "../../src/channel/host/identity.ts";
import type { PairingDecision, PairingDoor, PairingRequest } from "../../src/channel/host/pairing-door.ts";
import { createText } from "../../src/channel/text/text.ts";
import type { ListAction, ListAnswer, PairingAnswer, PeopleView } from "../../src/contract/console.ts";
import { createConsoleBench } from "../support/console-bench.ts";
import { createConsoleChanges } from "../support/console-changes.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { inbound } from "../support/reply-scene.ts";
import { createSetupBench } from "../support/setup-bench.ts";

const en = createText("en");
const MACHINE = { env: {}, stateDir: "/nowhere", home: "/nowhere" };
const GROUP = "cidProductGroup01==";

let directory: string;
let store: DirectoryStore;
const clock = createManualClock();
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "openclaw-dingtalk-people-"));
  store = openDirectoryStore({ directory, accountId: "default", clock });
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Somebody writes; the directory learns it. */
const meet = (staffId: string, name: string) => store.learn(inbound({ sender: { staffId, name } }));
const meetInGroup = (staffId: string, name: string, title = "产品群") =>
  store.learn(inbound({ sender: { staffId, name }, conversation: { kind: "group", id: GROUP, title } }));

interface FakePairing extends PairingDoor {
  readonly decided: string[];
  readonly approved: Set<string>;
}

/** What the gateway answers; the real one is asked in the tests over a gateway. */
function createPairing(
  answers: { readonly requests?: readonly PairingRequest[]; readonly decision?: PairingDecision } = {},
): FakePairing {
  const decided: string[] = [];
  const approved = new Set(["paired01"]);
  return {
    decided,
    approved,
    list: async () => answers.requests,
    async decide(accountId, requestId, decision) {
      decided.push(`${accountId} ${requestId} ${decision}`);
      return answers.decision ?? { kind: "gone" };
    },
    paired: async () => [...approved],
    unpair: async (_accountId, staffId) => approved.delete(staffId),
  };
}

const asAction = (action: Partial<ListAction>) => ({
  accountId: "default",
  list: "allowFrom",
  action: "add",
  entry: "",
  ...action,
});

function open(
  section: Record<string, unknown> = {},
  pairing = createPairing({ requests: [] }),
  { mayChange = true } = {},
) {
  const credentials = { clientId: "dinga", clientSecret: "s" };
  const bench = createSetupBench({ config: { channels: { dingtalk: { ...credentials, ...section } } } });
  const changes = createConsoleChanges(bench.host.configFile);
  const routes = createPeopleRoutes({
    ...changes,
    machine: () => MACHINE,
    readConfig: () => bench.config(),
    pairing,
    useDirectory: (_accountId, work) =>
      work({ knownPeople: () => store.people(), knownGroups: () => store.groups() }),
  });
  const page = createConsoleBench(routes, mayChange);
  const look = (query = "") => page.get<PeopleView>(`people${query}`);
  const change = (action: Partial<ListAction>) => page.post<ListAnswer>("people/list", asAction(action));
  const refused = (action: Partial<ListAction>) => page.refusal("people/list", asAction(action));
  const section1 = () =>
    (bench.config()["channels"] as Record<string, Record<string, unknown>>)["dingtalk"] ?? {};
  return { ...page, look, change, refused, pairing, changes, section: section1 };
}

describe("the page", () => {
  test("shows who is known, when they were last seen and who may write, with names as plain text", async () => {
    meet("lina02", "李娜");
    await clock.advance(1_000);
    meetInGroup("zhangwei01", '<img src=x onerror="alert(1)">');
    store.putPerson({ staffId: "never01", name: "王五" });
    const { look } = open({ dmPolicy: "pairing", allowFrom: ["LINA02"], groupPolicy: "allowlist" });
    const view = await look();
    expect(view.people).toEqual([
      {
        staffId: "zhangwei01",
        name: '<img src=x onerror="alert(1)">',
        lastSeenAt: clock.now(),
        mayWrite: false,
      },
      { staffId: "lina02", name: "李娜", lastSeenAt: clock.now() - 1_000, mayWrite: true },
      { staffId: "never01", name: "王五", mayWrite: false },
    ]);
    expect(view.groups).toEqual([
      { conversationId: GROUP, title: "产品群", lastSeenAt: clock.now(), mayUse: false },
    ]);
    expect(view.lists).toEqual([
      { list: "allowFrom", entries: [{ id: "LINA02", name: "李娜" }] },
      { list: "groupAllowFrom", entries: [] },
      { list: "paired", entries: [{ id: "paired01" }] },
    ]);
    expect([view.dmPolicy, view.groupPolicy]).toEqual(["pairing", "allowlist"]);
  });

  test("shows a crowd in part, says how many there are, and finds the rest by a part of the name", async () => {
    for (let i = 0; i < SHOWN_LIMIT + 5; i += 1) store.putPerson({ staffId: `s${i}`, name: `员工${i}` });
    const { look } = open();
    const all = await look();
    expect([all.people.length, all.peopleFound]).toEqual([SHOWN_LIMIT, SHOWN_LIMIT + 5]);
    const some = await look(`?search=${encodeURIComponent("员工204")}`);
    expect(some.people.map(({ staffId }) => staffId)).toEqual(["s204"]);
  });

  test("of an account that is not there is refused", async () => {
    const { look } = open();
    await expect(look("?account=nobody")).rejects.toThrow(en.consoleNoAccount({ accountId: "nobody" }));
  });
});

describe("whether somebody may write", () => {
  const accessGroups = {
    staff: {
      type: "message.senders",
      members: { "*": ["shared01"], dingtalk: ["Member01"], discord: ["x"] },
    },
  };
  /** What the host decides about a direct message, from the same configuration. */
  async function hostAdmits(section: object, staffId: string, paired: readonly string[]) {
    const account = resolveAccount(section, "default", MACHINE);
    const { allowFrom, groupAllowFrom } = policyFor(account, "cidDirect");
    const resolver = createChannelIngressResolver({
      channelId: "dingtalk",
      accountId: "default",
      identity: dingtalkIdentity,
      cfg: { accessGroups, channels: { dingtalk: section } } as never,
      readStoreAllowFrom: async () => [...paired],
    });
    const { ingress } = await resolver.message({
      subject: { stableId: staffId },
      conversation: { kind: "direct", id: "cidDirect" },
      contextBinding: {
        agentId: "main",
        sessionKey: "agent:main:main",
        messageId: "m1",
        inboundEventKind: "user_request",
      },
      dmPolicy: account.dmPolicy,
      groupPolicy: account.groupPolicy,
      policy: {
        groupAllowFromFallbackToAllowFrom: false,
        activation: { requireMention: false, allowTextCommands: false },
      },
      allowFrom: [...allowFrom],
      groupAllowFrom: [...groupAllowFrom],
      command: { allowTextCommands: false, hasControlCommand: false },
    } as never);
    return ingress.admission === "dispatch";
  }

  const LISTS = [
    [],
    ["*"],
    ["lina02"],
    ["dingtalk:user:LINA02"],
    ["accessGroup:staff"],
    ["accessGroup:none"],
  ];
  const POLICIES = ["open", "pairing", "allowlist", "disabled"];
  const CASES = POLICIES.flatMap((dmPolicy) => LISTS.map((allowFrom) => ({ dmPolicy, allowFrom })));

  test.each(CASES)("is shown as the host decides under %j", async (section) => {
    const paired = ["paired01"];
    for (const staffId of ["lina02", "LINA02", "paired01", "member01", "shared01", "stranger"]) {
      const account = resolveAccount(section, "default", MACHINE);
      const shown = mayWrite(account, staffId, { paired, accessGroups });
      expect([staffId, shown]).toEqual([staffId, await hostAdmits(section, staffId, paired)]);
    }
  });

  test.each([
    [{ groupPolicy: "open" }, true],
    [{ groupPolicy: "disabled" }, false],
    [{ groupPolicy: "allowlist" }, false],
    [{ groupPolicy: "allowlist", groupAllowFrom: [GROUP] }, true],
    [{ groupPolicy: "allowlist", groups: { [GROUP]: {} } }, true],
    [{ groupPolicy: "open", groups: { [GROUP]: { enabled: false } } }, false],
    [{ groupPolicy: "open", groups: { [GROUP]: { allowFrom: ["lina02"] } } }, true],
  ])("in a group under %j is %s", (section, expected) => {
    expect(mayUseGroup(resolveAccount(section, "default", MACHINE), GROUP)).toBe(expected);
  });
});

describe("a pairing request", () => {
  const request = { requestId: "r1", senderId: "lina02", requestedAt: 1, expiresAt: 2 };

  test("is shown with the name that is known, and where the gateway hides it, why", async () => {
    meet("lina02", "李娜");
    const { look } = open({ dmPolicy: "pairing" }, createPairing({ requests: [request] }));
    expect((await look()).requests).toEqual([
      { requestId: "r1", id: "lina02", name: "李娜", requestedAt: 1, expiresAt: 2 },
    ]);
    const why = { requests: [], requestsHidden: { text: en.consolePairingHidden } };
    expect(await open({ dmPolicy: "pairing" }, createPairing()).look()).toMatchObject(why);
    const tab = open({ dmPolicy: "pairing" }, createPairing({ requests: [request] }), { mayChange: false });
    expect(await tab.look()).toMatchObject(why);
  });

  test.each([
    ["approve", { kind: "approved", senderId: "lina02", notified: true }, "李娜 is approved and was told"],
    ["approve", { kind: "approved", senderId: "lina02", notified: false }, "could not be told"],
    ["refuse", { kind: "dismissed", senderId: "lina02" }, "The request of 李娜 is refused"],
  ] as const)("that an operator decides by %s is told of as it went: %j", async (decision, answer, words) => {
    meet("lina02", "李娜");
    const { post, pairing } = open({}, createPairing({ decision: answer }));
    const said = await post<PairingAnswer>("people/pairing", {
      accountId: "default",
      requestId: "r1",
      decision,
    });
    expect(said.done.text).toContain(words);
    expect(pairing.decided).toEqual([`default r1 ${decision}`]);
  });

  test.each([
    [{ kind: "gone" }, "not-found"],
    [{ kind: "forbidden" }, "read-only"],
  ] as const)("that cannot be decided is refused: %j", async (decision, code) => {
    const { refusal } = open({}, createPairing({ decision }));
    const action = { accountId: "default", requestId: "r1", decision: "approve" };
    expect(await refusal("people/pairing", action)).toMatchObject({ code });
    expect(await refusal("people/pairing", { ...action, decision: "maybe" })).toMatchObject({
      code: "invalid-value",
      field: "decision",
    });
  });
});

describe("an operator who edits a list", () => {
  test("names somebody by name; the id is written, and nothing else changes", async () => {
    meet("lina02", "李娜");
    const { change, section, changes } = open({ dmPolicy: "allowlist", allowFrom: [12345], name: "Bot" });
    const answer = await change({ entry: "@李娜" });
    expect(answer).toMatchObject({ id: "lina02", name: "李娜", change: { changeId: "change-1" } });
    expect(section()["allowFrom"]).toEqual([12345, "lina02"]);
    expect(changes.written).toEqual([["channels.dingtalk.allowFrom"]]);
    expect(await change({ entry: "LINA02" })).toEqual({ id: "lina02", name: "李娜" });
    await change({ action: "remove", entry: "李娜" });
    expect(section()["allowFrom"]).toEqual([12345]);
  });

  test("reads both ids of a name that two people have, and nothing is written", async () => {
    meet("lina02", "李娜");
    meet("lina77", "李娜");
    const { refused, changes } = open({ dmPolicy: "allowlist" });
    const { text, field } = await refused({ entry: "李娜" });
    expect(text).toContain("user:lina02");
    expect(text).toContain("user:lina77");
    expect([field, changes.written]).toEqual(["entry", []]);
  });

  test.each([
    ["nobody's name", { entry: "没有此人" }, "Nobody who is known"],
    ["a group for direct messages", { entry: GROUP }, "groupAllowFrom"],
    ["nothing", { entry: "  " }, en.answerEmpty],
    ["who is not on the list", { action: "remove", entry: "stranger" }, en.consoleNotListed],
    ["who shall be paired without a request", { list: "paired", entry: "lina02" }, "request is approved"],
  ] as const)("is refused for %s", async (_what, action, words) => {
    const { refused, changes } = open({ dmPolicy: "allowlist" });
    expect((await refused(action)).text).toContain(words);
    expect(changes.written).toEqual([]);
  });

  test("puts a group on its list by its title, and reads what a first person on it means", async () => {
    meetInGroup("lina02", "李娜");
    const { change, section } = open({ groupPolicy: "allowlist" });
    expect(await change({ list: "groupAllowFrom", entry: "产品群" })).toMatchObject({ id: GROUP });
    const narrowed = await change({ list: "groupAllowFrom", entry: "李娜" });
    expect(narrowed.note).toEqual({ text: en.consoleListNarrows });
    expect(section()["groupAllowFrom"]).toEqual([GROUP, "lina02"]);
    const widened = await change({ list: "groupAllowFrom", action: "remove", entry: "lina02" });
    expect(widened.note).toEqual({ text: en.consoleListWidens });
  });

  test("under `open` can neither shut everybody out nor let everybody in by accident", async () => {
    const empty = open({ dmPolicy: "open" });
    expect((await empty.refused({ entry: "lina02" })).text).toBe(en.consoleShutsOthersOut);
    const one = open({ allowFrom: ["lina02"] });
    expect((await one.refused({ action: "remove", entry: "lina02" })).text).toBe(en.consoleLetsEverybodyIn);
    await one.change({ entry: "wang03" });
    expect(one.section()["allowFrom"]).toEqual(["lina02", "wang03"]);
    expect([...empty.changes.written]).toEqual([]);
  });

  test("of an account that has the list from the top level gives it a list of its own", async () => {
    const shared = { dmPolicy: "pairing", allowFrom: ["lina02"] };
    const accounts = { one: { clientId: "dingone", clientSecret: "s" } };
    const { change, section } = open({ ...shared, accounts });
    await change({ accountId: "one", entry: "wang03" });
    expect(section()).toMatchObject({
      allowFrom: ["lina02"],
      accounts: { one: { allowFrom: ["lina02", "wang03"] } },
    });
  });

  test("takes somebody off the list of paired people, which is the gateway's", async () => {
    const { change, pairing, changes } = open({ dmPolicy: "pairing" });
    expect(await change({ list: "paired", action: "remove", entry: "paired01" })).toEqual({ id: "paired01" });
    expect([...pairing.approved]).toEqual([]);
    expect(changes.written).toEqual([]);
  });
});
