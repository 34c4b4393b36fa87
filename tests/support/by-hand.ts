/** A configuration file as a person leaves it: with comments around the channel's section, and four blanks. */
import { readFileSync, writeFileSync } from "node:fs";
import { configPathOf } from "../../scripts/gateway/gateway-environment.ts";
import { readHostConfig, type JsonObject } from "../../scripts/gateway/host-config.ts";

const PLACE = '"the section"';
const BEFORE = "/* of the channel */ ";
const AFTER = " /* and over */";

export const readConfigText = (stateDir: string): string => readFileSync(configPathOf(stateDir), "utf8");

/** Writes the same values as a person would have; returns the text. */
export function writeByHand(stateDir: string): string {
  const config = readHostConfig(stateDir) as JsonObject & { channels: { dingtalk: JsonObject } };
  const { channels } = config;
  const outer = JSON.stringify({ ...config, channels: { ...channels, dingtalk: "the section" } }, null, 4);
  const section = JSON.stringify(channels.dingtalk, null, 4).replaceAll("\n", "\n        ");
  const text = `// mine, by hand\n${outer
    .replace(PLACE, () => `${BEFORE}${section}${AFTER}`)
    .replace('"gateway": {', "gateway: { // the door")}\n// the end\n`;
  writeFileSync(configPathOf(stateDir), text, { mode: 0o600 });
  return text;
}

/** What stands around the section. Throws where the comments around it are gone. */
export function aroundSection(text: string): [string, string] {
  const [start, end] = [text.indexOf(BEFORE), text.indexOf(AFTER)];
  if (start < 0 || end < start) throw new Error(`The section has no comments around it:\n${text}`);
  return [text.slice(0, start), text.slice(end)];
}
