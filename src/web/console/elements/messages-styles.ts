/** The look of the messages' filters, list and trace. */
import { css } from "lit";

export const messagesStyles = css`
  .filters {
    display: grid;
    grid-template-columns: minmax(200px, 0.42fr) minmax(0, 1fr);
    gap: 12px 20px;
    align-items: center;
  }

  .reveal {
    display: flex;
    flex-wrap: wrap;
    grid-column: 1 / -1;
    gap: 2px 14px;
    align-items: center;
  }

  .switch {
    display: inline-flex;
    gap: 8px;
    align-items: center;
    min-height: 28px;
    border-radius: 6px;
    font-size: 13px;
    font-weight: 500;
  }

  .knob {
    position: relative;
    width: 34px;
    height: 20px;
    border-radius: 999px;
    background: var(--ink-soft);
    transition: background-color 0.15s;
  }

  .knob::after {
    content: "";
    position: absolute;
    inset: 3px auto auto 3px;
    width: 14px;
    height: 14px;
    border-radius: 50%;
    background: var(--surface);
    transition: translate 0.15s;
  }

  .switch[aria-checked="true"] .knob {
    background: var(--accent);
  }

  .switch[aria-checked="true"] .knob::after {
    translate: 14px;
  }

  .panes {
    display: grid;
    gap: 16px;
    align-items: start;
  }

  .panes.two {
    grid-template-columns: minmax(0, 1fr) minmax(380px, 0.75fr);
  }

  .list.panel {
    padding: 0;
    overflow: clip;
  }

  .rows:focus {
    outline: none;
  }

  .rows.stale {
    opacity: 0.55;
  }

  .rows li + li {
    border-top: 1px solid var(--line);
  }

  .waiting-rows {
    position: sticky;
    z-index: 1;
    top: 8px;
    height: 0;
    text-align: center;
  }

  .waiting-rows .button {
    margin-top: 8px;
    border-radius: 999px;
    box-shadow: var(--shadow);
  }

  .end {
    padding: 14px;
    border-top: 1px solid var(--line);
    text-align: center;
  }

  .beside {
    position: sticky;
    top: 0;
    max-height: calc(100vh - 48px);
    overflow: auto;
  }

  dialog {
    width: 100%;
    max-width: none;
    height: 100%;
    max-height: none;
    margin: 0;
    padding: 16px;
    border: 0;
    background: var(--surface);
    color: var(--ink);
  }

  dialog::backdrop {
    background: var(--surface);
  }

  @media (max-width: 899px) {
    .filters {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  @media (min-width: 760px) and (max-width: 1099px) {
    dialog {
      width: min(560px, 100%);
      margin-inline-start: auto;
      border-inline-start: 1px solid var(--line);
    }

    dialog::backdrop {
      background: rgb(0 0 0 / 40%);
    }
  }
`;
