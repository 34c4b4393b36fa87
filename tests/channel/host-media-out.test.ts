/** The host's own loader and tools, as files that are to be sent meet them: real folders, real pictures. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadLocalMedia } from "../../src/channel/host/load-local-media.ts";
import { readSound } from "../../src/channel/media/read-sound.ts";
import { mediaTools } from "../../src/channel/host/media-tools.ts";
import { UPLOAD_LIMIT_BYTES } from "../../src/contract/media.ts";
import { createVideoSample } from "../../src/web/chat/samples/video-sample.ts";
import { plainPng, TINY_PNG } from "../support/fake-media.ts";
import { wav } from "../support/fake-sounds.ts";
import { canSkipFfmpeg } from "../support/ffmpeg.ts";

const LIMIT = 1_000;
let home: string;
let allowed: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "host-media-"));
  allowed = join(home, "workspace");
  mkdirSync(allowed);
  writeFileSync(join(allowed, "chart.png"), TINY_PNG);
  writeFileSync(join(allowed, "large.bin"), Buffer.alloc(LIMIT + 1));
  writeFileSync(join(home, "secret.png"), TINY_PNG);
  symlinkSync(join(home, "secret.png"), join(allowed, "link.png"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const load = (url: string) =>
  loadLocalMedia(url, { mediaLocalRoots: [allowed], workspaceDir: allowed }, LIMIT);

describe("a local file that is to be sent", () => {
  it("is read from an allowed folder, by path, by file URL and from the workspace", async () => {
    const path = join(allowed, "chart.png");
    for (const url of [path, pathToFileURL(path).href, "./chart.png"])
      expect(await load(url)).toMatchObject({ data: TINY_PNG, name: "chart.png", mime: "image/png" });
  });

  it.each([
    ["beside the folder", () => join(home, "secret.png"), "not-allowed"],
    ["above it", () => join(allowed, "..", "secret.png"), "not-allowed"],
    ["behind a link out of it", () => join(allowed, "link.png"), "not-allowed"],
    ["that is a folder", () => allowed, "not-allowed"],
    ["that is not there", () => join(allowed, "nothing.png"), "not-found"],
  ])("is kept back %s", async (_where, path, reason) => {
    await expect(load(path())).rejects.toMatchObject({ code: "media-not-sent", reason });
  });

  it("above the limit is told with the limit", async () => {
    await expect(load(join(allowed, "large.bin"))).rejects.toMatchObject({
      reason: "too-large",
      limitBytes: LIMIT,
      fileName: "large.bin",
    });
  });
});

const beginsAsJpeg = (data: Buffer) => expect([...data.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);

describe("the host's tools", () => {
  it("make a JPEG of a picture, and one that DingTalk takes of a picture above its 20 MB", async () => {
    beginsAsJpeg(await mediaTools.toJpeg({ data: TINY_PNG, name: "a.png", mime: "image/png" }));
    const large = plainPng(3_000, 2_400);
    expect(large.length).toBeGreaterThan(UPLOAD_LIMIT_BYTES.image);
    const smaller = await mediaTools.toJpeg({ data: large, name: "b.png", mime: "image/png" });
    beginsAsJpeg(smaller);
    expect(smaller.length).toBeLessThan(UPLOAD_LIMIT_BYTES.image);
  }, 30_000);

  it.skipIf(canSkipFfmpeg)("make a voice of a sound, with its length", async () => {
    const voice = await mediaTools.toVoice({ data: wav(500), name: "a.wav", mime: "audio/wav" });
    const sound = readSound(voice);
    expect(sound?.format).toBe("ogg-opus");
    expect(sound?.durationMs).toBeGreaterThan(450);
    expect(sound?.durationMs).toBeLessThan(600);
  });

  it.skipIf(canSkipFfmpeg)("make a cover of a film", async () => {
    const film = { data: Buffer.from(createVideoSample()), name: "film.mp4", mime: "video/mp4" };
    beginsAsJpeg(await mediaTools.coverOf(film));
    const broken = { ...film, data: film.data.subarray(0, 200) };
    await expect(mediaTools.coverOf(broken)).rejects.toThrow();
  });
});
