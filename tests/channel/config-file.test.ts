/** Comments that a write would drop are seen, and addresses in texts are not taken for comments. */
import { expect, test } from "vitest";
import { hasComments } from "../../src/channel/host/config-file.ts";

test.each([
  ['{ "a": 1 }', false],
  ['{ "api": "https://example.com//x", "b": "/* no */" }', false],
  [String.raw`{ "a": "quote \" // still text" }`, false],
  ["{ a: 'it // is text' }", false],
  ['{ "a": 1 } // mine', true],
  ['{ /* mine */ "a": 1 }', true],
  ["", false],
])("a person who wrote %s has comments in it or not", (raw, expected) => {
  expect(hasComments(raw)).toBe(expected);
});
