/** Whose message a run answers, while it is being answered: by the run, else by the session. In memory only. */
import type { InboundMessage, RunReference } from "../model.ts";

export interface Asker {
  readonly staffId: string;
  readonly name: string;
}

export interface RunAskers {
  /**
   * `key` is whatever answers the message; what is returned forgets it. Not `certain`: several people's messages are
   * answered under one, as with a group's queue.
   */
  begin(key: object, message: InboundMessage, sessionKey: string, certain: boolean): () => void;
  bindRun(runId: string, key: object): void;
  find(run: RunReference): Asker | undefined;
}

interface Entry {
  readonly key: object;
  readonly sessionKey: string;
  readonly asker: Asker | undefined;
  readonly runs: Set<string>;
}

export function createRunAskers(): RunAskers {
  const entries: Entry[] = [];
  return {
    begin(key, { sender: { staffId, name } }, sessionKey, certain) {
      const asker = staffId === undefined || !certain ? undefined : { staffId, name };
      const entry: Entry = { key, sessionKey, asker, runs: new Set() };
      entries.push(entry);
      return () => {
        const index = entries.indexOf(entry);
        if (index >= 0) entries.splice(index, 1);
      };
    },
    bindRun(runId, key) {
      entries.find((entry) => entry.key === key)?.runs.add(runId);
    },
    find({ runId, sessionKey }) {
      const byRun = runId === undefined ? undefined : entries.find(({ runs }) => runs.has(runId));
      if (byRun) return byRun.asker;
      const [first, ...others] = entries.filter((entry) => entry.sessionKey === sessionKey);
      const same = others.every(({ asker }) => asker?.staffId === first?.asker?.staffId);
      return same ? first?.asker : undefined;
    },
  };
}
