/**
 * Which part of a long conversation is on the page: thousands of messages at once would stop the browser for a minute.
 * The part grows where the reader scrolls to and is cut off at the other end. Pure.
 */

/** Indexes into the messages; `end` is the first one that is not shown. */
export interface MessageWindow {
  readonly start: number;
  readonly end: number;
}

/** So many are shown first, and come with each step up or down: more than fit on any screen. */
export const WINDOW_STEP = 60;
/** Never more than this. */
export const WINDOW_LIMIT = 180;

export function tailWindow(count: number): MessageWindow {
  return { start: Math.max(0, count - WINDOW_STEP), end: count };
}

/** With a message in its middle. */
export function windowAround(index: number, count: number): MessageWindow {
  const start = Math.max(0, index - WINDOW_STEP / 2);
  return { start, end: Math.min(count, start + WINDOW_STEP) };
}

export function growUp({ start, end }: MessageWindow): MessageWindow {
  const from = Math.max(0, start - WINDOW_STEP);
  return { start: from, end: Math.min(end, from + WINDOW_LIMIT) };
}

export function growDown({ start, end }: MessageWindow, count: number): MessageWindow {
  const to = Math.min(count, end + WINDOW_STEP);
  return { start: Math.max(start, to - WINDOW_LIMIT), end: to };
}

/** After messages came or went. `before`: how many there were; a reader who is not at the end keeps what they read. */
export function followMessages(
  window: MessageWindow,
  { before, count, atEnd }: { readonly before: number; readonly count: number; readonly atEnd: boolean },
): MessageWindow {
  if (count < before || window.end > count) return tailWindow(count);
  if (window.end < before) return window;
  if (count - window.start <= WINDOW_LIMIT) return { start: window.start, end: count };
  return atEnd ? tailWindow(count) : window;
}
