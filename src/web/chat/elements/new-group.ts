/** A new group: its name, and who is in it besides oneself. Fires `add-group`. */
import { html, nothing } from "lit";
import type { AddGroupRequest, EmulatorApp, EmulatorPerson } from "../../../contract/emulator-control.ts";
import { SideSheet } from "./side-sheet.ts";

interface Choice {
  readonly field: "memberIds" | "robotIds";
  readonly kind: "person" | "robot";
  readonly heading: string;
  readonly entries: readonly { readonly id: string; readonly name: string }[];
}

export class NewGroup extends SideSheet {
  static override properties = {
    ...SideSheet.properties,
    people: { attribute: false },
    robots: { attribute: false },
    me: { attribute: false },
  };

  /** Who could be in it. */
  declare people: readonly EmulatorPerson[];
  declare robots: readonly EmulatorApp[];
  declare me: EmulatorPerson;

  override render() {
    const { text } = this;
    const others = this.people.filter(({ staffId }) => staffId !== this.me.staffId);
    const people = others.map(({ staffId, name }) => ({ id: staffId, name }));
    const robots = this.robots.map(({ clientId, name }) => ({ id: clientId, name }));
    return this.renderSheet(
      "plus",
      text("group.new"),
      html`<form @submit=${this.#submit}>
        <label class="name"
          >${text("group.name")}<input id="title" type="text" maxlength="100" required autofocus
        /></label>
        ${this.#renderChoice({
          field: "memberIds",
          kind: "person",
          heading: text("group.people", { count: people.length }),
          entries: people,
        })}
        ${this.#renderChoice({
          field: "robotIds",
          kind: "robot",
          heading: text("group.robots", { count: robots.length }),
          entries: robots,
        })}
        <p class="last"><button class="button">${text("group.create")}</button></p>
      </form>`,
    );
  }

  #renderChoice({ field, kind, heading, entries }: Choice) {
    if (entries.length === 0) return nothing;
    return html`<fieldset>
      <legend><h3>${heading}</h3></legend>
      ${entries.map(
        ({ id, name }) =>
          html`<label class="one"
            ><input type="checkbox" name=${field} value=${id} checked />
            <avatar-badge .kind=${kind} .name=${name} .key=${id}></avatar-badge><span>${name}</span></label
          >`,
      )}
    </fieldset>`;
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const chosen = (field: Choice["field"]) => new FormData(form).getAll(field).map(String);
    const title = this.renderRoot.querySelector<HTMLInputElement>("#title")?.value.trim() ?? "";
    if (title === "") return;
    const detail: AddGroupRequest = {
      title,
      memberIds: [this.me.staffId, ...chosen("memberIds")],
      robotIds: chosen("robotIds"),
    };
    this.dispatchEvent(
      new CustomEvent<AddGroupRequest>("add-group", { detail, bubbles: true, composed: true }),
    );
    form.reset();
    this.close();
  };
}
