import * as fc from "fast-check";
import { buildChannelAccountSchemaParts } from "openclaw/plugin-sdk/channel-config-schema";
import { buildSecretInputSchema } from "openclaw/plugin-sdk/secret-input";
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { renderManifest } from "../../scripts/manifest.ts";
import { describeKeys, keysAsMarkdown } from "../../src/channel/config/describe-keys.ts";
import { buildUiHints } from "../../src/channel/config/hints.ts";
import { channelJsonSchema } from "../../src/channel/config/json-schema.ts";
import { LEGACY_KEYS } from "../../src/channel/config/legacy.ts";
import { accountKeys, channelSchema, rootOnlyKeys } from "../../src/channel/config/schema.ts";
import { secretInputSchema } from "../../src/channel/config/secret-input.ts";
import { dingtalkConfigSchema } from "../../src/channel/host/config-schema.ts";

const manualExample = {
  enabled: true,
  clientId: "dingxxxxxx",
  clientSecret: "your-app-secret",
  longTaskNoticeDelayMs: 30000,
  enableAICard: true,
  maxFileSizeMB: 100,
  inboundMedia: { dir: "~/.openclaw/media/dingtalk/inbound", keepDays: 7 },
};
/** The table of the published manual: key, type, default. */
const manualTable = [
  ["enabled", "boolean", "true"],
  ["defaultAccount", "string", '"default", else the first account'],
  ["clientId", "string", "–"],
  ["clientSecret", "string / secret", "–"],
  ["dmPolicy", "string", '"open"'],
  ["groupPolicy", "string", '"open"'],
  ["longTaskNoticeDelayMs", "number", "30000"],
  ["enableAICard", "boolean", "true"],
  ["maxFileSizeMB", "number", "100"],
  ["inboundMedia.dir", "string", "~/.openclaw/media/dingtalk/inbound"],
  ["inboundMedia.keepDays", "number", "7"],
];

describe("the schema", () => {
  it("accepts the manual's example, unknown keys, and nothing at all", () => {
    for (const section of [manualExample, {}, { robotCode: "x", accounts: { b: { debug: true } } }])
      expect(channelSchema.safeParse(section).success).toBe(true);
  });

  it("is the manual's table in types and defaults", () => {
    const rows = describeKeys("en").map((row) => [row.key, row.type, row.default]);
    for (const row of manualTable) expect(rows).toContainEqual(row);
    expect(
      describeKeys("en")
        .filter((row) => row.origin === "manual" && row.key !== "name")
        .map((row) => row.key)
        .toSorted(),
    ).toEqual(manualTable.map(([key]) => key).toSorted());
  });

  it("writes no default and requires nothing, so that an account inherits from the top level", () => {
    const text = JSON.stringify(channelJsonSchema());
    expect(text).not.toContain('"default":');
    expect(channelJsonSchema()["required"]).toBeUndefined();
  });

  it("knows every key that the host's own machinery may write", () => {
    const { accountShape } = buildChannelAccountSchemaParts({});
    const unknown = Object.keys(accountShape).filter((key) => !(key in accountKeys) && !(key in LEGACY_KEYS));
    expect(unknown).toEqual([]);
  });

  it("takes as a secret what the host takes", () => {
    const ref = fc.record({
      source: fc.constantFrom("env", "store", "file", "exec", "vault"),
      provider: fc.constantFrom("default", "Bad", ""),
      id: fc.constantFrom("TOKEN", "/a/b", "value", "lower"),
    });
    fc.assert(
      fc.property(fc.oneof(fc.string(), ref, fc.anything()), (value) => {
        const host = buildSecretInputSchema().safeParse(value).success;
        const ours = secretInputSchema.safeParse(value).success;
        // File and exec ids are checked by the host when it resolves them.
        if (host) expect(ours).toBe(true);
        if (!ours) expect(host).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it("is the same for the host's runtime and for the manifest", () => {
    expect(dingtalkConfigSchema.schema).toEqual(channelJsonSchema());
  });
});

describe("what people read about the keys", () => {
  it("has a label and a help in both languages for every key", () => {
    for (const language of ["en", "zh"] as const)
      for (const row of describeKeys(language))
        expect([row.key, row.label, row.help, row.wanted].every((text) => text.trim() !== "")).toBe(true);
    expect(describeKeys("zh").every((row) => /[一-鿿]|Markdown/.test(row.label + row.help))).toBe(true);
    expect(describeKeys("en").some((row) => /[一-鿿]/.test(row.label + row.help))).toBe(false);
  });

  it("hides the secret in forms at both places", () => {
    const hints = buildUiHints();
    expect(hints["clientSecret"]?.sensitive).toBe(true);
    expect(hints["accounts.*.clientSecret"]?.sensitive).toBe(true);
    expect(Object.keys(hints)).toContain("inboundMedia.keepDays");
  });

  it("fits into one Markdown table", () => {
    const lines = keysAsMarkdown("zh").split("\n");
    expect(lines).toHaveLength(describeKeys("zh").length + 2);
    for (const line of lines) expect(line.split("|")).toHaveLength(6);
  });

  it("names no outdated key that is a key today", () => {
    const known = new Set([...Object.keys(accountKeys), ...Object.keys(rootOnlyKeys)]);
    expect(Object.keys(LEGACY_KEYS).filter((name) => known.has(name))).toEqual([]);
  });
});

describe("the manifest", () => {
  it("on disk is the one that the schema generates", () => {
    const file = path.join(import.meta.dirname, "..", "..", "openclaw.plugin.json");
    expect(fs.readFileSync(file, "utf8")).toBe(renderManifest());
  });

  it("declares the channel and its commands before any of our code runs", () => {
    expect(JSON.parse(renderManifest())).toMatchObject({
      id: "dingtalk",
      channels: ["dingtalk"],
      cliCommands: [{ name: "china", hasSubcommands: true }],
      channelConfigs: { dingtalk: { schema: { type: "object" } } },
    });
  });
});
