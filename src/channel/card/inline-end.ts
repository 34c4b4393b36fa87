/**
 * Where the inline marks of one growing block stand at its end: what to cut because it is half written
 * (a link, a tag, a lone mark) and which marks to add because they are open. Pure.
 * A simplification of CommonMark's rules that errs towards leaving text alone.
 */
export interface InlineEnd {
  /** Keep this many characters of the block. */
  readonly cutAt: number;
  /** Append these marks, innermost first. */
  readonly closers: string;
}

/** A bracket further back than this is taken for a plain bracket, not for a link being written. */
const MAX_HELD_LINK = 400;
const PAIRED_TAGS = new Set(["font", "a", "b", "i", "u", "s", "em", "strong", "span", "code", "sub", "sup"]);
const TAG = /^<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:"[^"]*"|'[^']*'|[^'"<>])*)>/;
const HALF_TAG = /^<\/?(?:[a-zA-Z](?:"[^"]*"?|'[^']*'?|[^'"<>])*)?$/;
const LINK = /^!?\[(?:\\.|[^\]\\])*\]\((?:\\.|[^()\\]|\((?:\\.|[^()\\])*\))*\)/s;
const HALF_LINK = /^!?\[(?:\\.|[^\]\\])*(?:\](?:\((?:\\.|[^()\\]|\((?:\\.|[^()\\])*\)?)*)?)?\\?$/s;

interface Open {
  readonly mark: string;
  readonly closer: string;
  /** Offset after the opening mark. */
  readonly after: number;
  readonly at: number;
}

export function inlineEnd(block: string): InlineEnd {
  const open: Open[] = [];
  let end = block.length;
  for (let at = 0; at < block.length;) {
    const step = readMark(block, at, open);
    if (step.cutAt !== undefined) end = step.cutAt;
    if (step.cutAt !== undefined) break;
    at = step.next;
  }
  // A mark with nothing in it would show as itself: "****" is even a rule.
  for (let last = open.at(-1); last && block.slice(last.after, end).trim() === ""; last = open.at(-1)) {
    end = last.at;
    open.pop();
  }
  return { cutAt: end, closers: closersOf(open) };
}

interface Step {
  readonly next: number;
  readonly cutAt?: number;
}

function readMark(block: string, at: number, open: Open[]): Step {
  const char = block.charAt(at);
  if (char === "\\") return at + 1 === block.length ? { next: at, cutAt: at } : { next: at + 2 };
  if (char === "`") return readCode(block, at, open);
  if (char === "[" || (char === "!" && block.charAt(at + 1) === "[")) return readLink(block, at);
  if (char === "!" && at + 1 === block.length) return { next: at, cutAt: at };
  if (char === "<") return readTag(block, at, open);
  if (char === "*" || char === "_" || char === "~") return readEmphasis(block, at, open);
  return { next: at + 1 };
}

function readCode(block: string, at: number, open: Open[]): Step {
  const run = runLength(block, at);
  let end = at + run;
  while (end < block.length) {
    const found = block.indexOf("`", end);
    if (found === -1) break;
    const length = runLength(block, found);
    if (length === run) return { next: found + run };
    // A run at the very end may still grow into the closing one.
    end = found + length;
    if (end === block.length) return { next: at, cutAt: found };
  }
  const mark = "`".repeat(run);
  open.push({ mark, closer: mark, after: at + run, at });
  return { next: block.length };
}

function readLink(block: string, at: number): Step {
  const rest = block.slice(at);
  const link = LINK.exec(rest);
  if (link) return { next: at + link[0].length };
  if (rest.length <= MAX_HELD_LINK && HALF_LINK.test(rest)) return { next: at, cutAt: at };
  return { next: at + (rest.startsWith("!") ? 2 : 1) };
}

function readTag(block: string, at: number, open: Open[]): Step {
  const rest = block.slice(at);
  const tag = TAG.exec(rest);
  if (!tag) return HALF_TAG.test(rest) ? { next: at, cutAt: at } : { next: at + 1 };
  const [whole, slash, rawName = "", tail = ""] = tag;
  const name = rawName.toLowerCase();
  const next = at + whole.length;
  if (!PAIRED_TAGS.has(name) || tail.endsWith("/")) return { next };
  if (slash === "") open.push({ mark: name, closer: `</${rawName}>`, after: next, at });
  else closeOpen(open, name);
  return { next };
}

function readEmphasis(block: string, at: number, open: Open[]): Step {
  const char = block.charAt(at);
  const run = runLength(block, at);
  const next = at + run;
  const before = at === 0 ? " " : block.charAt(at - 1);
  const after = next === block.length ? "" : block.charAt(next);
  const mark = char.repeat(Math.min(run, char === "~" ? 2 : 3));
  if (char === "~" && run < 2) return next === block.length ? { next, cutAt: at } : { next };
  if (!/\s/.test(before)) {
    const exact = open.findLast((item) => item.mark.startsWith(char));
    if (exact && run >= exact.mark.length) {
      closeOpen(open, exact.mark);
      return { next: at + exact.mark.length };
    }
  }
  // A run at the very end may open, close, or still grow: it waits for what follows.
  if (after === "") return { next, cutAt: at };
  const insideWord = /[A-Za-z0-9]/.test(before);
  if (/\s/.test(after) || (insideWord && (char === "_" || run === 1))) return { next };
  open.push({ mark, closer: mark, after: next, at });
  return { next };
}

function closeOpen(open: Open[], mark: string): void {
  const index = open.findLastIndex((item) => item.mark === mark);
  if (index !== -1) open.splice(index);
}

function closersOf(open: readonly Open[]): string {
  return open
    .map((item) => item.closer)
    .toReversed()
    .join("");
}

function runLength(text: string, at: number): number {
  const char = text.charAt(at);
  let end = at;
  while (end < text.length && text.charAt(end) === char) end += 1;
  return end - at;
}
