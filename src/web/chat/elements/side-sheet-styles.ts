/** The sheet at the window's edge in which a group is made or changed, as DingTalk's client has it. */
import { css } from "lit";

export const sideSheetStyles = css`
  :host {
    flex: none;
  }

  dialog {
    position: fixed;
    inset: 0 0 0 auto;
    width: min(360px, 100vw);
    max-width: none;
    height: 100dvh;
    max-height: none;
    margin: 0;
    padding: 0;
    border: 0;
    border-inline-start: 1px solid var(--line);
    background: var(--surface);
    color: var(--ink);
    box-shadow: var(--shadow);
  }

  dialog[open] {
    display: flex;
    flex-direction: column;
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 22%);
  }

  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-height: 56px;
    padding: 8px 12px 8px 20px;
    border-bottom: 1px solid var(--line);
  }

  h2 {
    margin: 0;
    font-size: 16px;
    font-weight: 600;
  }

  h3 {
    margin: 0;
    color: var(--ink-soft);
    font-size: 13px;
    font-weight: 500;
  }

  .body {
    flex: 1;
    min-height: 0;
    padding: 16px 20px 24px;
    overflow-y: auto;
  }

  section + section,
  fieldset,
  .last {
    margin-top: 20px;
  }

  .section-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-height: 36px;
  }

  label.name {
    display: grid;
    gap: 6px;
    color: var(--ink-soft);
    font-size: 13px;
  }

  .line {
    display: flex;
    gap: 8px;
  }

  input[type="text"] {
    flex: 1;
    min-width: 0;
    height: 36px;
    padding: 0 10px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    font-size: 14px;
  }

  .button {
    min-height: 36px;
    padding: 0 16px;
    border-radius: var(--radius);
    background: var(--accent);
    color: var(--on-accent);
    font-size: 14px;
    font-weight: 500;
    white-space: nowrap;
  }

  .button:hover {
    background: var(--accent-strong);
  }

  .one {
    display: flex;
    gap: 10px;
    align-items: center;
    min-height: 44px;
    --avatar-size: 30px;
  }

  .one > span {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  fieldset {
    min-width: 0;
    margin-inline: 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0;
  }

  label.one {
    cursor: pointer;
  }

  input[type="checkbox"] {
    width: 16px;
    height: 16px;
    margin: 0;
    accent-color: var(--accent);
  }

  .hint {
    margin: 0;
    color: var(--ink-soft);
    font-size: 13px;
  }
`;
