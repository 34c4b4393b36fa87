/** How many calls of the month's quota an answer costs: those that name its card. */
import type { EmulatorCall } from "../../src/contract/emulator-control.ts";

export interface MeasuredAnswer {
  /** How long the model spoke; 0: all at once. */
  readonly seconds: number;
  readonly outTrackId: string;
}

export interface CallCount {
  readonly seconds: number;
  readonly calls: number;
}

export function countCalls(calls: readonly EmulatorCall[], answers: readonly MeasuredAnswer[]): CallCount[] {
  return answers.map(({ seconds, outTrackId }) => ({
    seconds,
    calls: calls.filter((call) => call.outTrackId === outTrackId).length,
  }));
}
