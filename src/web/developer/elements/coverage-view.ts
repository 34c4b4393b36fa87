/** The coverage table with its proofs, and the calls that nobody knows. */
import { html } from "lit";
import type { EmulatorCoverage } from "../../../contract/emulator-console.ts";
import { fullTime } from "./clock-time.ts";
import { ViewElement } from "./view-element.ts";

const TONES = { supported: "good", partial: "warn", absent: "bad" } as const;

export class CoverageView extends ViewElement {
  static override properties = { ...ViewElement.properties, coverage: { attribute: false } };

  declare coverage: EmulatorCoverage | undefined;

  override render() {
    const { text } = this;
    const { operations = [], unknown = [] } = this.coverage ?? {};
    return html`<div class="page">
      <section class="panel">
        <h2>${text("coverage.unknown")}</h2>
        <p class="soft">${text(unknown.length > 0 ? "coverage.unknownIntro" : "coverage.noUnknown")}</p>
        ${
          unknown.length === 0
            ? ""
            : html`<div class="wide" tabindex="0" role="region" aria-label=${text("coverage.unknown")}>
                <table data-unknown>
                  <tr>
                    <th scope="col">${text("coverage.call")}</th>
                    <th scope="col">${text("coverage.count")}</th>
                    <th scope="col">${text("coverage.last")}</th>
                  </tr>
                  ${unknown.map(
                    ({ method, path, count, lastAt }) =>
                      html`<tr>
                        <td><code>${method} ${path}</code></td>
                        <td>${count}</td>
                        <td>${fullTime(lastAt, text.locale)}</td>
                      </tr>`,
                  )}
                </table>
              </div>`
        }
      </section>
      <section class="panel">
        <h2>${text("coverage.heading")}</h2>
        <div class="wide" tabindex="0" role="region" aria-label=${text("coverage.heading")}>
          <table>
            <tr>
              <th scope="col">${text("coverage.operation")}</th>
              <th scope="col">${text("coverage.level")}</th>
              <th scope="col">${text("coverage.note")}</th>
              <th scope="col">${text("coverage.proof")}</th>
            </tr>
            ${operations.map(
              ({ operation, method, path, level, note, noteZh, proof }) =>
                html`<tr>
                  <td><strong>${operation}</strong><br /><code>${method} ${path}</code></td>
                  <td><span class="chip ${TONES[level]}">${text(`coverage.${level}`)}</span></td>
                  <td>${text.locale === "en" ? note : noteZh}</td>
                  <td><code>${proof}</code></td>
                </tr>`,
            )}
          </table>
        </div>
      </section>
    </div>`;
  }
}
