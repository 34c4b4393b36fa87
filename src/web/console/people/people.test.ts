/** Names and ids of lists, and what a policy is said to mean. */
import { describe, expect, it } from "vitest";
import type { PeopleView } from "../../../contract/console.ts";
import { candidatesFor, entryFor, suggest } from "./find-known.ts";
import { directSentence, groupSentence } from "./policy-sentence.ts";

const people = [
  { staffId: "a1", name: "张伟", mayWrite: true },
  { staffId: "a2", name: "张伟", mayWrite: true },
  { staffId: "a3", name: "Ann Lee", mayWrite: false },
  { staffId: "a4", name: " ", mayWrite: false },
];
const groups = [{ conversationId: "cidX==", title: "销售", mayUse: true }];

describe("editing a list by name", () => {
  it("a name is suggested where one person bears it, and an id where two do", () => {
    const candidates = candidatesFor({ people, groups }, "allowFrom");
    expect(suggest(candidates, [{ id: "a4" }])).toEqual([
      { value: "a1", label: "张伟" },
      { value: "a2", label: "张伟" },
      { value: "Ann Lee", label: "a3" },
    ]);
  });

  it("a typed name becomes the id of its only bearer, and what is not clear is left to the gateway", () => {
    const candidates = candidatesFor({ people, groups }, "groupAllowFrom");
    expect(entryFor(candidates, " ann lee ")).toBe("a3");
    expect(entryFor(candidates, "销售")).toBe("cidX==");
    expect(entryFor(candidates, "a2")).toBe("a2");
    expect(entryFor(candidates, "张伟")).toBe("张伟");
    expect(entryFor(candidates, "*")).toBe("*");
  });

  it("groups are for the list of groups only", () => {
    expect(candidatesFor({ people, groups }, "allowFrom").some(({ kind }) => kind === "group")).toBe(false);
    expect(candidatesFor({ people, groups }, "groupAllowFrom").some(({ kind }) => kind === "group")).toBe(
      true,
    );
  });
});

const view = (dmPolicy: string, ids: readonly string[] = [], groupPolicy = "open"): PeopleView => ({
  accountId: "default",
  dmPolicy,
  groupPolicy,
  requests: [],
  people: [],
  groups: [],
  peopleFound: 0,
  groupsFound: 0,
  lists: [{ list: "allowFrom", entries: ids.map((id) => ({ id })) }],
});

describe("what a policy means now", () => {
  it("a list narrows an open door, and a star opens a closed one", () => {
    expect(directSentence(view("open"))).toBe("people.dm.open");
    expect(directSentence(view("open", ["a"]))).toBe("people.dm.openList");
    expect(directSentence(view("allowlist"))).toBe("people.dm.allowlistEmpty");
    expect(directSentence(view("allowlist", ["a"]))).toBe("people.dm.allowlist");
    expect(directSentence(view("allowlist", ["*"]))).toBe("people.dm.open");
    expect(directSentence(view("pairing", ["a"]))).toBe("people.dm.pairing");
    expect(directSentence(view("disabled", ["*"]))).toBe("people.dm.disabled");
  });

  it("a policy that the page does not know is not explained", () => {
    expect(directSentence(view("later"))).toBeUndefined();
    expect(groupSentence(view("open", [], "later"))).toBeUndefined();
    expect(groupSentence(view("open", [], "disabled"))).toBe("people.group.disabled");
  });
});
