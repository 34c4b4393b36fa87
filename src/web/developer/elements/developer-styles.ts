/** What the views of the developer's page share beyond what all panels have: sizes, fields, places. */
import { css } from "lit";
import { panelStyles } from "../../shared/theme/panel-styles.ts";

export const developerStyles = [
  panelStyles,
  css`
    h2 {
      margin: 0 0 4px;
      font-size: 18px;
    }

    h3 {
      margin: 0 0 10px;
    }

    .page {
      display: grid;
      gap: 16px;
      max-width: 980px;
      margin: 0 auto;
      padding: 24px;
    }

    .panel {
      padding: 16px 18px;
      border-radius: 10px;
    }

    .row {
      align-items: end;
    }

    .panel > p + .row,
    .panel > .row + p {
      margin-top: 12px;
    }

    .row.centre {
      align-items: center;
    }

    label {
      display: grid;
      gap: 3px;
      color: var(--ink-soft);
      font-size: 12px;
    }

    label.check {
      display: flex;
      gap: 6px;
      align-items: center;
      color: var(--ink);
      font-size: 13px;
    }

    input,
    select {
      box-sizing: border-box;
      min-width: 0;
      max-width: 100%;
      height: 34px;
      padding: 0 10px;
      border: 1px solid var(--line-strong);
      border-radius: 6px;
      background: var(--surface);
      color: var(--ink);
      font: inherit;
      font-size: 13px;
    }

    input[type="checkbox"] {
      width: 15px;
      height: 15px;
      margin: 0;
      accent-color: var(--accent);
    }

    .button {
      min-height: 34px;
      padding: 0 14px;
      border-radius: 6px;
      font-size: 13px;
    }

    .button.primary {
      border-color: var(--accent);
    }

    .button.small {
      min-height: 28px;
      padding: 0 10px;
      font-size: 12px;
    }

    .chip {
      display: inline-block;
    }

    .chip.good {
      background: var(--good-soft);
      color: var(--good);
    }

    .chip.warn {
      background: var(--warn-soft);
      color: var(--warn);
    }

    .chip.bad {
      background: var(--bad-soft);
      color: var(--bad);
    }

    code,
    pre {
      font-family: var(--font-mono);
      font-size: 12px;
    }

    pre {
      margin: 0;
      padding: 10px 12px;
      overflow: auto;
      border-radius: 6px;
      background: var(--surface-code);
      line-height: 1.5;
      overflow-wrap: anywhere;
      white-space: pre-wrap;
    }

    /* Scrolled sideways rather than squeezed to a letter a line. */
    .wide table:not([data-unknown]) {
      min-width: 660px;
    }

    th {
      padding: 6px 10px 6px 0;
    }

    td {
      padding: 7px 10px 7px 0;
    }

    @media (max-width: 719px) {
      .page {
        gap: 12px;
        padding: 12px;
      }

      .panel {
        padding: 14px;
      }
    }
  `,
];
