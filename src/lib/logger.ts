/**
 * The logger that every layer takes as an option. Messages are short sentences; facts go into `fields`.
 * Values pass through `redact` before they reach a sink (see `createLogger`).
 */
import { redact } from "./redact.ts";

export type LogLevel = "debug" | "info" | "warn" | "error";
export type LogFields = Readonly<Record<string, unknown>>;

export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** Builds a logger that redacts and writes one line per call to `sink`. */
export function createLogger(sink: (level: LogLevel, line: string) => void, prefix = ""): Logger {
  const write = (level: LogLevel) => (message: string, fields?: LogFields) => {
    const tail = fields && Object.keys(fields).length > 0 ? ` ${JSON.stringify(redact(fields))}` : "";
    sink(level, redact(`${prefix}${message}`) + tail);
  };
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}
