/** What the redaction of texts takes and what it leaves: a sentence about a token is no token. */
import { expect, test } from "vitest";
import { redact } from "../../src/lib/redact.ts";

test("a sentence that names an operation keeps its words", () => {
  const sentence = "getAccessToken: DingTalk answered 400 invalidClientIdOrSecret";
  expect(redact(sentence)).toBe(sentence);
});

test("a token or a secret behind its name goes", () => {
  for (const text of [
    "accessToken: abc123",
    '{"accessToken":"abc123"}',
    "access_token=abc123",
    "clientSecret: abc123",
    "https://example.com/x?access_token=abc123&a=1",
  ])
    expect(redact(text)).not.toContain("abc123");
});

test("the place in a list that goes on is no secret, whatever it is called", () => {
  const page = { nextToken: 20, next_token: "20", list: [] };
  expect(redact({ ...page, token: "abc123", nextAccessToken: "abc123" })).toEqual({
    ...page,
    token: "***",
    nextAccessToken: "***",
  });
});
