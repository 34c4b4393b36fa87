/**
 * Bundles the plugin's entries, the client, the contract and the emulator into `dist` as ES modules, with all that
 * they need of other packages: OpenClaw copies a plugin and its dependencies file by file each time it loads it, so
 * that 1,500 files of dependencies cost seconds of every start. Only Node and the host stay imports.
 */
import { chmodSync, rmSync } from "node:fs";
import { join } from "node:path";
import { rolldown, type OutputChunk } from "rolldown";
import { projectRoot } from "../gateway/project-paths.ts";
import { chunksByNeed, type Needs } from "./chunks-by-need.ts";
import { licenseNotices } from "./license-notices.ts";
import { withoutCodeGeneration } from "./without-code-generation.ts";

/** Name in `dist` → source. */
export const BUNDLE_ENTRIES: Readonly<Record<string, string>> = {
  index: "index.ts",
  "setup-entry": "setup-entry.ts",
  "secret-contract-api": "src/channel/secret-contract-api.ts",
  "doctor-contract-api": "src/channel/doctor-contract-api.ts",
  client: "src/client/index.ts",
  contract: "src/contract/index.ts",
  emulator: "src/emulator/index.ts",
  bin: "src/emulator/bin.ts",
};

/** What is there where the plugin runs: Node's own modules and the host. */
const isThere = (id: string) => /^(?:node:|openclaw\/)/.test(id);

const NEEDS: Needs = {
  roots: {
    "index.ts": "plugin",
    "setup-entry.ts": "plugin",
    "src/channel/secret-contract-api.ts": "secrets",
    "src/channel/doctor-contract-api.ts": "doctor",
    "src/channel/account-work.ts": "account",
    "src/channel/console/gateway-console.ts": "console",
    "src/client/index.ts": "client",
    "src/contract/index.ts": "contract",
    "src/emulator/index.ts": "emulator",
    // What it reads of the disk must not share a file with what sends: OpenClaw's scanner takes that for a leak.
    "src/emulator/bin.ts": "bin",
  },
  late: "commands",
  first: { plugin: ["account", "console", "commands"] },
};

/** `ws` looks for native helpers unless its environment says not to; we ship none. */
const DEFINE = { "process.env.WS_NO_BUFFER_UTIL": '"1"', "process.env.WS_NO_UTF_8_VALIDATE": '"1"' };

function refuseForeignImports(chunks: readonly OutputChunk[]): void {
  const own = new Set(chunks.map(({ fileName }) => fileName));
  const imported = chunks.flatMap((chunk) => [...chunk.imports, ...chunk.dynamicImports]);
  const foreign = new Set(imported.filter((id) => !own.has(id) && !isThere(id)));
  if (foreign.size > 0)
    throw new Error(`The bundle imports what is not there where it runs: ${[...foreign].join(", ")}`);
}

/** Writes `dist/*.js` and `dist/chunks/*.js`. Rejects on the first error of the bundler. */
export async function bundleCode(): Promise<void> {
  const dist = join(projectRoot, "dist");
  const bundle = await rolldown({
    cwd: projectRoot,
    input: { ...BUNDLE_ENTRIES },
    platform: "node",
    // Chunks are made by who needs a module, so that an entry's own code may lie in one of them.
    preserveEntrySignatures: "allow-extension",
    external: isThere,
    transform: { define: DEFINE },
    plugins: [withoutCodeGeneration(), licenseNotices()],
    tsconfig: "tsconfig.json",
    logLevel: "warn",
  });
  try {
    rmSync(join(dist, "chunks"), { recursive: true, force: true });
    const { output } = await bundle.write({
      dir: dist,
      format: "esm",
      entryFileNames: "[name].js",
      chunkFileNames: "chunks/[name]-[hash].js",
      codeSplitting: {
        includeDependenciesRecursively: false,
        groups: [{ name: chunksByNeed(projectRoot, NEEDS), debugName: "by need" }],
      },
    });
    refuseForeignImports(output.filter((item) => item.type === "chunk"));
  } finally {
    await bundle.close();
  }
  chmodSync(join(dist, "bin.js"), 0o755);
}
