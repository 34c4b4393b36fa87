/**
 * The real OpenClaw gateway for tests: `prepareGatewayState` makes an isolated state folder with our packed
 * plugin installed, `startGateway` runs the host on it. Nothing of it touches the person's own OpenClaw.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "../../scripts/gateway/free-port.ts";
import { startGatewayProcess, type GatewayProcess } from "../../scripts/gateway/gateway-process.ts";
import { runHostCli, type HostCliOptions, type HostCliResult } from "../../scripts/gateway/host-cli.ts";
import {
  planHostConfig,
  writeHostConfig,
  type HostModel,
  type JsonObject,
} from "../../scripts/gateway/host-config.ts";
import { forgiveCrashes } from "./forgive-crashes.ts";
import { copyGatewayTemplate, prepareGatewayTemplate } from "./gateway-template.ts";
import { packedTarball } from "./packed-tarball.ts";

export interface GatewayStateOptions {
  /** The scripted model or any other OpenAI-compatible server. */
  readonly model: HostModel;
  /** `channels.dingtalk` of the host's configuration. */
  readonly dingtalk?: JsonObject;
  /** Other entries of `channels`. */
  readonly channels?: JsonObject;
  /** Laid over the configuration, for example `{ session: { dmScope: "per-channel-peer" } }`. */
  readonly config?: JsonObject;
  /** A packed plugin. Default: the tarball that the test run packed. `null`: no plugin at all. */
  readonly tarball?: string | null;
  /** Default: a new folder under the system's temporary folder. */
  readonly stateDir?: string;
  /** Default: any free port. */
  readonly port?: number;
}

export interface GatewayState {
  readonly stateDir: string;
  readonly port: number;
  readonly token: string;
  /** Runs `openclaw <args>` on this state folder. A call costs 4 to 12 seconds. */
  cli(args: readonly string[], options?: HostCliOptions): Promise<HostCliResult>;
  /** Removes the folder. Stop the gateway first. */
  remove(): void;
}

/** Makes an isolated state folder, ready to start. Takes milliseconds once the template stands. */
export async function prepareGatewayState(options: GatewayStateOptions): Promise<GatewayState> {
  const stateDir = options.stateDir ?? mkdtempSync(join(tmpdir(), "openclaw-dingtalk-test-"));
  const port = options.port ?? (await findFreePort());
  const token = randomBytes(16).toString("hex");
  const tarball = options.tarball === undefined ? packedTarball() : options.tarball;
  const template = tarball === null ? undefined : await prepareGatewayTemplate(tarball);
  if (template) copyGatewayTemplate(template, stateDir);
  const channels = { ...options.channels, ...(options.dingtalk ? { dingtalk: options.dingtalk } : {}) };
  const entries = Object.fromEntries((template?.pluginIds ?? []).map((id) => [id, { enabled: true }]));
  const config = planHostConfig({
    stateDir,
    port,
    token,
    model: options.model,
    channels,
    overlay: { plugins: { entries }, ...options.config },
  });
  writeHostConfig(stateDir, config);
  return {
    stateDir,
    port,
    token,
    cli: (args, cliOptions) => runHostCli(stateDir, args, cliOptions),
    remove: () => rmSync(stateDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  };
}

export interface StartGatewayOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly args?: readonly string[];
  /** Return as soon as the process runs. Default: wait until it is ready. */
  readonly noWait?: boolean;
  readonly readyTimeoutMs?: number;
  /** Leave the host's crash-loop breaker alone (see forgive-crashes.ts). Default false. */
  readonly keepCrashHistory?: boolean;
}

export interface Gateway {
  readonly state: GatewayState;
  readonly port: number;
  readonly token: string;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Of the current process. */
  readonly pid: number;
  /** Lines of the current process, oldest first, without colours. */
  logs(): readonly string[];
  waitForLog(pattern: RegExp, timeoutMs?: number): Promise<string>;
  waitReady(timeoutMs?: number): Promise<void>;
  /** SIGKILL, as a crash. The state folder stays; go on with `restart`. */
  kill(): Promise<void>;
  /** Ends the process if it runs and starts a new one on the same state; waits until it is ready. */
  restart(options?: StartGatewayOptions): Promise<void>;
  /** Ends the process and all it started, within 5 seconds. The folder stays unless `remove` is called. */
  stop(): Promise<void>;
  /** `stop`, then removes the state folder. */
  [Symbol.asyncDispose](): Promise<void>;
}

async function launch(state: GatewayState, options: StartGatewayOptions): Promise<GatewayProcess> {
  if (!options.keepCrashHistory) forgiveCrashes(state.stateDir);
  const gateway = startGatewayProcess({
    stateDir: state.stateDir,
    port: state.port,
    ...(options.env ? { env: options.env } : {}),
    ...(options.args ? { args: options.args } : {}),
  });
  if (options.noWait) return gateway;
  try {
    await gateway.waitReady(options.readyTimeoutMs);
    return gateway;
  } catch (error) {
    await gateway.stop(0);
    throw error;
  }
}

/** Starts the host on a prepared state; resolves when it is ready (about 10 seconds). */
export async function startGateway(state: GatewayState, options: StartGatewayOptions = {}): Promise<Gateway> {
  let current = await launch(state, options);
  const stop = async () => void (await current.stop());
  return {
    state,
    port: state.port,
    token: state.token,
    url: `http://127.0.0.1:${state.port}`,
    get pid() {
      return current.pid;
    },
    logs: () => current.log.lines(),
    waitForLog: (pattern, timeoutMs = 20_000) => current.log.waitFor(pattern, timeoutMs),
    waitReady: (timeoutMs) => current.waitReady(timeoutMs),
    kill: () => current.crash(),
    async restart(restartOptions = options) {
      await stop();
      current = await launch(state, { ...restartOptions, noWait: false });
    },
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      state.remove();
    },
  };
}
