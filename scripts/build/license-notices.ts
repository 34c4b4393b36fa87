/**
 * A build step: writes beside the bundle whose packages are in it and under which licence, as those licences ask.
 * Works in rolldown and in vite.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "rolldown";

const NOTICES = "third-party-licenses.txt";
const LICENSE_FILE = /^(?:licen[cs]e|copying)(?:\.\w+)?$/i;
/** The package's folder in a module's id. */
const PACKAGE_FOLDER = /^(?:\0|file:\/\/)?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;

function describePackage(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    name: string;
    version: string;
    license?: string;
  };
  const file = readdirSync(folder).find((name) => LICENSE_FILE.test(name));
  const text = file === undefined ? "" : readFileSync(join(folder, file), "utf8").trim();
  return `${manifest.name} ${manifest.version} (${manifest.license ?? "no licence named"})\n\n${text}`.trim();
}

/** Emits `third-party-licenses.txt` where packages were bundled. */
export function licenseNotices(): Plugin {
  return {
    name: "license-notices",
    generateBundle(_options, bundle) {
      const ids = Object.values(bundle).flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
      const folders = new Set(ids.flatMap((id) => PACKAGE_FOLDER.exec(id)?.[1] ?? []));
      const packages = [...folders].filter((folder) => existsSync(join(folder, "package.json")));
      if (packages.length === 0) return;
      const notices = packages
        .map(describePackage)
        .toSorted()
        .join(`\n\n${"-".repeat(72)}\n\n`);
      const source = `This software contains the following packages.\n\n${notices}\n`;
      this.emitFile({ type: "asset", fileName: NOTICES, source });
    },
  };
}
