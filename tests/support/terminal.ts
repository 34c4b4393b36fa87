/**
 * A person at a terminal: runs the host's command line on a pseudo-terminal (`script` of util-linux) and reads what
 * stands on it, without colours and cursor movements. Keys are sent one after the other, as fingers do.
 */
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { gatewayEnvironment, homeOf } from "../../scripts/gateway/gateway-environment.ts";
import { endProcessTree } from "../../scripts/gateway/process-tree.ts";
import { hostEntry, projectRoot } from "../../scripts/gateway/project-paths.ts";

export const Key = { enter: "\r", down: "\u001B[B", left: "\u001B[D", ctrlC: "\u0003" } as const;

export interface Terminal {
  /** All that was ever written, oldest first. */
  shown(): string;
  /** Resolves when the pattern stands in what was written since the last wait; rejects with what did. */
  see(pattern: RegExp, timeoutMs?: number): Promise<string>;
  type(text: string): void;
  /** The exit code. */
  readonly ended: Promise<number>;
  kill(): Promise<void>;
}

const quote = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;

/** `openclaw <args>` in a window of 120 columns. */
export function openTerminal(
  stateDir: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Terminal {
  mkdirSync(homeOf(stateDir), { recursive: true });
  const command = [process.execPath, hostEntry, ...args].map(quote).join(" ");
  const child = spawn("script", ["-qefc", `stty cols 120 rows 50; ${command}`, "/dev/null"], {
    cwd: projectRoot,
    env: gatewayEnvironment(stateDir, { TERM: "xterm-256color", ...env }),
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
  });
  let text = "";
  let seen = 0;
  const waiting = new Set<() => void>();
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (data: string) => {
    text += stripVTControlCharacters(data).replaceAll("\r", "");
    for (const look of waiting) look();
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
  return {
    shown: () => text,
    see(pattern, timeoutMs = 90_000) {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      const look = () => {
        const match = pattern.exec(text.slice(seen));
        if (!match) return;
        seen += match.index + match[0].length;
        resolve(match[0]);
      };
      const fail = (why: string) =>
        reject(new Error(`${String(pattern)} was not shown ${why}:\n${text.slice(seen).slice(-3_000)}`));
      const timer = setTimeout(() => fail(`within ${timeoutMs} ms`), timeoutMs);
      void ended.then(
        (code) => fail(`before the command ended with ${code}`),
        () => fail("because the command did not start"),
      );
      waiting.add(look);
      look();
      return promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(look);
      });
    },
    type: (keys) => void child.stdin.write(keys),
    ended,
    async kill() {
      if (child.pid !== undefined) await endProcessTree(child.pid, 1_000);
    },
  };
}
