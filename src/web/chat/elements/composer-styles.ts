/** The look of the composer: one framed field with its tools, and the list of names above it. */
import { css } from "lit";

export const composerStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    background: var(--surface-chat);
  }

  form {
    position: relative;
    max-width: 980px;
    margin: 0 auto;
    padding: 0 24px 18px;
  }

  suggestion-row {
    margin-bottom: 10px;
  }

  .field {
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--surface-raised);
    box-shadow: var(--shadow-low);
  }

  .field:focus-within {
    border-color: var(--accent);
    box-shadow: 0 0 0 1px var(--accent);
  }

  textarea {
    display: block;
    width: 100%;
    min-height: 62px;
    max-height: min(220px, 32vh);
    padding: 12px 14px 4px;
    border: 0;
    outline: 0;
    background: none;
    line-height: 1.6;
    resize: none;
    field-sizing: content;
  }

  textarea:focus-visible {
    outline: 0;
  }

  textarea::placeholder {
    color: var(--ink-soft);
    opacity: 1;
  }

  .tools {
    display: flex;
    gap: 4px;
    align-items: center;
    padding: 2px 8px 8px;
  }

  .hint {
    flex: 1;
    min-width: 0;
    padding: 0 6px;
    color: var(--ink-soft);
    font-size: 12px;
    line-height: 1.4;
  }

  .hint button {
    color: var(--ink-mention);
    font-weight: 500;
  }

  .hint button:hover {
    text-decoration: underline;
  }

  .keys {
    text-align: end;
  }

  .send {
    display: flex;
    gap: 6px;
    align-items: center;
    padding: 6px 16px;
    border-radius: 8px;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 500;
    white-space: nowrap;
  }

  .send:hover {
    background: var(--accent-strong);
  }

  .send:disabled {
    background: var(--surface-disabled);
    color: var(--ink-soft);
  }

  .names {
    position: absolute;
    bottom: calc(100% - 6px);
    left: 24px;
    min-width: 220px;
    max-width: calc(100% - 48px);
    max-height: min(320px, 45vh);
    padding: 6px;
    overflow-y: auto;
    border: 1px solid var(--line);
    border-radius: 10px;
    background: var(--surface-raised);
    box-shadow: var(--shadow);
    --avatar-size: 26px;
  }

  .names li {
    display: flex;
    gap: 10px;
    align-items: center;
    padding: 6px 10px;
    border-radius: 6px;
    cursor: pointer;
  }

  .names li[aria-selected="true"] {
    background: var(--surface-selected);
  }

  @media (max-width: 719px) {
    form {
      padding: 0 10px 10px;
    }

    .names {
      left: 10px;
    }

    textarea {
      min-height: 46px;
      font-size: 16px;
    }

    .keys {
      display: none;
    }

    .send {
      margin-inline-start: auto;
    }
  }

  @container (max-width: 620px) {
    .tools {
      flex-wrap: wrap;
    }

    .hint.group {
      flex: 1 0 100%;
      order: -1;
    }

    .send {
      margin-inline-start: auto;
    }
  }
`;
