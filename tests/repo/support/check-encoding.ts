/** UTF-8 without a byte-order mark, whole characters, Unix line ends. */
import { isUtf8 } from "node:buffer";

/** One sentence per fault in the bytes of `path`. */
export function checkEncoding(path: string, bytes: Buffer): string[] {
  const faults: string[] = [];
  if (!isUtf8(bytes)) return [`${path}: is not UTF-8`];
  const text = bytes.toString("utf8");
  if (text.startsWith("\uFEFF")) faults.push(`${path}: begins with a byte-order mark`);
  if (text.includes("\uFFFD")) faults.push(`${path}: holds a replacement character, text was lost`);
  if (text.includes("\r")) faults.push(`${path}: has carriage returns`);
  return faults;
}
