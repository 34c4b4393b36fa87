/**
 * Where the project's own scripts find things: the checkout, the host and the private work folder.
 * Everything a script writes lives under `workFolder`, which git ignores.
 */
import { join } from "node:path";

export const projectRoot = join(import.meta.dirname, "..", "..");
export const workFolder = join(projectRoot, ".openclaw-dingtalk");
/** The folder of another release of the host, for `npm run test:hosts`. */
export const HOST_VARIABLE = "OPENCLAW_DINGTALK_HOST";
/** The folder that has the official SDK, set by `npm run test:witness`. */
export const WITNESS_VARIABLE = "OPENCLAW_DINGTALK_WITNESS";
const hostFolder = process.env[HOST_VARIABLE] ?? join(projectRoot, "node_modules", "openclaw");
/** The host's command line, the version that package-lock.json pins unless another one is named. */
export const hostEntry = join(hostFolder, "openclaw.mjs");
