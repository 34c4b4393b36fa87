/** Who an account knows: learned from messages, looked up at DingTalk, found by name. */
import fs from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { createDingTalkClient } from "../../src/client/index.ts";
import { resolveAccount } from "../../src/channel/config/accounts.ts";
import { createAccountDirectory } from "../../src/channel/directory/account-directory.ts";
import { openDirectoryStore, type DirectoryStore } from "../../src/channel/directory/directory-store.ts";
import { findByName } from "../../src/channel/directory/find-by-name.ts";
import { resolveTargetName } from "../../src/channel/directory/resolve-target-name.ts";
import { createText } from "../../src/channel/text/text.ts";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  defaultSeed,
  type Emulator,
} from "../../src/emulator/index.ts";
import { temporaryFolder } from "../support/account-rig.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";
import { inbound } from "../support/reply-scene.ts";

const person = (staffId: string, name: string) => inbound({ sender: { staffId, name } });
const inGroup = (id: string, title: string, staffId = "lina02", name = "李娜") =>
  inbound({ conversation: { kind: "group", id, title }, sender: { staffId, name } });

function folder(): string {
  const directory = temporaryFolder();
  onTestFinished(() => fs.rmSync(directory, { recursive: true, force: true }));
  return directory;
}

function openStore(directory = folder(), clock = createManualClock()): DirectoryStore {
  const store = openDirectoryStore({ directory, accountId: "default", clock });
  onTestFinished(() => store.close());
  return store;
}

describe("what is learned from messages", () => {
  it("is who wrote, under the latest name, and where; latest first", async () => {
    const clock = createManualClock();
    const store = openStore(folder(), clock);
    store.learn(person("lina02", "李娜"));
    await clock.advance(1_000);
    store.learn(inGroup("cidA==", "产品群", "ZhangWei01", "张伟"));
    await clock.advance(1_000);
    store.learn(inGroup("cidA==", "产品群（新）", "zhangwei01", "张伟（产品）"));
    expect(store.people().map(({ staffId, name }) => [staffId, name])).toEqual([
      ["zhangwei01", "张伟（产品）"],
      ["lina02", "李娜"],
    ]);
    expect(store.groups()).toMatchObject([{ openConversationId: "cidA==", title: "产品群（新）" }]);
    expect(store.members("cidA==").map(({ staffId }) => staffId)).toEqual(["zhangwei01"]);
    expect(store.findPerson("ZHANGWEI01")?.name).toBe("张伟（产品）");
  });

  it("keeps a name on one line and the known title where none comes, and nobody without a staffId", () => {
    const store = openStore();
    store.learn(person("a", "Eve\n\u202eexe.txt"));
    store.learn(inGroup("cidA==", "产品群"));
    store.learn(inbound({ conversation: { kind: "group", id: "cidA==" }, sender: { name: "stranger" } }));
    expect(store.findPerson("a")?.name).toBe("Eve exe.txt");
    expect(store.groups()).toMatchObject([{ title: "产品群" }]);
    expect(store.people()).toHaveLength(2);
  });

  it("is still known after a restart, and beside a command that looks at the same time", () => {
    const directory = folder();
    const gateway = openStore(directory);
    gateway.learn(person("lina02", "李娜"));
    const command = openStore(directory);
    expect(command.people()).toMatchObject([{ staffId: "lina02" }]);
    gateway.learn(person("zhangwei01", "张伟"));
    expect(command.people()).toHaveLength(2);
  });

  it("begins anew, with the old file aside, where the file is damaged", () => {
    const directory = folder();
    fs.writeFileSync(path.join(directory, "directory-default.sqlite"), "not a database at all");
    const store = openStore(directory);
    store.learn(person("lina02", "李娜"));
    expect(store.people()).toHaveLength(1);
    expect(fs.readdirSync(directory).some((name) => name.includes("damaged"))).toBe(true);
  });
});

