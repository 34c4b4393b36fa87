/**
 * The host's configuration file for our commands and pages: read as it was written, changed through the host's own
 * writer. That writer keeps the order of keys and writes plain JSON (openclaw 2026.9.6); afterwards the file gets its
 * own form back, with every byte that was not changed, where that can be done without doubt.
 */
import {
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { randomUUID } from "node:crypto";
import { dirname, join } from "node:path";
import { mutateConfigFile, readConfigFileSnapshotForWrite } from "openclaw/plugin-sdk/config-mutation";

/** Comes with the first change: the parsers weigh 100 kB, and the host loads a plugin three times a start. */
const loadEditor = () => import("../config/edit-config-text.ts");

export interface ConfigFileView {
  readonly path: string;
  /** References to the environment and to secrets are resolved or kept as the host does it. */
  readonly config: unknown;
}

export interface ConfigWrite {
  readonly path: string;
  /** The file with its comments as it was, beside it, readable by its owner alone. It goes when the comments are back. */
  readonly copy?: string;
  /** Resolves with the copy that stays because the comments are lost, else with nothing. Never rejects. */
  readonly settled: Promise<string | undefined>;
}

export interface ConfigFile {
  read(): Promise<ConfigFileView>;
  /**
   * Hands a draft to `mutate` and writes it. Rejects with the host's own error when it is refused; nothing is left
   * behind then.
   */
  change(mutate: (draft: Record<string, unknown>) => void, now: number): Promise<ConfigWrite>;
  /** Does at once what changes left to be done. */
  settle(): Promise<void>;
}

export interface ConfigFileOptions {
  /** Resolves when whoever takes up changes in this process has done so; until then the file stays as it was written. */
  readonly taken?: (config: unknown) => Promise<void>;
}

class LookedAt extends Error {}

/** Runs `look` on the file's text while the host lets nobody else write; the host writes nothing. */
async function lookInTurn(
  look: (file: { readonly path: string; readonly raw: string }) => void,
): Promise<void> {
  try {
    await mutateConfigFile({
      base: "source",
      writeOptions: { skipOutputLogs: true, skipPluginValidation: true, observe: false },
      mutate(_draft, { snapshot }) {
        look({ path: snapshot.path, raw: snapshot.raw ?? "" });
        throw new LookedAt();
      },
    });
  } catch (error) {
    if (!(error instanceof LookedAt)) throw error;
  }
}

function writeWhole(file: string, text: string, mode: number): void {
  const handle = openSync(file, "wx", mode);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A reader sees the old text or the new one. A link stays one. */
function replaceText(path: string, text: string): void {
  const place = realpathSync(path);
  const next = join(dirname(place), `.${randomUUID()}.tmp`);
  try {
    writeWhole(next, text, statSync(place).mode & 0o777);
    renameSync(next, place);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
}

/** What the host wrote, where it is that; undefined where somebody wrote by hand since. */
function readPlain(raw: string): unknown {
  try {
    const value: unknown = JSON.parse(raw);
    return JSON.stringify(value, null, 2) === raw.trimEnd() ? value : undefined;
  } catch {
    return undefined;
  }
}

/** True when the file has its own form, with what the host wrote. */
async function restoreForm(original: string): Promise<boolean> {
  const { editConfigText } = await loadEditor();
  let restored = false;
  await lookInTurn(({ path, raw }) => {
    const text = raw === original ? original : editConfigText(original, readPlain(raw));
    if (text === undefined) return;
    if (text !== raw) replaceText(path, text);
    restored = true;
  });
  return restored;
}

function keepCopy(path: string, raw: string, now: number): string {
  const copy = `${path}.${new Date(now).toISOString().replace(/[:.]/g, "-")}.bak`;
  writeWhole(copy, raw, 0o600);
  return copy;
}

export async function readConfigFile(): Promise<ConfigFileView> {
  const { snapshot } = await readConfigFileSnapshotForWrite({ skipPluginValidation: true, observe: false });
  return { path: snapshot.path, config: snapshot.sourceConfig };
}

async function writeThroughHost(mutate: (draft: Record<string, unknown>) => void, now: number) {
  const { hasComments } = await loadEditor();
  let original = "";
  let copy: string | undefined;
  try {
    const { path, nextConfig } = await mutateConfigFile({
      base: "source",
      afterWrite: { mode: "auto" },
      writeOptions: { skipOutputLogs: true },
      mutate(draft, { snapshot }) {
        mutate(draft as Record<string, unknown>);
        original = snapshot.raw ?? "";
        if (hasComments(original)) copy = keepCopy(snapshot.path, original, now);
      },
    });
    return { path, original, copy, config: nextConfig };
  } catch (error) {
    if (copy !== undefined) rmSync(copy, { force: true });
    throw error;
  }
}

export function createConfigFile({ taken }: ConfigFileOptions = {}): ConfigFile {
  let latest: { readonly hurry: () => void; readonly settled: Promise<unknown> } | undefined;
  const settle = async () => {
    latest?.hurry();
    await latest?.settled;
  };
  return {
    read: readConfigFile,
    settle,
    async change(mutate, now) {
      // An earlier change's comments come back first, or this one would take the file for one without.
      await settle();
      const { path, original, copy, config } = await writeThroughHost(mutate, now);
      const hurried = Promise.withResolvers<void>();
      const settled = Promise.race([taken?.(config), hurried.promise])
        .then(() => restoreForm(original))
        .catch(() => false)
        .then((restored) => {
          if (restored && copy !== undefined) rmSync(copy, { force: true });
          return restored ? undefined : copy;
        });
      latest = { hurry: hurried.resolve, settled };
      return { path, settled, ...(copy === undefined ? {} : { copy }) };
    },
  };
}
