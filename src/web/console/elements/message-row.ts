/** One message in the list: who, where, what, what became of it. A link to its trace. */
import { css, html, nothing } from "lit";
import type { TrailOutcome, TrailRow } from "../../../contract/console.ts";
import { icon, type IconName } from "../../shared/elements/icons.ts";
import { ViewPart } from "./view-part.ts";

export const OUTCOME_TONES: Readonly<Record<TrailOutcome, string>> = {
  running: "accent",
  answered: "good",
  refused: "warn",
  "no-answer": "",
  failed: "bad",
  "dead-letter": "bad",
};
const TYPES: Readonly<Record<string, IconName>> = {
  picture: "file",
  audio: "sound",
  video: "film",
  file: "clip",
};

export class MessageRow extends ViewPart {
  static override styles = [
    ViewPart.styles,
    css`
      :host {
        container-type: inline-size;
      }

      a {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 2px 12px;
        align-items: start;
        padding: 12px 16px;
        color: inherit;
        text-decoration: none;
      }

      a:hover {
        background: var(--surface-hover);
      }

      a[aria-current="true"] {
        background: var(--surface-selected);
      }

      a[aria-current="true"] .chip.accent {
        background: var(--surface);
      }

      a:focus-visible {
        outline-offset: -2px;
      }

      avatar-badge {
        --avatar-size: 34px;
        grid-row: span 3;
        margin-top: 2px;
      }

      .who {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .when {
        color: var(--ink-soft);
        font-size: 12px;
        text-align: end;
        line-height: 22px;
      }

      .what,
      .came {
        grid-column: 2 / -1;
        min-width: 0;
        font-size: 13px;
      }

      .what {
        display: -webkit-box;
        overflow: hidden;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        line-clamp: 2;
        overflow-wrap: anywhere;
      }

      .what svg {
        display: inline-block;
        vertical-align: -2px;
      }

      .came {
        display: flex;
        gap: 8px;
        align-items: baseline;
        margin-top: 3px;
        color: var(--ink-soft);
      }

      .came .chip {
        flex: none;
      }

      .came > .words {
        display: -webkit-box;
        overflow: hidden;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        line-clamp: 2;
        overflow-wrap: anywhere;
      }

      @container (min-width: 760px) {
        a {
          grid-template-columns: auto minmax(130px, 0.9fr) minmax(0, 1.2fr) minmax(0, 1.6fr) 96px;
          gap: 2px 16px;
        }

        avatar-badge {
          grid-area: 1 / 1;
        }

        .who {
          display: grid;
          grid-area: 1 / 2;
        }

        .who > * {
          overflow: hidden;
          text-overflow: ellipsis;
        }

        .who .dash {
          display: none;
        }

        .what {
          grid-area: 1 / 3;
        }

        .came {
          grid-area: 1 / 4;
          margin-top: 0;
        }

        .when {
          grid-area: 1 / 5;
        }
      }
    `,
  ];
  static override properties = {
    ...ViewPart.properties,
    row: { attribute: false },
    several: { attribute: false },
  };

  declare row: TrailRow;
  declare several: boolean;

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector("a")?.focus(options);
  }

  override render() {
    const { text, row } = this;
    const { sender, place, outcome, accountId, id } = row;
    const name = this.nameOr(sender.name);
    const where = [this.placeName(place), ...(this.several ? [this.accountName(accountId)] : [])].join(" · ");
    return html`<a
      href=${this.shared.href({ message: id })}
      aria-current=${this.shared.route.message === id ? "true" : "false"}
    >
      <avatar-badge .kind=${"person"} .name=${name} .key=${sender.staffId ?? name}></avatar-badge>
      <span class="who"
        ><strong><bdi>${name}</bdi></strong
        ><span class="soft"><span class="dash"> · </span>${where}</span></span
      >
      <span class="when">${this.moment(row.receivedAt)}</span>
      <span class="what">${this.#renderWhat()}</span>
      <span class="came"
        ><span class="chip ${OUTCOME_TONES[outcome]}"
          >${outcome === "running" ? html`<span class="dot busy"></span>` : nothing}${text(
            `messages.outcome.${outcome}`,
          )}</span
        ><span class="words">${row.sentence.text}</span></span
      >
    </a>`;
  }

  #renderWhat() {
    const { text, row } = this;
    const { type, attachments } = row;
    const sign = TYPES[type];
    return html`${sign ? html`${icon(sign, 14)} ` : nothing}${
      type === "text" ? nothing : html`<span class="soft">${this.typeName(type)} </span>`
    }${this.renderText(row)}${
      attachments === 0
        ? nothing
        : html` <span class="soft"
            >${icon("clip", 13)}
            ${attachments === 1 ? text("messages.oneAttachment") : text("messages.attachments", { count: attachments })}</span
          >`
    }`;
  }
}
