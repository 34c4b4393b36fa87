/** The words of a person, or a robot's plain text, as runs: mentions, addresses of the web, and what is between. Pure. */
import { findMentions } from "../mentions/find-mentions.ts";

export type WordRun =
  | { readonly kind: "words" | "mention" | "mention-me"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly url: string };

/** Those who may be named. */
export interface Nameable {
  /** clientId, staffId, or `ALL`. */
  readonly id: string;
  readonly name: string;
}

/** Stands for everybody of a group. */
export const ALL = "@all";

/** Ends before what ends a sentence, and before anything that is no part of an address, as Chinese that follows. */
const ADDRESS = /https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+/gi;
const CLOSING = /[.,;:!?')\]]+$/;

export function splitWords(text: string, names: readonly Nameable[], meId?: string): readonly WordRun[] {
  const mentionable = names.map(({ id, name }) => ({ clientId: id, name }));
  const found: { readonly start: number; readonly end: number; readonly run: WordRun }[] = [];
  for (const { index, 0: raw } of text.matchAll(ADDRESS)) {
    const url = raw.replace(CLOSING, "");
    found.push({ start: index, end: index + url.length, run: { kind: "link", text: url, url } });
  }
  for (const { clientId, start, end } of findMentions(text, mentionable)) {
    if (found.some((one) => start < one.end && end > one.start)) continue;
    const kind = clientId === meId || clientId === ALL ? "mention-me" : "mention";
    found.push({ start, end, run: { kind, text: text.slice(start, end) } });
  }
  const runs: WordRun[] = [];
  let at = 0;
  for (const { start, end, run } of found.toSorted((one, other) => one.start - other.start)) {
    if (start > at) runs.push({ kind: "words", text: text.slice(at, start) });
    runs.push(run);
    at = end;
  }
  if (at < text.length) runs.push({ kind: "words", text: text.slice(at) });
  return runs;
}
