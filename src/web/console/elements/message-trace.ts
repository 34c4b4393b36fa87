/** What became of one message, step by step. Stays as it is while new answers come; nothing in it is markup. */
import { css, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { TraceStep, TraceView, TrailRow } from "../../../contract/console.ts";
import { icon, type IconName } from "../../shared/elements/icons.ts";
import { stagesOf } from "../charts/plan-latency.ts";
import { durationLabel } from "../format/duration-label.ts";
import { momentLabel, stepTimeLabel } from "../format/moment-label.ts";
import { OUTCOME_TONES } from "./message-row.ts";
import { ViewPart } from "./view-part.ts";

const GOOD_STEPS = new Set(["finished", "sent", "acked", "first-word", "decided"]);
const BAD_STEPS = new Set(["refused", "failed", "frame-refused", "not-sent", "interrupted", "dead-letter"]);

export class MessageTrace extends ViewPart {
  static override styles = [
    ViewPart.styles,
    css`
      header {
        display: flex;
        gap: 12px;
        align-items: center;
        justify-content: space-between;
      }

      h2:focus {
        outline: none;
      }

      .icon-button {
        flex: none;
        margin: -6px -8px -6px 0;
      }

      .outcome {
        display: grid;
        gap: 8px;
        margin: 14px 0;
        padding: 12px 14px;
        border-radius: 10px;
        background: var(--surface-list);
        font-size: 13px;
        overflow-wrap: anywhere;
      }

      .outcome .chip {
        justify-self: start;
      }

      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 6px 16px;
        margin: 0;
        font-size: 13px;
      }

      dt {
        color: var(--ink-soft);
      }

      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }

      dd.text {
        max-height: 180px;
        overflow: auto;
      }

      dd.text .words {
        white-space: pre-wrap;
      }

      h3 {
        margin: 20px 0 12px;
      }

      ol {
        display: grid;
      }

      li {
        position: relative;
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 12px;
        padding-bottom: 16px;
        font-size: 13px;
      }

      /* The line that joins the steps. */
      li:not(:last-child)::before {
        content: "";
        position: absolute;
        inset-block: 22px 0;
        inset-inline-start: 10px;
        width: 2px;
        background: var(--line);
      }

      .words {
        overflow-wrap: anywhere;
      }

      .when {
        display: block;
        color: var(--ink-soft);
        font-size: 12px;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];
  static override properties = { ...ViewPart.properties, row: { attribute: false } };

  /** From the list, to begin with. */
  declare row: TrailRow | undefined;

  /** The last answer: toggling what is shown must not empty what is read. */
  #trace: TraceView | undefined;

  override willUpdate(): void {
    const { trace } = this.shared.data;
    const wanted = this.shared.route.message;
    if (trace?.row.id === wanted) this.#trace = trace;
    if (this.#trace?.row.id !== wanted) this.#trace = undefined;
  }

  /** Where reading begins. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>("h2")?.focus();
  }

  override render() {
    const { text } = this;
    const row = this.#trace?.row ?? this.row;
    return html`<header>
        <h2 tabindex="-1">${text("trace.heading")}</h2>
        <button
          type="button"
          class="icon-button"
          aria-label=${text("trace.close")}
          title=${text("trace.close")}
          @click=${() => this.dispatchEvent(new CustomEvent("leave-trace"))}
        >
          ${icon("close")}
        </button>
      </header>
      ${row ? this.#renderRow(row) : nothing} ${this.#renderSteps()}`;
  }

  #renderRow(row: TrailRow) {
    const { text } = this;
    const { locale } = text;
    const { sender, outcome, answeredBy, latency } = row;
    const times = stagesOf(latency)
      .map(({ stage, ms }) => `${text(`latency.${stage}`)} ${durationLabel(ms, locale)}`)
      .join(" · ");
    return html`<div class="outcome">
        <span class="chip ${OUTCOME_TONES[outcome]}"
          >${outcome === "running" ? html`<span class="dot busy"></span>` : nothing}${text(
            `messages.outcome.${outcome}`,
          )}</span
        >
        ${this.sentence(row.sentence)}
      </div>
      <dl>
        <dt>${text("trace.from")}</dt>
        <dd>
          <bdi class="clamp">${this.nameOr(sender.name)}</bdi>${
            sender.staffId === undefined ? nothing : html` <code class="soft">${sender.staffId}</code>`
          }
        </dd>
        <dt>${text("trace.place")}</dt>
        <dd><bdi class="clamp">${this.placeName(row.place)}</bdi></dd>
        <dt>${text("trace.account")}</dt>
        <dd><bdi class="clamp">${this.accountName(row.accountId)}</bdi></dd>
        <dt>${text("trace.received")}</dt>
        <dd>${momentLabel(row.receivedAt, locale)}</dd>
        <dt>${text("trace.type")}</dt>
        <dd>${this.typeName(row.type)}</dd>
        <dt>${text("trace.text")}</dt>
        <dd class="text">${this.renderText(row)}</dd>
        ${
          answeredBy === undefined
            ? nothing
            : html`<dt>${text("trace.answeredBy")}</dt>
                <dd>${text(`trace.answeredBy.${answeredBy}`)}</dd>`
        }
        ${
          times === ""
            ? nothing
            : html`<dt>${text("trace.times")}</dt>
                <dd class="figures">${times}</dd>`
        }
        <dt>${text("trace.msgId")}</dt>
        <dd><code>${row.msgId}</code></dd>
      </dl>`;
  }

  #renderSteps() {
    const { text } = this;
    const trace = this.#trace;
    const refusal = this.shared.refusals.trace?.refusal;
    if (!trace && refusal) return html`<div class="notice bad" role="alert">${this.sentence(refusal)}</div>`;
    if (!trace) return html`<p class="soft" role="status">${text("trace.loading")}</p>`;
    const start = trace.row.receivedAt;
    return html`<h3>${text("trace.steps")}</h3>
      <ol>
        ${repeat(
          trace.steps,
          ({ at, step }, index) => `${index}/${step}/${at}`,
          (step) => this.#renderStep(step, start),
        )}
      </ol>
      ${trace.row.outcome === "running" ? html`<p class="soft">${text("trace.running")}</p>` : nothing}`;
  }

  #renderStep({ at, step, sentence }: TraceStep, start: number) {
    const { text } = this;
    const bad = BAD_STEPS.has(step);
    const good = GOOD_STEPS.has(step);
    const sign: IconName = bad ? "alert" : good ? "check" : "clock";
    const after = durationLabel(at - start, text.locale);
    return html`<li data-step=${step}>
      <span class="mark ${bad ? "problem" : good ? "ok" : ""}">${icon(sign, 13)}</span>
      <span class="words"
        >${this.sentence(sentence)}<span class="when"
          >${stepTimeLabel(at, text.locale)}${at > start ? ` · ${text("trace.after", { duration: after })}` : nothing}</span
        ></span
      >
    </li>`;
  }
}
