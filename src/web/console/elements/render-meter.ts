/** A bar that fills, as SVG: the page's policy forbids style attributes. Decorative: its number stands beside it. */
import { svg, type TemplateResult } from "lit";

/** `share`: 0 … 1, more is full. `height`: CSS pixels. */
export function renderMeter(share: number, height: number, tone: "" | "warn" | "bad" = ""): TemplateResult {
  const percent = Math.min(100, Math.max(0, share * 100));
  return svg`<svg class="meter" height=${height} aria-hidden="true">
    <rect class="track" width="100%" height=${height} rx=${height / 2} />
    <rect class="fill ${tone}" width="${percent}%" height=${height} rx=${height / 2} />
  </svg>` as unknown as TemplateResult;
}
