import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { WireCall } from "../../contract/emulator-console.ts";
import { toCurl } from "./to-curl.ts";

const WORDS = { secret: "set the secret", masked: "was masked", file: "name a file" };
const ORIGIN = "http://127.0.0.1:7420";
const call: WireCall = {
  id: 1,
  kind: "call",
  at: 0,
  operation: "sendDirect",
  clientId: "dingone",
  method: "POST",
  path: "/v1.0/robot/oToMessages/batchSend",
  query: {},
  headers: {
    "content-type": "application/json",
    "user-agent": "node",
    "x-acs-dingtalk-access-token": "***",
  },
  request: `{"text":"it's $(rm -rf /) \`x\` $HOME"}`,
  status: 200,
  billed: true,
  durationMs: 1,
};

/** What `curl` gets from a POSIX shell, one argument a line; the token's own call answers like the platform. */
function inShell(lines: string, env: Record<string, string> = {}): string[] {
  const script = `curl() {
    case "$*" in
      *"/v1.0/oauth2/accessToken"*"dingone"*"s3cret"*) echo '{"accessToken":"t0ken","expireIn":7200}' ;;
      *) printf '%s\\n' "$@" ;;
    esac
  }
  ${lines}`;
  const output = execFileSync("sh", ["-c", script], {
    env: { PATH: process.env["PATH"] ?? "", ...env },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  return output.trimEnd().split("\n");
}

describe("curl line", () => {
  it("a developer pastes it with the secret set, and the call goes out with a fresh token and its very body", () => {
    expect(inShell(toCurl(call, ORIGIN, WORDS), { CLIENT_SECRET: "s3cret" })).toEqual([
      "-X",
      "POST",
      `${ORIGIN}/v1.0/robot/oToMessages/batchSend`,
      "-H",
      "content-type: application/json",
      "-H",
      "x-acs-dingtalk-access-token: t0ken",
      "--data-raw",
      call.request,
    ]);
  });

  it("a developer who has not set the secret is told so, and nothing is sent", () => {
    expect(() => inShell(toCurl(call, ORIGIN, WORDS))).toThrow("set the secret");
  });

  it("a developer fills in a secret of a query or a body by its name", () => {
    const { request: _, ...rest } = call;
    const query = { appkey: "a b", appsecret: "***" };
    const get = { ...rest, method: "GET", path: "/gettoken", headers: {}, query };
    const shown = inShell(toCurl(get, ORIGIN, WORDS), { CLIENT_SECRET: "s3cret" });
    expect(shown.at(-1)).toBe(`${ORIGIN}/gettoken?appkey=a%20b&appsecret=s3cret`);
    const hook = { ...call, headers: {}, query: { session: "***" }, request: '{"deviceCode":"***","n":1}' };
    expect(() => inShell(toCurl(hook, ORIGIN, WORDS), { SESSION: "x" })).toThrow("was masked");
    expect(inShell(toCurl(hook, ORIGIN, WORDS), { SESSION: "x", DEVICE_CODE: "y" })).toEqual(
      expect.arrayContaining([expect.stringContaining("?session=x"), '{"deviceCode":"y","n":1}']),
    );
  });

  it("a developer names a file for a body that the log has not kept, and the form's border is curl's own", () => {
    const headers = { "content-type": "multipart/form-data; boundary=b" };
    const upload = { ...call, headers, query: {}, request: "[1234 bytes that are not JSON]" };
    expect(() => inShell(toCurl(upload, ORIGIN, WORDS))).toThrow("name a file");
    const form = inShell(toCurl(upload, ORIGIN, WORDS), { BODY_FILE: "a.png" });
    expect(form.slice(-2)).toEqual(["-F", "media=@a.png"]);
    expect(form.join(" ")).not.toContain("boundary");
    const cut = { ...call, headers: {}, request: '{"a":"b… [30000 characters]' };
    expect(inShell(toCurl(cut, ORIGIN, WORDS), { BODY_FILE: "b.json" }).at(-1)).toBe("@b.json");
  });
});
