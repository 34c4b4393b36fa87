/** What the host asks about a group while it prepares a run, by the ids of its session keys. */
import { describe, expect, it } from "vitest";
import { groupAdapter } from "../../src/channel/host/group-policy.ts";

const ask = (groups: object, groupId: string, more: object = {}) => {
  const cfg = { channels: { dingtalk: { clientId: "a", clientSecret: "b", groups } } };
  const context = { cfg, groupId, ...more } as never;
  return {
    tools: groupAdapter.resolveToolPolicy?.(context),
    mention: groupAdapter.resolveRequireMention?.(context),
  };
};

describe("the tools of a group", () => {
  const groups = {
    "*": { tools: { deny: ["exec"] }, requireMention: false },
    "cidOps==": { tools: { allow: ["read"] }, toolsBySender: { "id:manager807": { allow: ["exec"] } } },
  };

  it("are its own, also by the lower-case id and by one person's session in it", () => {
    for (const id of ["cidOps==", "cidops==", "cidops==:sender:lina02"])
      expect(ask(groups, id).tools).toEqual({ allow: ["read"] });
  });

  it("are those for all groups where it has none of its own, with every other field", () => {
    expect(ask(groups, "cidOther==")).toEqual({ tools: { deny: ["exec"] }, mention: false });
    expect(ask(groups, "cidOps==").mention).toBe(false);
    expect(ask({}, "cidOps==")).toEqual({ tools: undefined, mention: true });
  });

  it("may differ by person, but not for work that no person asked for", () => {
    const byPerson = { senderId: "manager807" };
    expect(ask(groups, "cidOps==", byPerson).tools).toEqual({ allow: ["exec"] });
    expect(ask(groups, "cidOps==", { senderId: "lina02" }).tools).toEqual({ allow: ["read"] });
    expect(ask(groups, "cidOps==", { ...byPerson, senderPolicyMode: "never" }).tools).toEqual({
      allow: ["read"],
    });
  });

  it("are nobody's business outside a group", () => {
    expect(ask(groups, " ")).toEqual({ tools: undefined, mention: undefined });
  });
});
