/** The people or groups that an account knows, each with what the policies let it do. Finding is the view's. */
import { css, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { PeopleView, Sentence } from "../../../contract/console.ts";
import { knownGroup, knownPerson, type Known } from "../people/find-known.ts";
import { ViewPart } from "./view-part.ts";

/** Rows at once; a click shows all. */
const SHOWN = 10;

interface Row extends Known {
  readonly lastSeenAt: number | undefined;
  readonly allowed: boolean;
}

export class KnownList extends ViewPart {
  static override styles = [
    ViewPart.styles,
    css`
      section {
        height: 100%;
      }

      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 2px 12px;
        align-items: center;
        padding: 9px 0;
        border-top: 1px solid var(--line);
      }

      li:first-child {
        border-top: 0;
      }

      avatar-badge {
        --avatar-size: 32px;
      }

      li:focus {
        outline: none;
      }

      .who {
        display: grid;
        font-size: 13px;
        overflow-wrap: anywhere;
      }

      .state {
        display: grid;
        gap: 4px;
        justify-items: end;
      }

      .more {
        margin-top: 8px;
      }
    `,
  ];
  static override properties = {
    ...ViewPart.properties,
    people: { attribute: false },
    kind: { attribute: false },
    searching: { attribute: false },
    all: { state: true },
    busy: { state: true },
    done: { state: true },
  };

  declare people: PeopleView;
  declare kind: Known["kind"];
  /** Only who fits a search is given. */
  declare searching: boolean;
  declare all: boolean;
  /** Id of whom is being let in. */
  declare busy: string | undefined;
  declare done: Sentence | undefined;

  constructor() {
    super();
    this.searching = false;
    this.all = false;
  }

  get #rows(): readonly Row[] {
    const { people, groups } = this.people;
    return this.kind === "person"
      ? people.map((one) => ({ ...knownPerson(one), lastSeenAt: one.lastSeenAt, allowed: one.mayWrite }))
      : groups.map((one) => ({ ...knownGroup(one), lastSeenAt: one.lastSeenAt, allowed: one.mayUse }));
  }

  override render() {
    const { text, kind } = this;
    const rows = this.#rows;
    const found = kind === "person" ? this.people.peopleFound : this.people.groupsFound;
    const title = text(kind === "person" ? "people.known" : "people.groups");
    return html`<section class="panel" aria-labelledby="heading" data-known=${kind}>
      <div class="panel-head">
        <h2 id="heading">${title} ${found > 0 ? html`<span class="count">${found}</span>` : nothing}</h2>
      </div>
      ${this.status(this.done)}
      ${rows.length === 0 ? html`<p class="soft">${this.#empty()}</p>` : this.#renderRows(rows, found)}
    </section>`;
  }

  #empty(): string {
    if (this.searching) return this.text("people.noneFound");
    return this.text(this.kind === "person" ? "people.noPeople" : "people.noGroups");
  }

  #renderRows(rows: readonly Row[], found: number) {
    const { text } = this;
    const shown = this.all ? rows : rows.slice(0, SHOWN);
    return html`<ul>
        ${repeat(
          shown,
          ({ id }) => id,
          (row) => this.#renderRow(row),
        )}
      </ul>
      ${
        rows.length > shown.length
          ? html`<button type="button" class="button small more" @click=${this.#showAll}>
              ${text("people.showAll", { count: rows.length })}
            </button>`
          : found > rows.length
            ? html`<p class="small-print more">${text("people.further", { count: found - rows.length })}</p>`
            : nothing
      }`;
  }

  readonly #showAll = async (): Promise<void> => {
    this.all = true;
    await this.updateComplete;
    // The button is gone: the keyboard goes on with the first row it brought.
    this.renderRoot.querySelectorAll<HTMLElement>("li")[SHOWN]?.focus();
  };

  #renderRow(row: Row) {
    const { text, kind } = this;
    const { id, lastSeenAt, allowed } = row;
    const name = this.nameOr(row.name, kind === "group" ? text("unit.unnamedGroup") : id);
    const state =
      kind === "person" ? (allowed ? "mayWrite" : "mayNotWrite") : allowed ? "mayUse" : "mayNotUse";
    return html`<li data-id=${id} tabindex="-1">
      <avatar-badge .kind=${kind} .name=${name} .key=${id}></avatar-badge>
      <div class="who">
        <strong class="clamp"><bdi>${name}</bdi></strong>
        <span class="soft"
          ><code>${id}</code>${
            lastSeenAt === undefined ? nothing : html` · ${this.sayWhen("people.lastSeen", lastSeenAt)}`
          }</span
        >
      </div>
      <div class="state">
        <span class="chip ${allowed ? "good" : ""}">${text(`people.${state}`)}</span>
        ${!allowed && this.#mayList() ? this.#renderAllow(id, name) : nothing}
      </div>
    </li>`;
  }

  /** Whether a place on a list would let them in. */
  #mayList(): boolean {
    if (!this.shared.mayChange) return false;
    return this.kind === "person"
      ? this.people.dmPolicy !== "disabled"
      : this.people.groupPolicy === "allowlist";
  }

  #renderAllow(id: string, name: string) {
    const { text } = this;
    return html`<button
      type="button"
      class="button small"
      aria-label=${text("people.allowOf", { name })}
      ?disabled=${this.busy === id}
      @click=${() => this.#allow(id, name)}
    >
      ${text("people.allow")}
    </button>`;
  }

  async #allow(entry: string, name: string): Promise<void> {
    const { accountId } = this.people;
    const list = this.kind === "person" ? "allowFrom" : "groupAllowFrom";
    this.busy = entry;
    this.done = undefined;
    const answer = await this.shared.act((api) => api.changeList({ accountId, list, action: "add", entry }));
    this.busy = undefined;
    if (answer === undefined) return;
    this.done = answer.note ?? { text: this.text("people.added", { name: answer.name ?? name }) };
    await this.focusStatus();
  }
}
