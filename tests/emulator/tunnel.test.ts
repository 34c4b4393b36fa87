/** The emulator as a proxy: where a program's `CONNECT` ends. */
import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { afterEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Emulator } from "../../src/emulator/index.ts";
import { openLocalAuthority } from "../../src/emulator/tls/local-authority.ts";
import { AUTHORITY, CERTIFICATE, CERTIFICATE_KEY } from "../support/local-certificate.ts";
import { openRequest } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const tls = { cert: CERTIFICATE, key: CERTIFICATE_KEY, port: 0 };

interface Tunnel {
  readonly status: number | undefined;
  readonly socket: Socket;
  readonly words: string;
}

async function openTunnel(emulator: Emulator, to: string): Promise<Tunnel> {
  const asked = request({ host: "127.0.0.1", port: emulator.port, method: "CONNECT", path: to }).end();
  const [response, socket, head] = (await once(asked, "connect")) as [IncomingMessage, Socket, Buffer];
  let words = String(head);
  if (response.statusCode !== 200) for await (const part of socket) words += String(part);
  return { status: response.statusCode, socket, words };
}

/** One request over the open tunnel; the socket is closed after it. */
async function post(
  socket: Socket,
  servername: string,
  path: string,
  body: unknown,
  ca: string | Buffer = AUTHORITY,
): Promise<string> {
  const secure = connectTls({ socket, servername, ca });
  const text = JSON.stringify(body);
  const head = `POST ${path} HTTP/1.1\r\nHost: ${servername}\r\nAccept: application/json\r\nConnection: close\r\n`;
  secure.write(`${head}Content-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`);
  let answer = "";
  for await (const part of secure) answer += String(part);
  return answer;
}

test("a tunnel to DingTalk ends here, and who comes by it gets a socket that no name leads away from here", async () => {
  const emulator = await start({ tls });
  const { status, socket } = await openTunnel(emulator, "api.dingtalk.com:443");
  expect(status).toBe(200);
  const answer = await post(socket, "api.dingtalk.com", "/v1.0/gateway/connections/open", openRequest());
  expect(answer).toContain("200 OK");
  expect(answer).toContain(`"endpoint":"${emulator.url.replace("http", "ws")}/connect"`);
});

test("who comes by a tunnel goes on by TLS where the certificate speaks for this machine, as the Java SDK needs it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tunnel-authority-"));
  try {
    const { cert, key, authorityFile } = await openLocalAuthority(folder, Date.now());
    const emulator = await start({ tls: { cert, key, port: 0 } });
    const ca = await readFile(authorityFile);
    const { socket } = await openTunnel(emulator, "api.dingtalk.com:443");
    const path = "/v1.0/gateway/connections/open";
    const answer = await post(socket, "api.dingtalk.com", path, openRequest(), ca);
    const { endpoint, ticket } = JSON.parse(/\{.*\}/.exec(answer)![0]) as Record<string, string>;
    expect(endpoint).toBe(`${emulator.tlsUrl!.replace("https", "wss")}/connect`);
    const stream = new WebSocket(`${endpoint}?ticket=${encodeURIComponent(ticket!)}`, { ca });
    await once(stream, "open");
    stream.terminate();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test.each(["oapi.dingtalk.com:443", "127.0.0.1:1"])(
  "a tunnel to %s is refused without a certificate, with what to do",
  async (to) => {
    const emulator = await start();
    expect(await openTunnel(emulator, to)).toMatchObject({
      status: 403,
      words: expect.stringContaining("--tls"),
    });
  },
);

test("tunnels that are open do not keep the emulator from ending", async () => {
  const emulator = await start({ tls });
  const silent = createServer().listen(0, "127.0.0.1");
  await once(silent, "listening");
  const elsewhere = await openTunnel(emulator, `127.0.0.1:${(silent.address() as AddressInfo).port}`);
  const here = await openTunnel(emulator, "api.dingtalk.com:443");
  const ends = [elsewhere, here].map(({ socket }) => {
    socket.on("error", () => undefined);
    return once(socket.resume(), "close");
  });
  await emulator.close();
  await Promise.all(ends);
  silent.close();
});

test("a tunnel to anywhere else leads there, both ways", async () => {
  const emulator = await start({ tls });
  const echo = createServer((socket) => socket.pipe(socket)).listen(0, "127.0.0.1");
  await once(echo, "listening");
  const { status, socket } = await openTunnel(emulator, `127.0.0.1:${(echo.address() as AddressInfo).port}`);
  expect(status).toBe(200);
  socket.write("there and back");
  expect(String((await once(socket, "data"))[0])).toBe("there and back");
  socket.destroy();
  echo.close();
});

test("a tunnel to a place that nobody answers at is told so", async () => {
  const emulator = await start({ tls });
  const gone = createServer().listen(0, "127.0.0.1");
  await once(gone, "listening");
  const { port } = gone.address() as AddressInfo;
  gone.close();
  await once(gone, "close");
  expect((await openTunnel(emulator, `127.0.0.1:${port}`)).status).toBe(502);
});

test("a program that names an https address to the proxy without a tunnel is answered, and kept here as well", async () => {
  const emulator = await start();
  const path = "https://api.dingtalk.com/v1.0/gateway/connections/open";
  const headers = {
    "content-type": "application/json",
    accept: "application/json",
    host: "api.dingtalk.com",
  };
  const asked = request({ host: "127.0.0.1", port: emulator.port, method: "POST", path, headers });
  asked.end(JSON.stringify(openRequest()));
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  let text = "";
  for await (const part of response) text += String(part);
  expect(JSON.parse(text)).toMatchObject({ endpoint: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:/) });
});
