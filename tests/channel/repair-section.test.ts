/** Wrong types with a clear meaning are put right by the host's doctor; nothing else is touched. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { repairSection } from "../../src/channel/config/repair-section.ts";
import { channelSchema } from "../../src/channel/config/schema.ts";
import { legacyConfigRules, normalizeCompatibilityConfig } from "../../src/channel/doctor-contract-api.ts";

describe("a hand-written value of a wrong type", () => {
  it("is put right where its meaning is clear, wherever it stands", () => {
    const { section, repairs } = repairSection({
      enableAICard: "false",
      longTaskNoticeDelayMs: "30000",
      dmPolicy: "Pairing",
      allowFrom: "lina02, zhangwei01",
      clientId: 12345,
      inboundMedia: { keepDays: "7" },
      groups: { cidA: { requireMention: "no", allowFrom: 7 } },
      accounts: { two: { maxFileSizeMB: "20", groups: { "*": { enabled: "off" } } } },
    });
    expect(section).toEqual({
      enableAICard: false,
      longTaskNoticeDelayMs: 30_000,
      dmPolicy: "pairing",
      allowFrom: ["lina02", "zhangwei01"],
      clientId: "12345",
      inboundMedia: { keepDays: 7 },
      groups: { cidA: { requireMention: false, allowFrom: [7] } },
      accounts: { two: { maxFileSizeMB: 20, groups: { "*": { enabled: false } } } },
    });
    expect(repairs.map(({ path }) => path.replace("channels.dingtalk.", "")).toSorted()).toEqual([
      "accounts.two.groups.*.enabled",
      "accounts.two.maxFileSizeMB",
      "allowFrom",
      "clientId",
      "dmPolicy",
      "enableAICard",
      "groups.cidA.allowFrom",
      "groups.cidA.requireMention",
      "inboundMedia.keepDays",
      "longTaskNoticeDelayMs",
    ]);
    expect(channelSchema.safeParse(section).success).toBe(true);
  });

  it("that leaves room for doubt, or would open a door, stays as it is", () => {
    const section = {
      enableAICard: "perhaps",
      maxFileSizeMB: "much",
      dmPolicy: "closed",
      inboundMedia: { keepDays: "-1" },
      allowFrom: { a: 1 },
      unknown: "true",
      groups: "all",
    };
    expect(repairSection(section)).toEqual({ section, repairs: [] });
  });

  it("is never made worse, and nothing else changes", () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 3 }), (section) => {
        const { section: repaired, repairs } = repairSection(section);
        if (repairs.length === 0) expect(repaired).toBe(section);
        if (channelSchema.safeParse(section).success) expect(repairs).toEqual([]);
      }),
    );
  });

  it("is named to the person with what it was and is; a secret is not shown", () => {
    const channels = { dingtalk: { clientSecret: 987_654, enableAICard: "yes" }, other: { a: 1 } };
    const { config, changes } = normalizeCompatibilityConfig({ cfg: { channels, agents: {} } });
    expect(config).toMatchObject({
      channels: { dingtalk: { clientSecret: "987654", enableAICard: true }, other: { a: 1 } },
      agents: {},
    });
    expect(changes.join("\n")).toContain("channels.dingtalk.enableAICard");
    expect(changes.join("\n")).not.toContain("987654");
    const [rule] = legacyConfigRules;
    expect([rule?.match(channels.dingtalk), rule?.match({ enableAICard: true })]).toEqual([true, false]);
    const untouched = { channels: { dingtalk: { enableAICard: true } } };
    expect(normalizeCompatibilityConfig({ cfg: untouched })).toEqual({ config: untouched, changes: [] });
  });
});
