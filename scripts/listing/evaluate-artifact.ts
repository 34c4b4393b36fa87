/**
 * What OpenClaw's documents ask of a package that shall stand in its catalogue (plugins/community,
 * plugins/building-plugins, plugins/sdk-setup, plugins/manifest of 2026.9.6), held against one archive. Pure.
 */
import type { Artifact, JsonObject } from "./read-artifact.ts";

export interface Proof {
  /** What is asked, in a few words. */
  readonly asked: string;
  /** `left`: no command can show it, a person has to do it. */
  readonly state: "shown" | "failed" | "left";
  readonly detail: string;
  readonly seconds?: number;
}

export interface Promises {
  /** The package's version as the code says it. */
  readonly version: string;
  readonly oldestHost: string;
  readonly testedHost: string;
}

const EXACT = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;
/** npm runs these on the machine of whoever installs. */
const INSTALL_SCRIPTS = ["preinstall", "install", "postinstall"];
const DEPENDENCY_FIELDS = [
  "dependencies",
  "optionalDependencies",
  "bundledDependencies",
  "bundleDependencies",
];

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((here, name) => (isObject(here) ? here[name] : undefined), value);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const say = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");

/** Names of what does not hold; none: shown. */
function proof(asked: string, faults: readonly (string | false)[], detail: string): Proof {
  const wrong = faults.filter((fault): fault is string => fault !== false);
  return wrong.length > 0
    ? { asked, state: "failed", detail: wrong.join("; ") }
    : { asked, state: "shown", detail };
}

function differs(name: string, value: unknown, wanted: unknown): string | false {
  return say(value) !== say(wanted) && `${name} is ${say(value)}, not ${say(wanted)}`;
}

function identity({ manifest, plugin }: Artifact, promises: Promises): Proof {
  const { name, version } = manifest;
  const channel = at(manifest, "openclaw", "channel", "id");
  const faults = [
    (typeof version !== "string" || !EXACT.test(version)) && `version ${say(version)} is not exact`,
    differs("version", version, promises.version),
    differs("the manifest's id", plugin["id"], channel),
    differs("the manifest's channels", plugin["channels"], [channel]),
    differs("the manifest's categories", plugin["categories"], ["channels"]),
  ];
  return proof(
    "name, exact version, one channel",
    faults,
    `${say(name)}@${say(version)}, channel ${say(channel)}`,
  );
}

function archive({ files, integrity, size, unpackedSize }: Artifact, npmSays: string): Proof {
  const sizes = `${files.length} files, ${size} bytes packed, ${unpackedSize} unpacked`;
  return proof(
    "integrity and size",
    [differs("npm's integrity", npmSays, integrity)],
    `${integrity}; ${sizes}`,
  );
}

