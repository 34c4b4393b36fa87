/** What an account's configuration says about one conversation. */
import { describe, expect, it } from "vitest";
import { policyFor } from "../../src/channel/access/policy-for.ts";
import { resolveAccount } from "../../src/channel/config/accounts.ts";

const policy = (section: Record<string, unknown>, conversationId = "cidA") =>
  policyFor(
    resolveAccount(section, undefined, { env: {}, stateDir: "/state", home: "/home" }),
    conversationId,
  );

describe("the policy of a conversation", () => {
  it("lets everybody speak by default, in groups to the bot that is mentioned", () => {
    expect(policy({})).toEqual({
      dmPolicy: "open",
      groupPolicy: "open",
      allowFrom: ["*"],
      groupAllowFrom: ["*"],
      requireMention: true,
      groupListed: false,
      sessionScope: "group",
    });
  });

  it("keeps lists as they are written, also under open", () => {
    const lists = policy({ allowFrom: ["a"], groupAllowFrom: [7], dmPolicy: "pairing" });
    expect(lists).toMatchObject({ dmPolicy: "pairing", allowFrom: ["a"], groupAllowFrom: ["7"] });
    expect(policy({ dmPolicy: "allowlist" }).allowFrom).toEqual([]);
  });

  it("knows a group by its very id, else by the entry for all", () => {
    const groups = { cidA: { requireMention: false }, "*": { requireMention: true } };
    expect(policy({ groups }, "cidA")).toMatchObject({ requireMention: false, groupListed: true });
    expect(policy({ groups }, "cida")).toMatchObject({ requireMention: true, groupListed: true });
    expect(policy({ groups: { cidA: {} }, requireMention: false }, "cidA").requireMention).toBe(false);
    expect(policy({ groups: { cidA: {} } }, "cidB").groupListed).toBe(false);
  });

  it("inherits field by field: the group's entry, the entry for all, the account", () => {
    const section = {
      requireMention: false,
      groupSessionScope: "group_sender",
      groups: { "*": { requireMention: true, allowFrom: ["lina02"] }, cidA: { groupSessionScope: "group" } },
    };
    expect(policy(section, "cidA")).toMatchObject({
      requireMention: true,
      groupAllowFrom: ["lina02"],
      sessionScope: "group",
    });
    expect(policy(section, "cidB")).toMatchObject({ requireMention: true, sessionScope: "group_sender" });
  });

  it("is silent in a group that is switched off, whatever holds elsewhere", () => {
    const groups = { cidA: { enabled: false } };
    expect(policy({ groups }, "cidA").groupPolicy).toBe("disabled");
    expect(policy({ groups }, "cidB").groupPolicy).toBe("open");
    expect(policy({ groups: { cidA: { enabled: true } } }, "cidA").groupPolicy).toBe("open");
  });

  it("lets only a group's own people speak in it", () => {
    const groups = { cidA: { allowFrom: ["lina02", 7, " "] } };
    const own = { groupPolicy: "allowlist", groupAllowFrom: ["lina02", "7"], groupListed: true };
    expect(policy({ groups }, "cidA")).toMatchObject(own);
    expect(policy({ groups, groupPolicy: "allowlist", groupAllowFrom: ["x"] }, "cidA")).toMatchObject(own);
    expect(policy({ groups, groupPolicy: "disabled" }, "cidA").groupPolicy).toBe("disabled");
    expect(policy({ groups: { cidA: { allowFrom: [] } } }, "cidA")).toMatchObject({
      groupPolicy: "open",
      groupAllowFrom: ["*"],
    });
  });

  it("takes conversation ids among groupAllowFrom for groups, in their very case, and the rest for people", () => {
    const section = { groupPolicy: "allowlist", groupAllowFrom: ["cidA", "lina02"] };
    expect(policy(section, "cidA")).toMatchObject({ groupListed: true, groupAllowFrom: ["lina02"] });
    expect(policy(section, "cida")).toMatchObject({ groupListed: false, groupAllowFrom: ["lina02"] });
    const onlyGroups = { groupPolicy: "allowlist", groupAllowFrom: ["cidA"] };
    expect(policy(onlyGroups, "cidA")).toMatchObject({ groupListed: true, groupAllowFrom: ["*"] });
    expect(policy(onlyGroups, "cidB")).toMatchObject({ groupListed: false, groupAllowFrom: [] });
  });
});
