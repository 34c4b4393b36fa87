/** The dialog of an update: heading, what changes or how far it is, buttons. */
import { css } from "lit";
import { progressStyles } from "./render-progress.ts";

export const updateDialogStyles = [
  progressStyles,
  css`
    :host {
      display: contents;
    }

    dialog {
      width: min(640px, calc(100vw - 24px));
      max-height: calc(100dvh - 48px);
      padding: 0;
      border: 0;
      border-radius: 14px;
      background: var(--surface-raised);
      color: var(--ink);
      box-shadow: var(--shadow);
    }

    dialog[open] {
      display: grid;
      grid-template-rows: auto minmax(0, 1fr) auto;
    }

    dialog::backdrop {
      background: rgb(10 16 28 / 45%);
    }

    .head {
      display: flex;
      gap: 12px;
      align-items: center;
      justify-content: space-between;
      padding: 14px 14px 6px 22px;
    }

    .body {
      display: grid;
      gap: 14px;
      align-content: start;
      padding: 6px 22px 16px;
      overflow: auto;
    }

    .row.end {
      padding: 12px 22px 18px;
    }

    .problems p {
      font-size: 13px;
    }

    .link {
      color: inherit;
      font-weight: 600;
      text-decoration: underline;
    }

    .spinner {
      vertical-align: -2px;
      margin-inline-end: 4px;
    }
  `,
];
