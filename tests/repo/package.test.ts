/** What `npm publish` would ship, and what loading the plugin would load. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { beforeAll, describe, expect, it } from "vitest";
import { buildAll } from "../../scripts/build.ts";
import { packPlugin } from "../../scripts/pack.ts";
import { fakeBrowser } from "../support/fake-browser.ts";
import { projectRoot } from "./support/source-files.ts";
import { walkStaticGraph } from "./support/static-graph.ts";
import { typeCheck } from "./support/type-check.ts";

const SHIPPED =
  /^(?:dist\/.+|openclaw\.plugin\.json|package\.json|README(?:\.zh-CN)?\.md|CHANGELOG\.md|LICENSE|docs\/.+\.md|docs\/card-template\.json)$/;
/** What only the emulator needs: neither may be loaded with the plugin. */
const EMULATOR_PACKAGE = /class Hono\b/;
const EMULATOR_CODE = /createEmulator|\/_emulator/;
const MADE_UP_SECRETS = /local-emulator-secret-of-no-worth/g;
const SECRETS =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|\bsk-[A-Za-z0-9]{20,}|\bghp_[A-Za-z0-9]{20,}|\bnpm_[A-Za-z0-9]{30,}/;

let files: readonly string[] = [];
beforeAll(async () => {
  await buildAll();
  files = (await packPlugin()).files;
});

const read = (path: string) => readFileSync(join(projectRoot, path), "utf8");
const isEmulatorCode = (text: string) => EMULATOR_CODE.test(text);

