/** Lines of a check or proof, each with a mark and what was found: the same in set-up and permissions. */
import { css, html, type TemplateResult } from "lit";
import type { SetupLine, Sentence } from "../../../contract/console.ts";
import { icon, type IconName } from "../../shared/elements/icons.ts";
import type { ConsoleText } from "../text/create-console-text.ts";

const ICONS: Readonly<Record<Exclude<SetupLine["state"], "running">, IconName>> = {
  ok: "check",
  warning: "alert",
  problem: "close",
  unknown: "more",
};

export const linesStyles = css`
  .lines {
    display: grid;
    gap: 2px;
  }

  .lines li {
    display: grid;
    grid-template-columns: 22px minmax(0, 1fr);
    gap: 2px 11px;
    padding: 7px 0;
  }

  .lines .title {
    font-weight: 500;
    overflow-wrap: anywhere;
  }

  .lines .finding {
    grid-column: 2;
    color: var(--ink-soft);
    font-size: 13px;
    overflow-wrap: anywhere;
  }

  .lines li[data-state="problem"] .finding,
  .lines li[data-state="warning"] .finding {
    color: var(--ink);
  }
`;

export function renderLines(
  lines: readonly SetupLine[],
  text: ConsoleText,
  sentence: (one: Sentence) => TemplateResult,
): TemplateResult {
  return html`<ul class="lines">
    ${lines.map(
      ({ state, title, findings }) =>
        html`<li data-state=${state}>
          <span class="mark ${state}"
            >${state === "running" ? html`<i class="spinner"></i>` : icon(ICONS[state], 13)}</span
          >
          <span class="title">${title}<span class="sr-only"> – ${text(`line.${state}`)}</span></span>
          ${findings.map((finding) => html`<span class="finding">${sentence(finding)}</span>`)}
        </li>`,
    )}
  </ul>`;
}
