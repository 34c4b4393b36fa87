/** A group's settings: its name, its people and its bots. Fires `change-group` with the one change. */
import { html, nothing } from "lit";
import type {
  EmulatorApp,
  EmulatorConversation,
  EmulatorPerson,
} from "../../../contract/emulator-control.ts";
import { icon } from "../../shared/elements/icons.ts";
import type { GroupChange } from "../state/chat-acts.ts";
import { SideSheet } from "./side-sheet.ts";

interface Entry {
  readonly id: string;
  readonly name: string;
}

interface Part {
  readonly kind: "person" | "robot";
  readonly heading: string;
  readonly adding: string;
  readonly inside: readonly Entry[];
  readonly outside: readonly Entry[];
  readonly add: (id: string) => GroupChange;
  readonly remove: (id: string) => GroupChange;
}

const person = ({ staffId, name }: EmulatorPerson): Entry => ({ id: staffId, name });
const robot = ({ clientId, name }: EmulatorApp): Entry => ({ id: clientId, name });

export class GroupSettings extends SideSheet {
  static override properties = {
    ...SideSheet.properties,
    group: { attribute: false },
    me: { attribute: false },
    members: { attribute: false },
    robots: { attribute: false },
    colleagues: { attribute: false },
    apps: { attribute: false },
  };

  declare group: EmulatorConversation;
  declare me: EmulatorPerson;
  declare members: readonly EmulatorPerson[];
  declare robots: readonly EmulatorApp[];
  /** Everybody who could be in the group. */
  declare colleagues: readonly EmulatorPerson[];
  declare apps: readonly EmulatorApp[];

  override render() {
    const { text } = this;
    const { memberIds, robotIds } = this.group;
    const people: Part = {
      kind: "person",
      heading: text("group.people", { count: this.members.length }),
      adding: text("group.addPerson"),
      inside: this.members.map(person),
      outside: this.colleagues.filter(({ staffId }) => !memberIds.includes(staffId)).map(person),
      add: (id) => ({ add: [id] }),
      remove: (id) => ({ remove: [id] }),
    };
    const robots: Part = {
      kind: "robot",
      heading: text("group.robots", { count: this.robots.length }),
      adding: text("group.addRobot"),
      inside: this.robots.map(robot),
      outside: this.apps.filter(({ clientId }) => !robotIds.includes(clientId)).map(robot),
      add: (id) => ({ addRobots: [id] }),
      remove: (id) => ({ removeRobots: [id] }),
    };
    return this.renderSheet(
      "people",
      text("group.settings"),
      html`<section>${this.#renderName()}</section>
        ${this.#renderPart(people)} ${this.#renderPart(robots)}`,
    );
  }

  #renderName() {
    return html`<form @submit=${this.#rename}>
      <label class="name"
        >${this.text("group.name")}
        <span class="line"
          ><input id="title" type="text" maxlength="100" required .value=${this.group.title} />
          <button class="button">${this.text("group.rename")}</button></span
        ></label
      >
    </form>`;
  }

  readonly #rename = (event: SubmitEvent): void => {
    event.preventDefault();
    const title = this.renderRoot.querySelector<HTMLInputElement>("#title")?.value.trim() ?? "";
    if (title !== "" && title !== this.group.title) this.#change({ title });
  };

  #renderPart(part: Part) {
    const { kind, heading, inside, outside } = part;
    return html`<section data-part=${kind}>
      <div class="section-head">
        <h3>${heading}</h3>
        ${outside.length === 0 ? nothing : this.#renderAdd(part)}
      </div>
      ${
        inside.length === 0
          ? html`<p class="hint">${this.text("group.noRobots")}</p>`
          : html`<ul>
              ${inside.map((entry) => this.#renderEntry(part, entry))}
            </ul>`
      }
    </section>`;
  }

  #renderAdd({ kind, adding, outside, add }: Part) {
    const items = outside.map(({ id, name }) => ({
      id,
      label: name,
      lead: html`<avatar-badge .kind=${kind} .name=${name} .key=${id}></avatar-badge>`,
    }));
    return html`<menu-button
      .label=${adding}
      .heading=${adding}
      .items=${items}
      @menu-select=${({ detail }: CustomEvent<string>) => this.#change(add(detail))}
      ><span class="icon-button">${icon("plus", 18)}</span></menu-button
    >`;
  }

  #renderEntry({ kind, remove }: Part, { id, name }: Entry) {
    const isMe = kind === "person" && id === this.me.staffId;
    const label = this.text(isMe ? "group.leave" : "group.remove", { name });
    // A group of nobody is none.
    const only = kind === "person" && this.members.length === 1;
    return html`<li class="one">
      <avatar-badge .kind=${kind} .name=${name} .key=${id}></avatar-badge>
      <span>${isMe ? this.text("group.me", { name }) : name}</span>
      ${
        only
          ? nothing
          : html`<button
              type="button"
              class="icon-button"
              aria-label=${label}
              title=${label}
              @click=${() => this.#change(remove(id))}
            >
              ${icon("close", 16)}
            </button>`
      }
    </li>`;
  }

  #change(detail: GroupChange): void {
    this.dispatchEvent(
      new CustomEvent<GroupChange>("change-group", { detail, bubbles: true, composed: true }),
    );
  }
}
