/** The text of documents that people send, and what broken and hostile ones do: nothing. */
import * as fs from "node:fs";
import os from "node:os";
import path from "node:path";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { extractText, MAX_EXTRACTED_CHARACTERS } from "../../src/channel/media/extract-text.ts";
import { textOfDocumentXml } from "../../src/channel/media/read-docx.ts";
import { makeDocx, makeZip } from "../support/make-zip.ts";

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "extract-"));
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

function extract(bytes: Uint8Array, name = "a.docx", mime = DOCX) {
  const file = path.join(root, "file");
  fs.writeFileSync(file, bytes);
  return extractText({ path: file, name, mime, bytes: bytes.length });
}

const textFile = (bytes: Uint8Array, mime = "text/plain") => extract(bytes, "a.txt", mime);
const cell = (words: string) => `<w:tc><w:p><w:r><w:t>${words}</w:t></w:r></w:p></w:tc>`;

describe("a Word file", () => {
  it("gives its paragraphs as lines", async () => {
    const text = await extract(makeDocx("报价单", "合计 <3> & 运费", ""));
    expect(text).toEqual({ kind: "text", text: "报价单\n合计 <3> & 运费", cut: false });
  });

  it("keeps tabs, breaks and table rows apart, and leaves out what was deleted", () => {
    const xml =
      `<w:tbl><w:tr>${cell("a")}${cell("b")}</w:tr><w:tr>${cell("1")}${cell("2")}</w:tr></w:tbl>` +
      `<w:p><w:t>x</w:t><w:tab/><w:t>&#x5b57;</w:t><w:br w:type="page"/><w:delText>gone</w:delText><w:t/></w:p>`;
    expect(textOfDocumentXml(xml)).toBe("a\tb\n1\t2\nx\t字");
  });

  it("that is long is cut, and says so", async () => {
    const text = await extract(makeDocx("字".repeat(MAX_EXTRACTED_CHARACTERS + 5)));
    expect(text).toMatchObject({ kind: "text", cut: true, text: "字".repeat(MAX_EXTRACTED_CHARACTERS) });
  });

  it("with a name in capitals and no type is known by its name", async () => {
    expect(await extract(makeDocx("x"), "A.DOCX", "application/zip")).toMatchObject({ text: "x" });
  });

  it("that is damaged, encrypted or something else cannot be read, and harms nothing", async () => {
    const whole = makeDocx("words");
    const broken = [
      Buffer.alloc(0),
      Buffer.from("not a ZIP"),
      whole.subarray(0, whole.length / 2),
      // An encrypted Word file is a compound file, not a ZIP.
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array<number>(600).fill(0)]),
      makeZip([{ name: "word/other.xml", data: Buffer.from("x") }]),
      makeZip([{ name: "word/document.xml", data: Buffer.from("<w:t>x</w:t>"), claimedSize: 3 }]),
    ];
    for (const bytes of broken) expect(await extract(bytes)).toEqual({ kind: "unreadable" });
  });

  it("that unpacks to far more than it should is read to the limit and no further", async () => {
    const bomb = Buffer.alloc(200 * 1024 * 1024, "<w:t>aaaaaaaaaa</w:t></w:p>");
    const packed = makeZip([{ name: "word/document.xml", data: bomb }]);
    const before = process.memoryUsage().rss;
    expect(await extract(packed)).toMatchObject({ kind: "text", cut: true });
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });

  it("with any byte changed is read or is not, and never throws", async () => {
    const whole = makeDocx("some words", "and more");
    const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const bytes = Buffer.from(whole);
        for (const { at, byte } of changes) bytes[at] = byte;
        expect(["text", "unreadable"]).toContain((await extract(bytes))?.kind);
      }),
      { numRuns: 200 },
    );
  });
});

describe("a text file", () => {
  // "你好，世界" as Windows in China writes it.
  const gb = Buffer.from([0xc4, 0xe3, 0xba, 0xc3, 0xa3, 0xac, 0xca, 0xc0, 0xbd, 0xe7]);

  it("of GB 18030 is read, which the gateway would take for noise", async () => {
    expect(await textFile(gb)).toEqual({ kind: "text", text: "你好，世界", cut: false });
    expect(await textFile(gb, "text/csv")).toMatchObject({ text: "你好，世界" });
  });

  it("of UTF-8 or UTF-16 is left to the gateway", async () => {
    expect(await textFile(Buffer.from("你好"))).toBeUndefined();
    expect(await textFile(Buffer.from("\uFEFF你好", "utf16le"))).toBeUndefined();
    expect(await textFile(Buffer.alloc(0))).toBeUndefined();
  });

  it("that is no text in any writing gives none", async () => {
    expect(await textFile(Buffer.from([0x00, 0xff, 0x01, 0x80, 0x80]))).not.toMatchObject({ kind: "text" });
  });

  it("that is huge is read at its beginning only, also where a character is cut in two", async () => {
    const odd = Buffer.concat([Buffer.from("a"), ...Array<Buffer>(110_000).fill(gb)]);
    expect(await textFile(odd)).toMatchObject({ kind: "text", cut: true });
    const utf8 = Buffer.concat([Buffer.from("a"), Buffer.from("字".repeat(400_000))]);
    expect(await textFile(utf8)).toBeUndefined();
  });
});

it("another kind of file is not opened", async () => {
  expect(
    await extractText({ path: "/nowhere", name: "a.pdf", mime: "application/pdf", bytes: 9 }),
  ).toBeUndefined();
});
