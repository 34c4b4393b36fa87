/** What the views of the console share: panels, tables, chips, notices, empty and loading states, and the controls. */
import { css } from "lit";
import { panelStyles } from "../../shared/theme/panel-styles.ts";
import { controlStyles } from "./control-styles.ts";

export const consoleStyles = [
  panelStyles,
  controlStyles,
  css`
    :host {
      display: block;
      min-width: 0;
    }

    h2 {
      margin: 0;
      font-size: 16px;
      line-height: 1.4;
      text-wrap: balance;
      overflow-wrap: anywhere;
    }

    h3 {
      margin: 0;
      overflow-wrap: anywhere;
    }

    p {
      overflow-wrap: anywhere;
    }

    a {
      color: var(--accent-strong);
      text-underline-offset: 2px;
    }

    a svg,
    .sentence svg {
      display: inline-block;
      vertical-align: -1px;
    }

    /* Names can be long: two lines are enough to know one. */
    .clamp {
      display: -webkit-box;
      overflow: hidden;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      overflow-wrap: anywhere;
    }

    .wrong:empty {
      display: none;
    }

    .small-print {
      color: var(--ink-soft);
      font-size: 12px;
    }

    /* Numbers that stand below each other, or change while one looks. */
    .figures {
      font-variant-numeric: tabular-nums;
    }

    .stack {
      display: grid;
      gap: 16px;
      min-width: 0;
    }

    .stack.tight {
      gap: 8px;
    }

    .stack > * {
      min-width: 0;
    }

    .panel {
      padding: 18px 20px;
      border-radius: 12px;
      box-shadow: var(--shadow-low);
    }

    .panel-head {
      display: flex;
      flex-wrap: wrap;
      gap: 6px 12px;
      align-items: center;
      margin-bottom: 12px;
    }

    .panel-head > :first-child {
      min-width: 0;
      margin-inline-end: auto;
    }

    .row {
      align-items: center;
      min-width: 0;
    }

    .row.end {
      justify-content: flex-end;
    }

    .label {
      display: block;
      color: var(--ink);
      font-size: 13px;
      font-weight: 500;
    }

    .field {
      display: grid;
      gap: 5px;
      min-width: 0;
    }

    .help {
      color: var(--ink-soft);
      font-size: 12.5px;
      line-height: 1.5;
    }

    .wrong {
      color: var(--bad);
      font-size: 12.5px;
    }

    .chip {
      display: inline-flex;
      gap: 5px;
      align-items: center;
      max-width: 100%;
      line-height: 20px;
    }

    .chip.accent {
      background: var(--surface-selected);
      color: var(--ink-mention);
    }

    .chip.good,
    .mark.ok {
      background: var(--good-soft);
      color: var(--good);
    }

    .chip.warn,
    .mark.warning {
      background: var(--warn-soft);
      color: var(--warn);
    }

    .chip.bad,
    .mark.problem {
      background: var(--bad-soft);
      color: var(--bad);
    }

    /* A round mark with an icon, before a line of a list. */
    .mark {
      display: inline-grid;
      place-items: center;
      width: 22px;
      height: 22px;
      flex: none;
      border-radius: 50%;
      background: var(--surface-disabled);
      color: var(--ink-soft);
    }

    .notice {
      display: flex;
      flex-wrap: wrap;
      gap: 8px 12px;
      align-items: center;
      padding: 11px 14px;
      border-radius: 10px;
      background: var(--surface-selected);
      color: var(--ink);
      font-size: 13px;
      overflow-wrap: anywhere;
    }

    .notice > :first-child {
      flex: 1 1 220px;
    }

    .notice.bad {
      background: var(--bad-soft);
      color: var(--bad);
    }

    .notice.warn {
      background: var(--warn-soft);
      color: var(--warn);
    }

    .notice.good {
      background: var(--good-soft);
      color: var(--good);
    }

    .notice a,
    .notice.bad a,
    .notice.warn a {
      color: inherit;
      font-weight: 600;
    }

    .notice a.button {
      color: var(--ink);
      font-weight: 500;
    }

    .remedy {
      color: inherit;
    }

    .empty {
      display: grid;
      gap: 6px;
      justify-items: center;
      padding: 44px 20px;
      color: var(--ink-soft);
      text-align: center;
    }

    .empty svg {
      color: var(--line-strong);
    }

    .empty h2,
    .empty h3 {
      color: var(--ink);
    }

    .empty .button {
      margin-top: 8px;
    }

    .waiting {
      display: grid;
      gap: 14px;
    }

    .bone {
      display: block;
      height: 92px;
      border-radius: 12px;
      background: var(--surface-disabled);
      animation: breathe 1.6s ease-in-out infinite alternate;
    }

    .bone.short {
      height: 46px;
    }

    @keyframes breathe {
      from {
        opacity: 0.8;
      }

      to {
        opacity: 0.35;
      }
    }

    .spinner {
      display: inline-block;
      width: 14px;
      height: 14px;
      flex: none;
      border: 2px solid currentColor;
      border-inline-end-color: transparent;
      border-radius: 50%;
      animation: turn 0.9s linear infinite;
    }

    @keyframes turn {
      to {
        rotate: 1turn;
      }
    }

    @media (prefers-reduced-motion: reduce) {
      .spinner {
        border-inline-end-color: currentColor;
        opacity: 0.5;
      }
    }

    code {
      font-family: var(--font-mono);
      font-size: 0.92em;
    }

    th {
      padding: 6px 12px 8px 0;
    }

    td {
      padding: 9px 12px 9px 0;
      overflow-wrap: anywhere;
    }

    @media (max-width: 759px) {
      .panel {
        padding: 14px;
        border-radius: 10px;
      }

      .stack {
        gap: 12px;
      }
    }
  `,
];
