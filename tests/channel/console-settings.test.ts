import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { describeKeys } from "../../src/channel/config/describe-keys.ts";
import { groupKeys } from "../../src/channel/config/group-keys.ts";
import { listKnownGroups } from "../../src/channel/console/list-known-groups.ts";
import { settingsFields } from "../../src/channel/console/settings-fields.ts";
import { createText } from "../../src/channel/text/text.ts";
import type { ConsoleRefusal } from "../../src/contract/console.ts";
import type { SettingsProgress } from "../../src/contract/console-settings.ts";
import { edit, ROOT_SECRET, startSettingsBench, type SettingsBench } from "../support/settings-bench.ts";

const NEW_SECRET = "made-up-secret-that-is-new";

let bench: SettingsBench;
beforeEach(async () => {
  bench = await startSettingsBench();
});
afterEach(() => bench.close());

describe("the settings", () => {
  test("have a field for each key that the reference documents, with its words and default", () => {
    const documented = describeKeys("en").map(({ key }) => key.replace(/\.<id>\..*$/, ""));
    const fields = settingsFields("en");
    expect(fields.map(({ path }) => path).toSorted()).toEqual([...new Set(documented)].toSorted());
    expect(fields.find(({ path }) => path === "inboundMedia.keepDays")).toMatchObject({
      kind: "number",
      minimum: 0,
      default: 7,
      label: "Days to keep received files",
      group: "media",
      perAccount: true,
    });
    expect(fields.find(({ path }) => path === "dmPolicy")).toMatchObject({
      kind: "choice",
      choices: ["open", "pairing", "allowlist", "disabled"],
      meanings: { pairing: createText("en").dmPairingHint },
    });
    expect(Object.keys(fields.find(({ path }) => path === "groupPolicy")?.meanings ?? {})).toHaveLength(3);
    const groups = fields.find(({ path }) => path === "groups")?.keys ?? [];
    expect(groups.map(({ path }) => path)).toEqual(Object.keys(groupKeys.groups.keys));
    expect(groups.find(({ path }) => path === "enabled")).toMatchObject({ kind: "boolean", default: true });
    expect(groups.find(({ path }) => path === "requireMention")?.follows).toBe("requireMention");
    expect(groups.find(({ path }) => path === "systemPrompt")?.multiline).toBe(true);
    // Whom a key follows is a field of the bot.
    for (const { follows } of groups) if (follows) expect(fields.map(({ path }) => path)).toContain(follows);
    const kinds = Object.fromEntries(fields.map(({ path, kind }) => [path, kind]));
    expect(kinds).toMatchObject({
      clientSecret: "secret",
      allowFrom: "list",
      groups: "entries",
      enableAICard: "boolean",
      clientId: "text",
    });
    expect(settingsFields("zh-CN").every(({ label, groupLabel }) => /\S/.test(label + groupLabel))).toBe(
      true,
    );
    expect(fields.find(({ path }) => path === "defaultAccount")?.perAccount).toBe(false);
  });

  test("show what stands in each scope and how its secret is set, never what it is", async () => {
    const { scopes, fields, issues } = await bench.view();
    expect(scopes).toEqual([
      {
        accountId: "",
        values: { clientId: "dingroot", dmPolicy: "pairing", "card.statusLine": true },
        secrets: { clientSecret: "text" },
      },
      {
        accountId: "bot2",
        name: "第二个",
        values: { name: "第二个", clientId: "dingtwo", "card.where": "groups" },
        secrets: { clientSecret: "text" },
      },
    ]);
    bench.knownGroups = [{ accountId: "bot2", conversationId: "cidA", title: "Project" }];
    expect((await bench.view()).knownGroups).toEqual(bench.knownGroups);
    expect(fields.length).toBeGreaterThan(20);
    expect(issues).toEqual([]);
    expect(JSON.stringify(await bench.view())).not.toContain("made-up-secret");
  });

  test("tell a secret of the environment and a reference from one in words", async () => {
    bench.setSection({
      clientId: "dingroot",
      accounts: { bot2: { clientSecret: { source: "env", provider: "default", id: "X" } } },
    });
    bench.env = { DINGTALK_CLIENT_SECRET: ROOT_SECRET };
    const { scopes } = await bench.view();
    expect(scopes.map(({ secrets }) => secrets)).toEqual([
      { clientSecret: "environment" },
      { clientSecret: "reference" },
    ]);
    expect(JSON.stringify(scopes)).not.toContain(ROOT_SECRET);
  });
});

