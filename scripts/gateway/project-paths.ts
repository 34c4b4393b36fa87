/**
 * Where the project's own scripts find things: the checkout, the host and the private work folder.
 * Everything a script writes lives under `workFolder`, which git ignores.
 */
import { join } from "node:path";

export const projectRoot = join(import.meta.dirname, "..", "..");
export const workFolder = join(projectRoot, ".openclaw-dingtalk");
/** The host's command line, the version that package-lock.json pins. */
export const hostEntry = join(projectRoot, "node_modules", "openclaw", "openclaw.mjs");
