/**
 * Builds everything that ships: code, types, the pages and the plugin's manifest. Unchanged parts are skipped.
 * `node scripts/build.ts [--force]`
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { BUNDLE_ENTRIES, bundleCode } from "./build/bundle-code.ts";
import { bundleTypes, TYPED_ENTRIES } from "./build/bundle-types.ts";
import { runWhenChanged } from "./build/input-stamp.ts";
import { runNode } from "./build/run-node.ts";
import { workFolder } from "./gateway/project-paths.ts";

const BUILD_INPUTS = [
  "scripts/build.ts",
  "scripts/build",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
];
const CODE_INPUTS = [
  "index.ts",
  "setup-entry.ts",
  "src/contract",
  "src/lib",
  "src/client",
  "src/channel",
  "src/emulator",
  ...BUILD_INPUTS,
];
const MANIFEST_SCRIPT = "scripts/manifest.ts";
const PAGE_CONFIGS = ["src/web/vite.config.ts", "src/web/vite-console.config.ts"];
const PAGES = ["dist/web/chat/index.html", "dist/web/console/index.html"];

async function buildPages(): Promise<void> {
  for (const config of PAGE_CONFIGS)
    await runNode("node_modules/vite/bin/vite.js", ["build", "--config", config, "--logLevel", "warn"]);
}

/** Builds what has changed; returns the names of the steps that ran. */
export async function buildAll(): Promise<string[]> {
  const bundles = Object.keys(BUNDLE_ENTRIES).map((name) => `dist/${name}.js`);
  const typed = TYPED_ENTRIES.map((name) => `dist/types/${name}.d.ts`);
  const pageInputs = ["src/web", "src/contract", ...BUILD_INPUTS];
  const steps = [
    runWhenChanged("code", CODE_INPUTS, bundles, bundleCode).then((ran) => (ran ? ["code"] : [])),
    runWhenChanged("types", [...CODE_INPUTS, "tsconfig.types.json"], typed, bundleTypes).then((ran) =>
      ran ? ["types"] : [],
    ),
    runWhenChanged("pages", pageInputs, PAGES, buildPages).then((ran) => (ran ? ["pages"] : [])),
  ];
  const settled = await Promise.allSettled(steps);
  const failed = settled.find((step) => step.status === "rejected");
  if (failed) throw failed.reason as Error;
  const done = settled.flatMap((step) => (step.status === "fulfilled" ? step.value : []));
  const manifest = await runWhenChanged(
    "manifest",
    [...CODE_INPUTS, MANIFEST_SCRIPT],
    ["openclaw.plugin.json"],
    async () => {
      await runNode(MANIFEST_SCRIPT, ["--write"]);
    },
  );
  return manifest ? [...done, "manifest"] : done;
}

if (import.meta.main) {
  if (process.argv.includes("--force"))
    rmSync(join(workFolder, "build-stamps"), { recursive: true, force: true });
  const done = await buildAll();
  console.log(done.length > 0 ? `Built: ${done.join(", ")}.` : "Nothing to build.");
}
