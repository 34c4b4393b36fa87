/**
 * Writes changes through the host's own writer, one after the other, each with its record on disk, and says how far
 * the last one has come. What is changed, and whether it may be, others decide.
 */
import { randomUUID } from "node:crypto";
import type { ConsoleLanguage } from "../../contract/console.ts";
import type { SettingsProgress } from "../../contract/console-settings.ts";
import type { Clock } from "../../lib/clock.ts";
import { redact } from "../../lib/redact.ts";
import type { ConfigEnvironment } from "../config/accounts.ts";
import type { ConfigFile, ConfigWrite } from "../host/config-file.ts";
import { applyChanges, planned, sectionIn, valueAt, type ConfigChange } from "../setup/plan-config.ts";
import { createText, type Text } from "../text/text.ts";
import { createChangeStore, gatherNew, keepChange, type ChangeRecord } from "./change-record.ts";
import { ConsoleError } from "./console-route.ts";
import { evaluateProgress, isApplied, type LiveAccount } from "./evaluate-progress.ts";
import { evaluateEffect, toDiff } from "./settings-plan.ts";

export interface SettingsHost {
  readonly configFile: ConfigFile;
  /** The configuration that the gateway works with, as it was written: references are not resolved. */
  readonly inEffect: () => unknown;
  readonly environment: () => ConfigEnvironment;
  readonly liveAccount: (accountId: string) => LiveAccount | undefined;
  /** Changes with each start of the gateway, also within one process. */
  readonly processId: string;
  readonly processStartedAt: number;
  readonly clock: Clock;
  /** Folder for the record of the last change. */
  readonly directory: string;
}

export interface PlannedWrite {
  readonly changes: readonly ConfigChange[];
  readonly text: Text;
  /** Throws where the file has been changed meanwhile; gets what stands in it at the moment of the write. */
  readonly check: (config: unknown) => void;
  /** It takes a change back, and a secret stays as it was. */
  readonly keptSecret?: boolean;
}

export interface ChangeWriter {
  /** One after the other: each sees what the one before wrote. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Throws `ConsoleError` where the host refuses; nothing is changed then. */
  write(write: PlannedWrite): Promise<void>;
  /** The last change, where there is one. */
  last(): ChangeRecord | undefined;
  progress(language: ConsoleLanguage): Promise<SettingsProgress>;
}

/** `gateway.reload.mode` as it is written. */
export function reloadModeOf(config: unknown): string | undefined {
  const mode = valueAt(config, ["gateway", "reload", "mode"]);
  return typeof mode === "string" ? mode : undefined;
}

export const conflict = (text: Text) =>
  new ConsoleError("conflict", { text: text.consoleConflict, remedy: text.consoleConflictRemedy });

/** The host's own refusal in one sentence. */
function hostRefusal(error: unknown, text: Text): ConsoleError {
  if (error instanceof ConsoleError) return error;
  if (error instanceof Error && error.name === "ConfigMutationConflictError") return conflict(text);
  const reason = redact(error instanceof Error ? error.message : String(error));
  return new ConsoleError("failed", {
    text: text.consoleWriteRefused({ reason }),
    remedy: text.consoleWriteRemedy,
  });
}

export function createChangeWriter(host: SettingsHost): ChangeWriter {
  const { configFile, clock, processId, processStartedAt } = host;
  const store = createChangeStore(host.directory);
  let latest: Promise<unknown> = Promise.resolve();
  /** The record names the copy as long as the file is without its comments. */
  const followComments = (id: string, { copy, settled }: ConfigWrite) => {
    const note = (comments: Pick<ChangeRecord, "copy" | "settling">) => {
      const { copy: _, settling: _settling, ...record } = store.read() ?? {};
      try {
        if ("id" in record && record.id === id) store.write({ ...record, ...comments });
      } catch {
        // The change is made; a record that the disk does not take is no reason to say otherwise.
      }
    };
    if (copy === undefined) return;
    note({ copy, settling: true });
    void settled.then((lost) => note(lost === undefined ? {} : { copy: lost }));
  };
  return {
    inTurn(work) {
      const next = latest.then(work, work);
      latest = next.catch(() => {});
      return next;
    },
    last: () => store.read(),
    async write({ changes, text, check, keptSecret }) {
      const { config } = await configFile.read();
      const now = clock.now();
      const id = randomUUID();
      const after = sectionIn(planned(config, changes));
      const { effect, restarts } = evaluateEffect(changes, after, reloadModeOf(host.inEffect()));
      const before = store.read();
      // Before the file: the gateway may restart as soon as that is written.
      store.write({
        id,
        at: now,
        processId,
        changes: gatherNew(config, changes).map(keepChange),
        diff: toDiff(changes).map((line) => ({ ...line })),
        effect,
        restarts: [...restarts],
        ...(keptSecret ? { keptSecret } : {}),
      });
      try {
        const written = await configFile.change((draft) => {
          check(draft);
          applyChanges(draft, changes);
        }, now);
        followComments(id, written);
      } catch (error) {
        store.restore(before);
        throw hostRefusal(error, text);
      }
    },
    async progress(language) {
      const text = createText(language);
      const record = store.read();
      if (!record) throw new ConsoleError("not-found", { text: text.consoleNoChange });
      const inEffect = host.inEffect();
      const facts = {
        record,
        now: clock.now(),
        processId,
        processStartedAt,
        inFile: (await configFile.read()).config,
        inEffect,
        reloadMode: reloadModeOf(inEffect),
        environment: host.environment(),
        liveAccount: host.liveAccount,
        text,
      };
      if (record.appliedAt !== undefined || !isApplied(facts)) return evaluateProgress(facts);
      const seen = { ...record, appliedAt: facts.now };
      store.write(seen);
      return evaluateProgress({ ...facts, record: seen });
    },
  };
}
