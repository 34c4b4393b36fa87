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
import { openPage } from "./open-page.ts";
import { parseSeed } from "./parse-seed.ts";
import { EmulatorRefusal } from "./refusal.ts";
import { defaultSeed, type EmulatorSeed } from "./seed.ts";
import { describeAim, parseTlsWish, readTls, type TlsWish } from "./tls/command-line.ts";

const DEFAULT_PORT = 7420;
const CLOSE_LIMIT_MS = 1_000;

const HELP = `Usage: openclaw-dingtalk emulator [--port N] [--host 127.0.0.1] [--seed FILE] [--open]
                                   [--tls | --tls-cert FILE --tls-key FILE] [--tls-port N]

Starts a local DingTalk: HTTP API, Stream socket and a chat page. No account, no internet.
It listens on loopback only and has no login.

  --port N    Port to listen on; 0 takes any free one. Default ${DEFAULT_PORT}.
  --host H    127.0.0.1 (default), localhost or ::1.
  --seed F    Starts with the company, and the messages, in this file: what the page saves.
  --open      Opens the chat page in the browser.
  --tls       Answers behind TLS as well, for programs that insist on DingTalk's https addresses, with an authority of
              this machine's own that it makes once. It prints how to aim a program at it.
  --tls-folder F
              Where that authority is kept. Default ~/.openclaw-dingtalk/tls.
  --tls-cert F, --tls-key F
              PEM files to use instead.
  --tls-port  Port of that door. Default 443, which may need an administrator; with --tls any free one, which is 0.
  --help      Shows this.

Stop it with Ctrl-C.`;

const NOT_OPENED = "No browser could be opened from here: open the address yourself.";

interface Wishes {
  readonly port: number;
  readonly host: string;
  /** A file's path. */
  readonly seed?: string;
  readonly tls?: TlsWish;
  readonly open: boolean;
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
        tls: { type: "boolean" },
        "tls-folder": { type: "string" },
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

function tlsOf(values: Flags): Pick<Wishes, "tls"> {
  const { "tls-port": port, "tls-folder": folder, "tls-cert": cert, "tls-key": key, tls = false } = values;
  const wish = parseTlsWish({ tls, folder, cert, key });
  if (typeof wish === "string") throw new UsageError(wish);
  const named = port === undefined ? {} : { port: parsePort(port, "--tls-port") };
  if (wish === undefined && port !== undefined)
    throw new UsageError("--tls-port needs --tls, or both files.");
  return wish === undefined ? {} : { tls: { ...wish, ...named } };
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
    open: values.open ?? false,
    ...(values.seed === undefined ? {} : { seed: values.seed }),
    ...tlsOf(values),
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
  const tls = wishes.tls === undefined ? undefined : await readTls(wishes.tls);
  const emulator = await createEmulator({
    port,
    host,
    seed,
    ...(tls === undefined ? {} : { tls }),
    webRoot: fileURLToPath(new URL("./web/chat/", import.meta.url)),
    logger: createLogger((level, line) => level !== "debug" && console.error(line)),
  });
  console.log(`Local DingTalk: ${emulator.url}`);
  if (emulator.tlsUrl !== undefined) console.log(`  behind TLS:    ${emulator.tlsUrl}`);
  for (const { clientId, clientSecret } of seed.apps) {
    console.log(`  Client ID:     ${clientId}`);
    console.log(`  Client Secret: ${clientSecret}`);
  }
  for (const line of tls?.authority ? describeAim(emulator.url, tls.authority) : []) console.log(line);
  console.log("Open the address in a browser to chat. Ctrl-C stops it.");
  // Not awaited: where the browser stays in the foreground, it takes until that is closed.
  if (wishes.open) void openPage(emulator.url).then((opened) => opened || console.error(NOT_OPENED));
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
