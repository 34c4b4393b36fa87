/**
 * How far a change of the configuration has come: saved, applied by the gateway, connected. Pure: a function of the
 * record and of what is so now, so that it means the same after a restart of the gateway.
 */
import { isDeepStrictEqual } from "node:util";
import type { Sentence } from "../../contract/console.ts";
import type { SettingsProgress } from "../../contract/console-settings.ts";
import { resolveAccount, type ConfigEnvironment } from "../config/accounts.ts";
import { sectionIn, valueAt } from "../setup/plan-config.ts";
import type { Text } from "../text/text.ts";
import type { ChangeRecord } from "./change-record.ts";

/** An account as this process knows it. */
export interface LiveAccount {
  /** When this process started it last; milliseconds since the Unix epoch. */
  readonly startedAt: number;
  readonly connected: boolean;
  readonly connectedAt?: number;
  /** It will not connect before somebody mends something. */
  readonly blocked: boolean;
  /** The account's own sentence. */
  readonly lastError?: string;
}

export interface ProgressFacts {
  readonly record: ChangeRecord;
  readonly now: number;
  /** Of the gateway's run, which may begin anew within one process. */
  readonly processId: string;
  readonly processStartedAt: number;
  /** The configuration as the file has it, and as the gateway works with it. */
  readonly inFile: unknown;
  readonly inEffect: unknown;
  readonly reloadMode: string | undefined;
  readonly environment: ConfigEnvironment;
  readonly liveAccount: (accountId: string) => LiveAccount | undefined;
  readonly text: Text;
}

/** After that a step has failed; when it comes true later, it is done all the same. */
export const STEP_LIMIT_MS = 60_000;

type Step = SettingsProgress["steps"][number];

export function isApplied({ record, inFile, inEffect }: ProgressFacts): boolean {
  return record.changes.every(({ path }) =>
    isDeepStrictEqual(valueAt(inFile, path), valueAt(inEffect, path)),
  );
}

function commentsNote({ record, processId, text }: ProgressFacts): string[] {
  const { copy, settling } = record;
  if (copy === undefined) return [];
  return [
    settling && record.processId === processId
      ? text.commentsComing({ copy })
      : text.commentsDropped({ copy }),
  ];
}

function savedStep(facts: ProgressFacts): Step {
  const { record, text } = facts;
  const { keptSecret } = record;
  const parts = [
    text.consoleSaved,
    ...(keptSecret ? [text.consoleSecretStayed] : []),
    ...commentsNote(facts),
  ];
  return { step: "saved", state: "done", at: record.at, sentence: { text: parts.join(" ") } };
}

function appliedStep(facts: ProgressFacts): Step {
  const { record, now, reloadMode, text } = facts;
  const step = "applied" as const;
  if (isApplied(facts)) {
    const sentence = {
      text: record.processId === facts.processId ? text.consoleApplied : text.consoleAppliedByRestart,
    };
    return { step, state: "done", at: record.appliedAt ?? now, sentence };
  }
  if (reloadMode === "off" || now - record.at > STEP_LIMIT_MS) {
    const sentence = {
      text: reloadMode === "off" ? text.consoleReloadOff : text.consoleNotApplied,
      remedy: text.consoleRestartGateway,
    };
    return { step, state: "failed", sentence };
  }
  return { step, state: "running", sentence: { text: text.consoleApplying } };
}

interface AccountOutcome {
  readonly accountId: string;
  readonly state: "done" | "running" | "failed";
  readonly at?: number;
  readonly sentence: Sentence;
}

function outcomeOf(facts: ProgressFacts, accountId: string, since: number): AccountOutcome {
  const { record, now, text } = facts;
  const live = facts.liveAccount(accountId);
  const anew = live && live.startedAt >= record.at ? live : undefined;
  if (anew?.connected)
    return {
      accountId,
      state: "done",
      at: anew.connectedAt ?? now,
      sentence: { text: text.consoleConnected({ accountId }) },
    };
  const error = anew?.lastError;
  const over = now - since > STEP_LIMIT_MS;
  if (over || (anew?.blocked && error !== undefined))
    return {
      accountId,
      state: "failed",
      sentence: {
        text: text.consoleNotConnected({ accountId, reason: error ?? text.consoleNoReason }),
        remedy: text.consoleUndoRemedy,
      },
    };
  return { accountId, state: "running", sentence: { text: text.consoleConnecting({ accountId }) } };
}

function connectedStep(facts: ProgressFacts, applied: Step): Step {
  const { record, now, inEffect, environment, text } = facts;
  const step = "connected" as const;
  if (applied.state !== "done") return { step, state: "waiting", sentence: { text: text.consoleWaiting } };
  const section = sectionIn(inEffect);
  const wanted = record.restarts.filter((id) => {
    const account = resolveAccount(section, id, environment);
    return account.enabled && account.configured;
  });
  if (wanted.length === 0) {
    const sentence = {
      text: record.restarts.length === 0 ? text.consoleNothingRestarts : text.consoleNothingToConnect,
    };
    return { step, state: "done", at: applied.at ?? now, sentence };
  }
  const since = Math.max(applied.at ?? record.at, facts.processStartedAt);
  const outcomes = wanted.map((id) => outcomeOf(facts, id, since));
  const worst =
    outcomes.find(({ state }) => state === "failed") ?? outcomes.find(({ state }) => state === "running");
  if (worst) return { step, state: worst.state, sentence: worst.sentence };
  const at = Math.max(...outcomes.map((outcome) => outcome.at ?? now));
  return {
    step,
    state: "done",
    at,
    sentence: { text: outcomes.map(({ sentence }) => sentence.text).join(" ") },
  };
}

export function evaluateProgress(facts: ProgressFacts): SettingsProgress {
  const { record } = facts;
  const applied = appliedStep(facts);
  const connected = connectedStep(facts, applied);
  const failed = applied.state === "failed" || connected.state === "failed";
  return {
    changeId: record.id,
    startedAt: record.at,
    steps: [savedStep(facts), applied, connected],
    done: failed || connected.state === "done",
    failed,
  };
}
