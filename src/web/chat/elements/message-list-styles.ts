/** How the messages stand under one another, and the two ways to jump that float above them. */
import { css } from "lit";

export const messageListStyles = css`
  :host {
    position: relative;
    display: flex;
    min-height: 0;
  }

  .scroll {
    flex: 1;
    container: messages / inline-size;
    overflow: hidden auto;
    overscroll-behavior: contain;
    outline-offset: -2px;
  }

  ol {
    display: flex;
    flex-direction: column;
    max-width: 980px;
    margin: 0 auto;
    padding: 20px 24px 28px;
  }

  li.run {
    margin-top: 18px;
  }

  li.follow {
    margin-top: 6px;
  }

  li.time {
    margin-top: 20px;
    color: var(--ink-soft);
    font-size: 12px;
    text-align: center;
  }

  li.time + li.run {
    margin-top: 10px;
  }

  li:first-child {
    margin-top: 0;
  }

  li.unread {
    display: flex;
    gap: 12px;
    align-items: center;
    margin-top: 18px;
    color: var(--bad);
    font-size: 12px;
  }

  li.unread::before,
  li.unread::after {
    content: "";
    flex: 1;
    height: 1px;
    background: color-mix(in srgb, var(--bad) 40%, transparent);
  }

  li.flash {
    border-radius: 8px;
    background: var(--surface-selected);
    box-shadow: 0 0 0 6px var(--surface-selected);
  }

  .pill {
    position: absolute;
    z-index: 2;
    right: 24px;
    display: flex;
    gap: 6px;
    align-items: center;
    padding: 7px 14px;
    border: 1px solid var(--line);
    border-radius: 999px;
    background: var(--surface-raised);
    color: var(--accent-strong);
    box-shadow: var(--shadow);
    font-size: 13px;
    font-weight: 500;
  }

  .pill:hover {
    background: var(--surface-hover);
  }

  .latest {
    bottom: 16px;
  }

  .earlier {
    top: 14px;
  }

  @media (max-width: 719px) {
    ol {
      padding: 14px 12px 20px;
    }

    .pill {
      right: 12px;
    }
  }
`;
