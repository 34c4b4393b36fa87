/**
 * Bundles the plugin's entries, the client, the contract and the emulator into `dist` as ES modules.
 * Packages stay imports; one that is not among our dependencies is an error, because it would not be installed.
 */
import { chmodSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { rolldown, type OutputChunk } from "rolldown";
import { projectRoot } from "../gateway/project-paths.ts";

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

const isPackage = (id: string) => !id.startsWith(".") && !id.startsWith("/") && !/^[A-Za-z]:[\\/]/.test(id);
const packageOf = (id: string) =>
  id
    .split("/")
    .slice(0, id.startsWith("@") ? 2 : 1)
    .join("/");

function refuseForeignPackages(chunks: readonly OutputChunk[]): void {
  const manifest = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
    peerDependencies: Record<string, string>;
  };
  const allowed = new Set([...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)]);
  const imported = chunks.flatMap((chunk) => [...chunk.imports, ...chunk.dynamicImports]);
  const foreign = imported
    .filter(isPackage)
    .filter((id) => !id.startsWith("node:") && !allowed.has(packageOf(id)));
  const names = [...new Set(foreign)].filter((id) => !chunks.some((chunk) => chunk.fileName === id));
  if (names.length > 0)
    throw new Error(`The bundle imports packages that are no dependencies of ours: ${names.join(", ")}`);
}

/** Writes `dist/*.js` and `dist/chunks/*.js`. Rejects on the first error of the bundler. */
export async function bundleCode(): Promise<void> {
  const dist = join(projectRoot, "dist");
  const bundle = await rolldown({
    cwd: projectRoot,
    input: { ...BUNDLE_ENTRIES },
    platform: "node",
    external: isPackage,
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
    });
    refuseForeignPackages(output.filter((item) => item.type === "chunk"));
  } finally {
    await bundle.close();
  }
  chmodSync(join(dist, "bin.js"), 0o755);
}
