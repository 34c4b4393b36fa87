/**
 * Where the last turns' moments stand on a scale of powers of ten: an ack takes milliseconds, an answer seconds, and
 * both shall be seen. Pure; the picture is `latency-chart.ts`.
 */
import type { LatencyFigures, LatencyOfTurn } from "../../../contract/console.ts";

export const LATENCY_STAGES = ["ackedMs", "firstWordMs", "finishedMs"] as const;
export type LatencyStage = (typeof LATENCY_STAGES)[number];

export interface LatencyPlan {
  /** Bottom and top of the scale, powers of ten in milliseconds. */
  readonly ticks: readonly number[];
  /** One per turn, oldest first; `x` and heights from 0 (left, bottom) to 1. */
  readonly columns: readonly {
    readonly turn: LatencyOfTurn;
    readonly x: number;
    readonly dots: readonly { readonly stage: LatencyStage; readonly ms: number; readonly height: number }[];
  }[];
}

export function planLatency(turns: readonly LatencyOfTurn[], most: number): LatencyPlan {
  const shown = turns.slice(-most);
  const values = shown.flatMap((turn) => stagesOf(turn).map(({ ms }) => ms));
  const low = Math.min(2, exponent(Math.min(...values, 100), Math.floor));
  const high = Math.max(low + 2, exponent(Math.max(...values, 1_000), Math.ceil));
  const heightOf = (ms: number) => (Math.log10(Math.max(1, ms)) - low) / (high - low);
  return {
    ticks: Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index)),
    columns: shown.map((turn, index) => ({
      turn,
      x: (index + 0.5) / shown.length,
      dots: stagesOf(turn).map(({ stage, ms }) => ({ stage, ms, height: heightOf(ms) })),
    })),
  };
}

/** The moments that a turn came to, in their order. */
export function stagesOf(
  figures: LatencyFigures,
): readonly { readonly stage: LatencyStage; readonly ms: number }[] {
  return LATENCY_STAGES.flatMap((stage) => {
    const ms = figures[stage];
    return ms === undefined ? [] : [{ stage, ms }];
  });
}

function exponent(ms: number, round: (value: number) => number): number {
  return Math.max(0, round(Math.log10(Math.max(1, ms))));
}
