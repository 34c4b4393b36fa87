/** The emulator's door behind TLS, as clients meet it that know DingTalk's own addresses and nothing else. */
import { once } from "node:events";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { afterEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { OPERATIONS } from "../../src/contract/endpoints.ts";
import { DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET } from "../../src/emulator/index.ts";
import { AUTHORITY, CERTIFICATE, CERTIFICATE_KEY } from "../support/local-certificate.ts";
import { openRequest } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const tls = { cert: CERTIFICATE, key: CERTIFICATE_KEY, port: 0 };

/** As a line in the file of hosts has it. */
const lookup: LookupFunction = (_host, options, found) =>
  options.all ? found(null, [{ address: "127.0.0.1", family: 4 }]) : found(null, "127.0.0.1", 4);

interface Asked {
  readonly status: number | undefined;
  readonly body: Record<string, string>;
}

/** The name of the host is DingTalk's, the address this machine's, as a line in the file of hosts has it. */
function askByName(tlsUrl: string, host: string, path: string, body: unknown, ca?: string): Promise<Asked> {
  const { hostname, port } = new URL(tlsUrl);
  const headers = { host, "content-type": "application/json", accept: "application/json" };
  return new Promise((resolve, reject) => {
    const options = { hostname, port, path, method: "POST", headers, servername: host, ca };
    const request = https.request(options, async (response) => {
      let text = "";
      for await (const part of response) text += String(part);
      resolve({ status: response.statusCode, body: JSON.parse(text) as Record<string, string> });
    });
    request.on("error", reject);
    request.end(JSON.stringify(body));
  });
}

test("a client that knows only DingTalk's https addresses gets its token and its socket behind TLS", async () => {
  const emulator = await start({ tls });
  const tlsUrl = emulator.tlsUrl ?? "";
  const credentials = { appKey: DEFAULT_CLIENT_ID, appSecret: DEFAULT_CLIENT_SECRET };
  const host = "api.dingtalk.com";
  const token = await askByName(tlsUrl, host, OPERATIONS.getAccessToken.path, credentials, AUTHORITY);
  expect(token).toMatchObject({ status: 200, body: { accessToken: expect.any(String) } });
  const { body } = await askByName(tlsUrl, host, OPERATIONS.openConnection.path, openRequest(), AUTHORITY);
  const address = new URL(body["endpoint"] ?? "");
  expect(address.protocol).toBe("wss:");
  expect(address.hostname).toBe(host);
  expect(body["endpoint"]).toContain(`${host}:443/`);
  // On the port that the test was given.
  address.port = new URL(tlsUrl).port;
  address.searchParams.set("ticket", body["ticket"] ?? "");
  const socket = new WebSocket(address, { ca: AUTHORITY, lookup });
  await once(socket, "open");
  await emulator.waitFor(({ snapshot }) => snapshot.apps[0]?.connections === 1);
  socket.close();
});

test("a client that does not trust the certificate's authority is not answered", async () => {
  const emulator = await start({ tls });
  const asked = askByName(emulator.tlsUrl ?? "", "api.dingtalk.com", OPERATIONS.getAccessToken.path, {});
  await expect(asked).rejects.toMatchObject({ code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" });
});

test("a user whose certificate is none, or whose TLS port is taken, is told so, and no door stays open", async () => {
  await expect(start({ tls: { ...tls, cert: "none" } })).rejects.toMatchObject({ code: "invalid" });
  const first = await start({ tls });
  const taken = Number(new URL(first.tlsUrl ?? "").port);
  const second = start({ tls: { ...tls, port: taken } });
  await expect(second).rejects.toMatchObject({ code: "port-taken" });
});
