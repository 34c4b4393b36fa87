/** A mark or a note below the text of an answer, so that it stands apart whatever the text ends with. */
import { scanBlocks } from "./scan-blocks.ts";

/** `mark` as a paragraph of its own below `text`, if there is any; a fence that is open is closed first. */
export function belowText(text: string, mark: string): string {
  if (text.trim() === "") return mark;
  const { fence } = scanBlocks(text);
  const closed = fence ? `${text.trimEnd()}\n${fence.prefix}${fence.marker}` : text.trimEnd();
  return `${closed}\n\n${mark}`;
}
