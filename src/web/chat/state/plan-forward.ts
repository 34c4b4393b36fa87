/**
 * What is sent when a message is forwarded: the words as a text, or its attachment as a content of its own. What a
 * bot's card says goes on as text, as people see it. Pure.
 */
import type { EmulatorMessage } from "../../../contract/emulator-control.ts";
import { isPicture, type PickedFile, type Say } from "./plan-says.ts";

/** `files`: the fetched attachments, in their order. Empty when there is nothing to forward. */
export function planForward(message: EmulatorMessage, files: readonly PickedFile[]): readonly Say[] {
  const says: Say[] = files.map(({ name, mime, data }) => ({
    content: isPicture(mime) ? { kind: "picture", data, name } : { kind: "file", name, data },
  }));
  // The text of a message that is only a file is the file's name.
  const words = files.length > 0 && message.kind === "other" ? "" : message.text.trim();
  return words === "" ? says : [...says, { text: words }];
}
