/** How far an update of the configuration is, and what it changes: for the dialog and for set-up. */
import { css, html, type TemplateResult } from "lit";
import type { Sentence } from "../../../contract/console.ts";
import type { DiffLine, SettingsProgress } from "../../../contract/console-settings.ts";
import { icon } from "../../shared/elements/icons.ts";
import type { ConsoleText } from "../text/create-console-text.ts";

type StepState = SettingsProgress["steps"][number]["state"];

const MARKS: Readonly<Record<StepState, string>> = {
  waiting: "",
  running: "",
  done: "ok",
  failed: "problem",
};

export const progressStyles = css`
  .steps {
    display: grid;
  }

  .steps li {
    position: relative;
    display: grid;
    grid-template-columns: 22px minmax(0, 1fr);
    gap: 0 12px;
    padding-bottom: 16px;
  }

  .steps li:not(:last-child)::before {
    content: "";
    position: absolute;
    inset: 24px auto 2px 10px;
    width: 2px;
    border-radius: 2px;
    background: var(--line);
  }

  .steps .title {
    font-weight: 500;
  }

  .steps .said {
    grid-column: 2;
    color: var(--ink-soft);
    font-size: 13px;
    overflow-wrap: anywhere;
  }

  .steps li[data-state="waiting"] {
    color: var(--ink-soft);
  }

  .steps li[data-state="failed"] .said {
    color: var(--bad);
  }

  .diff {
    display: grid;
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: 9px;
    font-family: var(--font-mono);
    font-size: 12.5px;
    line-height: 1.6;
  }

  .diff li {
    display: grid;
    grid-template-columns: 14px minmax(0, 1fr);
    gap: 6px;
    padding: 3px 12px;
    background: var(--good-soft);
  }

  .diff li[data-sign="-"] {
    background: var(--bad-soft);
  }

  .diff span {
    min-width: 0;
    overflow-wrap: anywhere;
  }

  .diff .sign {
    font-weight: 700;
  }

  .diff b {
    font-weight: 600;
  }
`;

export function renderDiff(diff: readonly DiffLine[], text: ConsoleText): TemplateResult {
  return html`<ul class="diff">
    ${diff.map(
      ({ sign, key, value }) =>
        html`<li data-sign=${sign}>
          <span class="sign" aria-hidden="true">${sign === "+" ? "+" : "−"}</span>
          <span
            ><span class="sr-only">${text(sign === "+" ? "settings.added" : "settings.removed")}: </span
            >${key.replace(/^channels\.dingtalk\./, "")} = <b><bdi>${value}</bdi></b></span
          >
        </li>`,
    )}
  </ul>`;
}

export function renderProgress(
  progress: SettingsProgress,
  text: ConsoleText,
  sentence: (one: Sentence) => TemplateResult,
): TemplateResult {
  return html`<ol class="steps" aria-live="polite">
    ${progress.steps.map(
      (step) =>
        html`<li data-state=${step.state}>
          <span class="mark ${MARKS[step.state]}">${renderMark(step.state)}</span>
          <span class="title"
            >${text(`settings.step.${step.step}`)}<span class="sr-only">
              – ${text(`settings.state.${step.state}`)}</span
            ></span
          >
          ${step.state === "waiting" ? "" : html`<span class="said">${sentence(step.sentence)}</span>`}
        </li>`,
    )}
  </ol>`;
}

function renderMark(state: StepState): TemplateResult {
  if (state === "running") return html`<i class="spinner"></i>`;
  return html`${icon(state === "done" ? "check" : state === "failed" ? "close" : "more", 13)}`;
}
