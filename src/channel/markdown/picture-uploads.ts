/**
 * The pictures that texts show: each address is uploaded once, and a dialect asks where it is. Knows nothing of how
 * a picture is fetched, checked or uploaded; that is `UploadPicture`.
 */
import type { FindPicture } from "./dialect.ts";
import { findDefinitions, withElsewhere } from "./link-targets.ts";
import { parseMarkdown } from "./parse-markdown.ts";
import { pictureUrls } from "./rewrite-links.ts";

/**
 * Brings the picture at `url` (any form a model may write: web, `data:`, a path) to DingTalk and gives what may stand
 * in its place: a media id. Undefined, or a rejection, where the picture may not be shown: it becomes a link.
 * Must settle by itself; a text waits for it.
 */
export type UploadPicture = (url: string) => Promise<string | undefined>;

export interface PictureUploads {
  /** What was uploaded so far; starts nothing. */
  readonly find: FindPicture;
  /**
   * Uploads what a text shows, also by link definitions of other parts of the answer. Resolves when all of it has
   * settled; never rejects.
   */
  upload(text: string, definitions?: string): Promise<void>;
}

/** Addresses that are remembered; the oldest are forgotten first. */
const MAX_REMEMBERED = 500;

export function createPictureUploads(uploadPicture?: UploadPicture): PictureUploads {
  const found = new Map<string, string>();
  const running = new Map<string, Promise<void>>();
  const uploadOne = async (url: string, upload: UploadPicture): Promise<void> => {
    let target: string | undefined;
    try {
      target = await upload(url);
    } catch {
      // The picture stays a link; who uploads has said why.
    }
    if (target === undefined) return;
    found.set(url, target);
    const oldest = found.size > MAX_REMEMBERED ? found.keys().next().value : undefined;
    if (oldest !== undefined) found.delete(oldest);
  };
  const start = (url: string, upload: UploadPicture): Promise<void> => {
    const known = running.get(url);
    if (known) return known;
    const run = uploadOne(url, upload).finally(() => running.delete(url));
    running.set(url, run);
    return run;
  };
  return {
    find: (url) => found.get(url),
    async upload(text, elsewhere) {
      // Most texts have none: the parser need not look.
      if (!uploadPicture || !/!\[|<img/i.test(text)) return;
      const tree = parseMarkdown(text);
      const definitions = withElsewhere(findDefinitions(text, tree), elsewhere);
      const urls = pictureUrls({ text, tree, definitions });
      await Promise.all(urls.filter((url) => !found.has(url)).map((url) => start(url, uploadPicture)));
    },
  };
}
