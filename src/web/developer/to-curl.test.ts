import { describe, expect, it } from "vitest";
import type { WireCall } from "../../contract/emulator-console.ts";
import { toCurl } from "./to-curl.ts";

const call: WireCall = {
  id: 1,
  kind: "call",
  at: 0,
  operation: "sendDirect",
  method: "POST",
  path: "/v1.0/robot/oToMessages/batchSend",
  query: {},
  headers: {
    "content-type": "application/json",
    "user-agent": "node",
    "x-acs-dingtalk-access-token": "***",
  },
  request: `{"text":"it's $(rm -rf /) \`x\`"}`,
  status: 200,
  billed: true,
  durationMs: 1,
};

describe("curl line", () => {
  it("a developer gets a line whose token is a variable and whose body a shell cannot take for its own", () => {
    expect(toCurl(call, "http://127.0.0.1:7420")).toBe(
      [
        "curl -X POST 'http://127.0.0.1:7420/v1.0/robot/oToMessages/batchSend'",
        `-H 'content-type: application/json'`,
        `-H "x-acs-dingtalk-access-token: $ACCESS_TOKEN"`,
        `--data-raw '{"text":"it'\\''s $(rm -rf /) \`x\`"}'`,
      ].join(" \\\n  "),
    );
  });

  it("a developer sees that a secret of the query was masked", () => {
    const { request: _, ...rest } = call;
    const get = { ...rest, method: "GET", path: "/gettoken", headers: {} };
    expect(toCurl({ ...get, query: { appkey: "a b", appsecret: "***" } }, "http://x")).toBe(
      "curl -X GET 'http://x/gettoken?appkey=a%20b&appsecret=***'",
    );
  });
});
