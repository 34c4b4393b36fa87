/** What the views of the developer's page share: panels, fields, buttons, tables and chips. */
import { css } from "lit";

export const developerStyles = css`
  h2 {
    margin: 0 0 4px;
    font-size: 18px;
    font-weight: 600;
  }

  h3 {
    margin: 0 0 10px;
    font-size: 14px;
    font-weight: 600;
  }

  p {
    margin: 0;
  }

  .soft {
    color: var(--ink-soft);
    font-size: 13px;
  }

  .page {
    display: grid;
    gap: 16px;
    max-width: 980px;
    margin: 0 auto;
    padding: 24px;
  }

  .panel {
    min-width: 0;
    padding: 16px 18px;
    border: 1px solid var(--line);
    border-radius: 10px;
    background: var(--surface);
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
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
    display: inline-flex;
    gap: 6px;
    align-items: center;
    justify-content: center;
    min-height: 34px;
    padding: 0 14px;
    border: 1px solid var(--line-strong);
    border-radius: 6px;
    background: var(--surface);
    color: var(--ink);
    font-size: 13px;
    font-weight: 500;
    text-decoration: none;
  }

  .button:hover:not(:disabled) {
    background: var(--surface-hover);
  }

  .button.primary {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }

  .button.primary:hover:not(:disabled) {
    background: var(--accent-strong);
  }

  .button.danger {
    color: var(--bad);
  }

  .button.small {
    min-height: 28px;
    padding: 0 10px;
    font-size: 12px;
  }

  .button:disabled {
    opacity: 0.55;
  }

  .chip {
    display: inline-block;
    padding: 1px 9px;
    border-radius: 999px;
    background: var(--surface-disabled);
    color: var(--ink-soft);
    font-size: 12px;
    font-weight: 500;
    white-space: nowrap;
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

  code {
    overflow-wrap: anywhere;
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

  .wide {
    overflow-x: auto;
  }

  /* Scrolled sideways rather than squeezed to a letter a line. */
  .wide table:not([data-unknown]) {
    min-width: 660px;
  }

  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 13px;
  }

  th {
    padding: 6px 10px 6px 0;
    color: var(--ink-soft);
    font-size: 12px;
    font-weight: 500;
    text-align: start;
    white-space: nowrap;
  }

  td {
    padding: 7px 10px 7px 0;
    border-top: 1px solid var(--line);
    vertical-align: top;
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
`;
