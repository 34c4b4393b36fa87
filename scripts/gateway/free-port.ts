/** Finds TCP ports on loopback: the preferred one if it is free, else one of the next, else any. */
import { createServer } from "node:net";

/** Resolves to the port when it could be bound on 127.0.0.1, else to undefined. 0 asks for any. */
function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const address = server.address();
      const bound = typeof address === "object" && address ? address.port : undefined;
      server.close(() => resolve(bound));
    });
  });
}

/**
 * Returns a port that was free a moment ago. Tries `preferred` and the 20 after it, then any.
 * `avoid` are ports already promised to somebody else.
 */
export async function findFreePort(preferred = 0, avoid: readonly number[] = []): Promise<number> {
  const candidates = preferred > 0 ? Array.from({ length: 21 }, (_, index) => preferred + index) : [];
  for (const port of candidates) {
    if (!avoid.includes(port) && (await tryPort(port))) return port;
  }
  const any = await tryPort(0);
  if (!any) throw new Error("No free TCP port on 127.0.0.1.");
  return any;
}
