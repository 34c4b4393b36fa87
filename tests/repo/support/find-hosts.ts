/** Finds literal DingTalk hosts in places where only `contract/endpoints.ts` may have them. */
import type { SourceFile } from "./source-files.ts";

const HOST = /\b(?:[\w-]+\.)*dingtalk\.(?:com|cn|net)\b/gi;
/**
 * The table itself, recorded payloads, texts for people, documents, what tests expect of links, and the examples, which
 * people copy out of the project.
 */
const ALLOWED =
  /^src\/contract\/(?:endpoints\.ts|samples\/)|^src\/channel\/text\/|\.md$|^examples\/|^tests\/|\.test\.ts$/;
const CODE = /\.(?:ts|mjs|html|css|json)$/;
const GENERATED = /^(?:openclaw\.plugin\.json|package-lock\.json)$/;

/** One sentence per literal host. Comments count too: a copied address is where the next one comes from. */
export function findHosts(file: SourceFile): string[] {
  if (!CODE.test(file.path) || ALLOWED.test(file.path) || GENERATED.test(file.path)) return [];
  return file.text
    .split("\n")
    .flatMap((line, index) => (line.match(HOST) ?? []).map((host) => `${file.path}:${index + 1}: ${host}`));
}
