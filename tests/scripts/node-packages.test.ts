/** Which Node the bootstrap accepts and which it brings. */
import { describe, expect, it } from "vitest";
// @ts-expect-error plain JavaScript without types, so that it runs before anything is installed
import { NODE_PACKAGES, NODE_RANGE, satisfiesNodeRange } from "../../scripts/node-packages.mjs";
import { readSource } from "../repo/support/source-files.ts";

const accepts = satisfiesNodeRange as (version: string) => boolean;
const packages = NODE_PACKAGES as Record<string, { version: string; integrity: string }>;

describe("the bootstrap's Node", () => {
  it("is judged as the host judges it", () => {
    const host = JSON.parse(readSource("node_modules/openclaw/package.json").text) as {
      engines: { node: string };
    };
    expect(NODE_RANGE).toBe(host.engines.node);
    const accepted = ["v24.16.0", "v24.21.0", "v26.1.0", "v27.0.0"];
    const refused = ["v20.20.2", "v22.23.0", "v24.15.9", "v25.9.0", "v26.0.0"];
    expect([...accepted, ...refused].filter(accepts)).toEqual(accepted);
  });

  it("is pinned with its integrity for every platform", () => {
    const entries = Object.values(packages);
    expect(entries.length).toBeGreaterThanOrEqual(5);
    expect(entries.filter((entry) => !accepts(entry.version))).toEqual([]);
    expect(entries.filter((entry) => !/^sha512-[\w+/]{86}==$/.test(entry.integrity))).toEqual([]);
  });
});