test("groups are called by their titles, also where one bot's directory cannot be read", async () => {
  const groups = [
    { openConversationId: "cidA", title: "Project", lastSeenAt: 0 },
    { openConversationId: "cidB", lastSeenAt: 0 },
  ];
  const known = await listKnownGroups({
    section: () => ({ accounts: { one: {}, two: {} } }),
    useDirectory: async (accountId, work) => {
      if (accountId === "two") throw new Error("the disk is gone");
      return work({ knownGroups: () => groups });
    },
  });
  expect(known).toEqual([{ accountId: "one", conversationId: "cidA", title: "Project" }]);
});

describe("a plan", () => {
  test("shows the difference with dots for a secret, and writes nothing", async () => {
    const before = structuredClone(bench.file);
    const { diff, problems } = await bench.plan({
      edits: [
        edit("clientSecret", NEW_SECRET),
        edit("card.where", undefined, "bot2"),
        edit("dmPolicy", "pairing"),
      ],
    });
    expect(problems).toEqual([]);
    expect(diff).toEqual([
      { sign: "-", key: "channels.dingtalk.clientSecret", value: "••••••" },
      { sign: "+", key: "channels.dingtalk.clientSecret", value: "••••••" },
      { sign: "-", key: "channels.dingtalk.accounts.bot2.card.where", value: '"groups"' },
    ]);
    expect(bench.file).toEqual(before);
  });

  test("of single groups touches the keys that changed and no others", async () => {
    bench.setSection({
      clientId: "dingroot",
      groups: {
        "*": { requireMention: true },
        cidA: { requireMention: false, apiKey: "made-up-secret", skills: ["one"] },
        cidB: { enabled: false },
      },
    });
    const shown = (await bench.view()).scopes[0]?.values["groups"] as Record<string, Record<string, unknown>>;
    expect(JSON.stringify(shown)).not.toContain("made-up-secret");
    const { cidA, cidB: _, ...others } = shown;
    const groups = {
      ...others,
      cidA: { ...cidA, requireMention: true },
      cidNew: { systemPrompt: "Be brief." },
    };
    const { diff, problems, effect } = await bench.plan({ edits: [edit("groups", groups)] });
    expect([problems, effect]).toEqual([[], "live"]);
    const key = "channels.dingtalk.groups";
    expect(diff).toEqual([
      { sign: "-", key: `${key}.cidA.requireMention`, value: "false" },
      { sign: "+", key: `${key}.cidA.requireMention`, value: "true" },
      { sign: "-", key: `${key}.cidB`, value: '{"enabled":false}' },
      { sign: "+", key: `${key}.cidNew`, value: '{"systemPrompt":"Be brief."}' },
    ]);
    await bench.apply({ edits: [edit("groups", groups)] });
    expect(bench.section()["groups"]).toEqual({
      "*": { requireMention: true },
      cidA: { requireMention: true, apiKey: "made-up-secret", skills: ["one"] },
      cidNew: { systemPrompt: "Be brief." },
    });
    await bench.page.post("settings/undo", {});
    expect(bench.section()["groups"]).toMatchObject({
      cidA: { requireMention: false },
      cidB: { enabled: false },
    });
  });

  test("of a group's wrong value is refused in the schema's words", async () => {
    const groups = { cidA: { mergeWindowMs: 10_001 } };
    const { problems } = await bench.plan({ edits: [edit("groups", groups)] });
    expect(problems).toMatchObject([{ field: "groups", text: expect.stringContaining("10000") }]);
  });

  test("says what the gateway will start anew: nothing, one account, all of them, or itself", async () => {
    expect(await bench.plan({ edits: [] })).toMatchObject({ effect: "none", restarts: [] });
    expect(await bench.plan({ edits: [edit("dmPolicy", "open")] })).toMatchObject({
      effect: "live",
      restarts: [],
    });
    expect(await bench.plan({ edits: [edit("enableAICard", false, "bot2")] })).toMatchObject({
      effect: "account",
      restarts: ["bot2"],
    });
    expect(await bench.plan({ edits: [edit("enableAICard", false)] })).toMatchObject({
      effect: "account",
      restarts: ["bot2", "default"],
    });
    bench.file = { ...bench.file, gateway: { reload: { mode: "off" } } };
    expect(await bench.plan({ edits: [edit("enableAICard", false, "bot2")] })).toMatchObject({
      effect: "gateway",
    });
  });

  test("names the account and the field of what is wrong, in the schema's words", async () => {
    const { problems } = await bench.plan({
      edits: [
        edit("maxFileSizeMB", "much"),
        edit("card.where", "nowhere", "bot2"),
        edit("madeUp", 1),
        edit("defaultAccount", "bot2", "bot2"),
        edit("name", "x", "bot9"),
      ],
      addAccounts: ["Bad Id", "bot2"],
      removeAccounts: ["bot8"],
    });
    expect(problems.map(({ accountId, field }) => `${accountId}/${field}`)).toEqual([
      "Bad Id/accounts",
      "bot2/accounts",
      "bot8/accounts",
      "/madeUp",
      "bot2/defaultAccount",
      "bot9/name",
      "/maxFileSizeMB",
      "bot2/card.where",
    ]);
    expect(problems.at(-2)?.text).toContain("wanted: a number of megabytes above 0");
  });

  test("stops at a second account of one application, and only warns of a list that lets nobody in", async () => {
    const twin = await bench.plan({ edits: [edit("clientId", "dingroot", "bot2")] });
    expect(twin.problems).toMatchObject([{ accountId: "bot2" }]);
    const empty = await bench.plan({ edits: [edit("dmPolicy", "allowlist")] });
    expect(empty.problems).toEqual([]);
    expect(empty.warnings[0]?.text).toContain("nobody gets an answer");
  });

  test("for a configuration that was changed meanwhile is refused", async () => {
    const request = await bench.ask({ edits: [edit("dmPolicy", "open")] });
    bench.setSection({ ...bench.section(), enableAICard: false });
    const { status, body } = await bench.page.post<ConsoleRefusal>("settings/plan", request);
    expect({ status, code: body.error.code }).toEqual({ status: 409, code: "conflict" });
  });
});

