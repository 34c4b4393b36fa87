/**
 * The packed plugin through the host's own installer, with the two consents that every plugin from outside its
 * catalogue needs; then what the host's loader, doctor and code scanner say of it.
 */
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HostCliResult } from "../../scripts/gateway/host-cli.ts";
import { installPlugin } from "../../scripts/gateway/install-plugin.ts";
import { prepareGatewayState, type GatewayState } from "../support/gateway.ts";
import { packedTarball } from "../support/packed-tarball.ts";

interface Inspection {
  readonly plugin: {
    readonly status: string;
    readonly imported: boolean;
    readonly channelIds: readonly string[];
    readonly rootDir: string;
    readonly dependencyStatus: { readonly missing: readonly string[] };
  };
  readonly diagnostics: readonly unknown[];
}
interface Finding {
  readonly checkId: string;
  readonly title: string;
  readonly detail?: string;
}

let state: GatewayState;
let installed: HostCliResult;
let inspection: Inspection;
beforeAll(async () => {
  const stateDir = mkdtempSync(join(tmpdir(), "openclaw-dingtalk-install-"));
  state = await prepareGatewayState({ model: { baseUrl: "http://127.0.0.1:9/v1" }, tarball: null, stateDir });
  installed = await installPlugin(stateDir, packedTarball());
  inspection = JSON.parse(
    (await state.cli(["plugins", "inspect", "dingtalk", "--runtime", "--json"])).stdout,
  );
}, 180_000);
afterAll(() => state?.remove());

describe("the host's installer", () => {
  test("takes the tarball with the ordinary consents and warns of its origin only", () => {
    expect(installed.code).toBe(0);
    expect(installed.output).toContain("Installed plugin: dingtalk");
    const warnings = installed.output.split("\n").filter((line) => /warn|danger|suspicious|scan/i.test(line));
    expect(warnings).toEqual([expect.stringMatching(/^WARNING - Installing plugin from local archive: /)]);
  });
});

describe("the host's loader", () => {
  test("runs the plugin's code and finds its channel and all its packages", () => {
    expect(inspection.plugin).toMatchObject({ status: "loaded", imported: true, channelIds: ["dingtalk"] });
    expect(inspection.plugin.dependencyStatus.missing).toEqual([]);
    expect(inspection.diagnostics).toEqual([]);
  });

  test("and its doctor find nothing wrong", async () => {
    const { output } = await state.cli(["plugins", "doctor"]);
    expect(output).toMatch(
      /^Plugin discovery, module loading, compatibility, and configuration checks passed/,
    );
    expect(output).not.toContain("dingtalk");
  });
});

describe("the host's audit", () => {
  test("finds nothing to say about the plugin's code", async () => {
    const { stdout } = await state.cli(["security", "audit", "--deep", "--json"], { allowFailure: true });
    const { findings } = JSON.parse(stdout) as { findings: readonly Finding[] };
    expect(findings.map(({ checkId }) => checkId)).toContain("summary.attack_surface");
    const code = findings.filter(({ checkId }) => /code_safety|scan/.test(checkId));
    expect(code.map(({ title, detail }) => `${title}\n${detail ?? ""}`)).toEqual([]);
  });

  test("has been shown the code as it is: no text is put together from pieces to get past it", () => {
    const dist = join(inspection.plugin.rootDir, "dist");
    const names = readdirSync(dist, { recursive: true, encoding: "utf8" });
    const foreign = /^web|^chunks.vendor-/;
    const ours = names.filter((name) => name.endsWith(".js") && !foreign.test(name));
    expect(ours.length).toBeGreaterThan(5);
    const tricks = [
      /(["'])[^"'\n]*\1\s*\+\s*["']/,
      /fromCharCode|\batob\(|\bunescape\(/,
      /(?:process|globalThis)\[/,
    ];
    const found = ours.flatMap((name) => {
      const text = readFileSync(join(dist, name), "utf8");
      return tricks.flatMap(
        (trick) =>
          trick
            .exec(text)
            ?.slice(0, 1)
            .map((hit) => `${name}: ${hit}`) ?? [],
      );
    });
    expect(found).toEqual([]);
  });
});
