/** A short film as an MP4 file: a light that wanders over a blue ground, made here. Source: ISO 14496-12 and -15. */
import { PROFILE, pictureSetUnit, pictureUnit, sequenceUnit, type Paint } from "./plain-h264.ts";

const PER_SECOND = 8;
const PICTURES = 16;
/** In blocks of 16 points. */
const WIDTH = 8;
const HEIGHT = 6;

export const VIDEO_SAMPLE_MS = (PICTURES / PER_SECOND) * 1_000;

const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0));
const big = (value: number, bytes: number) =>
  Array.from({ length: bytes }, (_, at) => (value >>> (8 * (bytes - 1 - at))) & 0xff);
const words = (...values: number[]) => values.flatMap((value) => big(value, 4));
const zeros = (bytes: number) => Array.from({ length: bytes }, () => 0);

function box(type: string, ...parts: readonly (readonly number[])[]): number[] {
  const size = parts.reduce((sum, part) => sum + part.length, 8);
  return [...big(size, 4), ...ascii(type), ...parts.flat()];
}

/** Version 0, no flags. */
const PLAIN = words(0);
/** Not turned, not scaled. */
const MATRIX = words(0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000);

function paintPicture(nth: number): Paint {
  const turn = (2 * Math.PI * nth) / PICTURES;
  const [x0, y0] = [64 + 40 * Math.cos(turn), 48 + 26 * Math.sin(turn)];
  return (x, y) => {
    const near = Math.max(0, 1 - Math.hypot(x - x0, y - y0) / 34);
    return [Math.round(70 + 150 * near), Math.round(175 - 45 * near), Math.round(95 + 50 * near)];
  };
}

/** How the pictures are packed: as H.264, with its two sets of parameters. */
function describePictures(): number[] {
  const [sequence, pictureSet] = [sequenceUnit(WIDTH, HEIGHT), pictureSetUnit()];
  const configuration = box(
    "avcC",
    [1, ...PROFILE, 0xff, 0xe1],
    [...big(sequence.length, 2), ...sequence, 1, ...big(pictureSet.length, 2), ...pictureSet],
  );
  const size = [...big(WIDTH * 16, 2), ...big(HEIGHT * 16, 2)];
  const look = [...words(0x48_0000, 0x48_0000, 0), ...big(1, 2), ...zeros(32), ...big(24, 2), 0xff, 0xff];
  return box("stsd", PLAIN, words(1), box("avc1", zeros(6), big(1, 2), zeros(16), size, look, configuration));
}

function describeFilm(sizes: readonly number[], start: number): number[] {
  const table = box(
    "stbl",
    describePictures(),
    box("stts", PLAIN, words(1, PICTURES, 1_000 / PER_SECOND)),
    box("stsc", PLAIN, words(1, 1, PICTURES, 1)),
    box("stsz", PLAIN, words(0, PICTURES, ...sizes)),
    box("stco", PLAIN, words(1, start)),
  );
  const data = box("dinf", box("dref", PLAIN, words(1), box("url ", words(1))));
  const media = box(
    "mdia",
    box("mdhd", PLAIN, words(0, 0, 1_000, VIDEO_SAMPLE_MS), big(0x55c4, 2), zeros(2)),
    box("hdlr", PLAIN, words(0), ascii("vide"), zeros(13)),
    box("minf", box("vmhd", words(1), zeros(8)), data, table),
  );
  const head = [...words(0, 0, 1, 0, VIDEO_SAMPLE_MS), ...zeros(16), ...MATRIX];
  const track = box("tkhd", words(3), head, words(WIDTH << 20, HEIGHT << 20));
  const film = [...words(0, 0, 1_000, VIDEO_SAMPLE_MS, 0x1_0000), ...big(0x100, 2), ...zeros(10), ...MATRIX];
  return box("moov", box("mvhd", PLAIN, film, zeros(24), words(2)), box("trak", track, media));
}

/** 128 × 96 points. */
export function createVideoSample(): Uint8Array<ArrayBuffer> {
  const pictures = Array.from({ length: PICTURES }, (_, nth) => {
    const picture = pictureUnit(nth, WIDTH, HEIGHT, paintPicture(nth));
    return [...big(picture.length, 4), ...picture];
  });
  const sizes = pictures.map((picture) => picture.length);
  const kind = box("ftyp", ascii("isom"), words(512), ascii("isomavc1mp41"));
  // The description has the same length wherever the pictures begin.
  const start = kind.length + describeFilm(sizes, 0).length + 8;
  return new Uint8Array([...kind, ...describeFilm(sizes, start), ...box("mdat", pictures.flat())]);
}
