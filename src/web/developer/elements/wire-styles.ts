/** How the wire inspector lies: a bar of filters over list and details, side by side where there is room. */
import { css } from "lit";

export const wireStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    height: 100%;
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    align-items: center;
    padding: 10px 16px;
    border-bottom: 1px solid var(--line);
    background: var(--surface);
  }

  .bar input[type="search"] {
    flex: 0 1 220px;
  }

  .space {
    flex: 1;
  }

  .panes {
    display: grid;
    grid-template-columns: minmax(400px, 5fr) minmax(0, 6fr);
    min-height: 0;
  }

  .list,
  .details {
    min-height: 0;
    overflow: hidden auto;
    outline-offset: -2px;
  }

  .list {
    border-inline-end: 1px solid var(--line);
    background: var(--surface-list);
  }

  .details {
    background: var(--surface);
  }

  .line {
    display: grid;
    grid-template-columns: 84px 14px minmax(0, 1fr) auto auto;
    gap: 6px;
    align-items: center;
    width: 100%;
    padding: 6px 12px;
    border-bottom: 1px solid var(--line);
    font-size: 13px;
    text-align: start;
  }

  .line:focus-visible {
    outline-offset: -2px;
  }

  .line:hover {
    background: var(--surface-hover);
  }

  .line[aria-current="true"] {
    background: var(--surface-selected);
  }

  time,
  .took {
    color: var(--ink-soft);
    font-size: 12px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .took {
    min-width: 42px;
    text-align: end;
  }

  .took:empty {
    min-width: 0;
  }

  .sign {
    color: var(--ink-soft);
    text-align: center;
  }

  .title {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .line .chip {
    max-width: 160px;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .socket .title {
    color: var(--ink-soft);
  }

  .none {
    padding: 32px 24px;
    text-align: center;
  }

  @media (max-width: 719px) {
    .panes {
      grid-template-columns: minmax(0, 1fr);
    }

    .panes[data-pane="list"] .details,
    .panes[data-pane="details"] .list {
      display: none;
    }

    .bar {
      padding: 8px 12px;
    }

    .bar input[type="search"] {
      flex: 1 1 150px;
    }

    .line {
      grid-template-columns: 86px 14px minmax(0, 1fr) auto;
    }

    .took {
      display: none;
    }
  }
`;
