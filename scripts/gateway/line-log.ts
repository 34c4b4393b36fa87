/**
 * Keeps the last lines of a child process and tells who waits for one.
 * Terminal colours are removed. Bounded: the oldest lines go first.
 */
import type { Readable } from "node:stream";
import { stripVTControlCharacters } from "node:util";

export interface LineLog {
  /** Reads `stream` line by line until it ends. */
  follow(stream: Readable): void;
  /** All kept lines, oldest first. */
  lines(): readonly string[];
  /** The last `count` lines as one text. */
  tail(count: number): string;
  /** Resolves to the first kept or coming line that matches; rejects after `timeoutMs` milliseconds. */
  waitFor(pattern: RegExp, timeoutMs: number): Promise<string>;
  /** Calls `listener` for each line from now on; returns the way to stop that. */
  onLine(listener: (line: string) => void): () => void;
}

export function createLineLog(maxLines = 5_000): LineLog {
  const kept: string[] = [];
  const listeners = new Set<(line: string) => void>();
  const push = (raw: string) => {
    const line = stripVTControlCharacters(raw).trimEnd();
    if (line === "") return;
    kept.push(line);
    if (kept.length > maxLines) kept.splice(0, kept.length - maxLines);
    for (const listener of listeners) listener(line);
  };
  const onLine = (listener: (line: string) => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    follow(stream) {
      let rest = "";
      stream.setEncoding("utf8");
      stream.on("data", (text: string) => {
        const parts = (rest + text).split("\n");
        rest = parts.pop() ?? "";
        parts.forEach(push);
      });
      stream.on("end", () => push(rest));
    },
    lines: () => kept,
    tail: (count) => kept.slice(-count).join("\n"),
    onLine,
    waitFor(pattern, timeoutMs) {
      const seen = kept.find((line) => pattern.test(line));
      if (seen !== undefined) return Promise.resolve(seen);
      return new Promise((resolve, reject) => {
        const stop = onLine((line) => {
          if (!pattern.test(line)) return;
          finish();
          resolve(line);
        });
        const timer = setTimeout(() => {
          finish();
          reject(
            new Error(
              `No line matched ${String(pattern)} within ${timeoutMs} ms.\n${kept.slice(-40).join("\n")}`,
            ),
          );
        }, timeoutMs);
        const finish = () => {
          stop();
          clearTimeout(timer);
        };
      });
    },
  };
}
