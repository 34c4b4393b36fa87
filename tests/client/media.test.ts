import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDingTalkClient, type DingTalkClient, type DownloadSink } from "../../src/client/index.ts";
import { robotMessageSchema } from "../../src/contract/robot-message.ts";
import type { SayContent } from "../../src/contract/emulator-control.ts";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  type Emulator,
} from "../../src/emulator/index.ts";
import { clientOf, startLocalDingTalk, type LocalDingTalk } from "./local-dingtalk.ts";

const PERSON = "manager807";
const LOCAL = { maxBytes: 1_000_000, allowPrivate: true } as const;

/** What arrived, attempt by attempt. */
function recordingSink() {
  const attempts: { chunks: Uint8Array[]; end: "open" | "closed" | "aborted" }[] = [];
  const open = (): DownloadSink => {
    const mine: (typeof attempts)[number] = { chunks: [], end: "open" };
    attempts.push(mine);
    return {
      write: (chunk) => void mine.chunks.push(chunk),
      close: () => void (mine.end = "closed"),
      abort: () => void (mine.end = "aborted"),
    };
  };
  return { attempts, open, bytes: (nth = -1) => Buffer.concat(attempts.at(nth)?.chunks ?? []) };
}

describe("a robot downloads what a person sent", () => {
  let emulator: Emulator;
  let client: DingTalkClient;
  const frames: string[] = [];
  beforeEach(async () => {
    frames.length = 0;
    emulator = await createEmulator();
    client = createDingTalkClient({
      clientId: DEFAULT_CLIENT_ID,
      clientSecret: DEFAULT_CLIENT_SECRET,
      endpoints: { api: emulator.url, oapi: emulator.url },
    });
    await client.stream({
      async onFrame(frame, ack) {
        frames.push(frame.data ?? "");
        await ack();
      },
    }).opened;
  });
  afterEach(async () => {
    await client.close();
    await emulator.close();
  });

  /** The download code as the robot gets it. */
  async function sendCode(data: Buffer, content?: SayContent): Promise<string> {
    const before = frames.length;
    await emulator.say({
      from: PERSON,
      conversationId: emulator.openDirect(DEFAULT_CLIENT_ID, PERSON),
      content: content ?? { kind: "file", name: "报价单.xlsx", data: data.toString("base64") },
    });
    await expect.poll(() => frames.length).toBe(before + 1);
    const message = robotMessageSchema.parse(JSON.parse(frames[before] ?? ""));
    return (message.content as { downloadCode: string }).downloadCode;
  }
  const bodies = () => emulator.calls().filter((call) => call.operation === "messageFile");
  const trades = () => emulator.calls().filter((call) => call.operation === "downloadMessageFile");

  it("in pieces that a slow sink can hold up, byte for byte", async () => {
    const data = Buffer.alloc(600_000, "0123456789");
    const sink = recordingSink();
    const code = await sendCode(data);
    expect(await client.media.download(code, sink.open, LOCAL)).toEqual({ bytes: 600_000, attempts: 1 });
    expect(sink.bytes().equals(data)).toBe(true);
    expect(sink.attempts[0]!.chunks.length).toBeGreaterThan(1);
    expect(sink.attempts[0]!.end).toBe("closed");
    expect(bodies()).toMatchObject([{ status: 200, billed: false }]);
  });

  it("from a URL that is pre-signed and ends in .file whatever the file is called", async () => {
    const { url } = await client.media.resolveDownload(await sendCode(Buffer.from("x")));
    expect(new URL(url).pathname).toMatch(/\.file$/);
    expect([...new URL(url).searchParams.keys()]).toEqual(["Expires", "OSSAccessKeyId", "Signature"]);
    expect((await fetch(url)).status).toBe(200);
    const withContentType = await fetch(url, { headers: { "content-type": "application/json" } });
    expect(withContentType.status).toBe(403);
    expect(await withContentType.text()).toContain("SignatureDoesNotMatch");
  });

  it("but not from the emulator's loopback address unless that is allowed", async () => {
    const sink = recordingSink();
    const code = await sendCode(Buffer.from("x"));
    await expect(client.media.download(code, sink.open, { maxBytes: 10 })).rejects.toMatchObject({
      code: "blocked-address",
      dispatched: "no",
    });
    expect(bodies()).toEqual([]);
    expect(sink.attempts).toMatchObject([{ chunks: [], end: "aborted" }]);
  });

  it("and a file over the limit is refused before a byte of it flows, with the limit", async () => {
    const code = await sendCode(Buffer.alloc(1_001));
    const sink = recordingSink();
    await expect(client.media.download(code, sink.open, { ...LOCAL, maxBytes: 1_000 })).rejects.toMatchObject(
      { code: "too-large", limitBytes: 1_000 },
    );
    expect(sink.attempts).toMatchObject([{ chunks: [], end: "aborted" }]);
    await client.media.download(code, sink.open, { ...LOCAL, maxBytes: 1_001 });
    expect(sink.bytes()).toHaveLength(1_001);
  });

  it.each([
    ["dies half-way", { kind: "cut" } as const, 5_000],
    ["answers 502", { kind: "refuse", status: 502, code: "BadGateway" } as const, 0],
    ["resets the connection", { kind: "reset" } as const, 0],
  ])("again with a fresh URL and a fresh sink when the file's host %s", async (_what, effect, arrived) => {
    const data = Buffer.alloc(10_000, "ab");
    const code = await sendCode(data);
    emulator.fault({ operation: "messageFile", effect, times: 1 });
    const sink = recordingSink();
    expect(await client.media.download(code, sink.open, LOCAL)).toEqual({ bytes: 10_000, attempts: 2 });
    expect(sink.bytes(0)).toHaveLength(arrived);
    expect(sink.attempts.map((attempt) => attempt.end)).toEqual(["aborted", "closed"]);
    expect(sink.bytes().equals(data)).toBe(true);
    expect(trades()).toHaveLength(2);
  });

  it("only twice: a host that stays down is told as such", async () => {
    const code = await sendCode(Buffer.from("x"));
    emulator.fault({ operation: "messageFile", effect: { kind: "refuse", status: 502, code: "BadGateway" } });
    const sink = recordingSink();
    await expect(client.media.download(code, sink.open, LOCAL)).rejects.toMatchObject({
      code: "server",
      status: 502,
    });
    expect(sink.attempts).toHaveLength(2);
    emulator.clearFaults();
    await client.media.download(code, sink.open, LOCAL);
    expect(sink.bytes().toString()).toBe("x");
  });

  it("within the time it was given, and not when that is over", async () => {
    const code = await sendCode(Buffer.alloc(1_000));
    emulator.fault({ operation: "messageFile", effect: { kind: "trickle", ms: 40, pieces: 5 } });
    const sink = recordingSink();
    await expect(client.media.download(code, sink.open, { ...LOCAL, timeoutMs: 100 })).rejects.toMatchObject({
      code: "timeout",
    });
    expect(sink.attempts).toMatchObject([{ end: "aborted" }]);
    expect((await client.media.download(code, sink.open, { ...LOCAL, timeoutMs: 5_000 })).bytes).toBe(1_000);
  });

  it("until somebody cancels", async () => {
    const code = await sendCode(Buffer.alloc(1_000));
    emulator.fault({ operation: "messageFile", effect: { kind: "trickle", ms: 1_000 } });
    const cancel = new AbortController();
    const sink = { write: () => cancel.abort() };
    await expect(
      client.media.download(code, () => sink, { ...LOCAL, signal: cancel.signal }),
    ).rejects.toMatchObject({ code: "aborted" });
    expect(bodies()).toHaveLength(1);
  });

  it("and hears the sink's own error as it is, without a second attempt", async () => {
    const code = await sendCode(Buffer.alloc(1_000));
    const full = Object.assign(new Error("disk full"), { code: "ENOSPC" });
    const sink: DownloadSink = { write: () => Promise.reject(full) };
    await expect(client.media.download(code, () => sink, LOCAL)).rejects.toBe(full);
    expect(bodies()).toHaveLength(1);
  });

  it("not with a code that has expired, nor from a URL that has", async () => {
    const code = await sendCode(Buffer.from("x"));
    const { url } = await client.media.resolveDownload(code);
    emulator.expireDownloadUrls();
    expect((await fetch(url)).status).toBe(403);
    await client.media.download(code, recordingSink().open, LOCAL);
    emulator.expireDownloadCodes();
    await expect(client.media.download(code, recordingSink().open, LOCAL)).rejects.toMatchObject({
      code: "refused",
      platformCode: "invalidParameter.robotCode.downloadCode",
      hint: expect.stringContaining("expired"),
    });
  });

  it("not without the permission", async () => {
    const code = await sendCode(Buffer.from("x"));
    emulator.revoke(DEFAULT_CLIENT_ID, "qyapi_robot_sendmsg");
    await expect(client.media.resolveDownload(code)).rejects.toMatchObject({ code: "scope-missing" });
  });
});

