/**
 * Runs once before the lanes that use the real gateway or the built pages: builds and packs.
 * `npm test` has packed already and hands the path on.
 */
import { existsSync } from "node:fs";
import { buildAll } from "../../scripts/build.ts";
import { packPlugin } from "../../scripts/pack.ts";
import { TARBALL_VARIABLE } from "./packed-tarball.ts";

export async function setup(): Promise<void> {
  const given = process.env[TARBALL_VARIABLE];
  if (given === undefined || !existsSync(given)) {
    await buildAll();
    process.env[TARBALL_VARIABLE] = (await packPlugin()).path;
  }
}
