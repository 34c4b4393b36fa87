/** A door to the local DingTalk whose answers bear another time, as DingTalk's do on a machine with a wrong clock. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export async function openSkewedDoor(target: string, skewMs: number) {
  const server = createServer((request, response) => {
    void (async () => {
      const body = await text(request);
      const { method = "GET", url = "/" } = request;
      const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
        typeof value === "string" && !/^(?:host|connection|content-length)$/.test(name)
          ? [[name, value]]
          : [],
      );
      const answer = await fetch(new URL(url, target), { method, headers, ...(body === "" ? {} : { body }) });
      response.writeHead(answer.status, {
        "content-type": answer.headers.get("content-type") ?? "application/json",
        date: new Date(Date.now() + skewMs).toUTCString(),
      });
      response.end(await answer.text());
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
