/** The frame of the console: a side bar on wide screens, a bar above and tabs below on narrow ones; one view scrolls. */
import { css } from "lit";

export const consoleAppStyles = css`
  :host {
    display: grid;
    grid-template: "bar main" auto "nav main" minmax(0, 1fr) "tools main" auto / 232px minmax(0, 1fr);
    height: 100dvh;
    overflow: clip;
  }

  sign-in {
    grid-area: 1 / 1 / -1 / -1;
  }

  .skip {
    position: absolute;
    inset: 8px auto auto 8px;
    z-index: 2;
  }

  .skip:not(:focus-visible) {
    clip-path: inset(50%);
    pointer-events: none;
  }

  .bar {
    grid-area: bar;
    display: grid;
    gap: 14px;
    padding: 18px 14px 12px;
    background: var(--surface-rail);
  }

  .brand {
    display: flex;
    gap: 10px;
    align-items: center;
    padding-inline: 8px;
    font-size: 15px;
    font-weight: 600;
  }

  .brand span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .brand small {
    color: var(--ink-soft);
    font-size: 12px;
    font-weight: 400;
  }

  .logo {
    display: grid;
    place-items: center;
    width: 30px;
    height: 30px;
    flex: none;
    border-radius: 9px;
    background: var(--brand);
    color: var(--on-brand);
  }

  nav {
    grid-area: nav;
    padding: 2px 14px;
    overflow: hidden auto;
    background: var(--surface-rail);
  }

  nav ul {
    display: grid;
    gap: 2px;
  }

  nav a {
    display: flex;
    gap: 11px;
    align-items: center;
    min-height: 40px;
    padding: 0 12px;
    border-radius: 9px;
    color: var(--ink-soft);
    font-weight: 500;
    text-decoration: none;
  }

  nav a:hover {
    background: var(--surface-hover);
    color: var(--ink);
  }

  nav a[aria-current] {
    background: var(--surface);
    box-shadow: var(--shadow-low);
    color: var(--accent-strong);
    font-weight: 600;
  }

  .badge {
    min-width: 18px;
    margin-inline-start: auto;
    padding: 0 5px;
    border-radius: 999px;
    background: var(--unread);
    color: var(--on-brand);
    font-size: 11px;
    font-weight: 600;
    line-height: 18px;
    text-align: center;
  }

  .tools {
    grid-area: tools;
    display: flex;
    gap: 2px;
    align-items: center;
    padding: 10px 14px 14px;
    background: var(--surface-rail);
  }

  .tools .version {
    margin-inline-start: auto;
    padding-inline-end: 8px;
    color: var(--ink-soft);
    font-size: 11.5px;
  }

  .locale {
    font-size: 13px;
    font-weight: 600;
  }

  main {
    position: relative;
    grid-area: main;
    min-height: 0;
    overflow: hidden auto;
    background: var(--surface-chat);
  }

  .page {
    display: grid;
    gap: 18px;
    grid-template-columns: minmax(0, 1fr);
    max-width: 1120px;
    margin: 0 auto;
    padding: 30px 32px 64px;
  }

  .head h1 {
    margin: 0;
    font-size: 24px;
    font-weight: 650;
    letter-spacing: -0.01em;
    line-height: 1.3;
  }

  .head h1:focus-visible {
    outline: none;
  }

  .head p {
    color: var(--ink-soft);
  }

  .banner {
    position: sticky;
    top: 0;
    z-index: 1;
    border-radius: 0;
    padding: 9px 32px;
  }

  .address {
    display: grid;
    gap: 6px;
  }

  @media (max-width: 759px) {
    :host {
      grid-template: "bar tools" auto "main main" minmax(0, 1fr) "nav nav" auto / minmax(0, 1fr) auto;
    }

    .bar {
      grid-template-columns: auto minmax(0, 1fr);
      align-items: center;
      padding: 8px 4px 8px 12px;
    }

    .brand {
      padding: 0;
    }

    .brand.chooses span {
      display: none;
    }

    .bar select {
      max-width: 220px;
      background: none;
      border-color: transparent;
      font-weight: 600;
    }

    .tools {
      padding: 8px 6px 8px 0;
    }

    .tools .version {
      display: none;
    }

    nav {
      padding: 4px 4px max(4px, env(safe-area-inset-bottom));
      border-top: 1px solid var(--line);
      background: var(--surface);
    }

    nav ul {
      display: flex;
      gap: 0;
    }

    nav li {
      flex: 1 1 0;
      min-width: 0;
    }

    nav a {
      position: relative;
      flex-direction: column;
      gap: 2px;
      min-height: 48px;
      padding: 5px 0 3px;
      justify-content: center;
      font-size: 10.5px;
      line-height: 14px;
      white-space: nowrap;
    }

    nav a[aria-current] {
      background: none;
      box-shadow: none;
    }

    nav .badge {
      position: absolute;
      top: 0;
      inset-inline-start: calc(50% + 2px);
      margin: 0;
    }

    .page {
      gap: 14px;
      padding: 16px 12px 32px;
    }

    .head h1 {
      font-size: 20px;
    }

    .banner {
      padding: 8px 12px;
    }
  }
`;
