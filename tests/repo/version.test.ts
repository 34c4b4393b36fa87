/** The version that the channel names to DingTalk is the package's. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { VERSION } from "../../src/channel/version.ts";

test("the channel's version is the package's", () => {
  const file = new URL("../../package.json", import.meta.url);
  expect(VERSION).toBe((JSON.parse(readFileSync(file, "utf8")) as { version: string }).version);
});
