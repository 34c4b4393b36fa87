/** Single groups below each other, each a fold with its settings. */
import { css } from "lit";

export const groupEntriesStyles = css`
  .whole {
    display: grid;
    gap: 10px;
    min-width: 0;
  }

  ul {
    display: grid;
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    min-width: 0;
    border: 1px solid var(--line);
    border-radius: 10px;
  }

  summary {
    border-radius: 10px;
    cursor: pointer;
  }

  li > details > summary {
    padding: 10px 14px;
  }

  li > details > summary:hover {
    background: var(--surface-hover);
  }

  li > details[open] > summary {
    border-end-start-radius: 0;
    border-end-end-radius: 0;
    border-bottom: 1px solid var(--line);
  }

  .who {
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .who code {
    color: var(--ink-soft);
    font-size: 12px;
    font-weight: 400;
    overflow-wrap: anywhere;
  }

  .chips {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-inline-start: 6px;
  }

  .keys {
    padding: 0 14px 14px;
  }

  .keys setting-field:first-child {
    border-top: 0;
  }

  .advanced > summary,
  .raw > summary {
    width: fit-content;
    padding: 12px 0 8px;
    color: var(--accent-strong);
    font-size: 13px;
    font-weight: 500;
  }

  .remove {
    margin-top: 8px;
  }

  .adding {
    display: grid;
    gap: 6px;
    max-width: 560px;
  }

  .adding .row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }

  .adding input {
    flex: 1 1 200px;
    width: auto;
  }
`;
