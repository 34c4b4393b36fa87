import { describe, expect, it } from "vitest";
import type { SettingsField, SettingsView } from "../../../contract/console-settings.ts";
import { arrangeFields } from "./arrange-fields.ts";
import { checkField, readTyped } from "./check-field.ts";
import { resolveField } from "./resolve-field.ts";
import {
  addAccount,
  countChanges,
  dropEdit,
  EMPTY_DRAFT,
  keepAccount,
  putEdit,
  removeAccount,
  toRequest,
} from "./settings-draft.ts";

const field = (path: string, more: Partial<SettingsField> = {}): SettingsField => ({
  path,
  label: path,
  help: "",
  kind: "text",
  wanted: "",
  advanced: false,
  perAccount: true,
  group: "general",
  groupLabel: "General",
  ...more,
});
const policy = field("dmPolicy", { kind: "choice", choices: ["open", "pairing"], default: "open" });
const secret = field("clientSecret", { kind: "secret" });

const view: SettingsView = {
  revision: "7",
  scopes: [
    {
      accountId: "",
      values: { dmPolicy: "pairing", allowFrom: ["a", "b"] },
      secrets: { clientSecret: "text" },
    },
    { accountId: "backup", values: { enableAICard: false }, secrets: {} },
  ],
  fields: [policy, secret],
  issues: [],
  knownGroups: [],
};

const put = (accountId: string, path: string, value?: unknown, draft = EMPTY_DRAFT) =>
  putEdit(draft, view, { accountId, path, ...(value === undefined ? {} : { value }) });

describe("edits of the settings", () => {
  it("are none where somebody chose again what stands there", () => {
    expect(put("", "dmPolicy", "pairing")).toEqual(EMPTY_DRAFT);
    expect(put("", "allowFrom", ["a", "b"])).toEqual(EMPTY_DRAFT);
    expect(put("backup", "dmPolicy")).toEqual(EMPTY_DRAFT);
    expect(put("", "dmPolicy", "pairing", put("", "dmPolicy", "open"))).toEqual(EMPTY_DRAFT);
  });

  it("count once a key, the last one", () => {
    const draft = put("", "name", "Ann", put("", "name", "An"));
    expect(draft.edits).toEqual([{ accountId: "", path: "name", value: "Ann" }]);
    expect(dropEdit(draft, "", "name")).toEqual(EMPTY_DRAFT);
  });

  it("take out a secret that stands, and none that does not", () => {
    expect(put("", "clientSecret").edits).toEqual([{ accountId: "", path: "clientSecret" }]);
    expect(put("backup", "clientSecret")).toEqual(EMPTY_DRAFT);
  });

  it("of a bot go with it, and a bot that was only added leaves nothing behind", () => {
    const added = put("third", "name", "Third", addAccount(EMPTY_DRAFT, "third"));
    expect(removeAccount(added, "third")).toEqual(EMPTY_DRAFT);
    const removed = removeAccount(put("backup", "name", "B"), "backup");
    expect(removed).toEqual({ edits: [], addAccounts: [], removeAccounts: ["backup"] });
    expect(keepAccount(removed, "backup")).toEqual(EMPTY_DRAFT);
    expect(addAccount(removed, "backup")).toEqual(EMPTY_DRAFT);
    expect(countChanges(added)).toBe(2);
  });

  it("are sent for the revision that was seen", () => {
    expect(toRequest(put("", "name", "Ann"), "7")).toEqual({
      revision: "7",
      edits: [{ accountId: "", path: "name", value: "Ann" }],
    });
  });
});

describe("the value that counts", () => {
  it("of a bot is its own, else that of all bots, else the default", () => {
    expect(resolveField(view, EMPTY_DRAFT, "backup", policy)).toMatchObject({
      source: "inherited",
      value: "pairing",
    });
    expect(resolveField(view, put("backup", "dmPolicy", "open"), "backup", policy)).toMatchObject({
      source: "here",
      value: "open",
      changed: true,
      beneath: { source: "inherited", value: "pairing" },
    });
    expect(resolveField(view, put("", "dmPolicy"), "backup", policy)).toMatchObject({
      source: "default",
      value: "open",
      changed: false,
    });
  });

  it("follows an unsent edit of the top level", () => {
    expect(resolveField(view, put("", "dmPolicy", "open"), "backup", policy).value).toBe("open");
  });

  it("of a secret is never shown, only that there is one", () => {
    const draft = put("", "clientSecret", "typed-secret");
    expect(resolveField(view, EMPTY_DRAFT, "backup", secret)).toMatchObject({
      source: "inherited",
      secret: "text",
    });
    for (const accountId of ["", "backup"])
      expect(JSON.stringify(resolveField(view, draft, accountId, secret))).not.toContain("typed-secret");
  });

  it("of a bot that was only added is what it inherits", () => {
    const draft = addAccount(EMPTY_DRAFT, "third");
    expect(resolveField(view, draft, "third", policy)).toMatchObject({ source: "inherited" });
  });
});

const delay = field("delay", { kind: "number", minimum: 0, maximum: 100 });
const faultOf = (typed: string) => checkField(delay, readTyped(delay, typed))?.key;

describe("what somebody typed", () => {
  const tools = field("tools", { kind: "object" });

  it("is held against the field's limits", () => {
    expect(faultOf("100")).toBeUndefined();
    expect(faultOf("")).toBeUndefined();
    expect(faultOf("101")).toBe("settings.wrong.maximum");
    expect(faultOf("-1")).toBe("settings.wrong.minimum");
    expect(faultOf("ten")).toBe("settings.wrong.number");
    expect(faultOf("Infinity")).toBe("settings.wrong.number");
  });

  it("as JSON has to be an object", () => {
    expect(readTyped(tools, '{"allow":["read"]}')).toEqual({ allow: ["read"] });
    expect(checkField(tools, readTyped(tools, "{allow"))?.key).toBe("settings.wrong.object");
    expect(checkField(tools, readTyped(tools, "null"))?.key).toBe("settings.wrong.object");
  });
});

describe("the order of settings", () => {
  const fields = [
    field("enabled"),
    secret,
    field("clientId"),
    field("defaultAccount", { perAccount: false }),
    field("endpoints.api", { group: "endpoints", groupLabel: "API hosts", advanced: true }),
  ];
  const arrange = (accountId: string, search = "") =>
    arrangeFields(fields, { accountId, search, credentialsLabel: "Credentials" }).map(
      ({ label, plain, advanced }) => [label, ...plain.map(({ path }) => path), advanced.length],
    );

  it("begins with Client ID and Client Secret, as the manual does", () => {
    expect(arrange("")).toEqual([
      ["Credentials", "clientId", "clientSecret", 0],
      ["General", "enabled", "defaultAccount", 0],
      ["API hosts", 1],
    ]);
  });

  it("leaves out of a bot what holds for all bots only", () => {
    expect(arrange("backup").flat()).not.toContain("defaultAccount");
  });

  it("is searched word by word, in labels, keys and sections", () => {
    expect(arrange("", " HOSTS api ")).toEqual([["API hosts", 1]]);
    expect(arrange("", "nothing like that")).toEqual([]);
  });
});
