/**
 * H.264 without compression: every block of a picture is written as it is (`I_PCM`), so that a film can be made without
 * an encoder. Source: ITU-T H.264, 7.3 and 9.1. Every picture stands alone.
 */
const BLOCK = 16;
/** Constrained Baseline, level 2. */
export const PROFILE = [66, 0xc0, 20] as const;
/** The code number of an `I_PCM` block in a slice of type I. */
const I_PCM = 25;

/** Luma and the two chroma values, 1 to 254, of a point. */
export type Paint = (x: number, y: number) => readonly [luma: number, blue: number, red: number];

/** Bits, most significant first, with the codes of the standard. */
function createBits() {
  const bytes: number[] = [];
  let used = 0;
  const bit = (value: number) => {
    if (used === 0) bytes.push(0);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | (value << (7 - used));
    used = (used + 1) % 8;
  };
  const fixed = (value: number, length: number) => {
    for (let at = length - 1; at >= 0; at -= 1) bit((value >> at) & 1);
  };
  return {
    bytes,
    fixed,
    /** `ue(v)` */
    unsigned(value: number) {
      const length = 32 - Math.clz32(value + 1);
      fixed(0, length - 1);
      fixed(value + 1, length);
    },
    align() {
      used = 0;
    },
    end() {
      bit(1);
      used = 0;
    },
  };
}

/** A unit without its start code: no two zeros in a row may be followed by 0 to 3. */
function unit(header: number, payload: readonly number[]): number[] {
  const written = [header];
  let zeros = 0;
  for (const byte of payload) {
    if (zeros >= 2 && byte <= 3) {
      written.push(3);
      zeros = 0;
    }
    written.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return written;
}

/** Width and height in blocks of 16 points. */
export function sequenceUnit(width: number, height: number): number[] {
  const bits = createBits();
  for (const byte of PROFILE) bits.fixed(byte, 8);
  // Id 0, four bits of frame number, pictures in the order of the stream, one reference.
  for (const value of [0, 0, 2, 1]) bits.unsigned(value);
  bits.fixed(0, 1);
  bits.unsigned(width - 1);
  bits.unsigned(height - 1);
  // Whole frames, direct inference; no cropping, nothing on how to show it.
  bits.fixed(0b1100, 4);
  bits.end();
  return unit(0x67, bits.bytes);
}

export function pictureSetUnit(): number[] {
  const bits = createBits();
  bits.unsigned(0);
  bits.unsigned(0);
  bits.fixed(0, 2);
  for (let count = 0; count < 3; count += 1) bits.unsigned(0);
  bits.fixed(0, 3);
  for (let count = 0; count < 3; count += 1) bits.unsigned(0);
  bits.fixed(0, 3);
  bits.end();
  return unit(0x68, bits.bytes);
}

/** The picture `nth`; neighbours need different numbers. */
export function pictureUnit(nth: number, width: number, height: number, paint: Paint): number[] {
  const bits = createBits();
  // The first block, only type I, picture set 0, frame 0, this picture's number.
  for (const value of [0, 7, 0]) bits.unsigned(value);
  bits.fixed(0, 4);
  bits.unsigned(nth % 2);
  bits.fixed(0, 2);
  bits.unsigned(0);
  for (let block = 0; block < width * height; block += 1) {
    const [left, top] = [(block % width) * BLOCK, Math.floor(block / width) * BLOCK];
    bits.unsigned(I_PCM);
    bits.align();
    const plane = (part: 0 | 1 | 2, step: number) => {
      for (let y = 0; y < BLOCK; y += step)
        for (let x = 0; x < BLOCK; x += step) bits.bytes.push(paint(left + x, top + y)[part]);
    };
    plane(0, 1);
    plane(1, 2);
    plane(2, 2);
  }
  bits.end();
  return unit(0x65, bits.bytes);
}
