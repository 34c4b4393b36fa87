/** What one sets for an application: the limits of its month, who may call, and the events it hears of. */
import { css, html, type CSSResultGroup, type PropertyValues } from "lit";
import type { EmulatorAppConsole } from "../../../contract/emulator-console.ts";
import type { Act } from "../act.ts";
import { parseJson } from "../state/parse-json.ts";
import { ViewElement } from "./view-element.ts";

/** What the emulator tells by itself; any other is sent from here. */
const TOLD = [
  "robot_msg_read",
  "robot_msg_recall",
  "chat_add_member",
  "chat_remove_member",
  "chat_update_title",
] as const;

/** More than any organisation buys stands for no limit. */
const NO_LIMIT = 1_000_000;

export class AppMonth extends ViewElement {
  static override styles: CSSResultGroup = [
    ViewElement.styles,
    css`
      :host {
        display: grid;
        gap: 16px;
      }

      form {
        margin-top: 12px;
      }

      .long {
        flex: 1;
        max-width: 420px;
      }
    `,
  ];
  static override properties = {
    ...ViewElement.properties,
    app: { attribute: false },
    done: { state: true },
  };

  declare app: EmulatorAppConsole;
  /** Which of the forms took effect last. */
  declare done: "month" | "addresses" | "event" | undefined;

  /** Another app's forms have done nothing yet. */
  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("app");
    if (before && before.clientId !== this.app.clientId) this.done = undefined;
  }

  async #run(form: NonNullable<AppMonth["done"]>, act: Parameters<Act>[0]): Promise<void> {
    this.done = undefined;
    if (await this.shared.act(act)) this.done = form;
  }

  #renderDone(form: AppMonth["done"]) {
    return html`<span role="status"
      >${this.done === form ? html`<span class="chip good">✓ ${this.text("app.done")}</span>` : ""}</span
    >`;
  }

  override render() {
    return html`${this.#renderMonth()} ${this.#renderAddresses()} ${this.#renderEvents()}`;
  }

  #renderAddresses() {
    const { text, app } = this;
    return html`<section class="panel" data-addresses>
      <h3>${text("addresses.heading")}</h3>
      <p class="soft">${text("addresses.intro")}</p>
      <form class="row" @submit=${this.#allow}>
        <label class="long"
          >${text("addresses.list")}
          <input
            id="addresses"
            placeholder="203.0.113.9, 203.0.113.*"
            .value=${app.allowedAddresses.join(", ")}
        /></label>
        <button class="button small">${text("month.set")}</button>
        ${this.#renderDone("addresses")}
      </form>
    </section>`;
  }

  readonly #allow = (event: SubmitEvent): void => {
    event.preventDefault();
    const addresses = this.field("addresses")
      .split(/[\s,，]+/)
      .filter((one) => one !== "");
    void this.#run("addresses", (api) => api.allowAddresses(this.app.clientId, addresses));
  };

  #renderMonth() {
    const { text, app } = this;
    const { calls, pushes, monthlyCalls = NO_LIMIT, monthlyPushes = NO_LIMIT } = app.quota;
    const limit = (id: string, words: string, value: number) =>
      html`<label
        >${words}
        <input
          id=${id}
          type="number"
          min="0"
          max=${NO_LIMIT}
          placeholder=${text("month.none")}
          .value=${value >= NO_LIMIT ? "" : String(value)}
      /></label>`;
    return html`<section class="panel" data-month>
      <h3>${text("month.heading")}</h3>
      <p class="soft">${text("month.used", { calls, pushes })}</p>
      <form class="row" @submit=${this.#setLimits}>
        ${limit("calls", text("month.calls"), monthlyCalls)}
        ${limit("pushes", text("month.pushes"), monthlyPushes)}
        <button class="button small">${text("month.set")}</button>
        ${this.#renderDone("month")}
      </form>
    </section>`;
  }

  #renderEvents() {
    const { text, app } = this;
    const tick = (event: string, ticked: boolean) =>
      this.shared.act((api) =>
        api.tickEvents(
          app.clientId,
          ticked ? [...app.events, event] : app.events.filter((one) => one !== event),
        ),
      );
    return html`<section class="panel" data-events>
      <h3>${text("events.heading")}</h3>
      <p class="soft">${text("events.intro")}</p>
      <div class="row centre">
        ${TOLD.map(
          (event) =>
            html`<label class="check"
              ><input
                type="checkbox"
                .checked=${app.events.includes(event)}
                @change=${({ target }: Event) => tick(event, (target as HTMLInputElement).checked)}
              /><code>${event}</code></label
            >`,
        )}
      </div>
      <form class="row" @submit=${this.#send}>
        <label>${text("events.type")} <input id="type" required value="im_cool_app_install" /></label>
        <label>${text("events.data")} <input id="data" value="{}" /></label>
        <button class="button small">${text("events.send")}</button>
        ${this.#renderDone("event")}
      </form>
    </section>`;
  }

  readonly #setLimits = (event: SubmitEvent): void => {
    event.preventDefault();
    const limit = (id: string) => (this.field(id) === "" ? NO_LIMIT : Number(this.field(id)));
    const wish = { monthlyCalls: limit("calls"), monthlyPushes: limit("pushes") };
    void this.#run("month", (api) => api.setQuota({ clientId: this.app.clientId, ...wish }));
  };

  readonly #send = (event: SubmitEvent): void => {
    event.preventDefault();
    const [eventType, text] = [this.field("type"), this.field("data")];
    void this.#run("event", (api) => {
      const data = parseJson(text === "" ? "{}" : text, this.text("events.data"), this.text);
      // What else than an object it may be is the emulator's to refuse.
      return api.pushEvent({
        clientId: this.app.clientId,
        eventType,
        data: data as Record<string, unknown>,
      });
    });
  };
}
