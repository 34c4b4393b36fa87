/** The questions of set-up are data that a page can show, and its flags say the same. */
import { describe, expect, test } from "vitest";
import { accountKeys } from "../../src/channel/config/schema.ts";
import { QUESTIONS, refuseAnswer, type Question } from "../../src/channel/setup/questions.ts";
import { parseFlags } from "../../src/channel/setup/setup-flags.ts";
import { createText } from "../../src/channel/text/text.ts";

const all: readonly Question[] = Object.values(QUESTIONS);
const [en, zh] = [createText("en"), createText("zh-CN")];

test("every question and answer has words in both languages, and survives JSON", () => {
  expect(JSON.parse(JSON.stringify(QUESTIONS))).toEqual(QUESTIONS);
  for (const { message, options = [], flag } of all)
    for (const key of [
      message,
      ...options.flatMap(({ label, hint }) => [label, hint]),
      flag?.about ?? message,
    ])
      expect([en[key], zh[key]].every((sentence) => sentence.length > 0)).toBe(true);
});

test("the policies that are offered are those that the configuration takes", () => {
  for (const id of ["dmPolicy", "groupPolicy"] as const) {
    const values = QUESTIONS[id].options.map(({ value }) => value);
    expect(values.toSorted()).toEqual([...accountKeys[id].schema.options].toSorted());
    expect(QUESTIONS[id].initial).toBe(accountKeys[id].default);
  }
});

describe("an answer", () => {
  test("that is empty, has a blank or is no Client ID is refused with a reason", () => {
    expect(refuseAnswer(QUESTIONS.clientId, " ")).toBe("answerEmpty");
    expect(refuseAnswer(QUESTIONS.clientId, "ding abc123")).toBe("answerBlank");
    expect(refuseAnswer(QUESTIONS.clientId, "https://x.y")).toBe("answerNoClientId");
    expect(refuseAnswer(QUESTIONS.clientId, " dingabc123 ")).toBeUndefined();
    expect(refuseAnswer(QUESTIONS.clientSecret, "a b")).toBe("answerBlank");
    expect(refuseAnswer(QUESTIONS.dmPolicy, "closed")).toBe("answerNoOption");
  });
});

describe("flags", () => {
  test("become answers; the secret stays in its variable", () => {
    const flags = {
      account: "Bot2",
      clientId: "dingabc123",
      clientSecretEnv: "DT",
      aiCard: "off",
      allowFrom: "a, b",
    };
    expect(parseFlags(flags, en, { DT: "x" })).toEqual({
      kind: "answers",
      answers: {
        accountId: "bot2",
        clientId: "dingabc123",
        clientSecret: { source: "env", provider: "default", id: "DT" },
        enableAICard: false,
        allow: ["a", "b"],
      },
    });
  });

  test.each([
    [{ dmPolicy: "closed" }, "--dm-policy"],
    [{ clientSecretEnv: "DT" }, "--client-secret-env"],
    [{ clientSecretEnv: "not-a-name" }, "--client-secret-env"],
    [{ account: "///" }, "--account"],
    [{ aiCard: "yes" }, "--ai-card"],
    [{ requireMention: "yes" }, "--require-mention"],
  ])("that are wrong are named: %j", (flags, name) => {
    expect(parseFlags(flags, zh, {})).toMatchObject({
      kind: "refused",
      sentence: expect.stringContaining(name),
    });
  });
});
