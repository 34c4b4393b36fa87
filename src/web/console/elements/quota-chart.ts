/** The month's API calls as a picture: what was spent up to each day, the limit, and where the pace leads. */
import { css, html, nothing, svg } from "lit";
import type { QuotaNow } from "../../../contract/console.ts";
import { niceTicks } from "../charts/nice-ticks.ts";
import { planMonth, type MonthPlan } from "../charts/plan-month.ts";
import { dayLabel, monthLabel } from "../format/day-label.ts";
import { ChartElement } from "./chart-element.ts";

const HIGH = 250;
const LOW = 190;
/** From here on there is room for the high one. */
const WIDE = 480;
const TOP = 14;
const BOTTOM = 22;
const LEFT = 44;
const RIGHT = 8;

interface Scale {
  readonly x: (days: number) => number;
  readonly y: (calls: number) => number;
}

export class QuotaChart extends ChartElement {
  static override styles = [
    ChartElement.styles,
    css`
      .note {
        fill: transparent;
      }

      .note:hover {
        fill: light-dark(rgb(18 101 227 / 8%), rgb(106 166 255 / 12%));
      }

      .spent {
        fill: none;
        stroke: var(--accent);
        stroke-width: 2;
        stroke-linejoin: round;
      }

      .area {
        fill: var(--accent);
        opacity: 0.12;
      }

      .expected {
        fill: none;
        stroke: var(--ink-soft);
        stroke-width: 1.5;
        stroke-dasharray: 4 4;
      }

      .limit {
        stroke: var(--bad);
        stroke-width: 1.5;
        stroke-dasharray: 2 3;
      }

      .plot text.limit-word {
        fill: var(--bad);
      }

      .today {
        fill: var(--accent);
        stroke: var(--surface);
        stroke-width: 2;
      }
    `,
  ];
  static override properties = {
    ...ChartElement.properties,
    quota: { attribute: false },
    now: { attribute: false },
  };

  declare quota: QuotaNow;
  declare now: number;

