/** The host's own loader and tools, as files that are to be sent meet them: real folders, real pictures. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadLocalMedia } from "../../src/channel/host/load-local-media.ts";
import { mediaTools } from "../../src/channel/host/media-tools.ts";
import { TINY_PNG } from "../support/fake-media.ts";
import { wav } from "../support/fake-sounds.ts";

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

describe("the host's tools", () => {
  it("make a JPEG of a picture", async () => {
    const jpeg = await mediaTools.toJpeg({ data: TINY_PNG, name: "a.png", mime: "image/png" });
    expect([...jpeg.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
  });

  it("make a voice where there is an ffmpeg, and fail where there is none", async () => {
    const media = { data: wav(500), name: "a.wav", mime: "audio/wav" };
    const made = mediaTools.toVoice(media).then((data) => data.subarray(0, 4).toString("latin1"));
    if (await mediaTools.hasFfmpeg()) expect(await made).toBe("OggS");
    else await expect(made).rejects.toThrow("ffmpeg");
  });
});
