/** Text files are what they seem: UTF-8, no byte-order mark, no lost character, LF. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkEncoding } from "./support/check-encoding.ts";
import { projectRoot, readSources } from "./support/source-files.ts";

const fault = (bytes: Buffer) => checkEncoding("a.ts", bytes);

describe("every text file", () => {
  it("is clean UTF-8 with Unix line ends", () => {
    const paths = readSources().map((file) => file.path);
    expect(paths.length).toBeGreaterThan(50);
    expect(paths.flatMap((path) => checkEncoding(path, readFileSync(join(projectRoot, path))))).toEqual([]);
  });

  it("would be caught with each of the faults", () => {
    expect(fault(Buffer.from("钉钉\n"))).toEqual([]);
    expect(fault(Buffer.from([0xb6, 0xa4, 0xb6, 0xa4]))).toHaveLength(1);
    expect(fault(Buffer.from("\u{FEFF}a"))).toHaveLength(1);
    expect(fault(Buffer.from("a\u{FFFD}b"))).toHaveLength(1);
    expect(fault(Buffer.from("a\r\nb"))).toHaveLength(1);
  });
});
