/**
 * A short voice as a WAV file: three notes, made here. DingTalk's clients record AMR, which no browser plays; a WAV is
 * heard on the page as well, and bots tell the kinds apart by the first bytes.
 */
const RATE = 8_000;
const NOTES_HZ = [523.25, 659.25, 783.99];
const NOTE_MS = 500;
const LOUDNESS = 9_000;

export const VOICE_SAMPLE_MS = NOTES_HZ.length * NOTE_MS;

const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0));
const little = (value: number, bytes: number) =>
  Array.from({ length: bytes }, (_, at) => (value >> (8 * at)) & 0xff);

/** 8 kHz, 16 bits, mono. */
export function createVoiceSample(): Uint8Array<ArrayBuffer> {
  const perNote = (RATE * NOTE_MS) / 1_000;
  const samples = NOTES_HZ.flatMap((hertz) =>
    Array.from({ length: perNote }, (_, at) => {
      const fade = Math.min(1, at / 200, (perNote - at) / 1_500);
      return Math.round(LOUDNESS * fade * Math.sin((2 * Math.PI * hertz * at) / RATE));
    }),
  );
  const size = samples.length * 2;
  const sound = [
    little(1, 2),
    little(1, 2),
    little(RATE, 4),
    little(RATE * 2, 4),
    little(2, 2),
    little(16, 2),
  ];
  return new Uint8Array(
    [
      [ascii("RIFF"), little(36 + size, 4), ascii("WAVEfmt "), little(16, 4)],
      sound,
      [ascii("data"), little(size, 4), ...samples.map((sample) => little(sample, 2))],
    ].flat(2),
  );
}
