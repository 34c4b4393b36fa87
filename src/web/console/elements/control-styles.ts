/** Fields and buttons as all views of the console have them. */
import { css } from "lit";

export const controlStyles = css`
  input:not([type]),
  input[type="text"],
  input[type="search"],
  input[type="password"],
  input[type="number"],
  select,
  textarea {
    min-width: 0;
    width: 100%;
    height: 36px;
    padding: 0 11px;
    border: 1px solid var(--line-strong);
    border-radius: 8px;
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    font-size: 14px;
  }

  textarea {
    height: auto;
    padding: 8px 11px;
    font-family: var(--font-mono);
    font-size: 13px;
    resize: vertical;
  }

  input:focus-visible,
  select:focus-visible,
  textarea:focus-visible {
    border-color: var(--accent);
    outline-offset: 0;
  }

  input[aria-invalid="true"],
  textarea[aria-invalid="true"] {
    border-color: var(--bad);
  }

  ::placeholder {
    color: var(--ink-soft);
    opacity: 1;
  }

  input[type="checkbox"],
  input[type="radio"] {
    width: 16px;
    height: 16px;
    margin: 0;
    flex: none;
    accent-color: var(--accent);
  }

  .button {
    min-height: 36px;
    padding: 0 16px;
    border-radius: 8px;
    font-size: 14px;
    transition: background-color 0.12s;
  }

  .button.primary {
    border-color: transparent;
  }

  .button.quiet {
    border-color: transparent;
    background: none;
    color: var(--accent-strong);
  }

  .button.small {
    min-height: 30px;
    padding: 0 11px;
    border-radius: 7px;
    font-size: 13px;
  }

  @media (max-width: 759px) {
    /* Smaller letters make phones zoom in on focus. */
    input,
    select,
    textarea {
      font-size: 16px !important;
    }
  }
`;
