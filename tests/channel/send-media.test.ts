/** Files over the local DingTalk: each in the form that it demands, and truthful about what did not go out. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSenders } from "../../src/channel/account/create-senders.ts";
import type { MediaToSend, Target } from "../../src/channel/model.ts";
import { describeMediaFault } from "../../src/channel/outbound/media-error.ts";
import { createText } from "../../src/channel/text/text.ts";
import { createDingTalkClient, type DingTalkClient } from "../../src/client/index.ts";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  type Emulator,
} from "../../src/emulator/index.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { createFakeHostMedia, type FakeHostMedia } from "../support/fake-host-media.ts";
import { TINY_PNG } from "../support/fake-media.ts";
import { amr, mp3, mp4, oggOpus, wav } from "../support/fake-sounds.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";

const MEGABYTE = 1024 * 1024;
const PERSON = "zhangwei01";
const user: Target = { kind: "user", staffId: PERSON };
const text = createText("en");
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
const withFfmpeg = {
  hasFfmpeg: async () => true,
  toVoice: async () => oggOpus(1_500),
  coverOf: async () => JPEG,
};

let emulator: Emulator;
let client: DingTalkClient;
const logger = createRecordingLogger();

beforeEach(async () => {
  logger.lines.length = 0;
  emulator = await createEmulator();
  client = createDingTalkClient({
    clientId: DEFAULT_CLIENT_ID,
    clientSecret: DEFAULT_CLIENT_SECRET,
    endpoints: { api: emulator.url, oapi: emulator.url },
    requestTimeoutMs: 1_000,
  });
});
afterEach(async () => {
  await client.close();
  await emulator.close();
});

interface Wishes extends FakeHostMedia {
  readonly maxFileSizeBytes?: number;
  readonly allowPrivate?: boolean;
}

function senders({ maxFileSizeBytes = 100 * MEGABYTE, allowPrivate = true, ...media }: Wishes = {}) {
  const readAccount = () => ({ maxFileSizeBytes, network: { allowPrivate } });
  const parts = { client, readAccount, media: createFakeHostMedia(media), text, clock: systemClock, logger };
  return createSenders(parts);
}

const sender = (wishes: Wishes = {}) => senders(wishes).mediaSender;

const sendPath = (path: string, data: Buffer, wishes: Wishes = {}, more: Partial<MediaToSend> = {}) =>
  sender({ files: { [path]: data }, ...wishes }).send(user, { url: path, ...more });

const place = (openConversationId: string): Target => ({ kind: "group", openConversationId });
const sendUrl = (url: string, wishes: Wishes = {}) => sender(wishes).send(user, { url });
/** What a person is told. */
const sentence = (sending: Promise<unknown>) =>
  sending.then(
    () => "sent",
    (error: unknown) => describeMediaFault(error, text),
  );
const shown = (conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, PERSON)) =>
  emulator.messages(conversationId).filter(({ from }) => from.kind === "robot");

