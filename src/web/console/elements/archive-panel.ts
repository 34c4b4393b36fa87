/** What the archives of received files hold, day by day, and when each day's files go. */
import { css, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { ArchiveNow } from "../../../contract/console.ts";
import { sizeLabel } from "../../shared/text/size-label.ts";
import { dayLabel } from "../format/day-label.ts";
import { renderMeter } from "./render-meter.ts";
import { ViewPart } from "./view-part.ts";

/** Days that are shown at once; older ones are one click away. */
const DAYS = 8;

type Day = ArchiveNow["days"][number];

export class ArchivePanel extends ViewPart {
  static override styles = [
    ViewPart.styles,
    css`
      section {
        height: 100%;
      }

      .archive + .archive {
        margin-top: 18px;
        padding-top: 18px;
        border-top: 1px solid var(--line);
      }

      .total {
        font-size: 15px;
        font-weight: 600;
      }

      .folder {
        margin: 2px 0 12px;
      }

      .days {
        display: grid;
        gap: 10px;
      }

      .days li {
        display: grid;
        grid-template-columns: 74px minmax(40px, 1fr) auto;
        gap: 2px 12px;
        align-items: center;
        font-size: 13px;
      }

      .days .soft {
        font-size: 12px;
      }

      .size {
        text-align: end;
      }

      .goes {
        grid-column: 2 / -1;
      }

      details ul {
        margin-top: 10px;
      }
    `,
  ];
  static override properties = {
    ...ViewPart.properties,
    archives: { attribute: false },
    several: { attribute: false },
  };

  declare archives: readonly ArchiveNow[];
  declare several: boolean;

  override render() {
    const { text, archives } = this;
    return html`<section class="panel" aria-labelledby="heading">
      <div class="title-row"><h2 id="heading">${text("archive.heading")}</h2></div>
      ${
        archives.length === 0
          ? html`<p class="soft">${text("archive.none")}</p>`
          : repeat(
              archives,
              ({ directory }) => directory,
              (archive) => this.#renderArchive(archive),
            )
      }
    </section>`;
  }

  #renderArchive(archive: ArchiveNow) {
    const { text } = this;
    const most = Math.max(1, ...archive.days.map(({ bytes }) => bytes));
    const older = archive.days.slice(DAYS);
    const names = archive.accountIds.map((accountId) => this.accountName(accountId)).join(", ");
    return html`<div class="archive" data-archive=${archive.directory}>
      <p class="total figures">
        ${
          archive.files === 0
            ? text("archive.none")
            : text("archive.total", {
                size: sizeLabel(archive.bytes, text.locale),
                files: this.#files(archive.files),
              })
        }
      </p>
      <p class="soft folder">
        <code>${archive.directory}</code><br />
        ${this.#keeps(archive.keepDays)}${
          this.several
            ? html`<br /><span class="clamp">${text("archive.accounts", { names })}</span>`
            : nothing
        }
      </p>
      ${this.#renderDays(archive.days.slice(0, DAYS), most)}
      ${
        older.length === 0
          ? nothing
          : html`<details>
              <summary>${text("archive.older", { count: older.length })}</summary>
              ${this.#renderDays(older, most)}
            </details>`
      }
    </div>`;
  }

  #renderDays(days: readonly Day[], most: number) {
    const { text } = this;
    return html`<ul class="days">
      ${repeat(
        days,
        ({ day }) => day,
        ({ day, files, bytes, expires }) =>
          html`<li>
            <span>${dayLabel(day, text.locale)}</span>
            ${renderMeter(bytes / most, 8)}
            <span class="size figures">${sizeLabel(bytes, text.locale)}</span>
            <span class="goes soft"
              >${this.#files(files)}${
                expires === undefined ? nothing : html` · ${this.sayWhen("archive.goes", expires)}`
              }</span
            >
          </li>`,
      )}
    </ul>`;
  }

  #files(count: number): string {
    return count === 1 ? this.text("archive.oneFile") : this.text("archive.files", { count });
  }

  #keeps(days: number): string {
    if (days === 0) return this.text("archive.keepAll");
    return days === 1 ? this.text("archive.keepOne") : this.text("archive.keep", { days });
  }
}
