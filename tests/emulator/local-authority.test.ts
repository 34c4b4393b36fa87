/** The authority that the emulator makes for itself: what clients make of it, and what is kept of it. */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createServer } from "node:tls";
import { afterEach, beforeEach, expect, test } from "vitest";
import { issueCertificate, type MadeCertificate } from "../../src/emulator/tls/certificates.ts";
import { openLocalAuthority } from "../../src/emulator/tls/local-authority.ts";

const DAY_MS = 86_400_000;
const now = Date.now();
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "emulator-authority-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What a client says of a server's certificate when it trusts the authority: undefined when it takes it. */
async function askClient(pair: MadeCertificate, servername: string): Promise<string | undefined> {
  const server = createServer(pair, (socket) => socket.end()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const ca = await readFile(join(folder, "authority.pem"), "utf8");
  const client = connect({ host: "127.0.0.1", port, servername, ca });
  try {
    return await new Promise((resolve) => {
      client.once("secureConnect", () => resolve(undefined));
      client.once("error", (error) => resolve(error.message));
    });
  } finally {
    client.destroy();
    server.close();
  }
}

test.each(["api.dingtalk.com", "oapi.dingtalk.com", "wss-open-connection.dingtalk.com", "localhost"])(
  "a client that trusts the authority takes %s from it",
  async (name) => {
    const made = await openLocalAuthority(folder, now);
    expect(await askClient(made, name)).toBeUndefined();
  },
);

test("a client that trusts the authority takes no other name from it, even when it signs one", async () => {
  const made = await openLocalAuthority(folder, now);
  expect(await askClient(made, "example.com")).toMatch(/does not match/);
  const authority = new X509Certificate(await readFile(join(folder, "authority.pem")));
  const key = createPrivateKey(await readFile(join(folder, "authority.key")));
  const signer = { name: "Local DingTalk emulator", key, publicKey: authority.publicKey };
  const forged = issueCertificate(signer, ["example.com"], { from: now - DAY_MS, until: now + DAY_MS });
  expect(new X509Certificate(forged.cert).verify(authority.publicKey)).toBe(true);
  expect(await askClient(forged, "example.com")).toMatch(/permitted subtree/);
});

test("the authority stays from start to start, and its keys are for their owner only", async () => {
  const first = await openLocalAuthority(folder, now);
  const again = await openLocalAuthority(folder, now + DAY_MS);
  expect(again).toEqual(first);
  expect(first.authorityFile).toBe(join(folder, "authority.pem"));
  if (process.platform !== "win32")
    for (const name of ["authority.key", "dingtalk.key"])
      expect((await stat(join(folder, name))).mode & 0o077).toBe(0);
  const bundle = await readFile(first.bundleFile, "utf8");
  expect(bundle.match(/BEGIN CERTIFICATE/g)?.length).toBeGreaterThan(50);
  expect(bundle.endsWith(await readFile(first.authorityFile, "utf8"))).toBe(true);
});

test("the certificate is made anew a month before it runs out, by the authority that is trusted already", async () => {
  const first = await openLocalAuthority(folder, now);
  const authority = await readFile(first.authorityFile, "utf8");
  const later = await openLocalAuthority(folder, now + 340 * DAY_MS);
  expect(later.cert).not.toBe(first.cert);
  expect(await readFile(later.authorityFile, "utf8")).toBe(authority);
  expect(new X509Certificate(later.cert).validToDate.getTime()).toBeGreaterThan(now + 700 * DAY_MS);
});

test("files that do not fit together are made anew, and files that are none are told with their folder", async () => {
  const first = await openLocalAuthority(folder, now);
  const elsewhere = await mkdtemp(join(folder, "other-"));
  const other = await openLocalAuthority(elsewhere, now);
  await writeFile(join(folder, "dingtalk.key"), other.key);
  const mended = await openLocalAuthority(folder, now);
  expect([first.key, other.key]).not.toContain(mended.key);
  expect(await askClient(mended, "api.dingtalk.com")).toBeUndefined();
  await writeFile(join(folder, "authority.pem"), "no certificate");
  await expect(openLocalAuthority(folder, now)).rejects.toMatchObject({
    code: "invalid",
    message: expect.stringContaining(folder),
  });
});
