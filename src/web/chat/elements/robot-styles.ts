/** What the messages of robots have alike, whatever holds them: a raised card, its body, its buttons. */
import { css } from "lit";

export const robotStyles = css`
  :host {
    display: block;
    min-width: 0;
  }

  article {
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: 10px;
    background: var(--surface-raised);
    box-shadow: var(--shadow-low);
  }

  .body {
    padding: 12px 16px;
  }

  .buttons {
    display: flex;
    gap: 8px;
  }

  .buttons button {
    min-height: 32px;
    padding: 4px 14px;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    cursor: pointer;
  }

  .buttons button:hover {
    border-color: var(--accent);
  }
`;
