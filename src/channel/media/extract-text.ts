/**
 * The text of a kept document, where the gateway would not bring it to the agent itself: Word files, and text that
 * is not written in UTF-8. PDF and ordinary text are the gateway's. Never throws: what cannot be read is a value.
 */
import { open } from "node:fs/promises";
import { extname } from "node:path";
import { readDocx } from "./read-docx.ts";

export type ExtractedText =
  /** `cut`: the document goes on. */
  | { readonly kind: "text"; readonly text: string; readonly cut: boolean }
  /** Damaged, protected, or not what its name says. */
  | { readonly kind: "unreadable" };

export interface ExtractableFile {
  readonly path: string;
  readonly name: string;
  readonly mime: string;
  readonly bytes: number;
}

const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/** Above this a file is not opened for its text. */
const MAX_DOCX_BYTES = 32 * 1024 * 1024;
const MAX_TEXT_BYTES = 1024 * 1024;
/** Characters that an agent gets of one document. */
export const MAX_EXTRACTED_CHARACTERS = 30_000;

const isText = (mime: string) => mime.startsWith("text/") || /^application\/(?:json|xml|yaml)$/.test(mime);

/** Undefined where the gateway reads the file itself, or it holds no text. */
export async function extractText(file: ExtractableFile): Promise<ExtractedText | undefined> {
  try {
    if (file.mime === DOCX || extname(file.name).toLowerCase() === ".docx") return await extractDocx(file);
    return isText(file.mime) ? await extractForeignText(file) : undefined;
  } catch {
    return { kind: "unreadable" };
  }
}

async function extractDocx(file: ExtractableFile): Promise<ExtractedText> {
  if (file.bytes > MAX_DOCX_BYTES) return { kind: "unreadable" };
  const { text, cut } = await readDocx(file.path);
  return limited(text, cut);
}

function limited(text: string, cut: boolean): ExtractedText {
  if (text.length <= MAX_EXTRACTED_CHARACTERS) return { kind: "text", text, cut };
  const shown = text.slice(0, MAX_EXTRACTED_CHARACTERS).replace(/[\uD800-\uDBFF]$/, "");
  return { kind: "text", text: shown, cut: true };
}

async function readStart(path: string, bytes: number): Promise<Buffer> {
  const handle = await open(path, "r");
  try {
    const buffer = Buffer.alloc(bytes);
    const { bytesRead } = await handle.read(buffer, 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** The gateway takes text for UTF-8 or UTF-16; Windows in China still writes GB 18030, which would come as noise. */
async function extractForeignText(file: ExtractableFile): Promise<ExtractedText | undefined> {
  const start = await readStart(file.path, Math.min(file.bytes, MAX_TEXT_BYTES));
  const cut = file.bytes > MAX_TEXT_BYTES;
  if (hasUtf16Mark(start) || decodes(start, "utf-8", cut)) return undefined;
  const decoder = new TextDecoder("gb18030", { fatal: true });
  const text = decoder.decode(start, { stream: cut });
  // Control characters are a sign of bytes that are no text in any writing.
  return /(?![\t\n\v\f\r])\p{Cc}/u.test(text) ? undefined : limited(text, cut);
}

const hasUtf16Mark = ([first, second]: Buffer) =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

function decodes(bytes: Buffer, encoding: string, cut: boolean): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: cut });
    return true;
  } catch {
    return false;
  }
}
