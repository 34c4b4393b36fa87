/** The command line of `npm start`. */
import { describe, expect, it } from "vitest";
import { parseStartOptions, resolveLanguage } from "../../scripts/start/start-options.ts";

const parse = (args: readonly string[], env: Record<string, string> = {}) =>
  parseStartOptions(args, { LANG: "C", ...env });
const reason = (args: readonly string[], env?: Record<string, string>) => {
  const request = parse(args, env);
  return request.kind === "refused" ? request.reason : request.kind;
};

describe("npm start", () => {
  it("needs no argument", () => {
    expect(parse([])).toMatchObject({ kind: "start", options: { reset: false, build: true } });
  });

  it("refuses a flag it does not know and a stray word", () => {
    expect(reason(["--resett"])).toContain("--resett");
    expect(reason(["please"])).toContain("please");
  });

  it("takes a real model with its key from the environment only", () => {
    const args = ["--model-base-url", "https://models.example/v1/", "--model", "m1"];
    expect(reason(args)).toContain("OPENCLAW_DINGTALK_MODEL_KEY");
    expect(reason(args.slice(0, 2), { OPENAI_API_KEY: "k" })).toContain("belong together");
    expect(reason(["--model-base-url", "models", "--model", "m1"], { OPENAI_API_KEY: "k" })).toContain(
      "http",
    );
    expect(parse(args, { OPENAI_API_KEY: "k" })).toMatchObject({
      options: { model: { baseUrl: "https://models.example/v1", id: "m1", apiKey: "k" } },
    });
  });

  it("goes to DingTalk itself only with both credentials", () => {
    expect(reason(["--real"], { DINGTALK_CLIENT_ID: "a" })).toContain("DINGTALK_CLIENT_SECRET");
    const env = { DINGTALK_CLIENT_ID: "a", DINGTALK_CLIENT_SECRET: "b" };
    expect(parse(["--real"], env)).toMatchObject({
      options: { dingtalk: { clientId: "a", clientSecret: "b" } },
    });
  });

  it("speaks Chinese under a Chinese locale", () => {
    expect(resolveLanguage({ LANG: "zh_CN.UTF-8" })).toBe("zh");
    expect(resolveLanguage({ LC_ALL: "en_GB.UTF-8", LANG: "zh_CN.UTF-8" })).toBe("en");
  });
});
