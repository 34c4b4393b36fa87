/** The settings' frame: scopes, search, sections, and the bar with the button that sends. */
import { css } from "lit";

export const settingsViewStyles = css`
  .scopes {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }

  .scopes ul {
    display: flex;
    gap: 4px;
    min-width: 0;
    max-width: 100%;
    padding: 4px;
    overflow-x: auto;
    border-radius: 10px;
    background: var(--surface-disabled);
  }

  .scopes li {
    flex: none;
    max-width: 220px;
  }

  .scope {
    display: flex;
    gap: 6px;
    align-items: center;
    min-height: 32px;
    padding: 0 14px;
    border-radius: 7px;
    color: var(--ink-soft);
    font-size: 13px;
    font-weight: 500;
    text-decoration: none;
  }

  .scope bdi {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .scope:hover {
    color: var(--ink);
  }

  .scope[aria-current] {
    background: var(--surface);
    box-shadow: var(--shadow-low);
    color: var(--accent-strong);
    font-weight: 600;
  }

  .scope.gone bdi {
    text-decoration: line-through;
  }

  .adding {
    flex: 1 1 100%;
    max-width: 480px;
  }

  .adding input {
    flex: 1 1 160px;
    width: auto;
  }

  .search {
    position: relative;
  }

  .search svg {
    position: absolute;
    inset: 50% auto auto 12px;
    translate: 0 -50%;
    color: var(--ink-soft);
  }

  .search input {
    padding-inline-start: 37px;
    height: 40px;
    border-radius: 10px;
  }

  .panel-head {
    margin-bottom: 10px;
  }

  details > summary {
    width: fit-content;
    padding: 12px 0 8px;
    border-radius: 6px;
    color: var(--accent-strong);
    font-size: 13px;
    font-weight: 500;
    cursor: pointer;
  }

  setting-field + details {
    border-top: 1px solid var(--line);
  }

  .last {
    padding-block: 4px;
  }

  .last summary {
    padding: 8px 0;
  }

  .last .stack {
    padding-bottom: 12px;
  }

  .bar {
    position: sticky;
    bottom: 0;
    z-index: 1;
    display: flex;
    flex-wrap: wrap;
    gap: 8px 10px;
    align-items: center;
    justify-content: flex-end;
    margin-bottom: -8px;
    padding: 12px 16px;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--surface-raised);
    box-shadow: var(--shadow);
  }

  .bar > :first-child {
    margin-inline-end: auto;
  }

  @media (max-width: 759px) {
    .bar {
      padding: 10px 12px;
    }
  }
`;
