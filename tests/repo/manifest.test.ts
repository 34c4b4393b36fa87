/** `openclaw.plugin.json` is generated from the one schema; the file in the tree is what would be generated. */
import { describe, expect, it } from "vitest";
import { renderManifest } from "../../scripts/manifest.ts";
import { stateMigrations } from "../../src/channel/doctor-contract-api.ts";
import { hasKey, type JsonSchema } from "./support/schema-keys.ts";
import { readSource } from "./support/source-files.ts";

const MANUAL_KEYS = [
  "enabled",
  "defaultAccount",
  "clientId",
  "clientSecret",
  "dmPolicy",
  "groupPolicy",
  "longTaskNoticeDelayMs",
  "enableAICard",
  "maxFileSizeMB",
  "inboundMedia.dir",
  "inboundMedia.keepDays",
  "accounts.bot1.name",
  "accounts.bot1.clientId",
  "accounts.bot2.enableAICard",
];

describe("openclaw.plugin.json", () => {
  it("is what the schema generates (else: node scripts/manifest.ts --write)", () => {
    expect(readSource("openclaw.plugin.json").text).toBe(renderManifest());
  });

  it("names the channel and knows every key that the manual names", () => {
    const manifest = JSON.parse(renderManifest()) as {
      channels: string[];
      channelConfigs: { dingtalk: { schema: JsonSchema } };
    };
    const { schema } = manifest.channelConfigs.dingtalk;
    expect(manifest.channels).toEqual(["dingtalk"]);
    expect(MANUAL_KEYS.filter((key) => !hasKey(schema, key.split(".")))).toEqual([]);
    expect(hasKey(schema, ["noSuchKey"])).toBe(false);
  });

  it("says which migrations there are: where it is silent, each start loads the set-up entry to look", () => {
    const { doctorContract } = JSON.parse(renderManifest()) as {
      doctorContract: { stateMigrations?: { id: string }[] };
    };
    expect(doctorContract.stateMigrations).toEqual(stateMigrations);
  });
});
