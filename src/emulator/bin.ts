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
import type { EmulatorTls } from "./emulator.ts";
import { parseSeed } from "./parse-seed.ts";
import { EmulatorRefusal } from "./refusal.ts";
import { defaultSeed, type EmulatorSeed } from "./seed.ts";

const DEFAULT_PORT = 7420;
const CLOSE_LIMIT_MS = 1_000;

const HELP = `Usage: openclaw-dingtalk emulator [--port N] [--host 127.0.0.1] [--seed FILE]
                                   [--tls-cert FILE --tls-key FILE [--tls-port N]]

Starts a local DingTalk: HTTP API, Stream socket and a chat page. No account, no internet.
It listens on loopback only and has no login.

  --port N    Port to listen on; 0 takes any free one. Default ${DEFAULT_PORT}.
  --host H    127.0.0.1 (default), localhost or ::1.
  --seed F    Starts with the company, and the messages, in this file: what the page saves.
  --tls-cert F, --tls-key F
              PEM files: answers behind TLS as well, for clients that insist on DingTalk's https addresses.
  --tls-port  Port of that door. Default 443, which may need an administrator; 0 takes any free one.
  --help      Shows this.

It opens no browser by itself, as a package that starts other programs is one that OpenClaw warns of: open the
address it prints. Stop it with Ctrl-C.`;

interface Wishes {
  readonly port: number;
  readonly host: string;
  /** A file's path. */
  readonly seed?: string;
  /** Files' paths. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly port?: number };
}

class UsageError extends Error {}

function parsePort(text: string, flag = "--port"): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`${flag} needs a number from 0 to 65535, not "${text}".`);
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
        "tls-cert": { type: "string" },
        "tls-key": { type: "string" },
        "tls-port": { type: "string" },
        open: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

type Flags = ReturnType<typeof parseFlags>["values"];

function parseTls(values: Flags): Pick<Wishes, "tls"> {
  const { "tls-cert": cert, "tls-key": key, "tls-port": port } = values;
  if (cert === undefined && key === undefined && port === undefined) return {};
  if (cert === undefined || key === undefined)
    throw new UsageError("TLS needs both files, --tls-cert and --tls-key.");
  return { tls: { cert, key, ...(port === undefined ? {} : { port: parsePort(port, "--tls-port") }) } };
}

/** "help" when only the usage is wanted. */
function parseCommandLine(argv: readonly string[]): Wishes | "help" {
  const { values, positionals } = parseFlags(argv);
  if (values.help) return "help";
  if (values.open)
    throw new UsageError("There is no --open: start it without, and open the address that it prints.");
  const [command, ...rest] = positionals;
  if (command !== "emulator")
    throw new UsageError(command === undefined ? "Which command?" : `There is no command "${command}".`);
  if (rest.length > 0) throw new UsageError(`Unexpected argument "${rest.join(" ")}".`);
  return {
    port: parsePort(values.port ?? String(DEFAULT_PORT)),
    host: values.host ?? "127.0.0.1",
    ...(values.seed === undefined ? {} : { seed: values.seed }),
    ...parseTls(values),
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

async function readTls({ cert, key, ...rest }: NonNullable<Wishes["tls"]>): Promise<EmulatorTls> {
  try {
    const [certText, keyText] = await Promise.all([readFile(cert, "utf8"), readFile(key, "utf8")]);
    return { cert: certText, key: keyText, ...rest };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EmulatorRefusal("invalid", `The certificate or its key cannot be read. ${reason}`, { cause });
  }
}

async function run({ port, host, ...wishes }: Wishes): Promise<void> {
  const seed = wishes.seed === undefined ? defaultSeed() : await readSeed(wishes.seed);
  const emulator = await createEmulator({
    port,
    host,
    seed,
    ...(wishes.tls === undefined ? {} : { tls: await readTls(wishes.tls) }),
    webRoot: fileURLToPath(new URL("./web/chat/", import.meta.url)),
    logger: createLogger((level, line) => level !== "debug" && console.error(line)),
  });
  console.log(`Local DingTalk: ${emulator.url}`);
  if (emulator.tlsUrl !== undefined) console.log(`  behind TLS:    ${emulator.tlsUrl}`);
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
