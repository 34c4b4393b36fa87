/**
 * Cuts values out of a JSON5 text: those that stand before and not after. Comments stay, and a line that nothing is
 * left on goes. Pure.
 */
import { isDeepStrictEqual } from "node:util";
import { JsonArrayNode, JsonObjectNode, JsonParser, type JsonValueNode } from "@croct/json5-parser";
import { isRecord } from "./read-keys.ts";

interface Range {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

interface Member extends Range {
  readonly keep: boolean;
}

const INSIGNIFICANT = /(?:\s|\/\/[^\n\r]*|\/\*[\s\S]*?\*\/)*/y;

/** Where the comma after a value stands; undefined when there is none. */
function commaAfter(text: string, { end }: Range): number | undefined {
  INSIGNIFICANT.lastIndex = end;
  INSIGNIFICANT.exec(text);
  return text[INSIGNIFICANT.lastIndex] === "," ? INSIGNIFICANT.lastIndex : undefined;
}

const isBlank = (character: string | undefined) => character === " " || character === "\t";

/** The whole line where nothing else stands on it; else the value with the blanks behind it. */
function widen(text: string, { start, end }: Range): Range {
  let [left, right] = [start, end];
  while (isBlank(text[left - 1])) left -= 1;
  while (isBlank(text[right])) right += 1;
  const beginsLine = left === 0 || /[\n\r]/.test(text[left - 1] ?? "");
  const lineEnd = /^(?:\r\n|\n|\r)/.exec(text.slice(right, right + 2))?.[0];
  if (beginsLine && lineEnd !== undefined) return { start: left, end: right + lineEnd.length };
  return /[,{[]/.test(text[left - 1] ?? "") ? { start: left, end } : { start, end: right };
}

/** A value goes with its comma; the last one, where it has none, with the comma of the one that is last then. */
function cutMembers(text: string, members: readonly Member[]): Range[] {
  const cuts = members.flatMap((member): Range[] => {
    if (member.keep) return [];
    const comma = commaAfter(text, member);
    if (comma === undefined) return [widen(text, member)];
    if (text.slice(member.end, comma).trim() === "") return [widen(text, { ...member, end: comma + 1 })];
    // A comment stands between the two.
    return [widen(text, member), { start: comma, end: comma + 1 }];
  });
  const last = members.at(-1);
  const kept = members.findLast(({ keep }) => keep);
  const comma = kept && commaAfter(text, kept);
  if (last?.keep === false && commaAfter(text, last) === undefined && comma !== undefined)
    cuts.push({ start: comma, end: comma + 1 });
  return cuts;
}

const rangeOf = ({ location }: JsonValueNode): Range => ({
  start: location.start.index,
  end: location.end.index,
});

/** True when `some` is `all` without a few of its elements. */
export function isPartOf(some: readonly unknown[], all: readonly unknown[]): boolean {
  let at = 0;
  for (const element of all) if (at < some.length && isDeepStrictEqual(element, some[at])) at += 1;
  return at === some.length;
}

function keptElements(before: readonly unknown[], after: readonly unknown[]): boolean[] {
  if (!isPartOf(after, before)) return before.map((_, index) => index < after.length);
  let at = 0;
  return before.map((element) => {
    const keep = at < after.length && isDeepStrictEqual(element, after[at]);
    if (keep) at += 1;
    return keep;
  });
}

function collectCuts(text: string, node: JsonValueNode, before: unknown, after: unknown): Range[] {
  if (node instanceof JsonObjectNode && isRecord(before) && isRecord(after)) {
    const members = node.properties.map(({ key, location }) => ({
      start: location.start.index,
      end: location.end.index,
      keep: Object.hasOwn(after, String(key.toJSON())),
    }));
    const inside = Object.keys(before).filter((key) => Object.hasOwn(after, key));
    return [
      ...cutMembers(text, members),
      ...inside.flatMap((key) => collectCuts(text, node.get(key), before[key], after[key])),
    ];
  }
  if (!(node instanceof JsonArrayNode) || !Array.isArray(before) || !Array.isArray(after)) return [];
  const keep = keptElements(before, after);
  const members = node.elements.map((element, at) => ({ ...rangeOf(element), keep: keep[at] === true }));
  const inside = isPartOf(after, before) ? [] : before.slice(0, after.length);
  return [
    ...cutMembers(text, members),
    ...inside.flatMap((value, at) => collectCuts(text, node.get(at), value, after[at])),
  ];
}

/** `before`: what `text` says. Throws where the text cannot be parsed. */
export function cutConfigValues(
  text: string,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): string {
  const cuts = collectCuts(text, JsonParser.parse(text, JsonObjectNode), before, after);
  return cuts
    .toSorted((a, b) => b.start - a.start)
    .reduce((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
}
