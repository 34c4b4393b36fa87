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
import type { SpokenLanguage } from "../lib/named-language.ts";
import { commandText, type CommandWords } from "./text/command-text.ts";
import type { CommandText } from "./text/en.ts";
import { describeAim, parseTlsWish, readTls, type TlsWish } from "./tls/command-line.ts";

const DEFAULT_PORT = 7420;
const CLOSE_LIMIT_MS = 1_000;

interface Wishes {
  readonly port: number;
  readonly host: string;
  /** A file's path. */
  readonly seed?: string;
  readonly tls?: TlsWish;
  readonly open: boolean;
}

/** The command was written wrongly. */
class UsageError extends Error {}
/** The command is right, the seed is not. */
class SeedError extends Error {}

function parsePort(given: string, flag: string, text: CommandText): number {
  const port = Number(given);
  if (/^\d{1,5}$/.test(given) && port <= 65_535) return port;
  throw new UsageError(text.badPort(flag, given));
}

const OPTIONS = {
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
} as const;

/** One word of the command line, as Node reads it. */
interface Token {
  readonly kind: string;
  readonly name?: string;
  /** As it was written, with its dashes. */
  readonly rawName?: string;
  readonly value?: string | undefined;
  /** `--flag=value`. */
  readonly inlineValue?: boolean | undefined;
}

/** Node's own sentences about flags are English; these are in the reader's language. */
function checkFlag(token: Token, text: CommandText): void {
  const { kind, name = "", rawName = "", value, inlineValue } = token;
  if (kind !== "option") return;
  if (!Object.hasOwn(OPTIONS, name)) throw new UsageError(text.unknownFlag(rawName));
  const { type } = OPTIONS[name as keyof typeof OPTIONS];
  if (type === "boolean" && value !== undefined) throw new UsageError(text.valueUnwanted(rawName));
  // What looks like the next flag is one; a negative number is a wrong value.
  const isFlag = inlineValue === false && /^-\D/.test(value ?? "");
  if (type === "string" && (value === undefined || isFlag)) throw new UsageError(text.valueMissing(rawName));
}

function parseFlags(argv: readonly string[], text: CommandText) {
  const args = [...argv];
  const { tokens } = parseArgs({
    args,
    allowPositionals: true,
    options: OPTIONS,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) checkFlag(token, text);
  // A value that begins with a dash has been looked at: as one word with its flag it passes.
  const joined = tokens.flatMap((token) => {
    if (token.kind === "positional") return [token.value];
    if (token.kind !== "option") return [];
    return [token.value === undefined ? token.rawName : `${token.rawName}=${token.value}`];
  });
  return parseArgs({ args: joined, allowPositionals: true, options: OPTIONS });
}

type Flags = ReturnType<typeof parseFlags>["values"];

function tlsOf(values: Flags, text: CommandText): Pick<Wishes, "tls"> {
  const { "tls-port": port, "tls-folder": folder, "tls-cert": cert, "tls-key": key, tls = false } = values;
  const wish = parseTlsWish({ tls, folder, cert, key }, text);
  if (typeof wish === "string") throw new UsageError(wish);
  const named = port === undefined ? {} : { port: parsePort(port, "--tls-port", text) };
  if (wish === undefined && port !== undefined) throw new UsageError(text.tlsPortAlone);
  return wish === undefined ? {} : { tls: { ...wish, ...named } };
}

/** "help" when only the usage is wanted. */
function parseCommandLine(argv: readonly string[], text: CommandText): Wishes | "help" {
  const { values, positionals } = parseFlags(argv, text);
  if (values.help) return "help";
  const [command, ...rest] = positionals;
  if (command === undefined) throw new UsageError(text.noCommand);
  if (command !== "emulator") throw new UsageError(text.unknownCommand(command));
  if (rest.length > 0) throw new UsageError(text.unexpected(rest.join(" ")));
  return {
    port: parsePort(values.port ?? String(DEFAULT_PORT), "--port", text),
    host: values.host ?? "127.0.0.1",
    open: values.open ?? false,
    ...(values.seed === undefined ? {} : { seed: values.seed }),
    ...tlsOf(values, text),
  };
}

const inWords = (error: EmulatorRefusal, language: SpokenLanguage) =>
  language === "en" ? error.message : error.zh;

function whyUnreadable(error: unknown, { language, text }: CommandWords): string {
  if (error instanceof EmulatorRefusal) return inWords(error, language);
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return text.fileMissing;
  return code === "EISDIR" ? text.fileIsFolder : message;
}

/** Throws a `SeedError` when the file cannot be read or is no seed. */
async function readSeed(file: string, words: CommandWords): Promise<EmulatorSeed> {
  try {
    return parseSeed(await readFile(file, "utf8"));
  } catch (error) {
    throw new SeedError(words.text.seedUnusable(file, whyUnreadable(error, words)));
  }
}

async function run({ port, host, ...wishes }: Wishes, words: CommandWords): Promise<void> {
  const { text } = words;
  const seed = wishes.seed === undefined ? defaultSeed() : await readSeed(wishes.seed, words);
  const tls = wishes.tls === undefined ? undefined : await readTls(wishes.tls);
  const emulator = await createEmulator({
    port,
    host,
    seed,
    ...(tls === undefined ? {} : { tls }),
    webRoot: fileURLToPath(new URL("./web/chat/", import.meta.url)),
    logger: createLogger((level, line) => level !== "debug" && console.error(line)),
  });
  console.log(text.started(emulator.url));
  if (emulator.tlsUrl !== undefined) console.log(text.behindTls(emulator.tlsUrl));
  for (const { clientId, clientSecret } of seed.apps) {
    console.log(text.clientId(clientId));
    console.log(text.clientSecret(clientSecret));
  }
  console.log(text.developerPage(`${emulator.url}/developer.html`));
  for (const line of tls?.authority ? describeAim(emulator.url, tls.authority, text) : []) console.log(line);
  console.log(text.openInBrowser);
  // Not awaited: where the browser stays in the foreground, it takes until that is closed.
  if (wishes.open) void openPage(emulator.url).then((opened) => opened || console.error(text.notOpened));
  const stop = () => {
    setTimeout(() => process.exit(0), CLOSE_LIMIT_MS).unref();
    void emulator.close().finally(() => process.exit(0));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

async function main(argv: readonly string[]): Promise<void> {
  const words = commandText(process.env);
  const { language, text } = words;
  try {
    const wishes = parseCommandLine(argv, text);
    if (wishes === "help") return console.log(text.help(DEFAULT_PORT));
    await run(wishes, words);
  } catch (error) {
    const refusal = error instanceof EmulatorRefusal ? error : undefined;
    if (!refusal && !(error instanceof UsageError) && !(error instanceof SeedError)) throw error;
    console.error(`openclaw-dingtalk: ${refusal ? inWords(refusal, language) : (error as Error).message}`);
    if (error instanceof UsageError) console.error(text.tryHelp);
    process.exitCode = refusal && refusal.code !== "invalid" ? 1 : 2;
  }
}

await main(process.argv.slice(2));
