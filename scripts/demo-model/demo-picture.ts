/** The picture that the demo model answers with: a small PNG, drawn here, so that nothing has to be fetched. */
import { crc32, deflateSync } from "node:zlib";

const WIDTH = 320;
const HEIGHT = 180;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const SKY = [0x8e, 0xc5, 0xfc];
const SUN = [0xff, 0xd1, 0x66];
const HILL = [0x52, 0xa4, 0x7a];
const NEAR_HILL = [0x2f, 0x7d, 0x5b];

/** A sun over two hills. */
function colourAt(x: number, y: number): readonly number[] {
  if (y > 150 - 34 * Math.sin((x + 30) / 62)) return NEAR_HILL;
  if (y > 118 - 30 * Math.cos(x / 75)) return HILL;
  return (x - 235) ** 2 + (y - 52) ** 2 < 28 ** 2 ? SUN : SKY;
}

/** Length, type, data and checksum: ISO/IEC 15948, 5.3. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

export function drawDemoPicture(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  // Eight bits a channel, true colour.
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Array.from({ length: HEIGHT }, (_, y) => [
    0,
    ...Array.from({ length: WIDTH }, (__, x) => colourAt(x, y)).flat(),
  ]);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.from(rows.flat()))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
