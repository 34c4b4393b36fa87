/**
 * The text of a Word file: paragraphs, tabs, table cells, nothing of its looks. Reads one entry of the ZIP, and only
 * as much of it as may be shown: an entry that unpacks to gigabytes is read to the limit and no further.
 */
import { promisify } from "node:util";
import { open as openZip, type Entry, type ZipFile } from "yauzl";

export interface DocxText {
  readonly text: string;
  /** There is more than was read. */
  readonly cut: boolean;
}

const BODY = "word/document.xml";
/** Of XML, unpacked. Its text is a small part of it. */
const MAX_XML_BYTES = 8 * 1024 * 1024;
/** A ZIP with more entries than this is no document. */
const MAX_ENTRIES = 10_000;

const TOKENS =
  /<w:t(?:\s[^<>]*)?>([^<]*)<\/w:t>|<w:(tab|br|cr)(?:\s[^<>]*)?\/>|<\/w:(p|tc|tr)>|<w:p(?:\s[^<>]*)?\/>/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  return text.replaceAll(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (whole, hex, decimal, name) => {
      if (typeof name === "string") return ENTITIES[name.toLowerCase()] ?? whole;
      const code = typeof hex === "string" ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
    },
  );
}

/** The words of `word/document.xml`. Pure. */
export function textOfDocumentXml(xml: string): string {
  const parts: string[] = [];
  for (const [token, words, blank, end] of xml.matchAll(TOKENS)) {
    if (words !== undefined) parts.push(decodeEntities(words));
    else if (blank === "tab") parts.push("\t");
    else if (blank !== undefined || end === "p" || token.endsWith("/>")) parts.push("\n");
    // The paragraph that ends with its cell ends no line.
    else if (parts.at(-1) === "\n") parts[parts.length - 1] = end === "tc" ? "\t" : "\n";
    else parts.push(end === "tc" ? "\t" : "\n");
  }
  return parts
    .join("")
    .replaceAll(/[\t ]+\n/g, "\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

function findBody(zip: ZipFile): Promise<Entry> {
  return new Promise((resolve, reject) => {
    let seen = 0;
    zip.on("error", reject);
    zip.on("end", () => reject(new Error("the ZIP holds no Word document")));
    zip.on("entry", (entry: Entry) => {
      seen += 1;
      if (entry.fileName === BODY) resolve(entry);
      else if (seen > MAX_ENTRIES) reject(new Error("the ZIP holds too many entries"));
      else zip.readEntry();
    });
    zip.readEntry();
  });
}

async function readBody(zip: ZipFile, entry: Entry): Promise<{ xml: string; cut: boolean }> {
  const stream = await promisify(zip.openReadStream.bind(zip) as OpenStream)(entry);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    // Leaving the loop destroys the stream: nothing more is unpacked.
    if (bytes > MAX_XML_BYTES) break;
  }
  return { xml: Buffer.concat(chunks).toString("utf8"), cut: bytes > MAX_XML_BYTES };
}

type OpenStream = (
  entry: Entry,
  callback: (error: Error | null, stream: NodeJS.ReadableStream) => void,
) => void;

/** Rejects for a file that is damaged, encrypted, or no Word document. */
export async function readDocx(path: string): Promise<DocxText> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    openZip(path, { lazyEntries: true, autoClose: false }, (error, opened) =>
      error ? reject(error) : resolve(opened),
    );
  });
  try {
    const { xml, cut } = await readBody(zip, await findBody(zip));
    return { text: textOfDocumentXml(xml), cut };
  } finally {
    zip.close();
  }
}
