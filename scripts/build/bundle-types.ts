/**
 * Types of what the package exports, as few files as there are shared parts: OpenClaw copies a plugin file by file
 * each time it loads it, its types as well. zod's come along: a package that is named as a dependency is copied too,
 * wherever above the plugin it is found, and zod's 800 files took two seconds of a start.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { dts } from "rolldown-plugin-dts";
import { projectRoot, workFolder } from "../gateway/project-paths.ts";
import { runNode } from "./run-node.ts";

/** What has types of its own: name in `dist/types` and folder of `src`. */
export const TYPED_ENTRIES = ["client", "contract", "emulator"] as const;

const ZOD = "zod";

/** Writes `dist/types/*.d.ts`. Rejects with the compiler's words on the first error. */
export async function bundleTypes(): Promise<void> {
  const single = join(workFolder, "types");
  const dir = join(projectRoot, "dist", "types");
  for (const folder of [single, dir]) rmSync(folder, { recursive: true, force: true });
  await runNode("node_modules/typescript/bin/tsc", ["-p", "tsconfig.types.json", "--outDir", single]);
  const entries = TYPED_ENTRIES.map((name) => [name, join(single, "src", name, "index.d.ts")]);
  const bundle = await rolldown({
    input: Object.fromEntries(entries),
    external: (id) => !/^zod(?:\/|$)|^[./]|^[A-Za-z]:/.test(id),
    plugins: [dts({ dtsInput: true, emitDtsOnly: true })],
    logLevel: "warn",
  });
  try {
    await bundle.write({
      dir,
      format: "esm",
      chunkFileNames: "[name].d.ts",
      codeSplitting: { groups: [{ name: ZOD, test: /[\\/]node_modules[\\/]zod[\\/]/ }] },
    });
  } finally {
    await bundle.close();
  }
  // zod's declarations silence the compiler in comments, which a bundler drops.
  const zod = join(dir, `${ZOD}.d.ts`);
  writeFileSync(zod, `// @ts-nocheck\n${readFileSync(zod, "utf8")}`);
}
