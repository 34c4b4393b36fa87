/** The console's writer over a configuration in memory: what was written, and which change is the last one. */
import type { ChangeDoor } from "../../src/channel/console/change-door.ts";
import type { ConfigFile } from "../../src/channel/host/config-file.ts";
import { applyChanges } from "../../src/channel/setup/plan-config.ts";

export interface FakeConsoleChanges extends ChangeDoor {
  /** Paths of each write. */
  readonly written: string[][];
}

export function createConsoleChanges(configFile: ConfigFile): FakeConsoleChanges {
  const written: string[][] = [];
  return {
    written,
    configFile,
    async change(plan) {
      const { config } = await configFile.read();
      const changes = plan(config);
      if (changes.length === 0) return undefined;
      await configFile.change((draft) => applyChanges(draft, changes), 0);
      written.push(changes.map(({ path }) => path.join(".")));
      const saved = { step: "saved", state: "done", sentence: { text: "saved" } } as const;
      const changeId = `change-${written.length}`;
      return { changeId, startedAt: 0, steps: [saved], done: false, failed: false };
    },
  };
}
