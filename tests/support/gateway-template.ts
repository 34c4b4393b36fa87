/**
 * A state folder in which the host's installer has put our tarball once; test files copy it.
 * The installer takes 5 to 10 seconds, a copy milliseconds. A copy's install record still names the
 * template's folder, so the plugin's code is loaded from the template: keep it while tests run.
 */
import { createHash, randomUUID } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { installPlugin } from "../../scripts/gateway/install-plugin.ts";
import { planHostConfig, writeHostConfig } from "../../scripts/gateway/host-config.ts";
import { hostEntry, workFolder } from "../../scripts/gateway/project-paths.ts";

const READY_MARK = "template-ready.json";
/** Each build of the plugin makes one; what nobody has used for so long goes. Longer than any run of the tests. */
const KEPT_MS = 12 * 60 * 60 * 1000;
/** What a copy needs; logs, caches, backups and the plugin's own files stay behind. */
const COPIED = ["state", "config-journal-fingerprint.key"];

export interface GatewayTemplate {
  readonly folder: string;
  /** Ids of the plugins that the installer enabled. */
  readonly pluginIds: readonly string[];
}

function fingerprint(tarball: string): string {
  const hash = createHash("sha256").update(readFileSync(tarball));
  hash.update(readFileSync(join(hostEntry, "..", "package.json")));
  return hash.digest("hex").slice(0, 16);
}

function readTemplate(folder: string): GatewayTemplate | undefined {
  const mark = join(folder, READY_MARK);
  if (!existsSync(mark)) return undefined;
  const now = new Date();
  utimesSync(folder, now, now);
  return { folder, pluginIds: JSON.parse(readFileSync(mark, "utf8")) as string[] };
}

function removeUnused(folder: string, now: number): void {
  for (const name of readdirSync(folder)) {
    const template = join(folder, name);
    const unusedMs = now - (statSync(template, { throwIfNoEntry: false })?.mtimeMs ?? now);
    if (unusedMs > KEPT_MS) rmSync(template, { recursive: true, force: true });
  }
}

/** Builds the template for `tarball`, or returns the one built before from the same bytes. */
export async function prepareGatewayTemplate(tarball: string): Promise<GatewayTemplate> {
  const templates = join(workFolder, "test-templates");
  const folder = join(templates, fingerprint(tarball));
  const ready = readTemplate(folder);
  if (ready) return ready;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  removeUnused(templates, Date.now());
  const model = { baseUrl: "http://127.0.0.1:9/v1" };
  writeHostConfig(folder, planHostConfig({ stateDir: folder, port: 1, token: randomUUID(), model }));
  await installPlugin(folder, tarball);
  const config = JSON.parse(readFileSync(join(folder, "openclaw.json"), "utf8")) as {
    plugins?: { entries?: Record<string, { enabled?: boolean }> };
  };
  const entries = Object.entries(config.plugins?.entries ?? {});
  const pluginIds = entries.filter(([, entry]) => entry.enabled === true).map(([id]) => id);
  writeFileSync(join(folder, `${READY_MARK}.new`), JSON.stringify(pluginIds));
  renameSync(join(folder, `${READY_MARK}.new`), join(folder, READY_MARK));
  return { folder, pluginIds };
}

/** Copies what a gateway needs of the template into `stateDir`. */
export function copyGatewayTemplate(template: GatewayTemplate, stateDir: string): void {
  for (const name of COPIED) {
    const source = join(template.folder, name);
    if (existsSync(source)) cpSync(source, join(stateDir, name), { recursive: true });
  }
}
