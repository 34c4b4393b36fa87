/** The local DingTalk of `npm start`: the built emulator with its default company and the chat page. */
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type * as EmulatorModule from "../../src/emulator/index.ts";
import { findFreePort } from "../gateway/free-port.ts";
import { projectRoot } from "../gateway/project-paths.ts";
import type { LocalDingTalk } from "./channel-config.ts";

export interface RunningDingTalk extends LocalDingTalk {
  /** Address of the chat page. */
  readonly page: string;
  /** True as soon as the bot has an open Stream socket, false after `limitMs` milliseconds. */
  waitConnected(limitMs: number, signal: AbortSignal): Promise<boolean>;
  close(): Promise<void>;
}

/** Starts it on `preferredPort` or the next free one. */
export async function startLocalDingTalk(
  preferredPort: number,
  avoid: readonly number[],
): Promise<RunningDingTalk> {
  const built = pathToFileURL(join(projectRoot, "dist", "emulator.js")).href;
  const { createEmulator, DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET } = (await import(
    built
  )) as typeof EmulatorModule;
  const port = await findFreePort(preferredPort, avoid);
  const emulator = await createEmulator({ port, webRoot: join(projectRoot, "dist", "web", "chat") });
  const isConnected = () => emulator.snapshot().apps.some((app) => app.connections > 0);
  return {
    url: emulator.url,
    page: `${emulator.url}/`,
    clientId: DEFAULT_CLIENT_ID,
    clientSecret: DEFAULT_CLIENT_SECRET,
    async waitConnected(limitMs, signal) {
      const until = Date.now() + limitMs;
      while (!isConnected() && Date.now() < until && !signal.aborted) await delay(50);
      return isConnected();
    },
    close: () => emulator.close(),
  };
}
