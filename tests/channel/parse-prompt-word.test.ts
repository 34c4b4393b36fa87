/** The words by which people decide, and a question found in what the host hands over. */
import { describe, expect, it } from "vitest";
import { parsePromptWord } from "../../src/channel/approvals/parse-prompt-word.ts";
import { parseQuestionEnd } from "../../src/channel/host/prompt-host.ts";
import { parseQuestionPayload } from "../../src/channel/host/parse-question-payload.ts";

describe("what a person writes", () => {
  it.each([
    ["/approve 7KQ2 allow-once", { kind: "approve", id: "7KQ2", decision: "allow-once" }],
    ["/approve deny 7KQ2", { kind: "approve", id: "7KQ2", decision: "deny" }],
    ["/APPROVE 7kq2 Always", { kind: "approve", id: "7kq2", decision: "allow-always" }],
    ["/approve 7KQ2 同意", { kind: "approve", id: "7KQ2", decision: "allow-once" }],
    ["/answer 7KQ2 2", { kind: "answer", id: "7KQ2", number: 2 }],
  ])("is a decision: %s", (text, word) => {
    expect(parsePromptWord(text)).toEqual(word);
  });

  it.each([
    "approve 7KQ2 deny",
    "/approve 7KQ2",
    "/approve 7KQ2 perhaps",
    "/approve 7KQ2 constructor",
    "/answer 7KQ2 0",
    "/answer 7KQ2 two",
    "please /approve 7KQ2 deny",
  ])("is none: %s", (text) => {
    expect(parsePromptWord(text)).toBeUndefined();
  });
});

describe("a payload of the host", () => {
  const payload = {
    text: "…",
    channelData: { askUser: { questionId: "ask_1", optionValues: ["Yes", "No"] } },
    presentation: {
      blocks: [
        { type: "text", text: "Shall I?" },
        { type: "text", text: "guidance" },
        { type: "buttons", buttons: [] },
      ],
    },
  };

  it("with one question and its answers is a question", () => {
    expect(parseQuestionPayload(payload)).toEqual({
      questionId: "ask_1",
      question: "Shall I?",
      options: ["Yes", "No"],
    });
  });

  it.each([
    ["several answers at once", { ...payload, channelData: { askUser: { questionId: "ask_1" } } }],
    ["no presentation", { ...payload, presentation: undefined }],
    ["an ordinary text", { text: "hello" }],
    ["nothing", undefined],
  ])("with %s stays a text", (_what, other) => {
    expect(parseQuestionPayload(other)).toBeUndefined();
  });
});

it("tells how a question of the host has ended", () => {
  expect(parseQuestionEnd("Answered: Staging")).toEqual({ kind: "decided", value: "Staging" });
  expect(parseQuestionEnd("Answered")).toEqual({ kind: "decided", value: "" });
  expect(parseQuestionEnd("Expired")).toEqual({ kind: "expired" });
  expect(parseQuestionEnd("Cancelled")).toEqual({ kind: "cancelled" });
  for (const unknown of ["已回答：Staging", "", "Resolved: Staging"])
    expect(parseQuestionEnd(unknown)).toEqual({ kind: "settled" });
});
