/**
 * How long a sound is and how it is encoded, read from its own bytes: Ogg (Opus, Vorbis), AMR, WAV, MP3. Pure.
 * What is broken or of another kind reads as undefined; nothing is guessed from sizes.
 */

export type SoundFormat = "ogg-opus" | "ogg-vorbis" | "amr" | "amr-wb" | "wav" | "mp3";

export interface Sound {
  readonly format: SoundFormat;
  readonly durationMs: number;
}

const latin1 = (data: Buffer, from: number, length: number) =>
  data.subarray(from, from + length).toString("latin1");

/** The granule position of the last page that has one; pages with -1 end no packet. */
function lastGranule(data: Buffer): bigint | undefined {
  for (let at = data.lastIndexOf("OggS"); at >= 0; at = at === 0 ? -1 : data.lastIndexOf("OggS", at - 1)) {
    if (at + 14 > data.length) continue;
    const granule = data.readBigInt64LE(at + 6);
    if (granule >= 0n) return granule;
  }
  return undefined;
}

/** Opus counts in 48 kHz whatever it was made from, after `preSkip`. */
const OPUS_RATE = 48_000;

function readOgg(data: Buffer): Sound | undefined {
  const head = data.subarray(0, 512);
  const opus = head.indexOf("OpusHead");
  const vorbis = head.indexOf("\x01vorbis", 0, "latin1");
  const granule = lastGranule(data);
  if (granule === undefined) return undefined;
  if (opus >= 0 && opus + 12 <= data.length) {
    const samples = Number(granule) - data.readUInt16LE(opus + 10);
    return { format: "ogg-opus", durationMs: Math.round((samples / OPUS_RATE) * 1_000) };
  }
  if (vorbis < 0 || vorbis + 16 > data.length) return undefined;
  const rate = data.readUInt32LE(vorbis + 12);
  return rate > 0
    ? { format: "ogg-vorbis", durationMs: Math.round((Number(granule) / rate) * 1_000) }
    : undefined;
}

/** Bytes of a frame by its type, the head's byte included; RFC 4867. */
const AMR_FRAME_BYTES = [13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1];
const AMR_WB_FRAME_BYTES = [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 1, 1, 1, 1, 1, 1];
const AMR_FRAME_MS = 20;

function countAmrFrames(data: Buffer, from: number, sizes: readonly number[]): number {
  let frames = 0;
  for (let at = from; at < data.length; frames += 1) {
    at += sizes[((data[at] ?? 0) >> 3) & 0x0f] ?? 1;
    if (at > data.length) return frames;
  }
  return frames;
}

function readAmr(data: Buffer): Sound | undefined {
  const wide = latin1(data, 0, 9) === "#!AMR-WB\n";
  if (!wide && latin1(data, 0, 6) !== "#!AMR\n") return undefined;
  const frames = wide
    ? countAmrFrames(data, 9, AMR_WB_FRAME_BYTES)
    : countAmrFrames(data, 6, AMR_FRAME_BYTES);
  return { format: wide ? "amr-wb" : "amr", durationMs: frames * AMR_FRAME_MS };
}

function readWav(data: Buffer): Sound | undefined {
  if (latin1(data, 8, 4) !== "WAVE") return undefined;
  let byteRate = 0;
  for (let at = 12; at + 8 <= data.length;) {
    const id = latin1(data, at, 4);
    const size = data.readUInt32LE(at + 4);
    if (id === "fmt " && at + 20 <= data.length) byteRate = data.readUInt32LE(at + 16);
    if (id === "data") {
      // A writer that could not go back leaves 0 or 0xffffffff here.
      const bytes = Math.min(size === 0 ? data.length : size, data.length - at - 8);
      return byteRate > 0 ? { format: "wav", durationMs: Math.round((bytes / byteRate) * 1_000) } : undefined;
    }
    at += 8 + size + (size % 2);
  }
  return undefined;
}

/** Kilobits a second by index: MPEG 1 layer III, MPEG 2 and 2.5 layer III. */
const MP3_KBPS_V1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const MP3_KBPS_V2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const MP3_RATES = [44_100, 48_000, 32_000];

interface Mp3Frame {
  readonly bytes: number;
  readonly ms: number;
}

function readMp3Frame(data: Buffer, at: number): Mp3Frame | undefined {
  const word = at + 4 <= data.length ? data.readUInt32BE(at) : 0;
  if (word >>> 21 !== 0x7ff) return undefined;
  const version = (word >>> 19) & 3;
  const layer = (word >>> 17) & 3;
  const rateAt = (word >>> 10) & 3;
  const kbpsAt = (word >>> 12) & 15;
  // Version 1 is reserved; layer 1 stands for III.
  if (version === 1 || layer !== 1 || rateAt === 3 || kbpsAt === 0 || kbpsAt === 15) return undefined;
  const first = version === 3;
  const rate = (MP3_RATES[rateAt] ?? 0) / (first ? 1 : version === 2 ? 2 : 4);
  const kbps = (first ? MP3_KBPS_V1 : MP3_KBPS_V2)[kbpsAt] ?? 0;
  const samples = first ? 1152 : 576;
  const padding = (word >>> 9) & 1;
  return { bytes: Math.floor((samples * kbps * 125) / rate) + padding, ms: (samples / rate) * 1_000 };
}

/** Where an ID3v2 tag ends; its size is written in groups of seven bits. */
function afterId3(data: Buffer): number {
  if (latin1(data, 0, 3) !== "ID3" || data.length < 10) return 0;
  const size = [6, 7, 8, 9].reduce((sum, at) => (sum << 7) | ((data[at] ?? 0) & 0x7f), 0);
  return 10 + size;
}

/** All frames are counted: a variable bit rate cannot be told from the first. */
function readMp3(data: Buffer): Sound | undefined {
  let ms = 0;
  let frames = 0;
  for (let at = afterId3(data); at < data.length;) {
    const frame = readMp3Frame(data, at);
    if (!frame) {
      // Rubbish between frames is skipped; before the first two it means that this is no MP3.
      if (frames < 2 && at > afterId3(data) + 4_096) return undefined;
      at += 1;
      continue;
    }
    frames += 1;
    ms += frame.ms;
    at += frame.bytes;
  }
  return frames >= 2 ? { format: "mp3", durationMs: Math.round(ms) } : undefined;
}

export function readSound(data: Buffer): Sound | undefined {
  const head = latin1(data, 0, 4);
  const sound =
    head === "OggS"
      ? readOgg(data)
      : head === "RIFF"
        ? readWav(data)
        : (readAmr(data) ?? (head.startsWith("ID3") || data[0] === 0xff ? readMp3(data) : undefined));
  return sound && sound.durationMs > 0 ? sound : undefined;
}
