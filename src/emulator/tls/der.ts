/**
 * ASN.1 values in DER, as far as a certificate needs them: written, never read. A library for X.509 that is kept well
 * weighs more than this whole emulator; what is written here is read by OpenSSL in each test and each handshake.
 */
import { Buffer } from "node:buffer";

function lengthOf(size: number): Buffer {
  if (size < 0x80) return Buffer.from([size]);
  const hex = size.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
  return Buffer.concat([Buffer.from([0x80 + bytes.length]), bytes]);
}

function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

/** Base 128, all bytes but the last with the high bit set. */
function arc(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift(0x80 | (rest & 0x7f));
  return bytes;
}

export const der = {
  sequence: (...parts: readonly Uint8Array[]) => tagged(0x30, ...parts),
  set: (...parts: readonly Uint8Array[]) => tagged(0x31, ...parts),
  yes: () => tagged(0x01, Buffer.from([0xff])),
  /** A positive number by its bytes, the highest first. */
  integer(bytes: Uint8Array): Buffer {
    const sign = (bytes[0] ?? 0) >= 0x80 ? [0] : [];
    return tagged(0x02, Buffer.from(sign), bytes);
  },
  /** `unused`: how many bits at the end do not count. */
  bits: (bytes: Uint8Array, unused = 0) => tagged(0x03, Buffer.from([unused]), bytes),
  octets: (...parts: readonly Uint8Array[]) => tagged(0x04, ...parts),
  text: (words: string) => tagged(0x0c, Buffer.from(words, "utf8")),
  /** For example `1.2.840.10045.4.3.2`. */
  oid(dotted: string): Buffer {
    const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
    return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(arc)]));
  },
  /** Before 2050. */
  time: (ms: number) =>
    tagged(0x17, Buffer.from(new Date(ms).toISOString().replaceAll(/^\d\d|[-:T]|\.\d+/g, ""), "latin1")),
  /** `[number]` around a whole value. */
  wrapped: (number: number, ...parts: readonly Uint8Array[]) => tagged(0xa0 + number, ...parts),
  /** `[number]` in the place of a plain value's tag. */
  labelled: (number: number, content: Uint8Array) => tagged(0x80 + number, content),
} as const;