  get #height(): number {
    return this.width < WIDE ? LOW : HIGH;
  }

  override render() {
    const { text, quota } = this;
    const { locale } = text;
    const plan = planMonth(quota, this.now);
    const number = new Intl.NumberFormat(locale);
    const words = text(quota.callLimit > 0 ? "quota.chart" : "quota.chartNoLimit", {
      month: monthLabel(quota.month, locale),
      calls: number.format(quota.calls),
      limit: number.format(quota.callLimit),
    });
    return html`<figure>
      <svg
        class="plot"
        role="img"
        aria-label=${words}
        height=${this.#height}
        viewBox="0 0 ${this.width} ${this.#height}"
      >
        ${this.#renderPlot(plan)}
      </svg>
      ${
        plan.points.length === 0
          ? nothing
          : this.asTable(
              [text("quota.day"), text("quota.callsOfDay"), text("quota.total")],
              plan.points.map(({ day, calls, total }) => [
                dayLabel(day, locale),
                number.format(calls),
                number.format(total),
              ]),
            )
      }
    </figure>`;
  }

  #renderPlot(plan: MonthPlan) {
    const { callLimit, calls } = this.quota;
    const expected = plan.expectedCalls ?? calls;
    // A pace far beyond the limit leaves the picture; it says "gone", not how far.
    const highest = callLimit > 0 ? Math.max(callLimit, calls) * 1.08 : Math.max(calls, expected, 10);
    const ticks = niceTicks(highest, 4).filter((tick) => tick <= highest * 1.001);
    const scale: Scale = {
      x: (days) => LEFT + (days / plan.daysInMonth) * (this.width - LEFT - RIGHT),
      y: (value) =>
        this.#height - BOTTOM - (Math.min(value, highest) / highest) * (this.#height - TOP - BOTTOM),
    };
    return svg`
      ${ticks.map(
        (tick) => svg`
          <line class="grid" x1=${LEFT} x2=${this.width - RIGHT} y1=${scale.y(tick)} y2=${scale.y(tick)} />
          <text x=${LEFT - 8} y=${scale.y(tick) + 4} text-anchor="end">${this.#short(tick)}</text>`,
      )}
      ${this.#renderDays(plan, scale)}
      ${callLimit > 0 ? this.#renderLimit(scale) : nothing}
      ${this.#renderExpected(plan, scale, highest)}
      ${this.#renderSpent(plan, scale)} ${this.#renderNotes(plan, scale)}
    `;
  }

  /** What a pointer learns of one day; the table tells everybody. */
  #renderNotes({ points }: MonthPlan, scale: Scale) {
    const { text } = this;
    const number = new Intl.NumberFormat(text.locale);
    return points.map((point) => {
      const left = scale.x(point.number - 1);
      const words = text("quota.dayNote", {
        day: dayLabel(point.day, text.locale),
        calls: number.format(point.calls),
        total: number.format(point.total),
      });
      return svg`<rect class="note" x=${left} y="0" width=${scale.x(point.number) - left} height=${this.#height - BOTTOM}>
        <title>${words}</title>
      </rect>`;
    });
  }

  #renderLimit(scale: Scale) {
    const y = scale.y(this.quota.callLimit);
    return svg`
      <line class="limit" x1=${LEFT} x2=${this.width - RIGHT} y1=${y} y2=${y} />
      <text class="limit-word" x=${this.width - RIGHT} y=${y - 4} text-anchor="end">${this.text("quota.limit")}</text>`;
  }

  #renderSpent(plan: MonthPlan, scale: Scale) {
    const { calls } = this.quota;
    // Each day's sum stands at the day's end; what is not over yet, at this moment.
    const dots = plan.points.map(({ number, total }) => ({
      x: scale.x(Math.min(number, plan.elapsedDays)),
      y: scale.y(total),
    }));
    const end = { x: scale.x(plan.elapsedDays), y: scale.y(calls) };
    const firstDay = (plan.points[0]?.number ?? 1) - 1;
    const start = { x: scale.x(firstDay), y: scale.y(plan.points.length > 0 ? plan.before : 0) };
    const line = [start, ...dots, end].map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
    const ground = scale.y(0);
    return svg`
      <polygon class="area" points="${start.x.toFixed(1)},${ground} ${line} ${end.x.toFixed(1)},${ground}" />
      <polyline class="spent" points=${line} />
      <circle class="today" cx=${end.x} cy=${end.y} r="4.5" />`;
  }

  #renderExpected(plan: MonthPlan, scale: Scale, highest: number) {
    const { expectedCalls, elapsedDays, daysInMonth } = plan;
    const { calls } = this.quota;
    if (expectedCalls === undefined || expectedCalls <= calls) return nothing;
    // Where the line meets the picture's top, it ends.
    const share = Math.min(1, (highest - calls) / (expectedCalls - calls));
    if (share <= 0) return nothing;
    return svg`<line
      class="expected"
      x1=${scale.x(elapsedDays)}
      y1=${scale.y(calls)}
      x2=${scale.x(elapsedDays + (daysInMonth - elapsedDays) * share)}
      y2=${scale.y(calls + (expectedCalls - calls) * share)}
    />`;
  }

  #renderDays(plan: MonthPlan, scale: Scale) {
    const days = [1, 8, 15, 22, plan.daysInMonth];
    return days.map((day) => {
      const isLast = day === plan.daysInMonth;
      const x = isLast ? this.width - RIGHT : scale.x(day - 0.5);
      const label = dayLabel(`${this.quota.month}-${String(day).padStart(2, "0")}`, this.text.locale);
      return svg`<text x=${x} y=${this.#height - 6} text-anchor=${isLast ? "end" : "middle"}>${label}</text>`;
    });
  }

  #short(calls: number): string {
    return new Intl.NumberFormat(this.text.locale, { notation: "compact" }).format(calls);
  }
}
