/** The frame of the developer's page: a bar, the views' tabs, and one view that scrolls. */
import { css } from "lit";

export const developerAppStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto auto auto minmax(0, 1fr);
    grid-template-columns: minmax(0, 1fr);
    height: 100dvh;
    overflow: clip;
  }

  header {
    display: flex;
    gap: 10px;
    align-items: center;
    min-height: 56px;
    padding: 0 16px;
    background: var(--surface-rail);
  }

  .brand {
    display: flex;
    gap: 8px;
    align-items: center;
    padding: 6px;
    border-radius: 6px;
    color: var(--ink);
    font-weight: 600;
    text-decoration: none;
    white-space: nowrap;
  }

  .brand:hover {
    background: var(--surface-hover);
  }

  .organisation {
    flex: 0 1 260px;
    min-width: 0;
  }

  avatar-badge {
    --avatar-size: 30px;
  }

  .space {
    flex: 1;
  }

  .locale {
    font-size: 13px;
    font-weight: 600;
  }

  nav {
    display: flex;
    gap: 2px;
    padding: 0 12px;
    overflow: auto hidden;
    border-bottom: 1px solid var(--line);
    background: var(--surface);
    scrollbar-width: none;
  }

  nav a {
    display: flex;
    gap: 6px;
    align-items: center;
    padding: 11px 12px 9px;
    border-bottom: 2px solid transparent;
    color: var(--ink-soft);
    font-size: 14px;
    text-decoration: none;
    white-space: nowrap;
  }

  nav a:focus-visible {
    outline-offset: -2px;
  }

  nav a:hover {
    color: var(--ink);
  }

  nav a[aria-current] {
    border-color: var(--accent);
    color: var(--accent-strong);
    font-weight: 600;
  }

  main {
    position: relative;
    min-height: 0;
    overflow: hidden auto;
    background: var(--surface-chat);
  }

  .notice {
    display: flex;
    gap: 12px;
    align-items: center;
    justify-content: space-between;
    padding: 9px 16px;
    background: var(--bad-soft);
    color: var(--bad);
    font-size: 13px;
    overflow-wrap: anywhere;
  }

  .loading {
    padding: 40px;
    color: var(--ink-soft);
    text-align: center;
  }

  @media (max-width: 719px) {
    header {
      padding: 0 8px;
    }

    .brand span {
      display: none;
    }

    nav a svg {
      display: none;
    }
  }
`;
