/** What `npm start` prints while it works: one line per finished step, with its time. */
import type { Phrases } from "./phrases.ts";

export class StepFailed extends Error {
  readonly step: string;
  constructor(step: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = "StepFailed";
    this.step = step;
  }
}

type StepName = {
  [Name in keyof Phrases]: Phrases[Name] extends string ? Name : never;
}[keyof Phrases];

export interface Progress {
  /** Runs `work`; prints the step unless it returns false ("nothing to do"). */
  step<Result>(name: StepName, work: () => Promise<Result>): Promise<Result>;
  seconds(): string;
}

const since = (from: number) => ((Date.now() - from) / 1000).toFixed(1);

export function createProgress(phrases: Phrases): Progress {
  const startedAt = Date.now();
  return {
    seconds: () => since(startedAt),
    async step(name, work) {
      const from = Date.now();
      try {
        const result = await work();
        if (result !== false) console.log(`  ✓ ${phrases[name]} (${since(from)} s)`);
        return result;
      } catch (error) {
        if (error instanceof StepFailed) throw error;
        throw new StepFailed(phrases[name], error);
      }
    },
  };
}
