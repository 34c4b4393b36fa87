/** The console's navigation: links to the views, with a number where something waits for a person. */
import { html, nothing, type TemplateResult } from "lit";
import { icon, type IconName } from "../../shared/elements/icons.ts";
import { VIEWS, type View } from "../state/console-route.ts";
import { countChanges } from "../state/settings-draft.ts";
import type { Shared } from "./view-element.ts";

const ICONS: Readonly<Record<View, IconName>> = {
  now: "pulse",
  messages: "chats",
  people: "people",
  permissions: "shield",
  settings: "sliders",
  setup: "plug",
};

/** What waits: dead letters, people who ask to be let in, unsent edits. */
function waiting(view: View, { data, draft }: Shared): number {
  if (view === "now") return data.now?.deadLetters.length ?? 0;
  if (view === "people") return data.people?.requests.length ?? 0;
  return view === "settings" ? countChanges(draft) : 0;
}

export function renderNavigation(shared: Shared, open: View | undefined): TemplateResult {
  const { text, href } = shared;
  return html`<nav aria-label=${text("app.views")}>
    <ul>
      ${VIEWS.map((view) => {
        const count = waiting(view, shared);
        return html`<li>
          <a href=${href({ view })} aria-current=${view === open ? "page" : nothing}
            >${icon(ICONS[view], 20)} <span>${text(`view.${view}`)}</span>${
              count > 0 ? html`<span class="badge">${count}</span>` : nothing
            }</a
          >
        </li>`;
      })}
    </ul>
  </nav>`;
}
