/**
 * The door to everything: `node scripts/bootstrap.mjs <task> [arguments]`, with the tasks below.
 * Runs on Node 20 and newer without any package, brings a Node that the OpenClaw host accepts, installs the
 * locked packages when they are missing, and hands over to the real script. A run already in place costs nothing.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { NODE_PACKAGES, NODE_RANGE, satisfiesNodeRange } from "./node-packages.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const workFolder = join(root, ".openclaw-dingtalk");
const stampFile = join(root, "node_modules", ".openclaw-dingtalk-stamp");
const TASKS = {
  start: "scripts/start.ts",
  test: "scripts/test.ts",
  bench: "bench/run.ts",
  "test-hosts": "scripts/test-hosts.ts",
  "test-sdks": "scripts/test-sdks.ts",
  "prove-listing": "scripts/prove-listing.ts",
};
const INSTALL_FLAGS = ["--ignore-scripts", "--no-audit", "--no-fund"];
const NODE_BY_HAND = "install Node 24.16 or newer from https://nodejs.org/ and run the same command again";

class BootstrapError extends Error {}

function fail(message, code = 1) {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}

/** The script of the npm that runs us, or of the npm beside this Node; undefined when there is none. */
function findNpmScript() {
  const beside = dirname(process.execPath);
  const candidates = [
    process.env.npm_execpath,
    join(beside, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
    join(beside, "node_modules", "npm", "bin", "npm-cli.js"),
    "/usr/share/nodejs/npm/bin/npm-cli.js",
  ];
  return candidates.find((path) => path && /npm-cli\.c?js$/.test(path) && existsSync(path));
}

/** Runs npm with `node`; throws a BootstrapError with npm's own words when it fails. */
function runNpm(node, args, purpose) {
  const script = findNpmScript();
  const path = [dirname(node), process.env.PATH].join(delimiter);
  const env = { ...process.env, PATH: path, NODE_ENV: "development", npm_config_update_notifier: "false" };
  const options = { cwd: root, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], windowsHide: true };
  const result = script
    ? spawnSync(node, [script, ...args], options)
    : spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
  if (result.error?.code === "ENOENT") {
    throw new BootstrapError(
      `npm was not found, so ${purpose} is not possible. Install Node with npm, or ${NODE_BY_HAND}.`,
    );
  }
  if (result.status === 0) return;
  const said = `${result.stdout ?? ""}${result.stderr ?? ""}`.trim().split("\n").slice(-15).join("\n");
  throw new BootstrapError(`npm could not do it (${purpose}).\n${said}\n${explain(said)}`);
}

function explain(said) {
  if (/ENOSPC/.test(said)) return "The disk is full. Free some space and run the same command again.";
  if (/EACCES|EROFS|EPERM/.test(said))
    return `This folder cannot be written to: ${root}. Change its permissions and run the same command again.`;
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRE|network/i.test(said)) {
    return "The npm registry could not be reached. Check the network, or set a mirror with `npm config set registry <address>`, and run the same command again.";
  }
  return "Run the same command again; if it fails again, the lines above say why.";
}

/** npm has compared the archive with the registry; this compares the registry with our pin. */
function verifyNode(prefix, pinned) {
  const lock = JSON.parse(readFileSync(join(prefix, "node_modules", ".package-lock.json"), "utf8"));
  const installed = lock.packages?.[`node_modules/${pinned.name}`];
  if (installed?.version !== pinned.version || installed?.integrity !== pinned.integrity) {
    rmSync(prefix, { recursive: true, force: true });
    throw new BootstrapError(
      `The registry served another ${pinned.name}@${pinned.version} than the one we know; it was removed. Check your registry setting, or ${NODE_BY_HAND}.`,
    );
  }
}

