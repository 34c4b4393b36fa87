/** How an open conversation is divided, and what is shown while files are held above it. */
import { css } from "lit";
import { emptyStyles } from "./empty-styles.ts";

export const chatPaneStyles = css`
  ${emptyStyles}

  :host {
    position: relative;
    display: grid;
    grid-template: auto auto minmax(0, 1fr) auto / minmax(0, 1fr);
    min-width: 0;
    min-height: 0;
  }

  conversation-header {
    grid-row: 1;
  }

  .banner {
    grid-row: 2;
    margin: 0;
    padding: 8px 24px;
    background: var(--warn-soft);
    color: var(--warn);
    font-size: 13px;
  }

  message-list {
    grid-row: 3;
  }

  chat-composer {
    grid-row: 4;
  }

  .drop {
    position: absolute;
    z-index: 5;
    inset: 8px;
    display: grid;
    place-items: center;
    border: 2px dashed var(--accent);
    border-radius: 12px;
    background: color-mix(in srgb, var(--surface-selected) 88%, transparent);
    color: var(--accent-strong);
    pointer-events: none;
  }

  .drop p {
    display: flex;
    gap: 10px;
    align-items: center;
    margin: 0;
    font-size: 16px;
    font-weight: 500;
  }

  @media (max-width: 719px) {
    .banner {
      padding: 8px 14px;
    }
  }
`;
