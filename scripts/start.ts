/**
 * `npm start`: a local DingTalk, a demo model and a real OpenClaw gateway with our packed plugin installed and
 * configured as the manual says. Everything stays in `.openclaw-dingtalk`; Ctrl-C ends all of it.
 */
import { CONSOLE_PAGE } from "../src/contract/console.ts";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { buildAll } from "./build.ts";
import { createDemoModel } from "./demo-model/demo-model.ts";
import { findFreePort } from "./gateway/free-port.ts";
import { startGatewayProcess, type GatewayProcess } from "./gateway/gateway-process.ts";
import { runHostCli } from "./gateway/host-cli.ts";
import { projectRoot, workFolder } from "./gateway/project-paths.ts";
import { packPlugin } from "./pack.ts";
import { planLocalChannel, planRealChannel } from "./start/channel-config.ts";
import {
  CLIENT_SECRET_VARIABLE,
  configureGateway,
  ensurePlugin,
  MODEL_KEY_VARIABLE,
  onboardGateway,
  resetState,
  type GatewayPlan,
} from "./start/gateway-setup.ts";
import { startLocalDingTalk, type RunningDingTalk } from "./start/local-dingtalk.ts";
import { phrasesFor, type Phrases } from "./start/phrases.ts";
import { createProgress, StepFailed, type Progress } from "./start/progress.ts";
import { acquireRunLock, AlreadyRunning, type RunLock } from "./start/run-lock.ts";
import { createShutdown, type Shutdown } from "./start/shutdown.ts";
import { parseStartOptions, resolveLanguage, type StartOptions } from "./start/start-options.ts";

const PAGE_PORT = 18990;
const MODEL_PORT = 18991;
/** The host takes further ports up to 110 above this one; ours lie below. */
const GATEWAY_PORT = 19100;
const CONNECT_LIMIT_MS = 20_000;
const NOBODY = { clientId: "", clientSecret: "" };
const stateDir = join(workFolder, "state");

interface Run {
  readonly options: StartOptions;
  readonly phrases: Phrases;
  readonly progress: Progress;
  readonly shutdown: Shutdown;
  readonly lock: RunLock;
}

async function preparePlugin({ options, progress }: Run) {
  if (!options.build) return progress.step("building_skipped", packPlugin);
  return progress.step("building", async () => {
    await buildAll();
    return packPlugin();
  });
}

async function startModel({ options, progress, shutdown }: Run): Promise<{ baseUrl: string; id: string }> {
  if (options.model) return options.model;
  return progress.step("model", async () => {
    const model = await createDemoModel({ port: await findFreePort(MODEL_PORT) });
    shutdown.onStop(() => model.close());
    return { baseUrl: model.baseUrl, id: "demo" };
  });
}

async function startDingTalk({
  options,
  progress,
  shutdown,
  lock,
}: Run): Promise<RunningDingTalk | undefined> {
  if (options.dingtalk) return undefined;
  const local = await progress.step("emulator", () => startLocalDingTalk(PAGE_PORT, [MODEL_PORT]));
  shutdown.onStop(() => local.close());
  lock.record({ page: local.page });
  return local;
}

function watchGateway(run: Run, gateway: GatewayProcess): void {
  const { phrases, options, shutdown } = run;
  gateway.log.onLine((line) => {
    if (shutdown.signal.aborted) return;
    if (options.verbose || /dingtalk/i.test(line)) console.log(`  ${line}`);
  });
  const onExit = (code: unknown) => {
    if (shutdown.signal.aborted) return;
    const said = `${phrases.ended("gateway", String(code))}\n${gateway.log.tail(15)}`;
    console.error(`\n${said}\n\n${phrases.again}`);
    void shutdown.end(1);
  };
  gateway.exited.then(onExit, onExit);
}

async function startGateway(run: Run, plan: GatewayPlan): Promise<GatewayProcess> {
  const { options, progress, shutdown, lock } = run;
  return progress.step("gateway", async () => {
    const env = {
      [MODEL_KEY_VARIABLE]: options.model?.apiKey ?? "demo",
      [CLIENT_SECRET_VARIABLE]: options.dingtalk?.clientSecret,
    };
    const gateway = startGatewayProcess({ stateDir, port: plan.port, env });
    shutdown.onStop(() => gateway.stop());
    lock.record({ gatewayPid: gateway.pid });
    await gateway.waitReady();
    watchGateway(run, gateway);
    return gateway;
  });
}

