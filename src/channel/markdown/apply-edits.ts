/** Changes to a text, by position. Pure; knows no Markdown. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/**
 * The slice `from`–`to` of `text` with the edits inside it. Of two that overlap, the one that begins first
 * holds; of two that begin together, the one that was found first.
 */
export function applyEdits(text: string, edits: readonly Edit[], from = 0, to = text.length): string {
  const parts: string[] = [];
  let at = from;
  for (const edit of edits.toSorted((a, b) => a.from - b.from)) {
    if (edit.from < at || edit.to > to) continue;
    parts.push(text.slice(at, edit.from), edit.insert);
    at = edit.to;
  }
  parts.push(text.slice(at, to));
  return parts.join("");
}
