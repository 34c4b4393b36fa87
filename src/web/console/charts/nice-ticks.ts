/** Round numbers for an axis from nought, so that a reader can read a height off. Pure. */

const STEPS = [1, 2, 2.5, 5, 10] as const;

/** From 0 up to the first tick that is not below `max`; about `count` of them. */
export function niceTicks(max: number, count = 4): readonly number[] {
  if (!(max > 0)) return [0, 1];
  const rough = max / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, (STEPS.find((one) => one * power >= rough) ?? 10) * power);
  const steps = Math.ceil(max / step);
  return Array.from({ length: steps + 1 }, (_, index) => index * step);
}
