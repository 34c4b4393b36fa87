#!/usr/bin/env node
/**
 * `openclaw-dingtalk emulator`: the local DingTalk on the command line, until Ctrl-C.
 * It prints the address and the made-up credentials of the default company, nothing secret of yours.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createLogger } from "../lib/logger.ts";
import { createEmulator } from "./create-emulator.ts";
import { parseSeed } from "./parse-seed.ts";
import { EmulatorRefusal } from "./refusal.ts";
import { defaultSeed, type EmulatorSeed } from "./seed.ts";

const DEFAULT_PORT = 7420;
const CLOSE_LIMIT_MS = 1_000;

const HELP = `Usage: openclaw-dingtalk emulator [--port N] [--host 127.0.0.1] [--seed FILE]

Starts a local DingTalk: HTTP API, Stream socket and a chat page. No account, no internet.
It listens on loopback only and has no login.

  --port N    Port to listen on; 0 takes any free one. Default ${DEFAULT_PORT}.
  --host H    127.0.0.1 (default), localhost or ::1.
  --seed F    Starts with the company, and the messages, in this file: what the page saves.
  --help      Shows this.

Stop it with Ctrl-C.`;

interface Wishes {
  readonly port: number;
  readonly host: string;
  /** A file's path. */
  readonly seed?: string;
}

class UsageError extends Error {}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`--port needs a number from 0 to 65535, not "${text}".`);
}

function parseFlags(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        port: { type: "string" },
        host: { type: "string" },
        seed: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** "help" when only the usage is wanted. */
function parseCommandLine(argv: readonly string[]): Wishes | "help" {
  const { values, positionals } = parseFlags(argv);
  if (values.help) return "help";
  const [command, ...rest] = positionals;
  if (command !== "emulator")
    throw new UsageError(command === undefined ? "Which command?" : `There is no command "${command}".`);
  if (rest.length > 0) throw new UsageError(`Unexpected argument "${rest.join(" ")}".`);
  return {
    port: parsePort(values.port ?? String(DEFAULT_PORT)),
    host: values.host ?? "127.0.0.1",
    ...(values.seed === undefined ? {} : { seed: values.seed }),
  };
}

/** Throws `EmulatorRefusal` when the file cannot be read or is no seed. */
async function readSeed(file: string): Promise<EmulatorSeed> {
  try {
    return parseSeed(await readFile(file, "utf8"));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EmulatorRefusal("invalid", `The seed ${file} cannot be used. ${reason}`, { cause });
  }
}

async function run({ port, host, ...wishes }: Wishes): Promise<void> {
  const seed = wishes.seed === undefined ? defaultSeed() : await readSeed(wishes.seed);
  const emulator = await createEmulator({
    port,
    host,
    seed,
    webRoot: fileURLToPath(new URL("./web/chat/", import.meta.url)),
    logger: createLogger((level, line) => level !== "debug" && console.error(line)),
  });
  console.log(`Local DingTalk: ${emulator.url}`);
  for (const { clientId, clientSecret } of seed.apps) {
    console.log(`  Client ID:     ${clientId}`);
    console.log(`  Client Secret: ${clientSecret}`);
  }
  console.log("Open the address in a browser to chat. Ctrl-C stops it.");
  const stop = () => {
    setTimeout(() => process.exit(0), CLOSE_LIMIT_MS).unref();
    void emulator.close().finally(() => process.exit(0));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

async function main(argv: readonly string[]): Promise<void> {
  try {
    const wishes = parseCommandLine(argv);
    if (wishes === "help") return console.log(HELP);
    await run(wishes);
  } catch (error) {
    const usage =
      error instanceof UsageError || (error instanceof EmulatorRefusal && error.code === "invalid");
    if (!usage && !(error instanceof EmulatorRefusal)) throw error;
    console.error(`openclaw-dingtalk: ${error.message}`);
    if (error instanceof UsageError) console.error(`\n${HELP}`);
    process.exitCode = usage ? 2 : 1;
  }
}

await main(process.argv.slice(2));
