/** One setting: what it is at the left, its control and where its value comes from at the right. */
import { css } from "lit";

export const settingFieldStyles = css`
  :host {
    display: block;
    padding: 14px 0;
    border-top: 1px solid var(--line);
    scroll-margin: 80px;
  }

  .setting {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 380px);
    gap: 6px 32px;
    align-items: start;
  }

  .about {
    display: grid;
    gap: 2px;
  }

  .name {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 8px;
    align-items: baseline;
  }

  .name code {
    color: var(--ink-soft);
    font-size: 12px;
  }

  .control {
    display: grid;
    gap: 7px;
    min-width: 0;
  }

  .under {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    align-items: center;
  }

  .under .help {
    min-width: 0;
    overflow-wrap: anywhere;
  }

  .link {
    min-height: 24px;
    border-radius: 4px;
    color: var(--accent-strong);
    font-size: 12.5px;
    font-weight: 500;
  }

  .link:hover {
    text-decoration: underline;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    width: fit-content;
    max-width: 100%;
    margin: 0;
    padding: 3px;
    border: 0;
    border-radius: 9px;
    background: var(--surface-disabled);
  }

  .choices label {
    position: relative;
    display: block;
    padding: 4px 13px;
    border-radius: 7px;
    color: var(--ink-soft);
    font-size: 13px;
    cursor: pointer;
  }

  .choices input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    opacity: 0;
    cursor: pointer;
  }

  .choices label:hover {
    color: var(--ink);
  }

  .choices label:has(:checked) {
    background: var(--surface-selected);
    box-shadow: inset 0 0 0 1px var(--accent);
    color: var(--ink-mention);
    font-weight: 500;
  }

  .choices label:has(:focus-visible) {
    outline: 2px solid var(--accent);
  }

  /* It counts, but is not set here. */
  .choices.faint label:has(:checked) {
    box-shadow: inset 0 0 0 1px var(--line-strong);
    background: var(--surface);
    color: var(--ink);
  }

  .switch.faint {
    color: var(--ink-soft);
  }

  .switch {
    display: inline-flex;
    gap: 9px;
    align-items: center;
    width: fit-content;
    min-height: 30px;
    cursor: pointer;
  }

  .switch input {
    appearance: none;
    width: 40px;
    height: 22px;
    border-radius: 999px;
    background: var(--ink-soft);
    cursor: pointer;
    transition: background-color 0.15s;
  }

  .switch input::before {
    content: "";
    display: block;
    width: 16px;
    height: 16px;
    margin: 3px;
    border-radius: 50%;
    background: var(--surface);
    transition: translate 0.15s;
  }

  .switch input:checked {
    background: var(--accent);
  }

  .switch input:checked::before {
    translate: 18px;
  }

  .switch.faint input {
    opacity: 0.7;
  }

  textarea.prose {
    font-family: inherit;
    font-size: 14px;
  }

  .value {
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }

  .secret {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    min-height: 36px;
  }

  .secret svg {
    color: var(--ink-soft);
  }

  @media (max-width: 959px) {
    .setting {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
