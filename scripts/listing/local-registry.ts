/**
 * A package registry on loopback that has one package: the archive that is about to be published, so that OpenClaw
 * installs it by npm as it would from the catalogue. Everything else is "not found".
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readArtifact } from "./read-artifact.ts";

export interface LocalRegistry {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** How often the archive was fetched. */
  fetched(): number;
  close(): Promise<void>;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

export async function startLocalRegistry(tarball: string): Promise<LocalRegistry> {
  const bytes = readFileSync(tarball);
  const { manifest, integrity } = readArtifact(tarball);
  const name = String(manifest["name"]);
  const version = String(manifest["version"]);
  const archive = `/${name}/-/${name}-${version}.tgz`;
  let url = "";
  let fetched = 0;
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "").split("?")[0];
    if (path === archive) {
      fetched += 1;
      response.end(bytes);
    } else if (path === `/${name}`) {
      const shasum = createHash("sha1").update(bytes).digest("hex");
      const dist = { tarball: `${url}${archive}`, integrity, shasum };
      const versions = { [version]: { ...manifest, _id: `${name}@${version}`, dist } };
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ name, "dist-tags": { latest: version }, versions }));
    } else {
      response.writeHead(404).end("{}");
    }
  });
  url = `http://127.0.0.1:${await listen(server)}`;
  return {
    url,
    fetched: () => fetched,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