describe("a file that is sent", () => {
  it.each([
    ["a PNG as a picture", "/a.png", TINY_PNG, { form: "picture" }],
    ["a PDF as a file under its name", "/报价单.pdf", Buffer.from("%PDF-1.7"), { form: "file" }],
    ["Ogg-Opus as a voice with its real length", "/a.ogg", oggOpus(2_300), { form: "voice" }],
    ["AMR as a voice with its real length", "/a.amr", amr(2_300), { form: "voice" }],
  ])("shows %s", async (_title, path, data, { form }) => {
    const delivery = await sendPath(path, data);
    expect(delivery).toEqual({ via: "robot", id: expect.any(String), form });
    const [message] = shown();
    expect(message).toMatchObject({ id: delivery.id, form });
    const attachment = message?.attachments?.[0];
    expect(attachment?.bytes).toBe(data.length);
    expect(attachment?.durationMs).toBe(form === "voice" ? 2_300 : undefined);
    if (form === "file") expect(attachment?.name).toBe("报价单.pdf");
  });

  it("shows a film with length, size and a cover where the machine has an ffmpeg", async () => {
    await sendPath("/film.mp4", mp4(4_200), { tools: withFfmpeg });
    expect(shown()).toMatchObject([
      { form: "video", attachments: [{ name: "film.mp4", durationMs: 4_000, coverUrl: expect.any(String) }] },
    ]);
  });

  it("turns other sounds into a voice with the length of what was made", async () => {
    await sendPath("/a.wav", wav(9_000), { tools: withFfmpeg });
    await sendPath("/a.mp3", mp3(50), { tools: withFfmpeg });
    expect(shown()).toMatchObject([
      { form: "voice", attachments: [{ name: "a.ogg", durationMs: 1_500 }] },
      { form: "voice", attachments: [{ name: "a.ogg", durationMs: 1_500 }] },
    ]);
  });

  it.each([
    ["a sound, without ffmpeg", "/a.wav", wav(1_000), {}, text.asFileNoFfmpeg],
    ["a film, without ffmpeg", "/a.mp4", mp4(1_000), {}, text.asFileNoFfmpeg],
    [
      "a film of another kind",
      "/a.webm",
      Buffer.from("\x1aE\xdf\xa3film", "latin1"),
      {},
      text.asFileVideoFormat,
    ],
    ["a film without an index", "/a.mp4", mp4(1_000).subarray(0, 90), withFfmpeg, text.asFileNoLength],
    [
      "a sound that ffmpeg cannot read",
      "/a.wav",
      wav(1_000),
      { ...withFfmpeg, toVoice: () => Promise.reject(new Error("broken")) },
      text.asFileNotConverted,
    ],
    ["a voice above 2 MB", "/a.amr", amr(3_400_000), {}, text.asFileVoiceTooLarge],
    [
      "a WebP that cannot be converted",
      "/a.webp",
      Buffer.from("RIFFxxxxWEBPVP8 "),
      {},
      text.asFileNotConverted,
    ],
  ])("is a file where the form cannot be had, and says why: %s", async (_what, path, data, tools, why) => {
    const delivery = await sendPath(path, data, { tools });
    expect(delivery).toMatchObject({ form: "file", fallback: why });
    expect(shown()).toMatchObject([{ form: "file", attachments: [{ bytes: data.length }] }]);
    expect(logger.lines.join("\n")).toContain(why);
  });

  it("is a file when that was wished, whatever it is", async () => {
    expect(await sendPath("/a.png", TINY_PNG, {}, { asFile: true })).toEqual({
      via: "robot",
      id: expect.any(String),
      form: "file",
    });
    expect(logger.lines).toEqual([]);
  });

  it("becomes a JPEG where DingTalk does not know the picture's kind", async () => {
    const webp = Buffer.from("RIFFxxxxWEBPVP8 ");
    await sendPath("/a.webp", webp, { tools: { toJpeg: async () => JPEG } });
    expect(shown()).toMatchObject([
      { form: "picture", attachments: [{ name: "a.jpg", mime: "image/jpeg" }] },
    ]);
  });

  it("that is a picture above DingTalk's 20 MB arrives smaller, by path and by link, and says so", async () => {
    const large = Buffer.concat([TINY_PNG, Buffer.alloc(20 * MEGABYTE)]);
    const host = createServer((_request, response) => response.end(large));
    await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
    const tools = { toJpeg: async () => JPEG };
    const url = `http://127.0.0.1:${(host.address() as AddressInfo).port}/scan.png`;
    for (const send of [() => sendPath("/scan.png", large, { tools }), () => sendUrl(url, { tools })])
      expect(await send()).toMatchObject({ form: "picture", fallback: text.pictureMadeSmaller });
    host.close();
    const told = { form: "picture", attachments: [{ name: "scan.jpg", bytes: JPEG.length }] };
    expect(shown()).toMatchObject([told, told]);
    expect(logger.lines.join("\n")).toContain(text.pictureMadeSmaller);
    // Nothing can make it smaller here, or the account has a limit of its own.
    expect(await sentence(sendPath("/scan.png", large))).toContain("above the limit of 20 MB");
    const own = { tools, maxFileSizeBytes: 20 * MEGABYTE };
    expect(await sentence(sendPath("/scan.png", large, own))).toContain("above the limit of 20 MB");
    expect(await sentence(sendPath("/scan.png", large, { tools }, { asFile: true }))).toContain("20 MB");
  });

  it("goes into a group, whose id keeps its case", async () => {
    const group = emulator.snapshot().conversations.find(({ type }) => type === "group")!.conversationId;
    const files = { "/a.png": TINY_PNG };
    await sender({ files }).send(place(group), { url: "/a.png" });
    expect(shown(group)).toHaveLength(1);
    const wrong = sender({ files }).send(place(group.toLowerCase()), { url: "/a.png" });
    await expect(wrong).rejects.toMatchObject({ code: "media-not-sent", reason: "refused" });
  });
});

it("a picture inside an answer is brought to DingTalk in a form that it takes, and what is none stays a link", async () => {
  const files = {
    "/a.webp": Buffer.from("RIFFxxxxWEBPVP8 "),
    "/a.png": TINY_PNG,
    "/a.svg": Buffer.from("<svg/>"),
    "/a.pdf": Buffer.from("%PDF-1.7"),
  };
  const { uploadPicture } = senders({ files, tools: { toJpeg: async () => JPEG } });
  const found = await Promise.all(Object.keys(files).map((path) => uploadPicture(path)));
  expect(found).toEqual([expect.stringMatching(/^@/), expect.stringMatching(/^@/), undefined, undefined]);
  expect(await senders({ files }).uploadPicture("/a.webp")).toBeUndefined();
});

