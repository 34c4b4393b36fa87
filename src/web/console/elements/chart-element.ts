/** What the charts share: a width in real pixels, so that letters keep their size, and the look of axes and tables. */
import {
  css,
  html,
  LitElement,
  type CSSResultGroup,
  type PropertyDeclarations,
  type TemplateResult,
} from "lit";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { ConsoleText } from "../text/create-console-text.ts";
import { consoleStyles } from "./console-styles.ts";

const NARROWEST = 220;

export class ChartElement extends LitElement {
  static override styles: CSSResultGroup = [
    baseStyles,
    consoleStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }

      figure {
        margin: 0;
      }

      .plot {
        width: 100%;
        overflow: visible;
      }

      .plot text {
        fill: var(--ink-soft);
        font-size: 11px;
        font-variant-numeric: tabular-nums;
      }

      .grid {
        stroke: var(--line);
        stroke-width: 1;
        shape-rendering: crispedges;
      }

      details {
        margin-top: 10px;
        font-size: 13px;
      }

      summary {
        width: max-content;
        max-width: 100%;
        border-radius: 4px;
        color: var(--ink-soft);
        font-size: 12px;
        cursor: pointer;
      }

      .scroll {
        max-height: 260px;
        margin-top: 6px;
        overflow: auto;
      }

      table {
        width: 100%;
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
      }

      th,
      td {
        padding: 4px 12px 4px 0;
        border-bottom: 1px solid var(--line);
        font-size: 12px;
        text-align: start;
      }

      th {
        color: var(--ink-soft);
        font-weight: 500;
      }

      td.number,
      th.number {
        text-align: end;
      }
    `,
  ];
  static override properties: PropertyDeclarations = {
    text: { attribute: false },
    width: { state: true },
  };

  declare text: ConsoleText;
  /** CSS pixels. */
  declare width: number;

  readonly #observer = new ResizeObserver(([entry]) => {
    const width = Math.max(NARROWEST, Math.round(entry?.contentRect.width ?? 0));
    if (width !== this.width) this.width = width;
  });

  constructor() {
    super();
    this.width = 560;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  /** The numbers behind the picture, for everybody who would rather read them. */
  protected asTable(heads: readonly string[], rows: readonly (readonly (string | TemplateResult)[])[]) {
    return html`<details>
      <summary>${this.text("unit.asTable")}</summary>
      <div class="scroll" tabindex="0" role="region" aria-label=${this.text("unit.asTable")}>
        <table>
          <thead>
            <tr>
              ${heads.map((head, column) => html`<th scope="col" class=${column > 0 ? "number" : ""}>${head}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (row) =>
                html`<tr>
                  ${row.map((cell, column) => html`<td class=${column > 0 ? "number" : ""}>${cell}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>`;
  }
}
