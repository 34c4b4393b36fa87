/** Faults by button: which call, what happens, how often, after how many; and those that are set, with their hits. */
import { css, html, nothing } from "lit";
import type { EmulatorConsole, EmulatorCoverage, EmulatorFault } from "../../../contract/emulator-console.ts";
import type { FaultRequest } from "../../../contract/emulator-control.ts";
import { describeEffect, effectOf, hasDuration, presetsFor, type Preset } from "../state/fault-presets.ts";
import { ViewElement } from "./view-element.ts";

export class FaultsView extends ViewElement {
  static override styles = [
    ViewElement.styles,
    css`
      form {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(180px, 1fr));
        gap: 12px;
        align-items: end;
      }

      .number {
        width: 100%;
      }

      li {
        display: flex;
        flex-wrap: wrap;
        gap: 6px 12px;
        align-items: center;
        padding: 8px 0;
        border-top: 1px solid var(--line);
      }

      li span:first-child {
        flex: 1 1 220px;
        min-width: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];
  static override properties = {
    ...ViewElement.properties,
    console: { attribute: false },
    coverage: { attribute: false },
    preset: { state: true },
    operation: { state: true },
  };

  declare console: EmulatorConsole;
  declare coverage: EmulatorCoverage | undefined;
  declare preset: Preset;
  declare operation: string;

  constructor() {
    super();
    this.preset = "qps";
    this.operation = "sendDirect";
  }

  override render() {
    const { text } = this;
    const { faults } = this.console;
    return html`<div class="page">
      <div>
        <h2>${text("faults.heading")}</h2>
        <p class="soft">${text("faults.intro")}</p>
      </div>
      <section class="panel">
        <form @submit=${this.#add}>
          <label
            >${text("faults.operation")}
            <select
              id="operation"
              @change=${(event: Event) => this.#choose((event.currentTarget as HTMLSelectElement).value)}
            >
              ${this.#operations.map(
                ([operation, words]) =>
                  html`<option value=${operation} ?selected=${operation === this.operation}>
                    ${operation} · ${words}
                  </option>`,
              )}
            </select>
          </label>
          <label
            >${text("faults.effect")}
            <select
              id="effect"
              @change=${(event: Event) => (this.preset = (event.currentTarget as HTMLSelectElement).value as Preset)}
            >
              ${presetsFor(this.operation).map(
                (preset) =>
                  html`<option value=${preset} ?selected=${preset === this.preset}>
                    ${text(`preset.${preset}`)}
                  </option>`,
              )}
            </select>
          </label>
          ${hasDuration(this.preset) ? this.#renderNumber("ms", "3000") : nothing}
          ${
            this.preset === "custom"
              ? html`${this.#renderNumber("status", "500")}
                  <label>${text("faults.code")}<input id="code" value="system.error" required /></label>`
              : nothing
          }
          <label
            >${text("faults.app")}
            <select id="app">
              <option value="">${text("faults.anyApp")}</option>
              ${this.console.apps.map(({ clientId, name }) => html`<option value=${clientId}>${name}</option>`)}
            </select>
          </label>
          ${this.#renderNumber("after", "0")}
          <label
            >${text("faults.times")}
            <input
              id="times"
              class="number"
              type="number"
              min="1"
              placeholder=${text("faults.always")}
              value="1"
            />
          </label>
          <button class="button primary">${text("faults.add")}</button>
        </form>
      </section>
      <section class="panel">
        <h3>${text("faults.active")}</h3>
        ${
          faults.length === 0
            ? html`<p class="soft">${text("faults.none")}</p>`
            : html`<ul>
                ${faults.map((fault) => this.#renderFault(fault))}
              </ul>`
        }
      </section>
    </div>`;
  }

  /** Calls by name and path, and what is no call of the platform but fails like one. */
  get #operations(): readonly (readonly [operation: string, words: string])[] {
    const { text } = this;
    return [
      ...(this.coverage?.operations ?? []).map(({ operation, path }) => [operation, path] as const),
      ["messageFile", text("faults.messageFile")],
      ["streamUpgrade", text("faults.streamUpgrade")],
    ];
  }

  #choose(operation: string): void {
    this.operation = operation;
    const [first = "qps", ...others] = presetsFor(operation);
    if (![first, ...others].includes(this.preset)) this.preset = first;
  }

  #renderNumber(id: "ms" | "status" | "after", value: string) {
    return html`<label
      >${this.text(`faults.${id}`)}<input
        id=${id}
        class="number"
        type="number"
        min="0"
        required
        value=${value}
    /></label>`;
  }

  #renderFault({ id, request, seen, hits }: EmulatorFault) {
    const { text } = this;
    const { times } = request;
    const progress =
      times === undefined
        ? text("faults.progress", { seen, hits })
        : text("faults.progressOf", { seen, hits, times });
    return html`<li data-fault=${id}>
      <span
        >${text("faults.line", { operation: request.operation, effect: describeEffect(request.effect) })}</span
      >
      <span class="soft">${progress}</span>
      <button
        type="button"
        class="button small"
        aria-label=${text("faults.remove", { id })}
        @click=${() => this.shared.act((api) => api.removeFault(id))}
      >
        ${text("faults.removeShort")}
      </button>
    </li>`;
  }

  readonly #add = (event: Event): void => {
    event.preventDefault();
    const operation = this.field("operation") as FaultRequest["operation"];
    const scope = this.coverage?.operations.find((row) => row.operation === operation)?.scope;
    const [times, clientId] = [this.field("times"), this.field("app")];
    const fault: FaultRequest = {
      operation,
      effect: effectOf(this.preset, {
        ms: Number(this.field("ms")),
        status: Number(this.field("status")),
        code: this.field("code"),
        ...(scope === undefined ? {} : { scope }),
      }),
      after: Number(this.field("after")),
      ...(times === "" ? {} : { times: Number(times) }),
      ...(clientId === "" ? {} : { clientId }),
    };
    void this.shared.act((api) => api.addFault(fault));
  };
}