describe("a download from a host that is not to be trusted", () => {
  let local: LocalDingTalk;
  let client: DingTalkClient;
  const hosts: Server[] = [];
  beforeEach(async () => {
    local = await startLocalDingTalk();
    client = clientOf(local);
  });
  afterEach(async () => {
    await client.close();
    await local.close();
    for (const host of hosts.splice(0)) {
      host.close();
      host.closeAllConnections();
    }
  });

  async function serve(listener: Parameters<typeof createServer>[1] & object): Promise<string> {
    const host = createServer(listener);
    hosts.push(host);
    await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
  }
  const pointTo = (downloadUrl: string) =>
    local.answer("downloadMessageFile", () => ({ body: { downloadUrl } }));

  it("stops counting at the limit although the host announces no length", async () => {
    let sent = 0;
    pointTo(
      await serve((_request, response) => {
        response.writeHead(200);
        const more = () => {
          if (response.destroyed) return;
          sent += 1;
          response.write(Buffer.alloc(1_000));
          setTimeout(more, 1);
        };
        more();
      }),
    );
    const sink = recordingSink();
    await expect(client.media.download("dc", sink.open, { ...LOCAL, maxBytes: 4_500 })).rejects.toMatchObject(
      { code: "too-large", limitBytes: 4_500 },
    );
    expect(sink.bytes().length).toBeLessThanOrEqual(4_500);
    expect(sink.attempts).toHaveLength(1);
    expect(sent).toBeLessThan(1_000);
  });

  it("sends no Content-Type and no token to it", async () => {
    const seen: unknown[] = [];
    pointTo(
      await serve((request, response) => {
        seen.push(request.headers);
        response.end("x");
      }),
    );
    await client.media.download("dc", recordingSink().open, LOCAL);
    expect(seen).toEqual([
      {
        accept: "*/*",
        "accept-encoding": "identity",
        connection: expect.any(String),
        host: expect.any(String),
      },
    ]);
  });

  it("follows three redirects and no fourth", async () => {
    const home = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end("arrived");
      else response.writeHead(302, { location: `/${left - 1}` }).end();
    });
    pointTo(`${home}/3`);
    const sink = recordingSink();
    await client.media.download("dc", sink.open, LOCAL);
    expect(sink.bytes().toString()).toBe("arrived");
    pointTo(`${home}/4`);
    await expect(client.media.download("dc", sink.open, LOCAL)).rejects.toMatchObject({ code: "bad-answer" });
  });

  it("checks each redirect anew: to another protocol it does not go", async () => {
    pointTo(
      await serve(
        (_request, response) => void response.writeHead(302, { location: "file:///etc/passwd" }).end(),
      ),
    );
    await expect(client.media.download("dc", recordingSink().open, LOCAL)).rejects.toMatchObject({
      code: "blocked-address",
    });
  });

  it("goes to no name that leads to the own machine, though the name looks public", async () => {
    let visits = 0;
    const home = await serve((_request, response) => {
      visits += 1;
      response.end("secret");
    });
    const trapped = clientOf(local, {
      lookup: (_host, _options, callback) => callback(null, [{ address: "127.0.0.1", family: 4 }]),
    });
    pointTo(`http://files.example.com:${new URL(home).port}/a.file`);
    await expect(trapped.media.download("dc", recordingSink().open, { maxBytes: 100 })).rejects.toMatchObject(
      { code: "blocked-address" },
    );
    expect(visits).toBe(0);
    const sink = recordingSink();
    await trapped.media.download("dc", sink.open, LOCAL);
    expect(sink.bytes().toString()).toBe("secret");
    await trapped.close();
  });

  it("tells a broken answer about the URL from a refusal", async () => {
    local.answer("downloadMessageFile", () => ({ body: {} }));
    await expect(client.media.resolveDownload("dc")).rejects.toMatchObject({ code: "bad-answer" });
    pointTo("no url at all");
    await expect(client.media.download("dc", recordingSink().open, LOCAL)).rejects.toMatchObject({
      code: "bad-answer",
    });
  });
});
