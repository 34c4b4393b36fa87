/** One list of people or groups, edited by name: who is on it, a field with suggestions, a button to take one off. */
import { css, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { ListAction, PeopleView, Sentence } from "../../../contract/console.ts";
import { icon } from "../../shared/elements/icons.ts";
import { candidatesFor, entryFor, suggest } from "../people/find-known.ts";
import { ViewPart } from "./view-part.ts";

type List = PeopleView["lists"][number];
type Entry = List["entries"][number];

export class AllowList extends ViewPart {
  static override styles = [
    ViewPart.styles,
    css`
      section {
        display: grid;
        grid-template-rows: auto 1fr auto;
        gap: 10px;
        height: 100%;
        align-content: start;
      }

      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 10px;
        align-items: center;
        padding: 7px 0;
        border-top: 1px solid var(--line);
        font-size: 13px;
      }

      li:first-child {
        border-top: 0;
      }

      li > span {
        overflow-wrap: anywhere;
      }

      li code {
        display: block;
      }

      avatar-badge {
        --avatar-size: 28px;
      }

      form {
        display: flex;
        gap: 8px;
      }

      form input {
        flex: 1;
      }
    `,
  ];
  static override properties = {
    ...ViewPart.properties,
    people: { attribute: false },
    list: { attribute: false },
    busy: { state: true },
    done: { state: true },
  };

  declare people: PeopleView;
  declare list: List;
  declare busy: boolean;
  declare done: Sentence | undefined;

  override render() {
    const { text, list } = this;
    const name = text(`people.list.${list.list}`);
    return html`<section class="panel" aria-labelledby="heading" data-list=${list.list}>
      <div>
        <h3 id="heading">
          ${name}
          ${list.entries.length > 0 ? html`<span class="count">${list.entries.length}</span>` : nothing}
        </h3>
        <p class="small-print">${text(`people.listHint.${list.list}`)}</p>
      </div>
      <div>
        ${this.status(this.done)}
        ${
          list.entries.length === 0
            ? html`<p class="soft">${text("people.emptyList")}</p>`
            : html`<ul>
                ${repeat(
                  list.entries,
                  ({ id }) => id,
                  (entry) => this.#renderEntry(entry),
                )}
              </ul>`
        }
      </div>
      ${this.shared.mayChange && list.list !== "paired" ? this.#renderAdd(name) : nothing}
    </section>`;
  }

  #nameOf({ id, name }: Entry): string {
    return id === "*" ? this.text("people.everybody") : this.nameOr(name, id);
  }

  #renderEntry(entry: Entry) {
    const { text } = this;
    const name = this.#nameOf(entry);
    const isGroup = this.people.groups.some(({ conversationId }) => conversationId === entry.id);
    return html`<li data-entry=${entry.id}>
      <avatar-badge
        .kind=${isGroup || entry.id === "*" ? "group" : "person"}
        .name=${name}
        .key=${entry.id}
      ></avatar-badge>
      <span
        ><bdi class="clamp">${name}</bdi
        >${name === entry.id ? nothing : html`<code class="soft">${entry.id}</code>`}</span
      >
      ${
        this.shared.mayChange
          ? html`<ask-button
              .label=${text("people.remove")}
              .name=${text("people.removeOf", { name })}
              .question=${text("people.removeAsk", { name })}
              .yes=${text("people.remove")}
              .no=${text("unit.keep")}
              @confirmed=${() => this.#act("remove", entry.id, name)}
            ></ask-button>`
          : nothing
      }
    </li>`;
  }

  #renderAdd(list: string) {
    const { text } = this;
    const candidates = candidatesFor(this.people, this.list.list);
    const label = text("people.addTo", { list });
    return html`<form @submit=${this.#onAdd}>
      <input
        type="text"
        name="entry"
        list="suggestions"
        autocomplete="off"
        aria-label=${label}
        placeholder=${text("people.addPlaceholder")}
      />
      <datalist id="suggestions">
        ${suggest(candidates, this.list.entries).map(
          ({ value, label }) => html`<option value=${value}>${label}</option>`,
        )}
      </datalist>
      <button type="submit" class="button" ?disabled=${this.busy}>
        ${icon("plus", 16)} ${text("people.add")}
      </button>
    </form>`;
  }

  readonly #onAdd = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const field = this.renderRoot.querySelector("input");
    const typed = field?.value.trim() ?? "";
    if (field === null || typed === "") return void field?.focus();
    const candidates = candidatesFor(this.people, this.list.list);
    const entry = entryFor(candidates, typed);
    const name = candidates.find(({ id }) => id === entry)?.name.trim() || this.#nameOf({ id: entry });
    const worked = await this.#act("add", entry, name);
    if (worked) field.value = "";
  };

  /** Whether it worked. */
  async #act(action: ListAction["action"], entry: string, name: string): Promise<boolean> {
    const { accountId } = this.people;
    this.busy = true;
    this.done = undefined;
    const answer = await this.shared.act((api) =>
      api.changeList({ accountId, list: this.list.list, action, entry }),
    );
    this.busy = false;
    if (answer === undefined) return false;
    const said = this.text(action === "add" ? "people.added" : "people.removed", {
      name: answer.name ?? name,
    });
    const { note } = answer;
    this.done = note ? { ...note, text: `${said} ${note.text}` } : { text: said };
    // The field is still there for the next one; a removed entry's button is not.
    if (action === "remove") await this.focusStatus();
    return true;
  }
}
