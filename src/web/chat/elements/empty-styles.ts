/** What stands where there is nothing to show yet. */
import { css } from "lit";

export const emptyStyles = css`
  .empty {
    display: grid;
    gap: 6px;
    justify-items: center;
    margin: auto;
    padding: 24px;
    color: var(--ink-soft);
    text-align: center;
    --avatar-size: 64px;
  }

  .empty h2,
  .empty p {
    margin: 0;
  }

  .empty h2 {
    margin-top: 10px;
    color: var(--ink);
    font-size: 17px;
    font-weight: 600;
  }
`;
