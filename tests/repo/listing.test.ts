/** What OpenClaw's maintainers ask of a package before they list it, as far as the archive shows it. */
import { beforeAll, describe, expect, it } from "vitest";
import { buildAll } from "../../scripts/build.ts";
import { catalogEntry } from "../../scripts/listing/catalog-entry.ts";
import { evaluateArtifact, type Proof } from "../../scripts/listing/evaluate-artifact.ts";
import { startLocalRegistry } from "../../scripts/listing/local-registry.ts";
import { readArtifact, type Artifact } from "../../scripts/listing/read-artifact.ts";
import { packPlugin, type PackedPlugin } from "../../scripts/pack.ts";
import { OLDEST_HOST, TESTED_HOST, VERSION } from "../../src/channel/version.ts";

const promises = { version: VERSION, oldestHost: OLDEST_HOST, testedHost: TESTED_HOST };
const failed = (proofs: readonly Proof[]) => proofs.filter(({ state }) => state === "failed");

let packed: PackedPlugin;
let artifact: Artifact;
beforeAll(async () => {
  await buildAll();
  packed = await packPlugin();
  artifact = readArtifact(packed.path);
});

describe("the archive", () => {
  it("is what the maintainers ask for", () => {
    expect(failed(evaluateArtifact(artifact, packed.integrity, promises))).toEqual([]);
    expect(artifact.files.toSorted()).toEqual(packed.files.toSorted());
    expect([artifact.size, artifact.unpackedSize]).toEqual([packed.size, packed.unpackedSize]);
  });

  it.each<[string, readonly string[], unknown, RegExp]>([
    ["a dependency", ["dependencies"], { ws: "8" }, /it has dependencies/],
    ["an install script", ["scripts", "postinstall"], "x", /npm would run postinstall/],
    ["a version that is a range", ["version"], "^0.1.0", /is not exact/],
    ["no licence", ["license"], undefined, /names no licence/],
    [
      "another oldest host",
      ["openclaw", "compat", "pluginApi"],
      ">=2020.1.1",
      /compat\.pluginApi is >=2020\.1\.1/,
    ],
    [
      "an entry that is not packed",
      ["openclaw", "runtimeSetupEntry"],
      "./dist/none.js",
      /not in the archive: \.\/dist\/none\.js/,
    ],
    [
      "a secret that is not marked",
      ["openclaw", "channel", "setup", "fields", "1", "sensitive"],
      false,
      /clientSecret is not marked as sensitive/,
    ],
    ["a peer that npm would fetch", ["peerDependencies", "zod"], ">=4", /npm would install the peers zod/],
  ])("would be refused with %s", (_what, path, value, why) => {
    const manifest = structuredClone(artifact.manifest) as Record<string, unknown>;
    const place = path.slice(0, -1).reduce((at, name) => at[name] as Record<string, unknown>, manifest);
    place[path.at(-1) ?? ""] = value;
    const [first, ...others] = failed(
      evaluateArtifact({ ...artifact, manifest }, packed.integrity, promises),
    );
    expect(first?.detail).toMatch(why);
    expect(others).toEqual([]);
  });

  it("would be refused when npm says another integrity", () => {
    expect(failed(evaluateArtifact(artifact, "sha512-other", promises))).toHaveLength(1);
  });
});

describe("the entry for the catalogue", () => {
  it("pins the exact version and the archive", () => {
    expect(catalogEntry(artifact)).toMatchObject({
      source: "external",
      kind: "channel",
      openclaw: {
        plugin: { id: "dingtalk" },
        channel: { id: "dingtalk" },
        install: {
          npmSpec: `openclaw-dingtalk@${VERSION}`,
          expectedIntegrity: packed.integrity,
          defaultChoice: "npm",
        },
      },
    });
  });

  it("leads npm to that archive: the registry of the proof serves it and nothing else", async () => {
    const registry = await startLocalRegistry(packed.path);
    try {
      const about = await fetch(`${registry.url}/openclaw-dingtalk`);
      const { versions } = (await about.json()) as {
        versions: Record<string, { dist: { integrity: string; tarball: string } }>;
      };
      const { integrity, tarball } = versions[VERSION]?.dist ?? { integrity: "", tarball: "" };
      const bytes = await (await fetch(tarball)).arrayBuffer();
      expect([integrity, bytes.byteLength]).toEqual([packed.integrity, packed.size]);
      expect((await fetch(`${registry.url}/zod`)).status).toBe(404);
    } finally {
      await registry.close();
    }
  });
});
