/**
 * Brings new values into the text of a configuration file and leaves every other byte of it: comments, quotes, order,
 * trailing commas, line ends. Pure; knows no file and no key of ours.
 */
import { isDeepStrictEqual } from "node:util";
import {
  JsonArrayNode,
  JsonObjectNode,
  JsonParser,
  type JsonValueNode as ValueNode,
} from "@croct/json5-parser";
import JSON5 from "json5";
import { cutConfigValues } from "./cut-config-values.ts";
import { isRecord } from "./read-keys.ts";

type Json = Parameters<JsonObjectNode["set"]>[1];

/** Comments outside of texts. */
export function hasComments(raw: string): boolean {
  const withoutTexts = raw.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, '""');
  return /\/\/|\/\*/.test(withoutTexts);
}

/** What can be changed inside of a node is changed there, so that comments between its parts survive. */
function changeInside(node: ValueNode, before: unknown, after: unknown): boolean {
  if (node instanceof JsonObjectNode && isRecord(before) && isRecord(after)) {
    changeObject(node, before, after);
    return true;
  }
  if (node instanceof JsonArrayNode && Array.isArray(before) && Array.isArray(after)) {
    changeList(node, before, after);
    return true;
  }
  return false;
}

function changeObject(
  node: JsonObjectNode,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): void {
  for (const [key, value] of Object.entries(after)) {
    const known = Object.hasOwn(before, key);
    if (known && isDeepStrictEqual(before[key], value)) continue;
    if (known && changeInside(node.get(key), before[key], value)) continue;
    node.set(key, value as Json);
  }
}

function changeList(node: JsonArrayNode, before: readonly unknown[], after: readonly unknown[]): void {
  after.forEach((value, at) => {
    if (at >= before.length) node.push(value as Json);
    else if (!isDeepStrictEqual(before[at], value) && !changeInside(node.get(at), before[at], value))
      node.set(at, value as Json);
  });
}

/**
 * `original` with `wanted` in it. Undefined where that cannot be done without doubt: the text is no object in JSON5,
 * or what comes out does not read as `wanted`.
 */
export function editConfigText(original: string, wanted: unknown): string | undefined {
  try {
    const before: unknown = JSON5.parse(original);
    if (!isRecord(before) || !isRecord(wanted)) return undefined;
    const rest = cutConfigValues(original, before, wanted);
    const root = JsonParser.parse(rest, JsonObjectNode);
    changeObject(root, JSON5.parse(rest), wanted);
    const text = root.toString();
    return isDeepStrictEqual(JSON5.parse(text), wanted) ? text : undefined;
  } catch {
    // The two parsers disagree about the text, or it is none.
    return undefined;
  }
}
