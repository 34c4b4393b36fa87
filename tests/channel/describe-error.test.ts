/** A call to DingTalk that failed, as a person reads it: in their language, with DingTalk's own code and words. */
import { describe, expect, it } from "vitest";
import { describeFailure } from "../../src/channel/status/describe-failure.ts";
import { describeError, describeThrown, readErrorFacts } from "../../src/channel/text/describe-error.ts";
import { createText } from "../../src/channel/text/text.ts";
import { classifyFailure } from "../../src/client/classify-failure.ts";
import { classifyThrown } from "../../src/client/classify-thrown.ts";
import { DingTalkError } from "../../src/client/index.ts";
import { recordedFailures, type RecordedFailure } from "../client/recorded-failures.ts";

const [en, zh] = [createText("en"), createText("zh-CN")];

function errorOf({ operation = "sendDirect", status, body }: RecordedFailure): DingTalkError {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const error = classifyFailure({ operation, status, text, clientId: "dingapp" });
  if (!error) throw new Error("that is no failure");
  return error;
}

describe("a failure that DingTalk answered with", () => {
  it("is one sentence of the person's language around DingTalk's code and words", () => {
    const error = errorOf({
      name: "a refused ticket",
      operation: "openConnection",
      status: 400,
      body: { code: "illegal.ua", message: "ua invalid" },
      code: "refused",
      hint: /./,
    });
    expect(describeError(error, en)).toBe(
      'DingTalk refused the call (openConnection · HTTP 400 · illegal.ua): "ua invalid"',
    );
    expect(describeError(error, zh)).toBe(
      "钉钉拒绝了这次调用（openConnection · HTTP 400 · illegal.ua）：“ua invalid”",
    );
  });

  it.each(recordedFailures.map((failure) => [failure.name, failure] as const))(
    "is told in Chinese without the client's English: %s",
    (_name, failure) => {
      const error = errorOf(failure);
      const { found, remedy } = describeFailure(error, zh);
      const { platformCode = "", platformMessage = "" } = error;
      expect(found).toContain(platformCode);
      expect(found).toContain(platformMessage);
      const ours = found
        .replace(platformMessage, "")
        .replace(
          `（${[error.operation, `HTTP ${failure.status}`, platformCode].filter(Boolean).join(" · ")}）`,
          "",
        );
      expect(ours).toMatch(/^[一-鿿]/);
      // Names and units stay as DingTalk writes them; an English word before another is a sentence of ours.
      expect(`${ours} ${remedy}`).not.toMatch(/\b(?:DingTalk|the|is|of|was|answered)\b/);
      expect(remedy).toMatch(/[一-鿿]/);
    },
  );

  it("keeps a secret in DingTalk's words to itself", () => {
    const details = {
      operation: "sessionWebhook",
      dispatched: "refused",
      platformMessage: "bad https://oapi.example.com/robot/sendBySession?session=very-secret",
    } as const;
    const said = describeError(new DingTalkError("refused", "no", details), zh);
    expect(said).toContain("session=***");
    expect(said).not.toContain("very-secret");
  });
});

it("a line that broke is told with the system's code", () => {
  const thrown = Object.assign(new TypeError("fetch failed"), {
    cause: Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }),
  });
  const error = classifyThrown("getAccessToken", thrown);
  expect(describeError(error, zh)).toBe("与钉钉的网络连接失败（getAccessToken · ECONNREFUSED）");
});

it("what is kept as JSON reads the same later", () => {
  const error = errorOf({
    name: "",
    status: 403,
    body: { code: "x.y", message: "z" },
    code: "refused",
    hint: /./,
  });
  const kept: unknown = JSON.parse(JSON.stringify(readErrorFacts(error)));
  const facts = readErrorFacts(kept);
  expect(facts && describeError(facts, zh)).toBe(describeError(error, zh));
});

it("any other error speaks for itself", () => {
  expect(describeThrown(new Error("the disk is full"), zh)).toBe("the disk is full");
  expect(readErrorFacts({ code: "ENOENT", operation: "open" })).toBeUndefined();
  expect(readErrorFacts(undefined)).toBeUndefined();
});