/** Path of a Node that the host accepts: this one, the one fetched before, or one fetched now. */
function provideNode() {
  if (satisfiesNodeRange(process.version)) return process.execPath;
  const pinned = NODE_PACKAGES[`${process.platform}-${process.arch}`];
  if (!pinned) {
    throw new BootstrapError(
      `OpenClaw needs Node ${NODE_RANGE}; this is ${process.version}, and for ${process.platform}-${process.arch} none can be fetched: ${NODE_BY_HAND}.`,
    );
  }
  const prefix = join(workFolder, "node");
  const node = join(prefix, "node_modules", pinned.name, pinned.executable);
  const verified = join(prefix, `${pinned.name}-${pinned.version}.verified`);
  if (existsSync(node) && existsSync(verified)) return node;
  process.stderr.write(
    `Node ${process.version} is not enough for OpenClaw (${NODE_RANGE}): fetching Node ${pinned.version}…\n`,
  );
  rmSync(prefix, { recursive: true, force: true });
  mkdirSync(prefix, { recursive: true });
  const wanted = `${pinned.name}@${pinned.version}`;
  runNpm(
    process.execPath,
    ["install", "--prefix", prefix, "--no-save", ...INSTALL_FLAGS, wanted],
    `fetching Node ${pinned.version}`,
  );
  verifyNode(prefix, pinned);
  const trial = spawnSync(node, ["--version"], { encoding: "utf8" });
  if (trial.status !== 0 || !satisfiesNodeRange(trial.stdout.trim())) {
    rmSync(prefix, { recursive: true, force: true });
    throw new BootstrapError(`The fetched Node does not run on this system: ${NODE_BY_HAND}.`);
  }
  writeFileSync(verified, pinned.integrity);
  return node;
}

/** Whether node_modules, however it came about, holds exactly what the lock names. */
function matchesLock(lockText) {
  try {
    const wanted = JSON.parse(lockText).packages;
    const present = JSON.parse(
      readFileSync(join(root, "node_modules", ".package-lock.json"), "utf8"),
    ).packages;
    return Object.entries(wanted).every(([path, entry]) => {
      if (path === "" || entry.link) return true;
      const found = present[path];
      if (!found) return Boolean(entry.optional || entry.devOptional || entry.peer);
      return found.version === entry.version && found.integrity === entry.integrity;
    });
  } catch {
    return false;
  }
}

/** Installs the locked packages unless they are in place. */
function providePackages(node) {
  const lockText = readFileSync(join(root, "package-lock.json"), "utf8");
  const hash = createHash("sha256").update(lockText).digest("hex");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === hash) return;
  if (!matchesLock(lockText)) {
    process.stderr.write("Installing the locked packages (about a minute the first time)…\n");
    runNpm(node, ["ci", "--include=dev", ...INSTALL_FLAGS], "installing the locked packages");
  }
  writeFileSync(stampFile, hash);
}

/** Runs the script with our terminal, passes signals on and ends as it ended. */
function handOver(node, script, args) {
  const path = [dirname(node), process.env.PATH].join(delimiter);
  const env = { ...process.env, PATH: path, OPENCLAW_DINGTALK_BOOTSTRAP: String(process.pid) };
  const child = spawn(node, [join(root, script), ...args], { cwd: root, env, stdio: "inherit" });
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => child.kill(name));
  child.once("error", (error) => fail(`Node could not be started: ${error.message}`));
  child.once("exit", (code, signal) =>
    process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)),
  );
}

function main() {
  const [task, ...args] = process.argv.slice(2);
  const script = Object.hasOwn(TASKS, task ?? "") ? TASKS[task] : undefined;
  if (!script) fail(`Usage: node scripts/bootstrap.mjs ${Object.keys(TASKS).join("|")} [arguments]`, 2);
  try {
    const node = provideNode();
    providePackages(node);
    handOver(node, script, args);
  } catch (error) {
    if (error instanceof BootstrapError) fail(error.message);
    fail(`${error.message}\n${explain(`${error.code} ${error.message}`)}`);
  }
}

main();
