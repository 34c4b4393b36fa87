/** Set-up's frame: the steps above, one step's panel below. */
import { css } from "lit";

export const setUpViewStyles = css`
  .stack {
    max-width: 860px;
  }

  .welcome h2 {
    font-size: 18px;
  }

  .panel > h2 {
    margin-bottom: 16px;
  }

  .panel > h2:focus-visible {
    outline: none;
  }

  form.stack {
    gap: 22px;
  }

  .stepper {
    display: flex;
    gap: 8px;
  }

  .stepper li {
    display: flex;
    flex: 1 1 0;
    gap: 9px;
    align-items: center;
    min-width: 0;
    padding-top: 9px;
    border-top: 3px solid var(--line-strong);
    color: var(--ink-soft);
    font-size: 13px;
    font-weight: 500;
    line-height: 1.35;
  }

  .stepper li[data-state="done"] {
    border-color: var(--accent);
  }

  .stepper li[data-state="open"] {
    border-color: var(--accent);
    color: var(--accent-strong);
    font-weight: 600;
  }

  .number {
    display: grid;
    place-items: center;
    width: 22px;
    height: 22px;
    flex: none;
    border-radius: 50%;
    background: var(--surface-disabled);
    font-size: 12px;
  }

  [data-state="open"] .number,
  [data-state="done"] .number {
    background: var(--accent);
    color: var(--on-accent);
  }

  .pair,
  .manual {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 18px 24px;
  }

  .manual > .stack {
    align-content: start;
  }

  .secret {
    display: flex;
    gap: 8px;
    align-items: center;
  }

  .how {
    padding: 14px 16px;
    border-radius: 10px;
    background: var(--surface-code);
    font-size: 13px;
  }

  .how ol {
    display: grid;
    gap: 8px;
    margin-top: 8px;
    padding-inline-start: 20px;
    list-style: decimal;
  }

  @media (max-width: 759px) {
    .pair,
    .manual {
      grid-template-columns: minmax(0, 1fr);
    }

    .stepper li {
      flex-direction: column;
      gap: 4px;
      align-items: flex-start;
      font-size: 12px;
    }
  }
`;
