/** DingTalk's addresses stand in one file, so that everything can be pointed at the emulator. */
import { describe, expect, it } from "vitest";
import { findHosts } from "./support/find-hosts.ts";
import { readSource, readSources } from "./support/source-files.ts";

describe("a literal DingTalk host", () => {
  it("stands in contract/endpoints.ts only", () => {
    expect(readSource("src/contract/endpoints.ts").text).toContain("https://api.dingtalk.com");
    expect(readSources().flatMap(findHosts)).toEqual([]);
  });

  it("is caught anywhere else", () => {
    const text = 'const url = "https://oapi.dingtalk.com/robot/send";';
    expect(findHosts({ path: "src/client/robot.ts", text })).toEqual([
      "src/client/robot.ts:1: oapi.dingtalk.com",
    ]);
    expect(findHosts({ path: "src/emulator/a.ts", text: "see open.DingTalk.com" })).toHaveLength(1);
    expect(findHosts({ path: "docs/a.md", text })).toEqual([]);
  });
});
