/**
 * Conversions by the host's own media runtime: its ffmpeg from trusted system folders, its picture library. Loaded
 * when needed, since most answers carry no media.
 */
import { createReadStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MediaTools } from "../outbound/prepare-media.ts";

const loadRuntime = () => import("openclaw/plugin-sdk/media-runtime");

/** What peers saw DingTalk play. */
const VOICE_RATE_HZ = 16_000;
/** Speech; 2 MB are eleven minutes. */
const VOICE_BITRATE = "24k";
const COVER_SIDE = 720;
const JPEG_SIDE = 4_096;
const JPEG_QUALITY = 85;

/** Runs `work` in a folder that is gone afterwards. */
async function inTemporaryFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "openclaw-dingtalk-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const mediaTools: MediaTools = {
  async hasFfmpeg() {
    const { resolveFfmpegBin } = await loadRuntime();
    try {
      return resolveFfmpegBin() !== "";
    } catch {
      return false;
    }
  },
  async toVoice({ data, name }) {
    const { transcodeAudioBufferToOpus } = await loadRuntime();
    return transcodeAudioBufferToOpus({
      audioBuffer: data,
      inputFileName: name,
      sampleRateHz: VOICE_RATE_HZ,
      channels: 1,
      bitrate: VOICE_BITRATE,
    });
  },
  async coverOf({ data }) {
    const { runFfmpeg } = await loadRuntime();
    // A file, not a pipe: an MP4 whose index stands at its end cannot be read from a pipe.
    return inTemporaryFolder(async (folder) => {
      const [input, output] = [join(folder, "video.mp4"), join(folder, "cover.jpg")];
      await writeFile(input, data, { mode: 0o600 });
      const scale = `scale='min(${COVER_SIDE},iw)':-2`;
      await runFfmpeg(["-v", "error", "-y", "-i", input, "-frames:v", "1", "-vf", scale, output]);
      return Buffer.concat(await createReadStream(output).toArray());
    });
  },
  async toJpeg({ data }) {
    const { resizeToJpeg } = await loadRuntime();
    return resizeToJpeg({
      buffer: data,
      maxSide: JPEG_SIDE,
      quality: JPEG_QUALITY,
      withoutEnlargement: true,
    });
  },
};
