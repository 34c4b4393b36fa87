/**
 * A console behind a plain HTTP server, in place of the gateway: what the gateway would say of each asker is an
 * option, everything else is real.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ConsoleRoute } from "../../src/channel/console/console-route.ts";
import { createConsole } from "../../src/channel/console/create-console.ts";
import type { HostVerdict } from "../../src/channel/console/evaluate-reader.ts";
import { CONSOLE_PANEL } from "../../src/contract/console.ts";
import { systemClock, type Clock } from "../../src/lib/clock.ts";
import { silentLogger, type Logger } from "../../src/lib/logger.ts";

export interface ConsoleServer {
  readonly url: string;
  /** What the gateway says from now on. */
  verdict: HostVerdict;
  close(): Promise<void>;
}

export interface ConsoleServerOptions {
  readonly routes?: readonly ConsoleRoute[];
  /** Content by the file's name below the page's folder. None: the page is not built. */
  readonly files?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

export const ALL_SCOPES = ["operator.admin", "operator.read", "operator.write"];

export async function startConsoleServer(options: ConsoleServerOptions = {}): Promise<ConsoleServer> {
  const { routes = [], files = {}, clock = systemClock, logger = silentLogger } = options;
  const pageRoot = mkdtempSync(join(tmpdir(), "console-page-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(pageRoot, name)), { recursive: true });
    writeFileSync(join(pageRoot, name), content);
  }
  const console = createConsole({ routes, pageRoot, language: () => "en", clock, logger });
  const server = createServer((request, response) => {
    const panel = (request.url ?? "").startsWith(CONSOLE_PANEL.slice(0, -1));
    void (panel
      ? console.panel(request, response, served.verdict)
      : console.page(request, response, served.verdict));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const served: ConsoleServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    verdict: { scopes: ALL_SCOPES, authMode: "token", allowedOrigins: [], authPolicy: "first" },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
      rmSync(pageRoot, { recursive: true, force: true });
    },
  };
  return served;
}
