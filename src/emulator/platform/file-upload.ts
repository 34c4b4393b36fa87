/**
 * `PUT` to an address that `queryFileUpload` handed out, as OSS answers it: 200 and nothing, or 403 in XML for headers that
 * are not the ones of the answer, a `Content-Type` among them, and for an address that has expired.
 */
import type { Context, Hono } from "hono";
import { OSS_UPLOAD_PATH, type UploadRefusal } from "../storage-spaces.ts";
import { ids } from "../ids.ts";
import type { PlatformContext } from "./platform-call.ts";
import type { NodeEnv } from "./routes.ts";

const REFUSALS: Record<UploadRefusal, readonly [number, string, string]> = {
  signature: [403, "SignatureDoesNotMatch", "The request signature we calculated does not match."],
  expired: [403, "AccessDenied", "Request has expired."],
  gone: [404, "NoSuchKey", "The specified key does not exist."],
};

function respond(refusal: UploadRefusal | undefined): { status: number; code?: string; xml?: string } {
  if (refusal === undefined) return { status: 200 };
  const [status, code, message] = REFUSALS[refusal];
  const xml = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message><RequestId>${ids.requestId()}</RequestId></Error>`;
  return { status, code, xml };
}

export function mountFileUpload(app: Hono<NodeEnv>, context: PlatformContext): void {
  app.on("PUT", `${OSS_UPLOAD_PATH}*`, async (c: Context<NodeEnv>) => {
    const { pathname } = new URL(c.req.url);
    const data = Buffer.from(await c.req.arrayBuffer());
    const refusal = context.storage.receive(pathname, (name) => c.req.header(name), data);
    const { status, code, xml } = respond(refusal);
    const entry = {
      at: context.clock.now(),
      operation: "messageFile" as const,
      method: "PUT",
      path: pathname,
      status,
      billed: false,
      durationMs: 0,
      ...(code === undefined ? {} : { code }),
    };
    context.calls.record(entry);
    const requestBody = `[${data.length} bytes]`;
    context.wire.call({ ...entry, query: {}, headers: {}, requestBody, responseBody: xml });
    return new Response(xml ?? null, {
      status,
      ...(xml === undefined ? {} : { headers: { "content-type": "application/xml" } }),
    });
  });
}
