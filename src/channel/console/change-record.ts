/**
 * The last change that the console made to the configuration, on disk: what to take back, and how far it has come,
 * over a restart of the gateway. A secret in words is never kept, neither the old nor the new one.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { isHidden } from "../setup/describe-changes.ts";
import { planned, valueAt, type ConfigChange } from "../setup/plan-config.ts";
import { withoutSecrets } from "./without-secrets.ts";

const keptChange = z.object({
  path: z.array(z.string()),
  /** Absent: was not there. */
  before: z.unknown().optional(),
  /** Absent: was taken out. */
  after: z.unknown().optional(),
  /** A secret was in it, which is not kept: all of it, or a part of an account. */
  secret: z.enum(["none", "all", "part"]),
});

const changeRecord = z.object({
  id: z.string(),
  /** Milliseconds since the Unix epoch. */
  at: z.number(),
  /** Of the gateway's process that wrote it. */
  processId: z.string(),
  changes: z.array(keptChange),
  diff: z.array(z.object({ sign: z.enum(["+", "-"]), key: z.string(), value: z.string() })),
  effect: z.enum(["none", "live", "account", "gateway"]),
  restarts: z.array(z.string()),
  appliedAt: z.number().optional(),
  /** Where the file with its comments lies, as long as it is without them. */
  copy: z.string().optional(),
  /** They are being brought back by the process that wrote it. */
  settling: z.boolean().optional(),
  /** It took a change back, and a secret stayed as it was. */
  keptSecret: z.boolean().optional(),
});

export type KeptChange = z.infer<typeof keptChange>;
export type ChangeRecord = z.infer<typeof changeRecord>;

/**
 * The same changes with everything below an object that is not there yet in one, so that taking them back takes that
 * object out again instead of leaving it empty.
 */
export function gatherNew(config: unknown, changes: readonly ConfigChange[]): ConfigChange[] {
  const gathered: ConfigChange[] = [];
  const made = new Set<string>();
  for (const change of changes) {
    const missing = change.path.findIndex(
      (_, index) => valueAt(config, change.path.slice(0, index + 1)) === undefined,
    );
    const root = change.path.slice(0, missing + 1);
    if (change.after === undefined || missing === -1 || root.length === change.path.length)
      gathered.push(change);
    else if (!made.has(JSON.stringify(root))) {
      made.add(JSON.stringify(root));
      const after = valueAt(planned(config, changes), root);
      gathered.push({ path: root, before: undefined, after, secret: false });
    }
  }
  return gathered;
}

/** What may lie on disk of a change. */
export function keepChange(change: ConfigChange): KeptChange {
  const { path: at, before, after } = change;
  if (isHidden(change) && [before, after].some((value) => typeof value === "string"))
    return { path: [...at], secret: "all" };
  const [kept, keptAfter] = [withoutSecrets(before), withoutSecrets(after)];
  const whole = isDeepStrictEqual(kept, before) && isDeepStrictEqual(keptAfter, after);
  return {
    path: [...at],
    ...(before === undefined ? {} : { before: kept }),
    ...(after === undefined ? {} : { after: keptAfter }),
    secret: whole ? "none" : "part",
  };
}

export interface ChangeStore {
  /** Undefined where there is none, or none that can be read. */
  read(): ChangeRecord | undefined;
  write(record: ChangeRecord): void;
  /** Puts an earlier one back after a write that failed. */
  restore(record: ChangeRecord | undefined): void;
}

export function createChangeStore(directory: string): ChangeStore {
  const file = path.join(directory, "last-change.json");
  const write = (record: ChangeRecord) => {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const next = `${file}.new`;
    writeFileSync(next, JSON.stringify(record), { mode: 0o600 });
    renameSync(next, file);
  };
  return {
    read() {
      try {
        return changeRecord.parse(JSON.parse(readFileSync(file, "utf8")));
      } catch {
        return undefined;
      }
    },
    write,
    restore(record) {
      if (record) write(record);
      else rmSync(file, { force: true });
    },
  };
}
