/** The whole of one entry of the wire: facts, headers, bodies as indented JSON, and the call as a curl line. */
import { css, html, nothing } from "lit";
import type { WireCall, WireEntry as Entry, WireFrame } from "../../../contract/emulator-console.ts";
import { icon } from "../../shared/elements/icons.ts";
import type { DeveloperTextKey } from "../text/create-developer-text.ts";
import { toCurl, type CurlWords } from "../to-curl.ts";
import { exactTime, spanOf } from "./clock-time.ts";
import { isFailure, summaryOf } from "../state/filter-wire.ts";
import { ViewElement } from "./view-element.ts";

type Fact = readonly [label: DeveloperTextKey, value: string | number | undefined];

/** JSON with an indent of two; everything else as it is. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

export class WireEntry extends ViewElement {
  static override styles = [
    ViewElement.styles,
    css`
      :host {
        display: block;
        padding: 16px;
      }

      .head {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 10px;
        align-items: center;
      }

      h3 {
        flex: 1;
        margin: 0;
        font-size: 15px;
        overflow-wrap: anywhere;
      }

      .back {
        display: none;
      }

      h4 {
        margin: 14px 0 5px;
        color: var(--ink-soft);
        font-size: 12px;
        font-weight: 500;
      }

      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 4px 14px;
        margin: 14px 0 0;
        font-size: 13px;
      }

      dt {
        color: var(--ink-soft);
      }

      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }

      .note {
        margin-top: 14px;
      }

      @media (max-width: 719px) {
        .back {
          display: inline-grid;
        }
      }
    `,
  ];
  static override properties = {
    ...ViewElement.properties,
    entry: { attribute: false },
    app: { attribute: false },
  };

  declare entry: Entry;
  /** Name of the app it concerns. */
  declare app: string;

  override render() {
    const { entry, text } = this;
    const { title, state } = summaryOf(entry);
    const words = entry.kind === "socket" ? text(`wire.event.${entry.event}`) : title;
    return html`
      <div class="head">
        <button
          type="button"
          class="icon-button back"
          aria-label=${text("wire.back")}
          @click=${() => this.dispatchEvent(new CustomEvent("leave-entry"))}
        >
          ${icon("back")}
        </button>
        <h3>${words}</h3>
        ${
          state === undefined
            ? nothing
            : html`<span class="chip ${isFailure(entry) ? "bad" : "good"}">${state}</span>`
        }
        ${
          entry.kind === "call"
            ? html`<copy-button
                .text=${text}
                .label=${text("wire.curl")}
                .value=${toCurl(entry, location.origin, this.#curlWords)}
              ></copy-button>`
            : nothing
        }
      </div>
      ${entry.kind === "call" ? this.#renderCall(entry) : nothing}
      ${entry.kind === "frame" ? this.#renderFrame(entry) : nothing}
      ${
        entry.kind === "socket"
          ? this.#renderFacts([
              ["wire.time", exactTime(entry.at, text.locale)],
              ["wire.app", this.app],
              ["wire.connection", entry.connectionId],
            ])
          : nothing
      }
      <p class="soft note">${text("wire.redacted")}</p>
    `;
  }

  get #curlWords(): CurlWords {
    const { text } = this;
    return { secret: text("curl.secret"), masked: text("curl.masked"), file: text("curl.file") };
  }

  #renderFacts(facts: readonly Fact[]) {
    return html`<dl>
      ${facts
        .filter(([, value]) => value !== undefined && value !== "")
        .map(
          ([label, value]) =>
            html`<dt>${this.text(label)}</dt>
              <dd>${value}</dd>`,
        )}
    </dl>`;
  }

  #renderCall(call: WireCall) {
    const { text } = this;
    return html`
      ${this.#renderFacts([
        ["wire.time", exactTime(call.at, text.locale)],
        ["wire.took", spanOf(call.durationMs)],
        ["wire.app", this.app],
        ["wire.operation", `${call.operation} · ${call.method} ${call.path}`],
        ["wire.status", call.status === 0 ? text("wire.cut") : `${call.status} ${call.code ?? ""}`.trim()],
        ["wire.billed", text(call.billed ? "wire.yes" : "wire.no")],
        ["wire.fault", call.fault],
      ])}
      ${this.#renderMap("wire.query", call.query)} ${this.#renderMap("wire.headers", call.headers)}
      ${this.#renderBody("wire.request", call.request)} ${this.#renderBody("wire.response", call.response)}
    `;
  }

  #renderFrame(frame: WireFrame) {
    const { text } = this;
    return html`
      ${this.#renderFacts([
        ["wire.time", exactTime(frame.at, text.locale)],
        ["wire.took", frame.afterMs === undefined ? undefined : spanOf(frame.afterMs)],
        ["wire.app", `${this.app} (${text(`wire.${frame.direction}`)})`],
        ["wire.topic", frame.topic],
        ["wire.messageId", frame.messageId],
        ["wire.status", frame.code],
        ["wire.connection", frame.connectionId],
      ])}
      ${this.#renderBody("wire.data", frame.data)}
    `;
  }

  #renderMap(label: DeveloperTextKey, map: Readonly<Record<string, string>>) {
    const lines = Object.entries(map).map(([name, value]) => `${name}: ${value}`);
    return lines.length === 0 ? nothing : this.#renderBody(label, lines.join("\n"));
  }

  #renderBody(label: DeveloperTextKey, body: string | undefined) {
    if (body === undefined) return nothing;
    return html`<h4>${this.text(label)}</h4>
      <pre>${pretty(body)}</pre>`;
  }
}
