/** The version that the channel names to DingTalk is the package's. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { OLDEST_HOST, TESTED_HOST, VERSION } from "../../src/channel/version.ts";

test("the channel's version is the package's", () => {
  const file = new URL("../../package.json", import.meta.url);
  expect(VERSION).toBe((JSON.parse(readFileSync(file, "utf8")) as { version: string }).version);
});

test("the release that doctor holds an OpenClaw against is the one of the lock", () => {
  const file = new URL("../../package.json", import.meta.url);
  const manifest = JSON.parse(readFileSync(file, "utf8")) as { devDependencies: { openclaw: string } };
  expect(TESTED_HOST).toBe(manifest.devDependencies.openclaw);
});

test("the oldest release that we promise is what the package asks for, everywhere the host looks", () => {
  const file = new URL("../../package.json", import.meta.url);
  const manifest = JSON.parse(readFileSync(file, "utf8")) as {
    peerDependencies: { openclaw: string };
    openclaw: { install: { minHostVersion: string }; compat: { pluginApi: string } };
  };
  const { install, compat } = manifest.openclaw;
  const asked = [manifest.peerDependencies.openclaw, install.minHostVersion, compat.pluginApi];
  expect(asked).toEqual(asked.map(() => `>=${OLDEST_HOST}`));
});
