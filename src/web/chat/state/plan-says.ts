/**
 * What a draft becomes on the wire, as DingTalk's own clients do it: words and pictures together are one rich text,
 * a lone picture is a picture, every other file is a message of its own. Pure.
 */
import type { SayContent, SayRequest } from "../../../contract/emulator-control.ts";

/** A picked file, read. */
export interface PickedFile {
  readonly name: string;
  readonly mime: string;
  /** base64 */
  readonly data: string;
}

export interface WrittenDraft {
  readonly text: string;
  readonly mentions: readonly string[];
  /** Everybody of the group is named. */
  readonly all?: boolean;
  readonly files: readonly PickedFile[];
  readonly quote?: string | undefined;
}

export type Say = Omit<SayRequest, "from" | "conversationId">;

const PICTURES = /^image\/(?:png|jpeg|gif|webp|bmp)$/;
export const isPicture = (mime: string): boolean => PICTURES.test(mime);

/** The words go last, so that a robot has the files when it is asked about them. */
export function planSays({ text, mentions, all = false, files, quote }: WrittenDraft): readonly Say[] {
  const pictures = files.filter(({ mime }) => isPicture(mime));
  const said: Say[] = files
    .filter(({ mime }) => !isPicture(mime))
    .map(({ name, data }) => ({ content: { kind: "file", name, data } }));
  const rest = { mentions, ...(all ? { atAll: true } : {}), ...(quote === undefined ? {} : { quote }) };
  const content = contentOf(text, pictures);
  if (content) said.push({ content, ...rest });
  else if (text !== "") said.push({ text, ...rest });
  return said;
}

function contentOf(text: string, pictures: readonly PickedFile[]): SayContent | undefined {
  const [first] = pictures;
  if (!first) return undefined;
  if (text === "" && pictures.length === 1) return { kind: "picture", data: first.data, name: first.name };
  const words = text === "" ? [] : [{ text }];
  return { kind: "richText", parts: [...words, ...pictures.map(({ data }) => ({ picture: data }))] };
}
