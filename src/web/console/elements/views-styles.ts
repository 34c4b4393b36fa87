/** What Now, Messages and People add to the console's look: states as dots, counts at headings, lines of details. */
import { css } from "lit";

export const viewsStyles = css`
  .count {
    display: inline-block;
    min-width: 22px;
    margin-inline-start: 4px;
    padding: 0 7px;
    border-radius: 999px;
    background: var(--surface-selected);
    color: var(--ink-mention);
    font-size: 12px;
    font-weight: 600;
    line-height: 20px;
    text-align: center;
    vertical-align: 1px;
  }

  .count.bad {
    background: var(--bad-soft);
    color: var(--bad);
  }

  /* What senders make up may be as long as they like; it takes two lines. */
  .clamp {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
    overflow-wrap: anywhere;
  }

  .clamp.one {
    -webkit-line-clamp: 1;
    line-clamp: 1;
  }

  /* Stands for a text that is not shown. */
  .blackout {
    display: inline-block;
    width: 46px;
    height: 8px;
    margin-inline-end: 3px;
    border-radius: 4px;
    background: var(--line-strong);
    vertical-align: 1px;
  }

  .dot {
    display: inline-block;
    width: 7px;
    height: 7px;
    flex: none;
    border-radius: 50%;
    background: currentColor;
  }

  .dot.connecting,
  .dot.busy {
    animation: pulse 1.2s ease-in-out infinite alternate;
  }

  @keyframes pulse {
    to {
      opacity: 0.3;
    }
  }

  .space {
    flex: 1;
  }

  .title-row {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 14px;
    align-items: center;
    margin-bottom: 14px;
  }

  .title-row > :last-child:not(:first-child) {
    margin-inline-start: auto;
  }

  .tabs {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }

  .tab {
    min-height: 30px;
    padding: 0 12px;
    border: 1px solid var(--line-strong);
    border-radius: 999px;
    background: var(--surface);
    color: var(--ink-soft);
    font-size: 13px;
  }

  .tab:hover {
    background: var(--surface-hover);
    color: var(--ink);
  }

  .tab[aria-pressed="true"] {
    border-color: transparent;
    background: var(--surface-selected);
    color: var(--ink-mention);
    font-weight: 600;
  }

  summary {
    width: max-content;
    max-width: 100%;
    margin-top: 8px;
    border-radius: 4px;
    color: var(--ink-soft);
    font-size: 13px;
    cursor: pointer;
  }

  .meter {
    display: block;
    width: 100%;
    border-radius: 999px;
    overflow: hidden;
  }

  .meter .track {
    fill: var(--surface-disabled);
  }

  .meter .fill {
    fill: var(--accent);
  }

  .meter .fill.warn {
    fill: var(--warn);
  }

  .meter .fill.bad {
    fill: var(--bad);
  }

  /* Said after an action; takes no room while there is nothing to say. */
  .done:not(:empty) {
    margin-bottom: 10px;
    padding: 8px 12px;
    border-radius: 8px;
    background: var(--good-soft);
    color: var(--good);
    font-size: 13px;
  }

  .done:focus {
    outline: none;
  }

  .sentence .remedy {
    display: block;
    color: var(--ink);
  }

  code {
    font-size: 12px;
  }

  live-time {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
`;
