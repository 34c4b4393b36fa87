/** ZIP files for tests, also such as lie about their sizes. */
import { crc32, deflateRawSync } from "node:zlib";

export interface ZipEntry {
  readonly name: string;
  readonly data: Uint8Array;
  /** The size that the file claims; default the true one. */
  readonly claimedSize?: number;
}

function header(entry: ZipEntry, packed: Uint8Array, central: boolean, offset: number): Buffer {
  const name = Buffer.from(entry.name);
  const head = Buffer.alloc(central ? 46 : 30);
  const at = central ? 2 : 0;
  head.writeUInt32LE(central ? 0x02014b50 : 0x04034b50, 0);
  if (central) head.writeUInt16LE(20, 4);
  head.writeUInt16LE(20, 4 + at);
  head.writeUInt16LE(8, 8 + at);
  head.writeUInt32LE(crc32(entry.data), 14 + at);
  head.writeUInt32LE(packed.length, 18 + at);
  head.writeUInt32LE(entry.claimedSize ?? entry.data.length, 22 + at);
  head.writeUInt16LE(name.length, 26 + at);
  if (central) head.writeUInt32LE(offset, 42);
  return Buffer.concat([head, name]);
}

export function makeZip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const packed = deflateRawSync(entry.data, { level: 9 });
    directory.push(header(entry, packed, true, offset));
    const file = Buffer.concat([header(entry, packed, false, 0), packed]);
    files.push(file);
    offset += file.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, central, end]);
}

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** A Word file with these paragraphs. */
export function makeDocx(...paragraphs: readonly string[]): Buffer {
  const body = paragraphs.map(
    (text) => `<w:p><w:r><w:t xml:space="preserve">${escape(text)}</w:t></w:r></w:p>`,
  );
  const xml = `<?xml version="1.0"?><w:document xmlns:w="w"><w:body>${body.join("")}</w:body></w:document>`;
  return makeZip([
    { name: "[Content_Types].xml", data: Buffer.from("<Types/>") },
    { name: "word/document.xml", data: Buffer.from(xml) },
  ]);
}
