/**
 * Small sounds and films as bytes, built by hand: each has the structure from which its length is read, and nothing to
 * hear or see. Lengths are exact.
 */

const text = (value: string) => Buffer.from(value, "latin1");

function uint32be(...values: number[]): Buffer {
  const data = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => data.writeUInt32BE(value, index * 4));
  return data;
}

function oggPage(granule: bigint, body: Buffer): Buffer {
  const head = Buffer.alloc(27);
  head.write("OggS", 0, "latin1");
  head.writeBigInt64LE(granule, 6);
  head[26] = 1;
  return Buffer.concat([head, Buffer.from([body.length]), body]);
}

const PRE_SKIP = 312;

export function oggOpus(durationMs: number): Buffer {
  const head = Buffer.alloc(19);
  head.write("OpusHead", 0, "latin1");
  head[8] = 1;
  head[9] = 1;
  head.writeUInt16LE(PRE_SKIP, 10);
  head.writeUInt32LE(16_000, 12);
  const end = BigInt(PRE_SKIP + durationMs * 48);
  return Buffer.concat([
    oggPage(0n, head),
    oggPage(0n, text("OpusTags")),
    oggPage(end, Buffer.alloc(40, 7)),
    // A page on which no packet ends says nothing about the time.
    oggPage(-1n, Buffer.alloc(10, 7)),
  ]);
}

/** Of frames of 20 ms with 13 bytes each. */
export function amr(durationMs: number): Buffer {
  const frame = Buffer.alloc(13);
  frame[0] = 0x04;
  return Buffer.concat([text("#!AMR\n"), ...Array.from({ length: durationMs / 20 }, () => frame)]);
}

/** 8 kHz, 16 bits, mono. */
export function wav(durationMs: number): Buffer {
  const body = Buffer.alloc(durationMs * 16);
  const head = Buffer.alloc(44);
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(36 + body.length, 4);
  head.write("WAVEfmt ", 8, "latin1");
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(16_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36, "latin1");
  head.writeUInt32LE(body.length, 40);
  return Buffer.concat([head, body]);
}

/** `frames` of MPEG 1 layer III, 128 kbit/s, 44.1 kHz, after an empty ID3 tag: 26.12 ms each. */
export function mp3(frames: number): Buffer {
  const frame = Buffer.alloc(417);
  frame.set([0xff, 0xfb, 0x90, 0x00]);
  const tag = Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 0]);
  return Buffer.concat([tag, ...Array.from({ length: frames }, () => frame)]);
}

function box(type: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([uint32be(8 + body.length), text(type), body]);
}

/** Length in milliseconds, with one picture track of 320 × 240. */
export function mp4(durationMs: number): Buffer {
  const mvhd = Buffer.alloc(100);
  mvhd.writeUInt32BE(1_000, 12);
  mvhd.writeUInt32BE(durationMs, 16);
  const tkhd = Buffer.alloc(84);
  tkhd.writeUInt32BE(320 << 16, 76);
  tkhd.writeUInt32BE(240 << 16, 80);
  return Buffer.concat([
    box("ftyp", text("isom"), uint32be(512), text("isommp42")),
    box("mdat", Buffer.alloc(64, 1)),
    box("moov", box("mvhd", mvhd), box("trak", box("tkhd", tkhd))),
  ]);
}