describe("an update", () => {
  test("writes just what was changed, through the host's writer", async () => {
    const before = bench.section();
    const { status } = await bench.apply({
      edits: [edit("enableAICard", false), edit("card.statusLine")],
    });
    expect(status).toBe(200);
    expect(bench.section()).toEqual({ ...before, enableAICard: false, card: {} });
  });

  test.each([
    ["come back", undefined, /^The configuration is saved\.$/],
    ["are lost", "openclaw.json.bak", /dropped the file's comments[^:]*: openclaw\.json\.bak/],
  ])("of a file whose comments %s names its copy as long as they are gone", async (_how, lost, ends) => {
    const comments = Promise.withResolvers<string | undefined>();
    bench.comments = comments.promise;
    const { body } = await bench.apply({ edits: [edit("enableAICard", false)] });
    expect(body.steps[0]?.sentence.text).toMatch(/come back in a moment[^:]*: openclaw\.json\.bak/);
    comments.resolve(lost);
    await comments.promise;
    const { steps } = await bench.progress();
    expect(steps[0]?.sentence.text).toMatch(ends);
  });

  test("adds an account and takes one out as a whole, without showing its secret", async () => {
    const request = {
      addAccounts: ["bot3", "bot4"],
      removeAccounts: ["bot2"],
      edits: [edit("clientId", "dingthree", "bot3"), edit("enabled", false)],
    };
    expect(JSON.stringify(await bench.plan(request))).not.toContain("made-up-secret");
    expect((await bench.apply(request)).status).toBe(200);
    expect(bench.section()["accounts"]).toEqual({ bot3: { clientId: "dingthree" }, bot4: {} });
    expect((await bench.view()).lastChange?.diff).toContainEqual({
      sign: "-",
      key: "channels.dingtalk.accounts.bot2.clientSecret",
      value: "••••••",
    });
    expect((await bench.page.post("settings/undo", {})).status).toBe(200);
    expect(bench.section()["accounts"]).toEqual({
      bot2: { name: "第二个", clientId: "dingtwo", card: { where: "groups" } },
    });
  });

  test("does not write over somebody who was faster", async () => {
    bench.meanwhile = () => bench.setSection({ ...bench.section(), groupPolicy: "disabled" });
    const { status } = await bench.apply({ edits: [edit("dmPolicy", "open")] });
    expect(status).toBe(409);
    expect(bench.section()).toMatchObject({ dmPolicy: "pairing", groupPolicy: "disabled" });
    expect((await bench.page.get("settings/progress")).status).toBe(404);
  });

  test("that the host refuses changes nothing and says what the host said", async () => {
    bench.refusal = new Error("agents.list is broken");
    const { status, body } = await bench.page.post<ConsoleRefusal>(
      "settings/apply",
      await bench.ask({ edits: [edit("dmPolicy", "open")] }),
    );
    expect(status).toBe(500);
    expect(body.error.text).toContain("agents.list is broken");
    expect((await bench.view()).lastChange).toBeUndefined();
  });

  test("with a malformed request names the part that is missing", async () => {
    const { status, body } = await bench.page.post<ConsoleRefusal>("settings/apply", { edits: [] });
    expect(status).toBe(400);
    expect(body.error.text).toContain("revision");
  });
});

describe("taking back", () => {
  test("puts the old values in their place, and can itself be taken back", async () => {
    const before = structuredClone(bench.section());
    const edits = [
      edit("enableAICard", false),
      edit("card.where", "direct", "bot2"),
      edit("quota.mode", "full"),
    ];
    await bench.apply({ edits });
    await bench.page.post("settings/undo", {});
    expect(bench.section()).toEqual(before);
    await bench.page.post("settings/undo", {});
    expect(bench.section()).toMatchObject({
      enableAICard: false,
      accounts: { bot2: { card: { where: "direct" } } },
    });
  });

  test("keeps the present secret, says so, and finds none on disk", async () => {
    await bench.apply({ edits: [edit("clientSecret", NEW_SECRET), edit("dmPolicy", "open")] });
    const kept = join(bench.directory, "last-change.json");
    expect(readFileSync(kept, "utf8")).not.toMatch(/made-up-secret/);
    expect(statSync(kept).mode & 0o777).toBe(0o600);
    const { body } = await bench.page.post<SettingsProgress>("settings/undo", {});
    expect(bench.section()).toMatchObject({ dmPolicy: "pairing", clientSecret: NEW_SECRET });
    expect(body.steps[0]?.sentence.text).toContain("Secrets are not kept");
  });

  test("is not offered where only a secret was changed", async () => {
    await bench.apply({ edits: [edit("clientSecret", NEW_SECRET)] });
    expect((await bench.view()).lastChange).toBeUndefined();
    expect((await bench.page.post("settings/undo", {})).status).toBe(404);
  });

  test("leaves alone what somebody changed since", async () => {
    await bench.apply({ edits: [edit("dmPolicy", "open")] });
    bench.setSection({ ...bench.section(), dmPolicy: "disabled" });
    expect((await bench.page.post("settings/undo", {})).status).toBe(409);
    expect(bench.section()).toMatchObject({ dmPolicy: "disabled" });
  });
});

test("what another subject planned is written in turn, and its record is the one to follow", async () => {
  const { desk } = bench;
  const path = ["channels", "dingtalk", "allowFrom"];
  const add = (id: string) =>
    desk.change((config) => {
      const before = (config as { channels: { dingtalk: Record<string, unknown> } }).channels.dingtalk[
        "allowFrom"
      ];
      return [{ path, before, after: [...((before as string[] | undefined) ?? []), id], secret: false }];
    }, "en");
  const [first, second] = await Promise.all([add("user1"), add("user2")]);
  expect(bench.section()["allowFrom"]).toEqual(["user1", "user2"]);
  expect(first?.changeId).not.toBe(second?.changeId);
  expect((await bench.page.get<SettingsProgress>("settings/progress")).body.changeId).toBe(second?.changeId);
  expect(await desk.change(() => [], "en")).toBeUndefined();
});
