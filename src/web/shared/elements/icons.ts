/** The line icons of the pages, drawn for them. Decorative: the control around one carries the label. */
import { svg, type TemplateResult } from "lit";

const PATHS = {
  back: svg`<path d="M15 5l-7 7 7 7" />`,
  next: svg`<path d="M9 5l7 7-7 7" />`,
  send: svg`<path d="M4 12l16-8-5 16-4-6z" /><path d="M11 14l4-4" />`,
  mention: svg`<circle cx="12" cy="12" r="4" /><path d="M16 8v5a2.5 2.5 0 0 0 5 0v-1a9 9 0 1 0-4 7.5" />`,
  spark: svg`<path d="M12 3l1.8 5.2L19 10l-5.2 1.8L12 17l-1.8-5.2L5 10l5.2-1.8z" /><path d="M19 16v4M17 18h4" />`,
  down: svg`<path d="M12 5v14M6 13l6 6 6-6" />`,
  up: svg`<path d="M12 19V5M6 11l6-6 6 6" />`,
  close: svg`<path d="M6 6l12 12M18 6L6 18" />`,
  check: svg`<path d="M5 12.5l4.5 4.5L19 7.5" />`,
  checks: svg`<path d="M2.5 12.5L7 17l9-9.5" /><path d="M11 16l1.2 1L21.5 7.5" />`,
  clock: svg`<circle cx="12" cy="12" r="8.5" /><path d="M12 7v5.2l3.2 2" />`,
  alert: svg`<circle cx="12" cy="12" r="9" /><path d="M12 7.5v5.5M12 16.4v.1" />`,
  contrast: svg`<circle cx="12" cy="12" r="8.5" /><path d="M12 3.5v17a8.5 8.5 0 0 0 0-17z" fill="currentColor" />`,
  more: svg`<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3" />`,
  bot: svg`<rect x="4" y="8" width="16" height="11" rx="3" /><path d="M12 8V4.5M9 13v1.5M15 13v1.5" />`,
  people: svg`<circle cx="9" cy="8.5" r="3.5" /><path d="M2.5 19.5c.6-3.6 3.2-5.5 6.5-5.5s5.9 1.9 6.5 5.5" /><path d="M15.5 5.3a3.5 3.5 0 0 1 0 6.4M18 14.5c2 .9 3.2 2.6 3.6 5" />`,
  chats: svg`<path d="M4 5h16v11H10l-4.5 4v-4H4z" /><path d="M8 9.5h8M8 12.5h5" />`,
  window: svg`<path d="M13 5h6v6M19 5l-8 8M10 6H5v13h13v-5" />`,
  trash: svg`<path d="M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 12.5h9l1-12.5" />`,
  clip: svg`<path d="M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.3 3.3 0 0 1 4.7 4.7L9.8 17a1.6 1.6 0 0 1-2.3-2.3l7.3-7.2" />`,
  file: svg`<path d="M6 3.5h8l4.5 4.5v12.5H6z" /><path d="M14 3.5V8h4.5" />`,
  sound: svg`<path d="M4 9.5v5h3.5L12 19V5L7.5 9.5z" /><path d="M15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11" />`,
  picture: svg`<rect x="3.5" y="5" width="17" height="14" rx="2" /><path d="M4 16l4.5-4.5 4 4 2.5-2.5 5 5" /><circle cx="15.5" cy="9" r="1.2" />`,
  film: svg`<rect x="3.5" y="5" width="17" height="14" rx="2" /><path d="M10 9v6l5-3z" />`,
  quote: svg`<path d="M9.5 6L4 11.5 9.5 17" /><path d="M4 11.5h9a7 7 0 0 1 7 7" />`,
  wire: svg`<path d="M3 8h13M12 4l4 4-4 4M21 16H8M12 12l-4 4 4 4" />`,
  app: svg`<rect x="4" y="4" width="7" height="7" rx="1.5" /><rect x="13" y="4" width="7" height="7" rx="1.5" /><rect x="4" y="13" width="7" height="7" rx="1.5" /><rect x="13" y="13" width="7" height="7" rx="1.5" />`,
  bug: svg`<rect x="8" y="8" width="8" height="11" rx="4" /><path d="M9.5 8a2.5 2.5 0 0 1 5 0M8 12H4M8 16l-3.5 2.5M16 12h4M16 16l3.5 2.5M12 9v9" />`,
  flag: svg`<path d="M6 21V4M6 5h11l-2.5 4L17 13H6" />`,
  table: svg`<rect x="3.5" y="5" width="17" height="14" rx="2" /><path d="M3.5 10h17M10 10v9" />`,
  copy: svg`<rect x="9" y="9" width="11" height="11" rx="2" /><path d="M15 9V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h3" />`,
  smile: svg`<circle cx="12" cy="12" r="8.5" /><path d="M8.5 14.5a4.2 4.2 0 0 0 7 0M9 9.8v.1M15 9.8v.1" />`,
  forward: svg`<path d="M14.5 6L20 11.5 14.5 17" /><path d="M20 11.5h-9a7 7 0 0 0-7 7" />`,
  search: svg`<circle cx="11" cy="11" r="6.5" /><path d="M16 16l4.5 4.5" />`,
  columns: svg`<rect x="3.5" y="5" width="17" height="14" rx="2" /><path d="M12 5v14" />`,
  pulse: svg`<path d="M3 12h4l3-7 4.5 14 2.5-7h4" />`,
  shield: svg`<path d="M12 3.5l7 2.5v5.5c0 4.3-2.9 7.4-7 9-4.1-1.6-7-4.7-7-9V6z" /><path d="M9 12l2.2 2.2L15.2 10" />`,
  sliders: svg`<path d="M4 7h9M17 7h3M4 17h3M11 17h9" /><circle cx="15" cy="7" r="2" /><circle cx="9" cy="17" r="2" />`,
  plus: svg`<path d="M12 5v14M5 12h14" />`,
  undo: svg`<path d="M8 5L4 9l4 4" /><path d="M4 9h10a5.5 5.5 0 0 1 0 11h-4" />`,
  lock: svg`<rect x="5" y="11" width="14" height="9" rx="2" /><path d="M8 11V8a4 4 0 0 1 8 0v3" />`,
  scan: svg`<path d="M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16" />`,
  play: svg`<path d="M8 5.5v13l11-6.5z" fill="currentColor" />`,
  plug: svg`<path d="M9 3.5v5M15 3.5v5M6.5 8.5h11v2.5a5.5 5.5 0 0 1-11 0zM12 16.5v4" />`,
} as const;

export type IconName = keyof typeof PATHS;

export function icon(name: IconName, size = 20): TemplateResult<2> {
  return svg`<svg
    width=${size}
    height=${size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.8"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >${PATHS[name]}</svg>` as TemplateResult<2>;
}
