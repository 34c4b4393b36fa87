/**
 * Generates `openclaw.plugin.json` from the configuration schema: `node scripts/manifest.ts --write`, and
 * `--check` fails when the file is not what would be written. The host reads the file without running our code.
 */
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildUiHints } from "../src/channel/config/hints.ts";
import { channelJsonSchema } from "../src/channel/config/json-schema.ts";

const MANIFEST_PATH = path.resolve(import.meta.dirname, "..", "openclaw.plugin.json");

/** The manifest as an object, keys in the order in which they are written. */
export function buildManifest(): Record<string, unknown> {
  return {
    id: "dingtalk",
    name: "DingTalk",
    description: "DingTalk bots in Stream mode with streaming AI Cards and a durable journal.",
    categories: ["channels"],
    channels: ["dingtalk"],
    activation: { onStartup: false },
    cliCommands: [{ name: "china", description: "Look after the DingTalk channel", hasSubcommands: true }],
    // Without the empty list OpenClaw loads the set-up entry early in each start to look for migrations.
    doctorContract: { configRepair: true, stateMigrations: [] },
    // The console sees to pairing requests through the gateway's own methods, with the rights of who asks.
    contracts: { gatewayMethodDispatch: ["authenticated-request"] },
    configSchema: { type: "object", additionalProperties: false, properties: {} },
    channelConfigs: {
      dingtalk: {
        label: "DingTalk (钉钉)",
        description: "DingTalk bots: direct messages, groups, AI Cards, files.",
        schema: channelJsonSchema(),
        uiHints: buildUiHints("en"),
      },
    },
  };
}

export function renderManifest(): string {
  return `${JSON.stringify(buildManifest(), null, 2)}\n`;
}

function main(mode: string | undefined): number {
  const wanted = renderManifest();
  if (mode === "--write") {
    fs.writeFileSync(MANIFEST_PATH, wanted);
    console.log(`wrote ${MANIFEST_PATH}`);
    return 0;
  }
  if (mode === "--check") {
    const found = fs.existsSync(MANIFEST_PATH) ? fs.readFileSync(MANIFEST_PATH, "utf8") : "";
    if (found === wanted) return 0;
    console.error("openclaw.plugin.json is out of date; run: node scripts/manifest.ts --write");
    return 1;
  }
  console.error("usage: node scripts/manifest.ts --write | --check");
  return 2;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv[2]);
