/**
 * `GET /_emulator/attachments/<id>`: what people and robots sent, for the page, and `GET /_emulator/uploads/<media id>`:
 * the pictures inside a robot's Markdown. Pictures are shown, sounds and films may be played, everything else is only
 * ever offered as a file: nothing a person sends runs in the page's origin.
 */
import type { Hono } from "hono";
import { ATTACHMENT_PATH, UPLOAD_PATH, type MediaStore, type StoredFile } from "../media-store.ts";
import type { NodeEnv } from "../platform/routes.ts";
import { loopbackGuard } from "./loopback-guard.ts";

export function mountAttachments(app: Hono<NodeEnv>, media: MediaStore): void {
  const serve = (path: string, find: (id: string) => StoredFile | undefined) =>
    app.on("GET", `${path}:id`, loopbackGuard, (c) => {
      const file = find(c.req.param("id") ?? "");
      if (!file) return c.json({ code: "unknown", message: "The emulator has no such attachment." }, 404);
      return answerWithFile(file);
    });
  serve(ATTACHMENT_PATH, (id) => media.find(id));
  serve(UPLOAD_PATH, (id) => media.findUpload(id)?.file);
}

function answerWithFile(file: StoredFile): Response {
  const isPicture = file.mime.startsWith("image/");
  const isKnown = isPicture || /^(?:audio|video)\//.test(file.mime);
  const name = encodeURIComponent(file.name);
  return new Response(new Uint8Array(file.data), {
    headers: {
      "content-type": isKnown ? file.mime : "application/octet-stream",
      "content-disposition": `${isPicture ? "inline" : "attachment"}; filename*=UTF-8''${name}`,
      "content-security-policy": "default-src 'none'; sandbox",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
}
