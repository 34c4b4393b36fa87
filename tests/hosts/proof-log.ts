/** Steps one after the other, each with its seconds; the first that fails ends the list. Knows nothing of the steps. */
import type { Proof } from "../../scripts/listing/evaluate-artifact.ts";

export interface ProofLog {
  readonly proofs: readonly Proof[];
  /** Runs `work`, which resolves to what was seen. Rejects when it does, after noting why. */
  step(asked: string, work: () => Promise<string>): Promise<void>;
}

const secondsSince = (from: number) => (performance.now() - from) / 1_000;
/** The whole of a command's output would bury the table. */
const LONGEST = 400;

export function createProofLog(): ProofLog {
  const proofs: Proof[] = [];
  return {
    proofs,
    async step(asked, work) {
      const from = performance.now();
      try {
        const detail = await work();
        proofs.push({ asked, state: "shown", detail, seconds: secondsSince(from) });
      } catch (error) {
        const said = error instanceof Error ? error.message : String(error);
        const detail = said.replace(/\s+/g, " ").slice(0, LONGEST);
        proofs.push({ asked, state: "failed", detail, seconds: secondsSince(from) });
        throw error;
      }
    },
  };
}

/** All the steps until the first that failed; what they leave is put away by `work` itself. */
export async function proveSteps(work: (log: ProofLog) => Promise<void>): Promise<readonly Proof[]> {
  const log = createProofLog();
  try {
    await work(log);
  } catch (error) {
    // A step that failed is in the list already; whatever else went wrong must not pass for a success.
    if (!log.proofs.some(({ state }) => state === "failed"))
      await log.step("the run itself", () => Promise.reject(error)).catch(() => {});
  }
  return log.proofs;
}
