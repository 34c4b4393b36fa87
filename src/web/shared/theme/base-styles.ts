/**
 * Styles every element starts from: box sizing, focus ring, buttons, scrollbars and the
 * screen-reader-only class. Colours come from `tokens.css`.
 */
import { css } from "lit";

export const baseStyles = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
  }

  button,
  textarea {
    font: inherit;
    color: inherit;
  }

  button {
    border: 0;
    background: none;
    padding: 0;
    cursor: pointer;
  }

  button:disabled {
    cursor: default;
  }

  ul,
  ol {
    list-style: none;
    margin: 0;
    padding: 0;
  }

  svg {
    display: block;
    flex: none;
  }

  * {
    scrollbar-width: thin;
    scrollbar-color: var(--line-strong) transparent;
  }

  .sr-only {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .icon-button {
    display: inline-grid;
    place-items: center;
    width: 36px;
    height: 36px;
    border-radius: var(--radius);
    color: var(--ink-soft);
  }

  .icon-button:hover {
    background: var(--surface-hover);
    color: var(--ink);
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 1ms !important;
      animation-iteration-count: 1 !important;
      transition: none !important;
    }
  }
`;
