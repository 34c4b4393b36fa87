/**
 * The last turns as a picture: one column each, newest at the right, with the moments of ack, first word and end on
 * a scale of powers of ten. A click on a column opens the message's trace; for the keyboard the table has links.
 */
import { css, html, svg } from "lit";
import type { LatencyFigures, LatencyOfTurn, LatencyView } from "../../../contract/console.ts";
import {
  LATENCY_STAGES,
  planLatency,
  type LatencyPlan,
  type LatencyStage,
  stagesOf,
} from "../charts/plan-latency.ts";
import type { Locale } from "../../shared/text/create-text.ts";
import { durationLabel } from "../format/duration-label.ts";
import { momentLabel } from "../format/moment-label.ts";
import { ChartElement } from "./chart-element.ts";

const HEIGHT = 200;
const TOP = 8;
const BOTTOM = 12;
const LEFT = 44;
const RIGHT = 6;
/** Columns nearer to each other than this could not be told apart. */
const NARROWEST_COLUMN = 9;
const MOST_COLUMNS = 60;

export class LatencyChart extends ChartElement {
  static override styles = [
    ChartElement.styles,
    css`
      .span {
        stroke: var(--line-strong);
        stroke-width: 2;
      }

      .ackedMs {
        fill: var(--surface);
        stroke: var(--ink-soft);
        stroke-width: 1.8;
      }

      .firstWordMs {
        fill: light-dark(#5b9bf5, #3f7fdd);
      }

      .finishedMs {
        fill: light-dark(#0b3f96, #b4d2ff);
      }

      .column {
        cursor: pointer;
      }

      .column:hover .span {
        stroke: var(--accent);
      }

      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        margin-top: 6px;
        color: var(--ink-soft);
        font-size: 12px;
      }

      .legend li {
        display: flex;
        gap: 6px;
        align-items: center;
      }
    `,
  ];
  static override properties = {
    ...ChartElement.properties,
    latency: { attribute: false },
    hrefOf: { attribute: false },
  };

  declare latency: LatencyView;
  /** The address of a message's trace. */
  declare hrefOf: (trailId: string) => string;

  override render() {
    const { text, latency } = this;
    const most = Math.min(MOST_COLUMNS, Math.floor((this.width - LEFT - RIGHT) / NARROWEST_COLUMN));
    const plan = planLatency(latency.turns, most);
    return html`<figure>
      <svg
        class="plot"
        role="img"
        aria-label=${this.#summary()}
        height=${HEIGHT}
        viewBox="0 0 ${this.width} ${HEIGHT}"
      >
        ${this.#renderPlot(plan)}
      </svg>
      <figcaption>
        <ul class="legend">
          ${LATENCY_STAGES.map(
            (stage) =>
              html`<li>
                <svg width="12" height="12" aria-hidden="true">${mark(stage, 6, 6)}</svg
                >${text(`latency.${stage}`)}
              </li>`,
          )}
        </ul>
      </figcaption>
      ${this.asTable(
        [text("latency.received"), ...LATENCY_STAGES.map((stage) => text(`latency.${stage}`))],
        latency.turns.toReversed().map((turn) => {
          const moment = momentLabel(turn.receivedAt, text.locale);
          return [
            html`<a href=${this.hrefOf(turn.trailId)} aria-label=${text("latency.openTrace", { moment })}
              >${moment}</a
            >`,
            ...LATENCY_STAGES.map((stage) => this.#figure(turn, stage)),
          ];
        }),
      )}
    </figure>`;
  }

  #figure(figures: LatencyFigures, stage: LatencyStage): string {
    const ms = figures[stage];
    return ms === undefined ? this.text("unit.none") : durationLabel(ms, this.text.locale);
  }

  /** What a pointer learns of one turn; the table tells everybody. */
  #note(turn: LatencyOfTurn): string {
    const { text } = this;
    const stages = stagesOf(turn).map(
      ({ stage }) => `${text(`latency.${stage}`)} ${this.#figure(turn, stage)}`,
    );
    return [momentLabel(turn.receivedAt, text.locale), ...stages].join(" · ");
  }

  #summary(): string {
    const { p50, p95, turns } = this.latency;
    return this.text("latency.chart", {
      count: turns.length,
      firstP50: this.#figure(p50, "firstWordMs"),
      firstP95: this.#figure(p95, "firstWordMs"),
      lastP50: this.#figure(p50, "finishedMs"),
      lastP95: this.#figure(p95, "finishedMs"),
    });
  }

  #renderPlot({ ticks, columns }: LatencyPlan) {
    const inner = this.width - LEFT - RIGHT;
    return svg`
      ${ticks.map((tick, index) => {
        const at = y(index / (ticks.length - 1));
        return svg`
          <line class="grid" x1=${LEFT} x2=${this.width - RIGHT} y1=${at} y2=${at} />
          <text x=${LEFT - 8} y=${at + 4} text-anchor="end">${tickLabel(tick, this.text.locale)}</text>`;
      })}
      ${columns.map(({ turn, x, dots }) => {
        const at = LEFT + x * inner;
        const [first, last] = [dots[0], dots.at(-1)];
        return svg`<g class="column" @click=${() => (location.href = this.hrefOf(turn.trailId))}>
          <title>${this.#note(turn)}</title>
          <rect x=${at - inner / columns.length / 2} y="0" width=${inner / columns.length} height=${HEIGHT} fill="transparent" />
          ${first && last ? svg`<line class="span" x1=${at} x2=${at} y1=${y(first.height)} y2=${y(last.height)} />` : ""}
          ${dots.map(({ stage, height }) => mark(stage, at, y(height)))}
        </g>`;
      })}
    `;
  }
}

/** `height`: from 0 at the bottom to 1 at the top. */
const y = (height: number): number => HEIGHT - BOTTOM - height * (HEIGHT - TOP - BOTTOM);

/** A power of ten stays one: `100s`, not `1m 40s`. */
function tickLabel(ms: number, locale: Locale): string {
  const [value, unit] = ms < 1_000 ? [ms, "millisecond"] : [ms / 1_000, "second"];
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    unitDisplay: "narrow",
    useGrouping: false,
  }).format(value);
}

/** Told apart by shape as well as by colour. */
function mark(stage: LatencyStage, x: number, y: number) {
  if (stage === "ackedMs") return svg`<circle class=${stage} cx=${x} cy=${y} r="2.8" />`;
  if (stage === "finishedMs") return svg`<circle class=${stage} cx=${x} cy=${y} r="3.6" />`;
  return svg`<path class=${stage} d="M${x} ${y - 4.4}L${x + 4.4} ${y}L${x} ${y + 4.4}L${x - 4.4} ${y}Z" />`;
}
