/**
 * How the text of a growing card runs in between two frames, as DingTalk's client types it, instead of jumping. Pure.
 * What is cut off in the middle of Markdown must not show its signs for a moment.
 */

/** After so long about two thirds of what is not shown yet are. */
const CATCH_UP_MS = 260;

/** How much of `total` is shown `elapsedMs` after `shown` was. In UTF-16 units; always goes on, never beyond. */
export function growReveal(shown: number, total: number, elapsedMs: number): number {
  const missing = total - shown;
  if (missing <= 0) return total;
  const step = Math.ceil(missing * (1 - Math.exp(-elapsedMs / CATCH_UP_MS)));
  return Math.min(total, shown + Math.max(1, step));
}

/** What a frame may take back of the one before: the signs that closed its Markdown. */
const CLOSING_LENGTH = 8;

/**
 * Where a new frame's text begins to run in: after what it has in common with what is shown. A text that was rewritten, or
 * has lines below it that change, stands there at once: nothing vanishes to be typed once more.
 */
export function startReveal(shown: string, revealed: number, next: string): number {
  const common = commonLength(shown, next);
  return revealed - common > CLOSING_LENGTH ? next.length : Math.min(revealed, common);
}

/** How far two texts are the same: a frame may close Markdown that the next one goes on with. */
function commonLength(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at += 1;
  return at;
}

/** The first `length` units of a Markdown text as something that looks finished. */
export function cutForReveal(text: string, length: number): string {
  if (length >= text.length) return text;
  const before = text.charCodeAt(length - 1);
  const cut = text.slice(0, before >= 0xd800 && before <= 0xdbff ? length - 1 : length);
  const lineStart = cut.lastIndexOf("\n") + 1;
  const [head, line] = [cut.slice(0, lineStart), cut.slice(lineStart)];
  // A row of a table, and what opens or closes code, count when they are whole.
  if (/^\s*(?:\||`{1,3}[^`]*$)/.test(line) || isInsideCode(head)) {
    return isInsideCode(head) && !/^\s*`/.test(line) ? cut : head;
  }
  return head + closeLine(line);
}

function isInsideCode(text: string): boolean {
  return (text.match(/^\s*```/gm)?.length ?? 0) % 2 === 1;
}

function closeLine(line: string): string {
  const whole = line.replace(/!?\[[^\]]*(?:\](?:\([^)]*)?)?$/, "").replace(/[*_~`#>-]+$/, "");
  const isOdd = (sign: string) => whole.split(sign).length % 2 === 0;
  const code = isOdd("`") ? "`" : "";
  const strong = code === "" && isOdd("**") ? "**" : "";
  const struck = code === "" && isOdd("~~") ? "~~" : "";
  return strong || struck ? whole.trimEnd() + struck + strong : whole + code;
}
