/**
 * Length and picture size of an MP4 (also M4A and MOV), from its `moov` box. Pure. Undefined for what is broken, for
 * a file without an index, and for fragments, whose header says nothing.
 */

export interface Mp4 {
  readonly durationMs: number;
  /** Of the first track that has a picture, as it is shown; absent for sound alone. */
  readonly picture?: { readonly width: number; readonly height: number };
}

interface Box {
  readonly type: string;
  /** After the head. */
  readonly from: number;
  readonly to: number;
}

const MAX_BOXES = 10_000;

function* boxesIn(data: Buffer, from: number, to: number): Generator<Box> {
  let at = from;
  for (let count = 0; count < MAX_BOXES && at + 8 <= to; count += 1) {
    let size = data.readUInt32BE(at);
    const type = data.subarray(at + 4, at + 8).toString("latin1");
    let head = 8;
    if (size === 1 && at + 16 <= to) {
      size = Number(data.readBigUInt64BE(at + 8));
      head = 16;
    }
    // 0 means: to the end.
    const end = size === 0 ? to : at + size;
    if (end < at + head || end > to) return;
    yield { type, from: at + head, to: end };
    at = end;
  }
}

function find(data: Buffer, { from, to }: Pick<Box, "from" | "to">, type: string): Box | undefined {
  for (const box of boxesIn(data, from, to)) if (box.type === type) return box;
  return undefined;
}

/** `mvhd`: version 1 has 64-bit times. */
function readLength(data: Buffer, { from, to }: Box): number | undefined {
  const wide = data[from] === 1;
  const scaleAt = from + (wide ? 20 : 12);
  if (scaleAt + (wide ? 12 : 8) > to) return undefined;
  const scale = data.readUInt32BE(scaleAt);
  const length = wide ? Number(data.readBigUInt64BE(scaleAt + 4)) : data.readUInt32BE(scaleAt + 4);
  const unknown = length === 0 || length === 0xffff_ffff;
  return scale === 0 || unknown ? undefined : Math.round((length / scale) * 1_000);
}

/** `tkhd` ends with width and height as 16.16 numbers. */
function readPicture(data: Buffer, moov: Box): Mp4["picture"] {
  for (const track of boxesIn(data, moov.from, moov.to)) {
    const header = track.type === "trak" ? find(data, track, "tkhd") : undefined;
    if (!header || header.to - header.from < 84) continue;
    const width = data.readUInt32BE(header.to - 8) >>> 16;
    const height = data.readUInt32BE(header.to - 4) >>> 16;
    if (width > 0 && height > 0) return { width, height };
  }
  return undefined;
}

export function readMp4(data: Buffer): Mp4 | undefined {
  const whole = { from: 0, to: data.length };
  if (!find(data, whole, "ftyp")) return undefined;
  const moov = find(data, whole, "moov");
  const header = moov && find(data, moov, "mvhd");
  const durationMs = header && readLength(data, header);
  if (!moov || durationMs === undefined || durationMs <= 0) return undefined;
  const picture = readPicture(data, moov);
  return { durationMs, ...(picture ? { picture } : {}) };
}