/** The host's one-time link; without one the plain address, where a person can log in by hand. */
async function findDashboard(port: number, { shutdown, phrases }: Run): Promise<string> {
  const plain = `http://127.0.0.1:${port}/`;
  const options = { allowFailure: true, timeoutMs: 15_000, signal: shutdown.signal };
  try {
    const { stdout } = await runHostCli(stateDir, ["dashboard", "--json"], options);
    const { browserUrl } = JSON.parse(stdout.slice(stdout.indexOf("{"))) as { browserUrl?: string };
    return browserUrl ? `${browserUrl} ${phrases.dashboardOnce}` : plain;
  } catch {
    return plain;
  }
}

async function run(run: Run): Promise<void> {
  const { options, phrases, progress, shutdown } = run;
  if (options.reset) resetState(stateDir);
  const cli = { signal: shutdown.signal };
  const [model, port] = await Promise.all([startModel(run), findFreePort(GATEWAY_PORT)]);
  const [plugin] = await Promise.all([
    preparePlugin(run),
    progress.step("onboarding", () => onboardGateway(stateDir, { port, model }, cli)),
  ]);
  const local = await startDingTalk(run);
  const channel = local ? planLocalChannel(local) : planRealChannel(options.dingtalk ?? NOBODY);
  const plan: GatewayPlan = { port, model, channel };
  await progress.step("installing", () => ensurePlugin(stateDir, plugin, cli));
  await progress.step("configuring", () => configureGateway(stateDir, plan, cli));
  const gateway = await startGateway(run, plan);
  const connected = local
    ? await progress.step("connecting", () => local.waitConnected(CONNECT_LIMIT_MS, shutdown.signal))
    : true;
  if (!connected) console.error(`\n${phrases.notConnected}\n${gateway.log.tail(15)}\n`);
  const lines = [
    `\n${phrases.ready(progress.seconds())}\n`,
    ...(local ? [`  ${phrases.page}: ${local.page}`] : []),
    `  ${phrases.console}: http://127.0.0.1:${port}${CONSOLE_PAGE} ${phrases.consoleToken(join(stateDir, "openclaw.json"))}`,
    `  ${phrases.logFile}: ${join(stateDir, "gateway.log")}`,
  ];
  console.log(lines.join("\n"));
  // The host's command takes seconds; the page can be used meanwhile.
  const dashboard = await findDashboard(port, run);
  if (shutdown.signal.aborted) return;
  const hint = local ? phrases.tryEmulator : phrases.tryReal;
  console.log(`  ${phrases.dashboard}: ${dashboard}\n\n${hint}\n${phrases.stopHint}`);
}

function explain(error: unknown, phrases: Phrases): string {
  const text = error instanceof Error ? error.message : String(error);
  const step = error instanceof StepFailed ? `${phrases.failed(error.step)}\n` : "";
  if (text.includes("ENOSPC")) return `${step}${phrases.diskFull}`;
  if (/EACCES|EROFS|EPERM/.test(text)) return `${step}${text}\n${phrases.unwritable(projectRoot)}`;
  return `${step}${text}\n\n${phrases.again}`;
}

async function main(): Promise<void> {
  const request = parseStartOptions(process.argv.slice(2), process.env);
  const phrases = phrasesFor(
    request.kind === "start" ? request.options.language : resolveLanguage(process.env),
  );
  if (request.kind === "help") return console.log(phrases.help);
  if (request.kind === "refused") {
    console.error(`${request.reason}\n\n${phrases.help}`);
    process.exit(2);
  }
  const shutdown = createShutdown(() => console.log(`\n${phrases.stopping}`));
  try {
    mkdirSync(workFolder, { recursive: true });
    const lock = await acquireRunLock(join(workFolder, "start.lock"));
    shutdown.onStop(() => lock.release());
    await run({ options: request.options, phrases, progress: createProgress(phrases), shutdown, lock });
  } catch (error) {
    if (shutdown.signal.aborted) return;
    console.error(
      error instanceof AlreadyRunning ? phrases.running(error.where) : `\n${explain(error, phrases)}`,
    );
    await shutdown.end(1);
  }
}

await main();
