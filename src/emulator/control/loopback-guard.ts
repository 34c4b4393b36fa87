/**
 * Keeps other web pages out of the emulator's own door: a Host that is not loopback is DNS rebinding, and an
 * Origin that is not our own is another page that tries to change something (CSRF).
 */
import type { MiddlewareHandler } from "hono";
import type { NodeEnv } from "../platform/routes.ts";

const LOOPBACK_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i;

function refuse(message: string): Response {
  return Response.json({ code: "forbidden", message }, { status: 403 });
}

export const loopbackGuard: MiddlewareHandler<NodeEnv> = async (c, next) => {
  const host = c.req.header("host") ?? "";
  if (!LOOPBACK_HOST.test(host))
    return refuse("The emulator answers on loopback addresses only: use http://127.0.0.1.");
  const origin = c.req.header("origin");
  const changes = c.req.method !== "GET" && c.req.method !== "HEAD";
  if (changes && origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`)
    return refuse("Another web page may not change the emulator.");
  return next();
};
