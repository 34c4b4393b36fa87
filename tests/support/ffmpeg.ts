/** Whether this machine has the ffmpeg that OpenClaw uses: conversions of sounds and films need it. */
import { mediaTools } from "../../src/channel/host/media-tools.ts";

export const hasFfmpeg = await mediaTools.hasFfmpeg();

/** A developer's machine may lack it; in CI its absence is a failure, not a skipped test. */
export const canSkipFfmpeg = !hasFfmpeg && process.env["CI"] === undefined;