function entries({ manifest, files }: Artifact): Proof {
  const own = at(manifest, "openclaw");
  const named = [...list(at(own, "runtimeExtensions")), at(own, "runtimeSetupEntry")].map(say);
  const absent = named.filter((path) => !files.includes(path.replace(/^\.\//, "")));
  const faults = [
    list(at(own, "extensions")).length !== list(at(own, "runtimeExtensions")).length &&
      "extensions and runtimeExtensions differ in number",
    absent.length > 0 && `not in the archive: ${absent.join(", ")}`,
  ];
  return proof("built entries inside", faults, named.join(", "));
}

function compatibility({ manifest }: Artifact, { oldestHost, testedHost }: Promises): Proof {
  const own = at(manifest, "openclaw");
  const floor = `>=${oldestHost}`;
  const faults = [
    differs("compat.pluginApi", at(own, "compat", "pluginApi"), floor),
    differs("compat.minGatewayVersion", at(own, "compat", "minGatewayVersion"), oldestHost),
    differs("install.minHostVersion", at(own, "install", "minHostVersion"), floor),
    differs("peerDependencies.openclaw", at(manifest, "peerDependencies", "openclaw"), floor),
    differs("build.openclawVersion", at(own, "build", "openclawVersion"), testedHost),
    differs("build.pluginSdkVersion", at(own, "build", "pluginSdkVersion"), testedHost),
    differs("devDependencies.openclaw", at(manifest, "devDependencies", "openclaw"), testedHost),
  ];
  return proof("compatibility and build", faults, `OpenClaw ${floor}, built on ${testedHost}`);
}

function install({ manifest }: Artifact): Proof {
  const hints = at(manifest, "openclaw", "install");
  const faults = [
    differs("install.npmSpec", at(hints, "npmSpec"), manifest["name"]),
    differs("install.defaultChoice", at(hints, "defaultChoice"), "npm"),
  ];
  return proof("install hints", faults, `npm, ${say(at(hints, "npmSpec"))}`);
}

function nothingElse({ manifest }: Artifact): Proof {
  const needed = DEPENDENCY_FIELDS.filter((name) => Object.keys(Object(manifest[name])).length > 0);
  const run = INSTALL_SCRIPTS.filter((name) => at(manifest, "scripts", name) !== undefined);
  const forced = Object.keys(Object(manifest["peerDependencies"])).filter(
    (name) => at(manifest, "peerDependenciesMeta", name, "optional") !== true,
  );
  const faults = [
    needed.length > 0 && `it has ${needed.join(", ")}`,
    run.length > 0 && `npm would run ${run.join(", ")}`,
    forced.length > 0 && `npm would install the peers ${forced.join(", ")}`,
  ];
  return proof("no dependencies, no install scripts", faults, "none");
}

function papers({ manifest, files }: Artifact): Proof {
  const wanted = [
    "LICENSE",
    "README.md",
    "README.zh-CN.md",
    "CHANGELOG.md",
    "docs/setup.md",
    "docs/configuration.md",
  ];
  const absent = wanted.filter((path) => !files.includes(path));
  const faults = [
    typeof manifest["license"] !== "string" && "package.json names no licence",
    absent.length > 0 && `not in the archive: ${absent.join(", ")}`,
  ];
  return proof("licence, README, set-up guide", faults, `${say(manifest["license"])}; ${wanted.join(", ")}`);
}

/** The host offers the set-up flags before it loads the plugin, so they stand in package.json. */
function setupFields({ manifest, plugin }: Artifact): Proof {
  const id = say(at(manifest, "openclaw", "channel", "id"));
  const fields = list(at(manifest, "openclaw", "channel", "setup", "fields"));
  const known = at(plugin, "channelConfigs", id, "schema", "properties");
  const faults = fields.flatMap((entry) => {
    const key = say(at(entry, "key"));
    const flag = /^--([a-z-]+)/.exec(say(at(entry, "cli", "flags")))?.[1] ?? "";
    const camel = flag.replace(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());
    return [
      differs(`the key of --${flag}`, key, camel),
      !isObject(at(known, key)) && `the schema has no ${key}`,
      /secret/i.test(key) && at(entry, "sensitive") !== true && `${key} is not marked as sensitive`,
    ];
  });
  const schema = [
    !isObject(plugin["configSchema"]) && "the manifest has no configSchema",
    !isObject(known) && "the manifest has no schema of the channel",
    fields.length === 0 && "package.json names no set-up fields",
  ];
  const named = fields.map((entry) => say(at(entry, "key"))).join(", ");
  return proof("schema and set-up fields agree", [...schema, ...faults], named);
}

function source({ manifest }: Artifact): Proof {
  const asked = "public source repository";
  const address = at(manifest, "repository", "url") ?? manifest["repository"];
  return typeof address === "string"
    ? { asked, state: "shown", detail: address }
    : { asked, state: "left", detail: "package.json names none yet" };
}

/** `npmSays` is the integrity that npm reported when it packed. */
export function evaluateArtifact(artifact: Artifact, npmSays: string, promises: Promises): Proof[] {
  return [
    identity(artifact, promises),
    archive(artifact, npmSays),
    entries(artifact),
    compatibility(artifact, promises),
    install(artifact),
    nothingElse(artifact),
    papers(artifact),
    setupFields(artifact),
    source(artifact),
  ];
}
