/** What the console and the developer's page have alike: panels, tables, chips and buttons. Sizes are each page's own. */
import { css } from "lit";

export const panelStyles = css`
  h2 {
    font-weight: 600;
  }

  h3 {
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

  .panel {
    min-width: 0;
    border: 1px solid var(--line);
    background: var(--surface);
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
  }

  .button {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    justify-content: center;
    border: 1px solid var(--line-strong);
    background: var(--surface);
    color: var(--ink);
    font-weight: 500;
    text-decoration: none;
    white-space: nowrap;
  }

  .button:hover:not(:disabled) {
    background: var(--surface-hover);
  }

  .button.primary {
    background: var(--accent);
    color: var(--on-accent);
  }

  .button.primary:hover:not(:disabled) {
    background: var(--accent-strong);
  }

  .button.danger {
    color: var(--bad);
  }

  .button:disabled {
    opacity: 0.55;
  }

  .chip {
    padding: 1px 9px;
    border-radius: 999px;
    background: var(--surface-disabled);
    color: var(--ink-soft);
    font-size: 12px;
    font-weight: 500;
    white-space: nowrap;
  }

  code {
    overflow-wrap: anywhere;
  }

  .wide {
    overflow-x: auto;
  }

  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 13px;
  }

  th {
    color: var(--ink-soft);
    font-size: 12px;
    font-weight: 500;
    text-align: start;
    white-space: nowrap;
  }

  td {
    border-top: 1px solid var(--line);
    vertical-align: top;
  }
`;
