/** The link definitions of a whole text, for a part of it that names them but does not hold them. Pure. */
import { parseMarkdown } from "./parse-markdown.ts";

/** Cheap, so that only texts that may have definitions are parsed. */
const MAY_DEFINE = /^[ \t>*+\d.)-]*\[[^\]\n]+\]:/m;

/** Markdown that holds nothing but the definitions of `text`, in their order; "" where there are none. */
export function collectDefinitions(text: string): string {
  if (!MAY_DEFINE.test(text)) return "";
  const found: string[] = [];
  parseMarkdown(text).iterate({
    enter({ name, from, to }) {
      if (name === "LinkReference") found.push(text.slice(from, to));
    },
  });
  return found.join("\n");
}