describe("a file that is not sent", () => {
  it("says so where the person gets nothing: unknown, or flow-controlled inside HTTP 200", async () => {
    const files = { "/a.png": TINY_PNG };
    const ghost: Target = { kind: "user", staffId: "ghost" };
    await expect(sender({ files }).send(ghost, { url: "/a.png" })).rejects.toMatchObject({
      reason: "refused",
      cause: { platformCode: "staffId.notExisted" },
    });
    emulator.fault({ operation: "sendDirect", effect: { kind: "hidden-failure" }, times: 1 });
    await expect(sender({ files }).send(user, { url: "/a.png" })).rejects.toMatchObject({
      reason: "refused",
      cause: { reason: "flow-controlled" },
    });
    expect(shown()).toEqual([]);
    expect((await sender({ files }).send(user, { url: "/a.png" })).form).toBe("picture");
  });

  it("names the limit, DingTalk's 20 MB or the account's own", async () => {
    const big = Buffer.alloc(20 * MEGABYTE + 1, 1);
    expect(await sentence(sendPath("/big.bin", big))).toContain(
      '"big.bin" could not be sent: it is above the limit of 20 MB',
    );
    const wishes = { maxFileSizeBytes: MEGABYTE };
    expect(await sentence(sendPath("/a.bin", big.subarray(0, MEGABYTE + 1), wishes))).toContain(
      "limit of 1 MB",
    );
    expect(await sentence(sendPath("/a.bin", big.subarray(0, MEGABYTE), wishes))).toBe("sent");
    expect(emulator.calls().filter(({ operation }) => operation === "uploadMedia")).toHaveLength(1);
  });

  it("is kept back where it lies outside the allowed folders, and the path is told to nobody", async () => {
    const told = await sentence(sender().send(user, { url: "/etc/shadow/passwd" }));
    expect(told).toBe('"passwd" could not be sent: the bot may not send files from where it lies.');
    expect(emulator.calls()).toEqual([]);
  });

  it("has no way to a person outside the organisation", async () => {
    const sending = sender({ files: { "/a.png": TINY_PNG } }).send(undefined, { url: "/a.png" });
    expect(await sentence(sending)).toContain("outside the organisation");
  });

  it("is told when DingTalk refuses the upload inside HTTP 200", async () => {
    const effect = { kind: "refuse", status: 200, code: "40005" } as const;
    emulator.fault({ operation: "uploadMedia", effect, times: 1 });
    const sending = sendPath("/a.png", TINY_PNG);
    await expect(sending).rejects.toMatchObject({ reason: "refused", cause: { platformCode: "40005" } });
  });
});

describe("a file from the internet", () => {
  let server: Server;
  let origin: string;
  beforeEach(async () => {
    server = createServer((request, response) => {
      if (request.url === "/moved") {
        response.writeHead(302, { location: "file:///etc/passwd" }).end();
      } else if (request.url === "/named") {
        response.writeHead(200, {
          "content-type": "application/pdf",
          "content-disposition": "attachment; filename=\"x.pdf\"; filename*=UTF-8''%E6%8A%A5%E8%A1%A8.pdf",
        });
        response.end("%PDF-1.7");
      } else if (request.url === "/picture") response.end(TINY_PNG);
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it("keeps the name that its host gives it, else gets an ending by its bytes", async () => {
    await sendUrl(`${origin}/named`);
    await sendUrl(`${origin}/picture`);
    const names = shown().map(({ form, attachments }) => [form, attachments?.[0]?.name]);
    expect(names).toEqual([
      ["file", "报表.pdf"],
      ["picture", "picture.png"],
    ]);
  });

  it("is not fetched from private, link-local, metadata and mapped addresses", async () => {
    const addresses = [
      origin,
      "http://169.254.169.254",
      "http://100.100.100.200",
      "http://[::ffff:10.0.0.1]",
      "http://[fe80::1]",
    ];
    for (const address of addresses) {
      const sending = sendUrl(`${address}/picture`, { allowPrivate: false });
      await expect(sending).rejects.toMatchObject({ reason: "blocked-address" });
    }
    expect(emulator.calls()).toEqual([]);
  });

  it("is not fetched from where a redirect leads that could not be asked itself", async () => {
    await expect(sendUrl(`${origin}/moved`)).rejects.toMatchObject({ reason: "blocked-address" });
    expect(shown()).toEqual([]);
  });

  it("that is not there is told as such", async () => {
    await expect(sendUrl(`${origin}/nothing`)).rejects.toMatchObject({ reason: "unreachable" });
  });
});
