/**
 * The host's configuration file for our commands: read as it was written, changed through the host's own writer.
 * That writer keeps the order of keys and drops comments (openclaw 2026.9.6), so whoever changes a file with
 * comments is told beforehand and can have a copy.
 */
import { copyFile, constants } from "node:fs/promises";
import { mutateConfigFile, readConfigFileSnapshotForWrite } from "openclaw/plugin-sdk/config-mutation";

export interface ConfigFileView {
  readonly path: string;
  /** References to the environment and to secrets are resolved or kept as the host does it. */
  readonly config: unknown;
  /** Comments that a write through the host would drop. */
  readonly hasComments: boolean;
}

export interface ConfigFile {
  read(): Promise<ConfigFileView>;
  /** Hands a draft to `mutate` and writes it. Rejects with the host's own error when it is refused. */
  change(mutate: (draft: Record<string, unknown>) => void): Promise<void>;
  /** Copies the file beside itself, readable by its owner alone; returns where. */
  keepCopy(path: string, now: number): Promise<string>;
}

/** Comments outside of texts. */
export function hasComments(raw: string): boolean {
  const withoutTexts = raw.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, '""');
  return /\/\/|\/\*/.test(withoutTexts);
}

export const configFile: ConfigFile = {
  async read() {
    const { snapshot } = await readConfigFileSnapshotForWrite({ skipPluginValidation: true, observe: false });
    return {
      path: snapshot.path,
      config: snapshot.sourceConfig,
      hasComments: hasComments(snapshot.raw ?? ""),
    };
  },
  async change(mutate) {
    await mutateConfigFile({
      base: "source",
      afterWrite: { mode: "auto" },
      writeOptions: { skipOutputLogs: true },
      mutate: (draft) => mutate(draft as Record<string, unknown>),
    });
  },
  async keepCopy(path, now) {
    const copy = `${path}.${new Date(now).toISOString().replace(/[:.]/g, "-")}.bak`;
    await copyFile(path, copy, constants.COPYFILE_EXCL);
    return copy;
  },
};
