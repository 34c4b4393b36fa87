/**
 * Who may import whom, as data (the table of the design, one row per folder). `tests/repo/imports.test.ts` holds
 * every file against it. A folder that is not in the table may not exist.
 */
export interface ImportRule {
  /** Folders of ours; `contract` and `lib` have to be named too. */
  readonly folders: readonly string[];
  /** Folders of which only types may be imported. */
  readonly types?: readonly string[];
  /** Packages: a name, or a name with `/*` for all its subpaths. */
  readonly packages?: readonly string[];
  /** Packages of which only types may be imported. */
  readonly packageTypes?: readonly string[];
  /** Node's own modules; default all. */
  readonly node?: boolean | readonly string[];
}

const SDK = "openclaw/plugin-sdk/*";
const base = ["contract", "lib", "channel/model"];
/** The host's interfaces are types; only `channel/host` touches its values. */
const hostTypes = ["channel/host"];
const channelTools = ["client", "channel/config", "channel/text"];

export const IMPORT_TABLE: Readonly<Record<string, ImportRule>> = {
  lib: { folders: [] },
  contract: { folders: [], packages: ["zod"], node: false },
  client: { folders: ["contract", "lib"], packages: ["ws", "zod"] },
  emulator: {
    folders: ["contract", "lib"],
    packages: ["ws", "zod", "hono", "hono/*", "@hono/node-server", "@hono/node-server/*", "open"],
  },
  "web/shared": {
    folders: [],
    types: ["contract"],
    packages: ["lit", "lit/*", "markdown-it", "dompurify"],
    node: false,
  },
  "web/chat": {
    folders: ["web/shared"],
    types: ["contract"],
    packages: ["lit", "lit/*"],
    node: false,
  },
  "web/developer": {
    folders: ["web/shared"],
    types: ["contract"],
    packages: ["lit", "lit/*"],
    node: false,
  },
  "web/console": {
    folders: ["web/shared"],
    types: ["contract"],
    packages: ["lit", "lit/*"],
    node: false,
  },
  /** The only values of the host. It gives the plugin its shape, so it knows the config and what sends. */
  "channel/host": {
    folders: [...base, "channel/config", "channel/outbound"],
    types: ["client", "channel/account", "channel/directory", "channel/text"],
    packages: [SDK],
  },
  "channel/model": { folders: ["contract", "lib"] },
  "channel/config": {
    folders: ["contract", "lib", "channel/model", "channel/text"],
    packages: ["zod", "@croct/json5-parser", "json5"],
  },
  "channel/text": { folders: ["contract", "lib", "channel/model"] },
  "channel/journal": { folders: ["lib", "channel/model"], packageTypes: [SDK] },
  /** Pure: no client, no host, no files, no timers. */
  "channel/inbound": { folders: [...base, "channel/config"], node: false },
  "channel/access": { folders: [...base, "channel/config"], types: hostTypes, node: false },
  /** Pure: what DingTalk shows of Markdown. It knows no card and no message, only texts. */
  "channel/markdown": { folders: [], packages: ["@lezer/markdown"], node: false },
  "channel/media": { folders: [...base, ...channelTools], packages: ["yauzl"] },
  "channel/card": { folders: [...base, ...channelTools, "channel/markdown"] },
  /** Who and which groups an account knows. */
  "channel/directory": { folders: [...base, ...channelTools] },
  "channel/quota": { folders: [...base, ...channelTools] },
  "channel/outbound": {
    folders: [...base, ...channelTools, "channel/markdown", "channel/card", "channel/media", "channel/quota"],
  },
  /** What became of each message, for people. It knows no card and no turn; these tell it. */
  "channel/trail": { folders: ["contract", "lib", "channel/model", "channel/text"] },
  "channel/approvals": { folders: [...base, ...channelTools, "channel/card", "channel/outbound"] },
  "channel/reply": {
    folders: [
      ...base,
      "channel/card",
      "channel/markdown",
      "channel/quota",
      "channel/outbound",
      "channel/media",
      "channel/text",
    ],
    types: ["client", "channel/config", "channel/trail", ...hostTypes],
  },
  "channel/turn": {
    folders: [
      ...base,
      "channel/inbound",
      "channel/access",
      "channel/media",
      "channel/reply",
      "channel/host",
      "channel/config",
      "channel/text",
    ],
    types: ["channel/trail"],
    packageTypes: [SDK],
  },
  "channel/account": {
    folders: [
      ...base,
      ...channelTools,
      "channel/journal",
      "channel/turn",
      "channel/status",
      "channel/reply",
      "channel/card",
      "channel/markdown",
      "channel/inbound",
      "channel/outbound",
      "channel/media",
      "channel/directory",
      "channel/quota",
      "channel/approvals",
      "channel/trail",
    ],
    types: hostTypes,
  },
  /** The three that show and repair read the journal as well: its dead letters are ours alone; and the trail. */
  "channel/status": {
    folders: [...base, ...channelTools, "channel/journal", "channel/trail", "channel/version"],
    types: hostTypes,
  },
  /** Proves with the checks of status, and looks after the archive of received files. */
  "channel/setup": {
    folders: [
      ...base,
      ...channelTools,
      "channel/journal",
      "channel/quota",
      "channel/card",
      "channel/status",
      "channel/media",
      "channel/trail",
      "channel/version",
    ],
    packages: ["zod"],
    types: hostTypes,
  },
  /** The wizard's questions, plans and proofs on a page; shows what the others keep. */
  "channel/console": {
    folders: [
      ...base,
      ...channelTools,
      "channel/status",
      "channel/setup",
      "channel/journal",
      "channel/quota",
      "channel/media",
      "channel/directory",
      "channel/trail",
      "channel/access",
      "channel/version",
    ],
    packages: ["zod", "uqr"],
    types: hostTypes,
  },
  /** Assembles the plugin: it may know all folders of the channel, and has no logic. */
  "channel/plugin": { folders: ["client", "lib", "channel/*"] },
  /** The same, for what is loaded with the first need. */
  "channel/account-work": { folders: ["client", "lib", "channel/*"] },
  "channel/version": { folders: [] },
  "channel/doctor-contract-api": { folders: ["channel/config", "channel/text"] },
  "channel/secret-contract-api": { folders: ["channel/host"] },
  index: {
    folders: ["lib", "channel/plugin", "channel/host", "channel/account", "channel/console", "channel/setup"],
  },
  "setup-entry": { folders: ["channel/plugin", "channel/host", "channel/setup"] },
};

/** Files that build or test the project; they may import what they need. */
export const FREE_FILES = /^(?:scripts|tests|bench)\/|^[\w.-]+\.config\.ts$|^src\/web\/[\w.-]+\.config\.ts$/;
/** What a test beside the code may import besides what its folder may. */
export const TEST_PACKAGES = ["vitest", "fast-check"];
