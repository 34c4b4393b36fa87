/** `richText`: runs of words, mentions and media in the order in which they were written. */
import type { Attachment } from "../model.ts";
import { findAttachment } from "./find-attachment.ts";
import type { ParsedContent } from "./parse-content.ts";
import { readList, readObject, readText, type Fields } from "./read-fields.ts";

/** The run's own type, or `richText` where it has none. */
function typeOf(run: Fields): string {
  return readText(run, "type", "msgType") || "richText";
}

function wordsOf(run: Fields): string {
  // Blanks between runs count, so the text is taken as it is.
  for (const key of ["text", "content"]) {
    const words = run[key];
    if (typeof words === "string" && words !== "") return words;
  }
  const name = readText(run, "atName");
  return name ? `@${name}` : "";
}

const MARKS: Readonly<Record<Attachment["kind"], string>> = {
  image: "picture",
  audio: "audio",
  video: "video",
  file: "file",
};

export function parseRichText(content: Fields): ParsedContent {
  const runs = readList(content["richText"] ?? content["richTextList"]).map(readObject);
  const found = runs.map((run) => findAttachment(run, typeOf(run)));
  const attachments = found.filter((attachment) => attachment !== undefined);
  let number = 0;
  const text = runs.map((run, index) => {
    const words = wordsOf(run);
    const attachment = found[index];
    if (!attachment) return words;
    number += 1;
    const mark = `${MARKS[attachment.kind]}${attachments.length > 1 ? ` ${number}` : ""}`;
    return `${words}[${mark}${attachment.name ? `: ${attachment.name}` : ""}]`;
  });
  return { text: text.join(""), attachments };
}
