/** How long a sound or a film is, read from its own bytes. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMp4 } from "../../src/channel/media/read-mp4.ts";
import { readSound } from "../../src/channel/media/read-sound.ts";
import { amr, mp3, mp4, oggOpus, wav } from "../support/fake-sounds.ts";

describe("a sound's length", () => {
  it.each([
    ["Ogg-Opus", oggOpus(3_400), { format: "ogg-opus", durationMs: 3_400 }],
    ["AMR", amr(2_460), { format: "amr", durationMs: 2_460 }],
    ["WAV", wav(1_500), { format: "wav", durationMs: 1_500 }],
    ["MP3", mp3(100), { format: "mp3", durationMs: 2_612 }],
  ])("of %s is what its frames say", (_name, data, expected) => {
    expect(readSound(data)).toEqual(expected);
  });

  it("of a sound that is cut off is what is there", () => {
    expect(readSound(amr(2_000).subarray(0, 6 + 13 * 50))).toEqual({ format: "amr", durationMs: 1_000 });
    expect(readSound(wav(2_000).subarray(0, 44 + 16_000))).toEqual({ format: "wav", durationMs: 1_000 });
  });

  it("of an empty sound, a text or a picture is not made up", () => {
    for (const data of [
      amr(0),
      wav(0),
      Buffer.from("ID3 is a tag"),
      Buffer.alloc(0),
      Buffer.alloc(5_000, 0xff),
    ])
      expect(readSound(data)).toBeUndefined();
  });

  it("of a file that begins well and goes on in any way neither throws nor is negative", () => {
    const heads = [oggOpus(100), amr(100), wav(100), mp3(3)].map((data) => data.subarray(0, 60));
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 300 }), (head, tail) => {
        expect(readSound(Buffer.concat([head, tail]))?.durationMs ?? 1).toBeGreaterThan(0);
      }),
    );
  });
});

describe("a film's length and size", () => {
  it("are those of its index, also where that stands at the end", () => {
    expect(readMp4(mp4(2_500))).toEqual({ durationMs: 2_500, picture: { width: 320, height: 240 } });
  });

  it("are unknown for a film that is cut off before its index, and for what is no film", () => {
    expect(readMp4(mp4(2_500).subarray(0, 100))).toBeUndefined();
    expect(readMp4(Buffer.from("no film"))).toBeUndefined();
    expect(readMp4(mp4(0))).toBeUndefined();
  });

  it("do not throw whatever stands in the boxes", () => {
    const film = mp4(1_000);
    fc.assert(
      fc.property(fc.nat(film.length - 1), fc.uint8Array({ minLength: 1, maxLength: 8 }), (at, bytes) => {
        const broken = Buffer.from(film);
        broken.set(bytes.subarray(0, film.length - at), at);
        expect(readMp4(broken)?.durationMs ?? 1).toBeGreaterThan(0);
      }),
    );
  });
});
