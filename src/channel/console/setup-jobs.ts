/**
 * Things of set-up that take a while: a scan, a proof. Each runs by itself, is looked at by its id, can be cancelled,
 * and is forgotten ten minutes after its end. What a scan brought is kept here and shown to nobody. What a job does is
 * not known here.
 */
import { randomUUID } from "node:crypto";
import type { Sentence } from "../../contract/console.ts";
import type { SetupJob } from "../../contract/console-setup.ts";
import { systemClock, type Clock } from "../../lib/clock.ts";
import { redact } from "../../lib/redact.ts";
import type { ScannedApp } from "../setup/scan-code.ts";
import { describeThrown } from "../text/describe-error.ts";
import type { Text } from "../text/text.ts";
import { ConsoleError } from "./console-route.ts";

export type JobEnd =
  /** `app`: credentials for a later proof; they stay in this process. */
  | { readonly state: "done"; readonly app?: ScannedApp }
  | { readonly state: "failed"; readonly sentence: Sentence };

export type JobNews = Partial<Pick<SetupJob, "scan" | "lines" | "changeId">>;

/** Hears of news, and stops when the signal aborts. What it reports after that is not heard. */
export type JobWork = (report: (news: JobNews) => void, signal: AbortSignal) => Promise<JobEnd>;

export interface SetupJobs {
  /** Throws `ConsoleError` when too many run. */
  start(kind: SetupJob["kind"], text: Text, work: JobWork): SetupJob;
  find(id: string): SetupJob | undefined;
  /** One that has ended stays as it is. */
  cancel(id: string): SetupJob | undefined;
  /** Of a scan that is done. */
  appOf(id: string): ScannedApp | undefined;
  /** Cancels what runs and forgets everything. */
  dispose(): void;
}

/** Milliseconds that a job is kept after its end. */
export const KEEP_JOB_MS = 10 * 60_000;
/** Jobs that run at the same time. */
export const MAX_RUNNING_JOBS = 3;

interface Entry {
  job: SetupJob;
  app?: ScannedApp;
  readonly stop: AbortController;
}

/** A refusal speaks for itself. */
function whyBroken(error: unknown, text: Text): Sentence {
  if (error instanceof ConsoleError) {
    const { code: _, field: __, ...sentence } = error.refusal.error;
    return sentence;
  }
  const reason = redact(describeThrown(error, text));
  return { text: text.consoleJobBroke({ reason }) };
}

export function createSetupJobs(clock: Clock = systemClock): SetupJobs {
  const entries = new Map<string, Entry>();
  const running = (entry: Entry) => entry.job.state === "running";

  const change = (entry: Entry, news: Partial<SetupJob>) => {
    if (running(entry)) entry.job = { ...entry.job, ...news };
  };
  const end = (entry: Entry, news: Partial<SetupJob>) => {
    if (!running(entry)) return;
    change(entry, news);
    clock.after(KEEP_JOB_MS, () => void entries.delete(entry.job.id));
  };
  const cancel = (entry: Entry) => {
    end(entry, { state: "cancelled" });
    entry.stop.abort(new Error("cancelled"));
  };

  const run = async (entry: Entry, text: Text, work: JobWork): Promise<void> => {
    try {
      const ended = await work((news) => change(entry, news), entry.stop.signal);
      if (ended.state === "done" && ended.app && running(entry)) entry.app = ended.app;
      end(entry, ended.state === "done" ? { state: "done" } : ended);
    } catch (error) {
      end(entry, { state: "failed", sentence: whyBroken(error, text) });
    }
  };

  return {
    start(kind, text, work) {
      if ([...entries.values()].filter(running).length >= MAX_RUNNING_JOBS)
        throw new ConsoleError("unavailable", { text: text.consoleJobsBusy });
      const job: SetupJob = { id: randomUUID(), kind, state: "running", lines: [] };
      const entry: Entry = { job, stop: new AbortController() };
      entries.set(job.id, entry);
      void run(entry, text, work);
      return entry.job;
    },
    find: (id) => entries.get(id)?.job,
    cancel(id) {
      const entry = entries.get(id);
      if (entry && running(entry)) cancel(entry);
      return entry?.job;
    },
    appOf: (id) => entries.get(id)?.app,
    dispose() {
      for (const entry of entries.values()) if (running(entry)) cancel(entry);
      entries.clear();
    },
  };
}