describe("the package", () => {
  it("ships what runs and nothing of the workshop", () => {
    expect(files.filter((path) => !SHIPPED.test(path))).toEqual([]);
    for (const name of [
      "index",
      "setup-entry",
      "secret-contract-api",
      "client",
      "contract",
      "emulator",
      "bin",
    ]) {
      expect(files).toContain(`dist/${name}.js`);
    }
    for (const name of ["client", "contract", "emulator"]) {
      expect(files).toContain(`dist/types/${name}.d.ts`);
    }
    expect(files).toContain("openclaw.plugin.json");
    expect(files).toContain("dist/web/chat/index.html");
    expect(files).toContain("dist/web/console/index.html");
  });

  it("points at files that it ships", () => {
    const manifest = JSON.parse(read("package.json")) as {
      bin: Record<string, string>;
      exports: Record<string, string | Record<string, string>>;
      openclaw: { runtimeExtensions: string[]; runtimeSetupEntry: string };
    };
    const exported = Object.values(manifest.exports).flatMap((entry) =>
      typeof entry === "string" ? [entry] : Object.values(entry),
    );
    const { runtimeExtensions, runtimeSetupEntry } = manifest.openclaw;
    const named = [...Object.values(manifest.bin), ...exported, ...runtimeExtensions, runtimeSetupEntry];
    expect(named.filter((path) => !files.includes(path.replace(/^\.\//, "")))).toEqual([]);
  });

  it("ships no secret and no file over 2 MB", () => {
    const texts = files.filter((path) => /\.(?:js|json|md|html|css|ts)$/.test(path));
    expect(texts.filter((path) => SECRETS.test(read(path).replace(MADE_UP_SECRETS, "")))).toEqual([]);
    expect(texts.filter((path) => read(path).length > 2_000_000)).toEqual([]);
    expect(SECRETS.test(`key: sk-${"a".repeat(24)}`)).toBe(true);
  });

  it("brings everything it runs with: nothing is fetched or copied beside it", () => {
    const manifest = JSON.parse(read("package.json")) as Record<string, Record<string, string> | undefined>;
    expect(manifest["dependencies"] ?? manifest["optionalDependencies"]).toBeUndefined();
    // A peer that lies anywhere above the plugin is copied as well, whether it is optional or not.
    expect(Object.keys(manifest["peerDependencies"] ?? {})).toEqual(["openclaw"]);
    const graphs = ["index", "setup-entry", "client", "contract", "emulator"].map((name) =>
      walkStaticGraph(join(projectRoot, "dist", `${name}.js`)),
    );
    const packages = new Set(graphs.flatMap((graph) => graph.packages));
    expect([...packages].filter((name) => !/^(?:node:|openclaw\/)/.test(name))).toEqual([]);
    expect(read("dist/third-party-licenses.txt")).toMatch(/^zod [\d.]+ \(MIT\)$/m);
  });

  it("gives a TypeScript project the types of what it imports", () => {
    const right = `
      import { createDingTalkClient, type DingTalkError } from "openclaw-dingtalk/client";
      import { OPERATIONS } from "openclaw-dingtalk/contract";
      import { createEmulator, type Emulator } from "openclaw-dingtalk/emulator";
      export const start = (): Promise<Emulator> => createEmulator({ qps: 20 });
      export const codeOf = (error: DingTalkError): string => error.code;
      export const all = [createDingTalkClient, OPERATIONS];`;
    expect(typeCheck(right)).toEqual([]);
    expect(typeCheck(right.replace("qps: 20", 'qps: "20"'))).toEqual([expect.stringContaining("string")]);
    expect(files.filter((path) => path.endsWith(".d.ts")).length).toBeLessThan(20);
  });

  it("has a command that npx runs with nothing beside it, and that opens the page in the browser", async () => {
    await using browser = await fakeBrowser();
    const { path: tarball } = await packPlugin();
    const folder = mkdtempSync(join(tmpdir(), "emulator-by-npx-"));
    const args = ["--yes", "--offline", `--cache=${join(folder, "cache")}`, `--package=${tarball}`];
    const child = spawn("npx", [...args, "openclaw-dingtalk", "emulator", "--port", "0", "--open"], {
      cwd: folder,
      detached: true,
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, ...browser.env, DISPLAY: ":0" },
    });
    try {
      const [line = ""] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
      const url = /http:\S+/.exec(line)?.[0];
      expect((await fetch(`${url}/_emulator/state`)).status).toBe(200);
      const opened = () => readFile(join(browser.folder, "opened"), "utf8").catch(() => "");
      await expect.poll(opened, { timeout: 30_000 }).toBe(url);
    } finally {
      process.kill(-(child.pid ?? 0), "SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    }
  }, 60_000);

  it("has a command that a shell can start", () => {
    expect(read("dist/bin.js").startsWith("#!/usr/bin/env node\n")).toBe(true);
  });
});

describe("loading the plugin", () => {
  it.each(["index", "setup-entry", "secret-contract-api", "client"])("%s loads no emulator", (name) => {
    const graph = walkStaticGraph(join(projectRoot, "dist", `${name}.js`));
    const texts = graph.files.map((path) => readFileSync(path, "utf8"));
    expect(texts.some((text) => EMULATOR_PACKAGE.test(text))).toBe(false);
    expect(texts.some(isEmulatorCode)).toBe(false);
  });

  it("would be caught loading one", () => {
    const emulator = walkStaticGraph(join(projectRoot, "dist", "emulator.js"));
    const texts = emulator.files.map((path) => readFileSync(path, "utf8"));
    expect(texts.some((text) => EMULATOR_PACKAGE.test(text))).toBe(true);
    expect(texts.some(isEmulatorCode)).toBe(true);
    const planted = new Map([
      ["/d/index.js", 'import "./chunks/a.js"; const later = () => import("./b.js");'],
      ["/d/chunks/a.js", 'export { serve } from "./vendor-hono-node-server.js"; import "openclaw/x";'],
    ]);
    const graph = walkStaticGraph("/d/index.js", (path) => planted.get(path) ?? "");
    expect(graph.files).toEqual(["/d/index.js", "/d/chunks/a.js", "/d/chunks/vendor-hono-node-server.js"]);
    expect(graph.packages).toEqual(["openclaw/x"]);
  });

  // The host loads the plugin up to four times a start, and lets one of them work.
  it.each(["index", "setup-entry"])("%s loads nothing yet that runs an account", (name) => {
    const { files: loaded, packages } = walkStaticGraph(join(projectRoot, "dist", `${name}.js`));
    // A terminal's prompts, for commands that ask.
    expect(packages).not.toContain("openclaw/plugin-sdk/setup-runtime");
    const code =
      /function startAccount\b|class DingTalkError\b|DingTalkError = class|class (?:WebSocket|JsonParser)\b/;
    const works = (path: string) => code.test(readFileSync(path, "utf8"));
    expect(loaded.filter(works)).toEqual([]);
    expect(walkStaticGraph(join(projectRoot, "dist", "client.js")).files.some(works)).toBe(true);
  });

  it("loads a client and a contract that need no OpenClaw", () => {
    for (const name of ["client", "contract", "emulator"]) {
      const graph = walkStaticGraph(join(projectRoot, "dist", `${name}.js`));
      expect(graph.packages.filter((specifier) => specifier.startsWith("openclaw"))).toEqual([]);
    }
  });
});
