/**
 * How large a request's body may be. Where its length is announced, that decides, and the body is left alone: Hono's own
 * check looks at the body and so makes a whole web request of it, which costs more than all the rest of a message.
 */
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";

export function limitBody(maxSize: number, refuse: () => Response): MiddlewareHandler {
  const counted = bodyLimit({ maxSize, onError: refuse });
  return async (c, next) => {
    // It comes in pieces: somebody has to count.
    if (c.req.header("transfer-encoding") !== undefined) return counted(c, next);
    // Without a length there is no body.
    if (Number(c.req.header("content-length") ?? 0) > maxSize) return refuse();
    return next();
  };
}
