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
    padding-inline-end: 76px;
  }

  .message.mine {
    grid-template-columns: minmax(0, 1fr) 38px;
    justify-items: end;
    padding-inline: 108px 0;
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
    right: -72px;
    display: flex;
    opacity: 0;
  }

  .actions .icon-button {
    width: 32px;
    height: 32px;
  }

  .mine .actions {
    right: auto;
    left: -104px;
  }

  .message:is(:hover, :focus-within) .actions {
    opacity: 1;
  }

  .quoted {
    max-width: 100%;
    margin-bottom: 4px;
    padding-inline-start: 8px;
    overflow: hidden;
    border-inline-start: 2px solid var(--line);
    color: var(--ink-soft);
    font-size: 12px;
    text-overflow: ellipsis;
    white-space: nowrap;
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

  .recalled {
    color: var(--ink-soft);
    font-size: 12px;
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

  .delivery {
    display: flex;
    gap: 4px;
    align-items: center;
    margin-top: 4px;
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

  .readers {
    color: var(--ink-soft);
    font-size: 12px;
    line-height: 1.3;
  }

  @media (max-width: 719px) {
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
`;
