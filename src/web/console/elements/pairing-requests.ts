/** Who waits to be let in: each by name and id, to approve or to refuse. The code that they were given stays theirs. */
import { css, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { PairingAction, PeopleView, Sentence } from "../../../contract/console.ts";
import { ViewPart } from "./view-part.ts";

type Request = PeopleView["requests"][number];

export class PairingRequests extends ViewPart {
  static override styles = [
    ViewPart.styles,
    css`
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 4px 12px;
        align-items: center;
        padding: 12px 0;
        border-top: 1px solid var(--line);
      }

      li:first-child {
        border-top: 0;
      }

      .who {
        display: grid;
        gap: 1px;
        overflow-wrap: anywhere;
      }

      .actions {
        display: flex;
        gap: 8px;
      }

      @media (max-width: 599px) {
        li {
          grid-template-columns: auto minmax(0, 1fr);
        }

        .actions {
          grid-column: 2;
          margin-top: 4px;
        }
      }
    `,
  ];
  static override properties = {
    ...ViewPart.properties,
    people: { attribute: false },
    busy: { state: true },
    done: { state: true },
  };

  declare people: PeopleView;
  /** Code of the request that is being decided. */
  declare busy: string | undefined;
  declare done: Sentence | undefined;

  override render() {
    const { text } = this;
    const { requests, dmPolicy, requestsHidden } = this.people;
    return html`<section class="panel" aria-labelledby="heading">
      <div class="panel-head">
        <h2 id="heading">
          ${text("people.requests")}
          ${requests.length > 0 ? html`<span class="count">${requests.length}</span>` : nothing}
        </h2>
        ${requests.length > 0 && !this.shared.mayChange ? this.change(html``, { view: "people" }) : nothing}
      </div>
      ${this.status(this.done)}
      ${requestsHidden ? html`<p class="soft">${this.sentence(requestsHidden)}</p>` : nothing}
      ${
        requests.length === 0 && requestsHidden
          ? nothing
          : requests.length === 0
            ? html`<p class="soft">
                ${text("people.noRequests")} ${dmPolicy === "pairing" ? nothing : text("people.notPairing")}
              </p>`
            : html`<ul>
                ${repeat(
                  requests,
                  ({ requestId }) => requestId,
                  (request) => this.#renderRequest(request),
                )}
              </ul>`
      }
    </section>`;
  }

  #renderRequest(request: Request) {
    const { text } = this;
    const { requestId, id, requestedAt, expiresAt } = request;
    const name = this.nameOr(request.name, id);
    return html`<li data-request=${requestId}>
      <avatar-badge .kind=${"person"} .name=${name} .key=${id}></avatar-badge>
      <div class="who">
        <div>
          <strong><bdi class="clamp">${name}</bdi></strong>
          ${name === id ? nothing : html`<code class="soft">${id}</code>`}
        </div>
        <div class="soft">
          ${this.sayWhen("people.asked", requestedAt)}${
            expiresAt === undefined ? nothing : html` · ${this.sayWhen("people.expires", expiresAt)}`
          }
        </div>
      </div>
      ${
        this.shared.mayChange
          ? html`<div class="actions">
              <button
                type="button"
                class="button small primary"
                aria-label=${text("people.approveOf", { name })}
                ?disabled=${this.busy === requestId}
                @click=${() => this.#decide(request, "approve")}
              >
                ${text("people.approve")}
              </button>
              <button
                type="button"
                class="button small"
                aria-label=${text("people.refuseOf", { name })}
                ?disabled=${this.busy === requestId}
                @click=${() => this.#decide(request, "refuse")}
              >
                ${text("people.refuse")}
              </button>
            </div>`
          : nothing
      }
    </li>`;
  }

  async #decide({ requestId }: Request, decision: PairingAction["decision"]): Promise<void> {
    const { accountId } = this.people;
    this.busy = requestId;
    this.done = undefined;
    const answer = await this.shared.act((api) => api.decidePairing({ accountId, requestId, decision }));
    this.busy = undefined;
    if (answer === undefined) return;
    this.done = answer.done;
    await this.focusStatus();
  }
}