describe("a name", () => {
  const people = [
    { kind: "user", id: "zhangwei01", name: "张伟" },
    { kind: "user", id: "zhangwei02", name: "张伟强" },
    { kind: "user", id: "bob", name: "Bob  Li" },
    { kind: "group", id: "cidA", name: "张伟的群" },
  ] as const;

  it("means whom it names as a whole, in any letter case, with @ or #", () => {
    expect(findByName("@张伟", people)).toMatchObject({ kind: "one", candidate: { id: "zhangwei01" } });
    expect(findByName("bob li", people)).toMatchObject({ kind: "one", candidate: { id: "bob" } });
    expect(findByName("#张伟的群", people)).toMatchObject({ candidate: { id: "cidA" } });
  });

  it("that is only a part of names means nobody, and names whom it may mean", () => {
    const found = findByName("张", people);
    expect(found).toMatchObject({ kind: "none", near: [{ id: "zhangwei01" }, { id: "zhangwei02" }, {}] });
    expect(findByName(" ", people)).toEqual({ kind: "none", near: [] });
  });
});

describe("the directory of an account", () => {
  let emulator: Emulator;
  beforeEach(async () => {
    const seed = defaultSeed();
    const twin = { staffId: "zhangwei99", name: "张伟" };
    emulator = await createEmulator({ seed: { ...seed, people: [...seed.people, twin] } });
  });
  afterEach(() => emulator.close());

  function stage(section: object = {}) {
    const endpoints = { api: emulator.url, oapi: emulator.url };
    const clientSecret = DEFAULT_CLIENT_SECRET;
    const client = createDingTalkClient({ clientId: DEFAULT_CLIENT_ID, clientSecret, endpoints });
    onTestFinished(() => client.close());
    const logger = createRecordingLogger();
    const clock = createManualClock();
    const store = openStore(folder(), clock);
    const account = resolveAccount(section, undefined, { env: {}, stateDir: "/s", home: "/h" });
    const text = createText("en");
    const directory = createAccountDirectory({
      store,
      client,
      readAccount: () => account,
      text,
      clock,
      logger,
    });
    const resolve = (input: string) => resolveTargetName(input, directory, text);
    const calls = () => emulator.calls().filter(({ operation }) => operation !== "getAccessToken");
    return { store, directory, resolve, logger, clock, calls };
  }

  it("lists who wrote and who stands in lists, by part of name or id", async () => {
    const { store, directory } = stage({
      allowFrom: ["ceo", "LINA02"],
      groups: { "cidListed==": {}, "*": {} },
    });
    store.learn(person("lina02", "李娜"));
    expect(await directory.listPeople()).toEqual([
      { kind: "user", id: "lina02", name: "李娜" },
      { kind: "user", id: "ceo" },
    ]);
    expect(await directory.listPeople({ query: "娜" })).toHaveLength(1);
    expect(await directory.listPeople({ query: "CE" })).toMatchObject([{ id: "ceo" }]);
    expect(await directory.listPeople({ limit: 1 })).toHaveLength(1);
    expect(await directory.listGroups()).toEqual([{ kind: "group", id: "cidListed==" }]);
    expect(directory.describePerson("lina02")).toBe("李娜 (lina02)");
  });

  it("completes both by look-ups where it is asked to", async () => {
    const { directory } = stage();
    expect(await directory.listPeople({ query: "李", live: true })).toEqual([
      { kind: "user", id: "lina02", name: "李娜" },
    ]);
    expect(await directory.listGroups({ live: true })).toMatchObject([{ name: "产品讨论群" }]);
  });

  it("resolves a name to its target, from memory without a call, else by a search", async () => {
    const { store, resolve, calls } = stage();
    store.learn(inGroup("cidA1234567==", "运维 群", "wangfang03", "王芳"));
    expect(await resolve("王芳")).toMatchObject({ to: "user:wangfang03", display: "王芳" });
    expect(await resolve("运维 群")).toMatchObject({ to: "group:cidA1234567==", kind: "group" });
    expect(calls()).toEqual([]);
    expect(await resolve("陈思远")).toMatchObject({ to: "user:manager807" });
    expect(await resolve("产品讨论群")).toMatchObject({ kind: "group" });
  });

  it("lists who wrote in a group first, then who else is in it, and asks as one of them", async () => {
    const { store, directory, calls } = stage();
    const groupId = emulator.snapshot().conversations.find(({ type }) => type === "group")!.conversationId;
    expect([await directory.listMembers(groupId), calls()]).toEqual([[], []]);
    store.learn(inGroup(groupId, "产品讨论群", "lina02", "李娜"));
    const members = await directory.listMembers(groupId);
    expect(members[0]).toEqual({ kind: "user", id: "lina02", name: "李娜" });
    expect(members.map(({ id }) => id).toSorted()).toEqual(
      [...new Set(members.map(({ id }) => id))].toSorted(),
    );
    expect(members).toContainEqual({ kind: "user", id: "zhangwei01", name: "张伟" });
    expect(await directory.listMembers(groupId, 1)).toHaveLength(1);
    // Whom a look-up found can be written to by name afterwards, without another one.
    expect(await directory.findName("王芳", { ask: false })).toMatchObject({ kind: "one" });
  });

  it("lists who wrote in a group where DingTalk tells nobody else", async () => {
    const { store, directory, logger } = stage();
    store.learn(inGroup("cidElsewhere==", "外部群", "lina02", "李娜"));
    expect(await directory.listMembers("cidElsewhere==")).toEqual([
      { kind: "user", id: "lina02", name: "李娜" },
    ]);
    expect(logger.lines.join("\n")).toContain("openConversationId");
  });

  it("leaves ids alone and asks nobody about them", async () => {
    const { resolve, calls } = stage();
    for (const id of ["user:manager807", "manager807", "cidA1234567==", "dingtalk:group:cidA1234567=="])
      expect(await resolve(id)).toBeUndefined();
    expect(calls()).toEqual([]);
  });

  it("refuses a name that two people bear, with both ids", async () => {
    const { resolve } = stage();
    await expect(resolve("张伟")).rejects.toMatchObject({
      code: "target-ambiguous",
      message: expect.stringMatching(/张伟 → user:zhangwei01\n张伟 → user:zhangwei99/),
    });
  });

  it("refuses a name that nobody bears, and names those who are near", async () => {
    const { store, resolve } = stage();
    store.learn(person("wangfang03", "王芳"));
    await expect(resolve("王 芳")).rejects.toMatchObject({ code: "target-unknown" });
    await expect(resolve("芳")).rejects.toThrow("王芳 → user:wangfang03");
  });

  it("goes on with what it knows where the permission is missing, and says once where to apply", async () => {
    const { store, directory, resolve, logger, clock, calls } = stage();
    for (const scope of ["qyapi_get_member", "qyapi_addresslist_search"])
      emulator.revoke(DEFAULT_CLIENT_ID, scope);
    store.learn(person("wangfang03", "王芳"));
    expect(await directory.listPeople({ query: "王", live: true })).toHaveLength(1);
    await directory.listPeople({ query: "王", live: true });
    await expect(resolve("李娜")).rejects.toMatchObject({ code: "target-unknown" });
    const lines = logger.lines.filter((line) => line.includes("qyapi_addresslist_search"));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("appscope/apply");
    expect(calls().filter(({ operation }) => operation === "searchUsers")).toHaveLength(1);
    emulator.grant(DEFAULT_CLIENT_ID, "qyapi_addresslist_search");
    emulator.grant(DEFAULT_CLIENT_ID, "qyapi_get_member");
    await clock.advance(10 * 60_000);
    expect(await resolve("李娜")).toMatchObject({ to: "user:lina02" });
  });
});
