/** How fast the last turns were: a chart of each, and the middle and the slow end of all in figures. */
import { css, html, nothing } from "lit";
import type { LatencyFigures, LatencyView } from "../../../contract/console.ts";
import { LATENCY_STAGES, type LatencyStage } from "../charts/plan-latency.ts";
import { durationLabel } from "../format/duration-label.ts";
import { ViewPart } from "./view-part.ts";

export class LatencyPanel extends ViewPart {
  static override styles = [
    ViewPart.styles,
    css`
      section {
        height: 100%;
      }

      .figures {
        margin-bottom: 16px;
      }

      th:not(:first-child),
      td {
        text-align: end;
      }

      tbody th {
        color: var(--ink);
        font-size: 13px;
        font-weight: 400;
        border-top: 1px solid var(--line);
      }

      td {
        font-size: 15px;
        font-weight: 600;
      }

      th:last-child,
      td:last-child {
        padding-inline-end: 0;
      }

      thead td {
        border-top: 0;
      }

      td.slow {
        color: var(--ink-soft);
        font-weight: 400;
      }
    `,
  ];
  static override properties = { ...ViewPart.properties, latency: { attribute: false } };

  declare latency: LatencyView;

  override render() {
    const { text, latency } = this;
    // The figures are of all bots, whoever is chosen.
    const narrowed = this.shared.route.account !== undefined && (this.now?.accounts.length ?? 0) > 1;
    return html`<section class="panel" aria-labelledby="heading">
      <div class="title-row">
        <h2 id="heading">${text("latency.heading")}</h2>
        <span class="soft"
          >${text("latency.sinceReceived")}${narrowed ? ` · ${text("app.allAccounts")}` : nothing}</span
        >
      </div>
      ${
        latency.turns.length === 0
          ? html`<p class="soft">${text("latency.none")}</p>`
          : html`<table class="figures">
                <thead>
                  <tr>
                    <td></td>
                    <th scope="col">${text("latency.p50")}</th>
                    <th scope="col">${text("latency.p95")}</th>
                  </tr>
                </thead>
                <tbody>
                  ${LATENCY_STAGES.map(
                    (stage) =>
                      html`<tr>
                        <th scope="row">${text(`latency.${stage}`)}</th>
                        <td>${this.#figure(latency.p50, stage)}</td>
                        <td class="slow">${this.#figure(latency.p95, stage)}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>
              <latency-chart
                .text=${text}
                .latency=${latency}
                .hrefOf=${(trailId: string) => this.shared.href({ view: "messages", message: trailId })}
              ></latency-chart>`
      }
    </section>`;
  }

  #figure(figures: LatencyFigures, stage: LatencyStage): string {
    const ms = figures[stage];
    return ms === undefined ? this.text("unit.none") : durationLabel(ms, this.text.locale);
  }
}
