/** One line that says what a message is: for the list of conversations, and for what quotes it. */
import type { EmulatorMessage } from "../../../contract/emulator-control.ts";
import { previewText } from "../../shared/markdown/preview-text.ts";
import type { Text } from "../../shared/text/create-text.ts";

const LINE_CHARACTERS = 80;

export function previewWords(text: Text, message: EmulatorMessage): string {
  const words = previewText(message.text, LINE_CHARACTERS);
  if (message.recalled) return text("preview.recalled");
  if (message.form) return text(`preview.${message.form}`, { name: words });
  if (message.kind === "markdown" && message.title) return message.title;
  if (message.attachments?.length) return withAttachment(text, message, words);
  if (message.kind === "other") return words || text("preview.other");
  if (!message.card) return words;
  if (message.card.state === "failed") return text("preview.failed", { text: words }).trim();
  if (words) return words;
  return text(message.card.state === "finished" ? "preview.card" : "preview.processing");
}

/** Of a person: the text of what is only a file is the file's name. */
function withAttachment(text: Text, { kind, attachments = [] }: EmulatorMessage, words: string): string {
  const { mime = "", durationMs, name = "" } = attachments[0] ?? {};
  const isVoice = mime.startsWith("audio/") && durationMs !== undefined;
  const isVideo = mime.startsWith("video/") && durationMs !== undefined;
  if (isVoice) return text("preview.voice");
  if (isVideo) return text("preview.video");
  if (kind !== "other" && words !== "")
    return mime.startsWith("image/") ? `${text("preview.picture")} ${words}` : words;
  return mime.startsWith("image/") ? text("preview.picture") : text("preview.file", { name });
}
