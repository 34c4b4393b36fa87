/** The frame of the page: rail, list and chat side by side; on a narrow screen either list or chat. */
import { css } from "lit";
import { emptyStyles } from "./empty-styles.ts";

export const chatStyles = css`
  ${emptyStyles}

  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
    height: 100dvh;
    overflow: clip;
  }

  :host([beside]) {
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
  }

  :host([beside]) .lost {
    grid-column: 1 / -1;
  }

  chat-app {
    grid-row: 2;
    height: 100%;
    border-inline-start: 2px solid var(--line-strong);
  }

  :host([beside]) .shell,
  :host([side="second"]) .shell {
    grid-template-columns: 64px 210px minmax(0, 1fr);
  }

  .shell {
    display: grid;
    grid-row: 2;
    grid-template-columns: 64px 300px minmax(0, 1fr);
    min-height: 0;
  }

  conversation-list {
    border-inline-end: 1px solid var(--line);
  }

  main {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    min-width: 0;
    min-height: 0;
    background: var(--surface-chat);
  }

  .finder {
    display: flex;
    gap: 4px;
    align-items: start;
  }

  .finder chat-search {
    flex: 1;
    min-width: 0;
  }

  .lost {
    display: flex;
    grid-row: 1;
    gap: 10px;
    align-items: center;
    padding: 9px 16px;
    background: var(--bad-soft);
    color: var(--bad);
    font-size: 13px;
  }

  .lost p {
    flex: 1;
    margin: 0;
  }

  .lost button {
    padding: 4px 12px;
    border: 1px solid currentcolor;
    border-radius: 6px;
    font-weight: 500;
    white-space: nowrap;
  }

  .skip {
    position: fixed;
    z-index: 11;
    top: 8px;
    left: 8px;
    padding: 8px 14px;
    border-radius: var(--radius);
    background: var(--accent);
    color: var(--on-accent);
  }

  .skip:not(:focus) {
    clip-path: inset(50%);
    pointer-events: none;
  }

  @media (max-width: 719px) {
    .shell {
      grid-template-rows: auto minmax(0, 1fr);
      grid-template-columns: minmax(0, 1fr);
    }

    .shell[data-pane="list"] main,
    .shell[data-pane="chat"] > :is(me-rail, conversation-list) {
      display: none;
    }

    .shell[data-pane="chat"] main {
      grid-row: 1 / -1;
    }

    conversation-list {
      border: 0;
    }
  }
`;
