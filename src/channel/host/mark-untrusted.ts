/** The host's marks around words from outside, as it puts them around the documents that it reads itself. */
import { wrapExternalContent } from "openclaw/plugin-sdk/security-runtime";

/** Marks inside the words themselves are made harmless by the host. */
export function markUntrusted(words: string): string {
  return wrapExternalContent(words, { source: "unknown", includeWarning: false });
}
