import { describe, expect, it } from "vitest";
import { collectConfigIssues } from "../../src/channel/config/issues.ts";
import { describeIssue } from "../../src/channel/text/text.ts";

const issueAt = (section: unknown, path: string) =>
  collectConfigIssues(section).find((issue) => issue.path === `channels.dingtalk.${path}`);

describe("a person who looks for mistakes in the configuration", () => {
  it("reads the key, what was found and what is wanted", () => {
    const issue = issueAt({ longTaskNoticeDelayMs: "soon" }, "longTaskNoticeDelayMs");
    expect(issue && describeIssue(issue, "en")).toBe(
      'channels.dingtalk.longTaskNoticeDelayMs is "soon"; wanted: a number of milliseconds from 0 to 86400000 (0 = off). The value is ignored; the default 30000 is used.',
    );
    expect(issue && describeIssue(issue, "zh-CN")).toBe(
      'channels.dingtalk.longTaskNoticeDelayMs 的值是 "soon"，应为：0 到 86400000 之间的毫秒数（0 表示关闭）。该值被忽略，将使用默认值 30000。',
    );
  });

  it("is told which key was meant when one is misspelt", () => {
    expect(issueAt({ enableAiCard: true }, "enableAiCard")).toMatchObject({
      kind: "unknown",
      hint: { en: "Did you mean enableAICard?" },
    });
    expect(issueAt({ accounts: { b: { clientld: "x" } } }, "accounts.b.clientld")?.hint.en).toBe(
      "Did you mean clientId?",
    );
    expect(issueAt({ somethingElse: 1 }, "somethingElse")).toMatchObject({ kind: "unknown" });
  });

  it.each([
    "robotCode",
    "gatewayToken",
    "agentId",
    "corpId",
    "messageType",
    "cardTemplateId",
    "appKey",
    "debug",
  ])("is told that %s belongs to another plugin", (name) => {
    expect(issueAt({ [name]: "x" }, name)).toMatchObject({ kind: "outdated" });
  });

  it("never sees a secret in a report", () => {
    const section = {
      clientSecret: { source: "wrong", id: "hunter2-secret" },
      appSecret: "hunter2-secret",
      gatewayToken: "hunter2-secret",
      accounts: { b: { clientSecret: ["hunter2-secret"] } },
    };
    expect(collectConfigIssues(section)).toHaveLength(4);
    expect(JSON.stringify(collectConfigIssues(section))).not.toContain("hunter2");
  });

  it("is pointed to the place inside a nested key", () => {
    expect(
      issueAt({ groups: { cid1: { requireMention: "no" } } }, "groups.cid1.requireMention"),
    ).toMatchObject({
      kind: "wrong-type",
      found: '"no"',
      wanted: { en: "true or false" },
    });
    expect(issueAt({ inboundMedia: { keepDays: -1 } }, "inboundMedia.keepDays")).toMatchObject({
      found: "-1",
    });
    expect(issueAt({ inboundMedia: 7 }, "inboundMedia")).toMatchObject({ wanted: { en: "an object" } });
    expect(issueAt({ accounts: { b: 7 } }, "accounts.b")).toMatchObject({ found: "7" });
    expect(collectConfigIssues("hello")).toMatchObject([{ path: "channels.dingtalk", found: '"hello"' }]);
  });

  it("is told of settings that contradict each other", () => {
    expect(issueAt({ allowFrom: ["u1"] }, "allowFrom")).toMatchObject({ kind: "conflict" });
    expect(issueAt({ dmPolicy: "allowlist" }, "allowFrom")?.hint.en).toContain("nobody gets an answer");
    expect(issueAt({ defaultAccount: "x", accounts: { a: {} } }, "defaultAccount")).toMatchObject({
      kind: "conflict",
    });
    expect(issueAt({ accounts: { "Bot 1": {}, "bot-1": {} } }, "accounts.Bot 1")).toMatchObject({
      kind: "conflict",
    });
    const borrowed = { clientId: "a", clientSecret: "s", accounts: { b: { clientId: "b" } } };
    expect(issueAt(borrowed, "accounts.b.clientSecret")).toMatchObject({ kind: "conflict" });
  });

  it("has nothing to read when everything is right", () => {
    expect(collectConfigIssues(undefined)).toEqual([]);
    expect(collectConfigIssues({ clientId: "a", clientSecret: "b", allowFrom: ["*"] })).toEqual([]);
  });
});
