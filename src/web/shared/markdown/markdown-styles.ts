/** How a robot's Markdown looks: headings, lists, quotes, tables, code with a copy button. */
import { css } from "lit";

export const markdownStyles = css`
  :host {
    display: block;
    min-width: 0;
    overflow-wrap: anywhere;
  }

  .markdown > :first-child {
    margin-top: 0;
  }

  .markdown > :last-child {
    margin-bottom: 0;
  }

  p,
  ul,
  ol,
  blockquote,
  .code,
  .table {
    margin: 0 0 10px;
  }

  h1,
  h2,
  h3,
  h4,
  h5,
  h6 {
    margin: 16px 0 8px;
    line-height: 1.4;
    font-weight: 600;
  }

  h1 {
    font-size: 1.3em;
  }

  h2 {
    font-size: 1.18em;
  }

  h3,
  h4,
  h5,
  h6 {
    font-size: 1.05em;
  }

  ul,
  ol {
    padding-inline-start: 1.6em;
  }

  ul {
    list-style: disc;
  }

  ul ul {
    list-style: circle;
  }

  ol {
    list-style: decimal;
  }

  li + li,
  li > ul,
  li > ol {
    margin-top: 3px;
  }

  li > ul,
  li > ol,
  li > p {
    margin-bottom: 0;
  }

  li::marker {
    color: var(--ink-soft);
  }

  blockquote {
    padding: 2px 0 2px 12px;
    border-inline-start: 3px solid var(--line-strong);
    color: var(--ink-soft);
  }

  blockquote > :last-child {
    margin-bottom: 0;
  }

  hr {
    height: 1px;
    margin: 14px 0;
    border: 0;
    background: var(--line);
  }

  a {
    color: var(--ink-mention);
    text-underline-offset: 2px;
    text-decoration-thickness: 1px;
  }

  .picture {
    display: block;
    max-width: min(100%, 360px);
    margin: 4px 0;
    border-radius: 6px;
  }

  .view {
    display: block;
    max-width: 100%;
    border-radius: 6px;
    cursor: zoom-in;
  }

  .image {
    display: inline-flex;
    max-width: 100%;
    align-items: center;
    gap: 6px;
    padding: 4px 10px;
    border: 1px dashed var(--line-strong);
    border-radius: 6px;
    text-decoration: none;
  }

  .image::before {
    content: "";
    width: 14px;
    height: 11px;
    flex: none;
    border: 1.5px solid currentcolor;
    border-radius: 2px;
    background: radial-gradient(circle at 30% 35%, currentcolor 1.5px, transparent 2px);
  }

  code {
    padding: 1px 5px;
    border-radius: 4px;
    background: var(--surface-code);
    font: 0.92em/1.5 var(--font-mono);
  }

  .code {
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: 6px;
    background: var(--surface-code);
  }

  .code-bar {
    display: flex;
    justify-content: space-between;
    align-items: center;
    padding: 2px 4px 2px 12px;
    border-bottom: 1px solid var(--line);
    color: var(--ink-soft);
    font-size: 12px;
  }

  .code-bar button {
    padding: 3px 8px;
    border-radius: 5px;
  }

  .code-bar button:hover {
    background: var(--surface-hover);
    color: var(--ink);
  }

  pre {
    margin: 0;
    padding: 10px 12px;
    overflow-x: auto;
    overflow-wrap: normal;
    tab-size: 2;
  }

  pre code {
    padding: 0;
    background: none;
    font-size: 12.5px;
    line-height: 1.6;
    white-space: pre;
  }

  .table {
    max-width: 100%;
    overflow-x: auto;
    border: 1px solid var(--line);
    border-radius: 6px;
  }

  table {
    width: max-content;
    min-width: 100%;
    border-collapse: collapse;
    font-size: 13px;
    overflow-wrap: normal;
  }

  th,
  td {
    max-width: 22em;
    padding: 7px 12px;
    border-bottom: 1px solid var(--line);
    text-align: start;
    vertical-align: top;
  }

  th + th,
  td + td {
    border-inline-start: 1px solid var(--line);
  }

  tbody tr:last-child td {
    border-bottom: 0;
  }

  th {
    background: var(--surface-code);
    font-weight: 600;
    white-space: nowrap;
  }

  .align-center {
    text-align: center;
  }

  .align-right {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }

  :host([growing]) .markdown > :last-child:not(.code, .table, ul, ol)::after,
  :host([growing]) .markdown > :is(ul, ol):last-child > li:last-child::after {
    content: "";
    display: inline-block;
    width: 7px;
    height: 1.05em;
    margin-inline-start: 3px;
    border-radius: 1px;
    vertical-align: -0.15em;
    background: var(--accent);
    animation: caret 1s steps(2, jump-none) infinite;
  }

  @keyframes caret {
    to {
      opacity: 0.15;
    }
  }
`;
