import { describe, expect, it } from "vitest";
import type { SettingsField } from "../../../contract/console-settings.ts";
import { checkField } from "./check-field.ts";
import { findGroup } from "./find-group.ts";
import {
  listEntryIds,
  putEntryKey,
  removeEntry,
  resolveEntryKey,
  takeBackEntryKey,
  type EntriesState,
} from "./resolve-entry-key.ts";

const key = (path: string, more: Partial<SettingsField> = {}): SettingsField => ({
  path,
  label: path,
  help: "",
  kind: "boolean",
  wanted: "true or false",
  advanced: false,
  perAccount: true,
  group: "groups",
  groupLabel: "Groups",
  ...more,
});
const mention = key("requireMention");
const state = (change: Partial<EntriesState>): EntriesState => ({ own: {}, saved: {}, above: {}, ...change });

describe("what counts for one group", () => {
  it("is its own word, then its word for all bots, then the entry for all groups, then the bot's, then the default", () => {
    const all = state({
      own: { cidA: { requireMention: false }, "*": { requireMention: true } },
      above: { cidA: { requireMention: true }, cidB: { requireMention: false } },
    });
    expect(resolveEntryKey(all, "cidA", mention, undefined)).toMatchObject({
      source: "here",
      value: false,
      beneath: { source: "inherited", value: true },
    });
    expect(resolveEntryKey(all, "cidB", mention, true)).toMatchObject({ source: "inherited", value: false });
    expect(resolveEntryKey(all, "cidC", mention, false)).toMatchObject({ source: "every", value: true });
    expect(resolveEntryKey(state({}), "cidC", mention, true)).toMatchObject({
      source: "follows",
      value: true,
    });
    const enabled = key("enabled", { default: true });
    expect(resolveEntryKey(state({}), "*", enabled, undefined)).toMatchObject({
      source: "default",
      value: true,
    });
    expect(resolveEntryKey(state({}), "*", key("skills"), undefined).source).toBe("none");
  });

  it("names each group once, the entry for all of them first", () => {
    const own = { cidB: {}, "*": {} };
    expect(listEntryIds(state({ own, above: { cidA: {}, cidB: {} } }))).toEqual(["*", "cidB", "cidA"]);
  });

  it("is no change once an edit is taken back, whatever was edited in between", () => {
    const saved = { cidA: { enabled: true, requireMention: true, skills: ["x"] } };
    const without = putEntryKey(saved, "cidA", "enabled", undefined);
    const changed = putEntryKey(without, "cidA", "requireMention", false);
    const now = state({ own: changed, saved });
    expect(resolveEntryKey(now, "cidA", mention, undefined).changed).toBe(true);
    const back = takeBackEntryKey(now, "cidA", "enabled");
    const all = takeBackEntryKey({ ...now, own: back }, "cidA", "requireMention");
    expect(JSON.stringify(all)).toBe(JSON.stringify(saved));
  });

  it("leaves nothing behind with the last group", () => {
    expect(removeEntry({ cidA: {}, cidB: {} }, "cidA")).toEqual({ cidB: {} });
    expect(removeEntry({ cidA: {} }, "cidA")).toBeUndefined();
  });

  it("cannot be sent while one of its values is wrong", () => {
    const groups = key("groups", {
      kind: "entries",
      keys: [key("mergeWindowMs", { kind: "number", maximum: 9 })],
    });
    expect(checkField(groups, { cidA: { mergeWindowMs: 5 } })).toBeUndefined();
    expect(checkField(groups, { cidA: { mergeWindowMs: 10 } })?.key).toBe("settings.wrong.entries");
    expect(checkField(groups, "{ not json")?.key).toBe("settings.wrong.object");
  });
});

const group = (conversationId: string, title: string) => ({ accountId: "main", conversationId, title });

describe("the group that somebody means", () => {
  const known = [group("cidA", "Project"), group("cidB", "Sales"), group("cidC", "Sales")];

  it("is found by its id, by a title, and by an id that nobody knows yet", () => {
    expect(findGroup(known, " cidA ")).toEqual({ kind: "found", id: "cidA" });
    expect(findGroup(known, "Project")).toEqual({ kind: "found", id: "cidA" });
    expect(findGroup([...known, { ...group("cidA", "Project"), accountId: "two" }], "Project")).toEqual({
      kind: "found",
      id: "cidA",
    });
    expect(findGroup(known, "cidNew==")).toEqual({ kind: "found", id: "cidNew==" });
    expect(findGroup(known, "*")).toEqual({ kind: "found", id: "*" });
  });

  it("is asked for again where a title means several, none, or nothing was entered", () => {
    expect(findGroup(known, "Sales")).toMatchObject({ key: "settings.entries.ambiguous" });
    expect(findGroup(known, "Another group")).toMatchObject({ key: "settings.entries.unknownTitle" });
    expect(findGroup(known, " ")).toMatchObject({ key: "settings.entries.addEmpty" });
  });
});
