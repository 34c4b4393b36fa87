/** How one message stands in the list: avatar, bubble, quote, reactions, delivery; mine on the other side. */
import { css } from "lit";

export const messageItemStyles = css`
  :host {
    display: block;
    position: relative;
  }

  .message {
    display: grid;
    grid-template-columns: 38px minmax(0, 1fr);
    gap: 0 10px;
    justify-items: start;
    padding-inline-end: 108px;
  }

  .message.mine {
    grid-template-columns: minmax(0, 1fr) 38px;
    justify-items: end;
    padding-inline: 140px 0;
  }

  .mine avatar-badge {
    grid-column: 2;
    grid-row: 1;
  }

  .stack {
    position: relative;
    grid-column: 2;
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    max-width: 100%;
    min-width: 0;
  }

  .mine .stack {
    grid-column: 1;
    grid-row: 1;
    align-items: flex-end;
  }

  .actions {
    position: absolute;
    z-index: 1;
    top: 2px;
    right: -104px;
    display: flex;
    opacity: 0;
    pointer-events: none;
  }

  .actions .icon-button {
    width: 32px;
    height: 32px;
  }

  .mine .actions {
    right: auto;
    left: -136px;
  }

  .message:focus-within .actions {
    opacity: 1;
    pointer-events: auto;
  }

  /* A finger has a long press; what it cannot see it must not hit. */
  @media (hover: hover) {
    .message:hover .actions {
      opacity: 1;
      pointer-events: auto;
    }
  }

  .quoted {
    display: block;
    max-width: 100%;
    margin-bottom: 5px;
    padding-inline-start: 8px;
    overflow: hidden;
    border-inline-start: 2px solid var(--line-strong);
    color: var(--ink-soft);
    font-size: 12px;
    text-align: start;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .quoted:hover {
    color: var(--ink);
  }

  .mine .bubble .quoted {
    border-color: currentcolor;
    color: var(--ink-mine-soft);
  }

  .mine .bubble .quoted:hover {
    color: var(--ink-mine);
  }

  .name {
    display: flex;
    gap: 8px;
    align-items: center;
    margin-bottom: 4px;
    color: var(--ink-soft);
    font-size: 12px;
    line-height: 1.3;
  }

  .tag {
    padding: 0 6px;
    border-radius: 4px;
    background: var(--surface-selected);
    color: var(--ink-mention);
    font-size: 11px;
    line-height: 16px;
  }

  .bubble {
    max-width: 100%;
    padding: 9px 13px;
    border-radius: 4px 12px 12px;
    background: var(--surface-raised);
    box-shadow: var(--shadow-low);
    overflow-wrap: anywhere;
  }

  .plain {
    white-space: pre-wrap;
  }

  .mine .bubble {
    border-radius: 12px 4px 12px 12px;
    background: var(--surface-mine);
    color: var(--ink-mine);
    box-shadow: none;
  }

  .bubble.wide {
    max-width: min(100%, 720px);
  }

  robot-card {
    width: 720px;
    max-width: 100%;
  }

  link-card {
    width: 420px;
    max-width: 100%;
  }

  .mention {
    color: var(--ink-mention);
    font-weight: 500;
  }

  .mention.me {
    padding: 1px 3px;
    border-radius: 4px;
    background: var(--surface-selected);
  }

  .link {
    color: var(--ink-mention);
    text-underline-offset: 2px;
    text-decoration-thickness: 1px;
  }

  .recalled {
    margin: 0;
    color: var(--ink-soft);
    font-size: 12px;
    text-align: center;
  }

  .recalled button {
    margin-inline-start: 6px;
    color: var(--ink-mention);
  }

  .recalled button:hover {
    text-decoration: underline;
  }

  .reactions {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin: 4px 0 0;
    padding: 0;
    list-style: none;
  }

  .reactions li {
    padding: 0 8px;
    border: 1px solid var(--line);
    border-radius: 10px;
    background: var(--surface-raised);
    color: var(--ink);
    font-size: 12px;
    line-height: 20px;
  }

  .status {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 10px;
    justify-content: flex-end;
    margin-top: 4px;
  }

  .delivery {
    display: flex;
    gap: 4px;
    align-items: center;
    color: var(--ink-soft);
    font-size: 12px;
    line-height: 1.3;
  }

  .delivery.waiting {
    color: var(--warn);
  }

  .delivery.acknowledged svg {
    color: var(--accent);
  }

  /* The list is the container: what counts is its width, beside a second person or zoomed in as well. */
  @container messages (max-width: 760px) {
    .message {
      padding-inline-end: 40px;
    }

    .message.mine {
      padding-inline: 48px 0;
    }

    .actions,
    .mine .actions {
      top: -18px;
      right: 0;
      left: auto;
      border: 1px solid var(--line);
      border-radius: 8px;
      background: var(--surface-raised);
    }

    .actions .icon-button {
      height: 28px;
    }
  }

  @container messages (max-width: 480px) {
    .message {
      grid-template-columns: 32px minmax(0, 1fr);
      gap: 0 8px;
      padding-inline-end: 0;
      --avatar-size: 32px;
    }

    .message.mine {
      grid-template-columns: minmax(0, 1fr) 32px;
      padding-inline: 32px 0;
    }
  }
`;
