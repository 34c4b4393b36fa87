/** What set-up changes in the configuration is the least that was answered, and stands where it belongs. */
import { describe, expect, test } from "vitest";
import { array, assert, boolean, constantFrom, property, record } from "fast-check";
import { applyChanges, planConfig, planned } from "../../src/channel/setup/plan-config.ts";
import { describeChanges } from "../../src/channel/setup/describe-changes.ts";
import type { SetupAnswers } from "../../src/channel/setup/setup-answers.ts";
import { createText } from "../../src/channel/text/text.ts";

const paths = (config: unknown, answers: SetupAnswers) =>
  planConfig(config, answers).map(({ path }) => path.join("."));

const FRESH: SetupAnswers = { accountId: "default", clientId: "dingfresh01", clientSecret: "s3cret" };
const TWO = {
  channels: {
    dingtalk: {
      groupPolicy: "allowlist",
      accounts: { Main: { clientId: "dingmain01", clientSecret: "a" }, bot2: { clientId: "dingtwo02" } },
    },
  },
};

describe("an operator who sets up", () => {
  test("the first bot gets keys at the top level, and the channel is switched on", () => {
    expect(planned({}, planConfig({}, FRESH))).toEqual({
      channels: { dingtalk: { enabled: true, clientId: "dingfresh01", clientSecret: "s3cret" } },
    });
  });

  test("a second bot gets an entry of its own, and the first stays where it is", () => {
    const config = { channels: { dingtalk: { clientId: "dingmain01", clientSecret: "a" } } };
    const answers = { ...FRESH, accountId: "Sales Bot", clientId: "dingsales03" };
    expect(paths(config, answers)).toEqual([
      "channels.dingtalk.accounts.sales-bot.clientId",
      "channels.dingtalk.accounts.sales-bot.clientSecret",
    ]);
  });

  test("an account whose key is spelt otherwise changes that key and makes no twin", () => {
    expect(paths(TWO, { accountId: "main", enableAICard: false })).toEqual([
      "channels.dingtalk.accounts.Main.enableAICard",
    ]);
  });

  test("what is as answered already, by default or from the top level, is not written", () => {
    expect(paths(TWO, { accountId: "bot2", dmPolicy: "open", groupPolicy: "allowlist" })).toEqual([]);
    expect(paths(TWO, { accountId: "bot2", dmPolicy: "pairing", groupPolicy: "open" })).toEqual([
      "channels.dingtalk.accounts.bot2.dmPolicy",
      "channels.dingtalk.accounts.bot2.groupPolicy",
    ]);
  });

  test("a bot that was switched off is switched on again", () => {
    const config = { channels: { dingtalk: { enabled: false, accounts: { b: { enabled: false } } } } };
    expect(paths(config, { accountId: "b" })).toEqual([
      "channels.dingtalk.enabled",
      "channels.dingtalk.accounts.b.enabled",
    ]);
  });
});

describe("the person who writes first", () => {
  const staff = { accountId: "default", allow: ["Manager807"], owner: "Manager807" };

  test("goes on the list where a list decides, once whatever the case", () => {
    const config = { channels: { dingtalk: { dmPolicy: "pairing", allowFrom: ["boss"] } } };
    const [change] = planConfig(config, staff);
    expect(change).toMatchObject({ before: ["boss"], after: ["boss", "Manager807"] });
    const known = { channels: { dingtalk: { dmPolicy: "pairing", allowFrom: ["manager807"] } } };
    expect(paths(known, { accountId: "default", allow: ["Manager807"] })).toEqual([]);
  });

  test("does not shut everybody else out under open", () => {
    const config = { channels: { dingtalk: { enabled: true } } };
    expect(paths(config, staff)).toEqual(["commands.ownerAllowFrom"]);
  });

  test("is the owner by channel and staffId, beside the owners there are", () => {
    const config = { commands: { ownerAllowFrom: ["telegram:1"] }, channels: { dingtalk: {} } };
    expect(planConfig(config, { accountId: "default", owner: "u1" })[0]?.after).toEqual([
      "telegram:1",
      "dingtalk:u1",
    ]);
  });
});

test("sessions are separated unless that is settled already", () => {
  const wish: SetupAnswers = { accountId: "default", sessions: "separate" };
  const base = { channels: { dingtalk: {} } };
  expect(paths(base, wish)).toEqual(["session.dmScope"]);
  expect(paths({ ...base, session: { dmScope: "per-peer" } }, wish)).toEqual([]);
  expect(paths(base, { ...wish, sessions: "keep" })).toEqual([]);
});

/** Objects that were made on the way to a value are no key of anybody. */
function withoutEmpty(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const kept = Object.entries(value)
    .map(([key, inner]) => [key, withoutEmpty(inner)] as const)
    .filter(([, inner]) => inner !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

test("a planned change carried out leaves nothing to plan, and touches no other key", () => {
  const policy = constantFrom("open" as const, "pairing" as const, "allowlist" as const);
  const answers = record(
    {
      accountId: constantFrom("default", "bot2", "neu"),
      clientId: constantFrom("dingaaaa01", "dingbbbb02"),
      clientSecret: constantFrom("one", "two"),
      dmPolicy: policy,
      enableAICard: boolean(),
      allow: array(constantFrom("a", "b", "C")),
      owner: constantFrom("a", "b"),
      sessions: constantFrom("separate" as const, "keep" as const),
    },
    { requiredKeys: ["accountId"] },
  );
  const config = constantFrom({}, TWO, { gateway: { port: 1 }, channels: { telegram: { a: 1 } } });
  assert(
    property(config, answers, (before, wish) => {
      const changes = planConfig(before, wish);
      const after = planned(before, changes);
      expect(planConfig(after, wish)).toEqual([]);
      const back = structuredClone(after);
      applyChanges(
        back,
        changes.map((change) => ({ ...change, before: change.after, after: change.before })),
      );
      expect(withoutEmpty(back)).toEqual(withoutEmpty(before));
    }),
  );
});

test("the difference that a person reads has no secret in it, neither the old nor the new", () => {
  const config = { channels: { dingtalk: { clientId: "dingold001", clientSecret: "old-secret-text" } } };
  const lines = describeChanges(planConfig(config, FRESH), createText("en")).join("\n");
  expect(lines).toContain('- channels.dingtalk.clientId: "dingold001"');
  expect(lines).toContain('+ channels.dingtalk.clientId: "dingfresh01"');
  expect(lines).toContain("channels.dingtalk.clientSecret");
  expect(lines).not.toMatch(/old-secret-text|s3cret/);
});
