/**
 * A channel that does nothing, as a plugin of its own: what the gateway pays for having any channel at all. It has an
 * account that starts and waits until it is stopped.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { hostVersion } from "../../scripts/gateway/host-config.ts";
import { workFolder } from "../../scripts/gateway/project-paths.ts";
import { npmCommand } from "../../scripts/npm-command.ts";

export const BARE_CHANNEL = "barechannel";

const SECTION_SCHEMA = {
  type: "object",
  properties: { enabled: { type: "boolean" } },
  additionalProperties: true,
};

const CODE = `
import { createChatChannelPlugin, defineChannelPluginEntry } from "openclaw/plugin-sdk/channel-core";
import { runPassiveAccountLifecycle } from "openclaw/plugin-sdk/channel-outbound";

const id = "${BARE_CHANNEL}";
const account = { accountId: "default", enabled: true, configured: true, config: {} };

const plugin = createChatChannelPlugin({
  base: {
    id,
    meta: { id, label: "Bare", selectionLabel: "Bare", docsPath: "/channels/bare", blurb: "Does nothing." },
    capabilities: { chatTypes: ["direct"] },
    configSchema: { schema: ${JSON.stringify(SECTION_SCHEMA)} },
    config: {
      listAccountIds: () => ["default"],
      resolveAccount: () => account,
      defaultAccountId: () => "default",
      isConfigured: () => true,
    },
    gateway: {
      startAccount: (context) =>
        runPassiveAccountLifecycle({ abortSignal: context.abortSignal, start: async () => ({}), stop: async () => {} }),
    },
  },
});

export default defineChannelPluginEntry({ id, name: "Bare", description: "Does nothing.", plugin, setRuntime() {} });
`;

const MANIFEST = {
  id: BARE_CHANNEL,
  name: "Bare",
  description: "Does nothing.",
  channels: [BARE_CHANNEL],
  configSchema: { type: "object", additionalProperties: false, properties: {} },
  channelConfigs: { [BARE_CHANNEL]: { label: "Bare", description: "Does nothing.", schema: SECTION_SCHEMA } },
};

const range = `>=${hostVersion()}`;
const PACKAGE = {
  name: "openclaw-barechannel",
  version: "1.0.0",
  type: "module",
  license: "MIT",
  peerDependencies: { openclaw: range },
  peerDependenciesMeta: { openclaw: { optional: true } },
  openclaw: {
    extensions: ["./index.js"],
    runtimeExtensions: ["./index.js"],
    channel: {
      id: BARE_CHANNEL,
      label: "Bare",
      selectionLabel: "Bare",
      docsPath: "/channels/bare",
      blurb: "Does nothing.",
    },
    install: { npmSpec: "openclaw-barechannel", defaultChoice: "npm", minHostVersion: range },
    compat: { pluginApi: range },
    build: { openclawVersion: hostVersion() },
  },
};

/** Writes and packs the plugin; resolves to the tarball's path. */
export async function packBareChannel(): Promise<string> {
  mkdirSync(workFolder, { recursive: true });
  const folder = mkdtempSync(join(workFolder, "bare-"));
  try {
    writeFileSync(join(folder, "package.json"), JSON.stringify(PACKAGE));
    writeFileSync(join(folder, "openclaw.plugin.json"), JSON.stringify(MANIFEST));
    writeFileSync(join(folder, "index.js"), CODE);
    const [command, args] = npmCommand(["pack", "--ignore-scripts", "--pack-destination", folder]);
    await promisify(execFile)(command, args, { cwd: folder });
    const path = join(workFolder, "bare-channel.tgz");
    renameSync(join(folder, `${PACKAGE.name}-${PACKAGE.version}.tgz`), path);
    return path;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
