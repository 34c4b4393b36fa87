/**
 * The console's settings without a gateway: a configuration in memory that the host's writer changes, a gateway that
 * takes it when the test says so, and the real routes over HTTP.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LiveAccount } from "../../src/channel/console/evaluate-progress.ts";
import { createSettingsDesk, type SettingsDesk } from "../../src/channel/console/settings-desk.ts";
import { settingsRoutes } from "../../src/channel/console/settings-routes.ts";
import type {
  KnownGroupTitle,
  SettingsPlan,
  SettingsProgress,
  SettingsRequest,
  SettingsView,
} from "../../src/contract/console-settings.ts";
import { consoleCaller, type ConsoleAnswer, type ConsoleCaller } from "./console-caller.ts";
import { startConsoleServer, type ConsoleServer } from "./console-server.ts";
import { createManualClock, type ManualClock } from "./manual-clock.ts";

type Json = Record<string, unknown>;
type Wanted = Omit<SettingsRequest, "revision">;

export interface SettingsBench {
  file: Json;
  /** Undefined: the gateway takes each write at once. */
  inEffect: Json | undefined;
  /** A file with comments: resolves with the copy where they are lost. */
  comments: Promise<string | undefined> | undefined;
  env: Record<string, string>;
  /** Runs just before the host writes, as another writer would. */
  meanwhile: (() => void) | undefined;
  /** What the host's writer throws. */
  refusal: Error | undefined;
  readonly live: Map<string, LiveAccount>;
  knownGroups: readonly KnownGroupTitle[];
  readonly clock: ManualClock;
  readonly directory: string;
  readonly page: ConsoleCaller;
  readonly desk: SettingsDesk;
  section(): Json;
  setSection(section: Json): void;
  view(): Promise<SettingsView>;
  /** The request with the revision of now. */
  ask(wanted: Wanted): Promise<SettingsRequest>;
  plan(wanted: Wanted): Promise<SettingsPlan>;
  apply(wanted: Wanted): Promise<ConsoleAnswer<SettingsProgress>>;
  progress(): Promise<SettingsProgress>;
  /** A new process of the gateway, on the same files. */
  restart(processId: string): Promise<void>;
  close(): Promise<void>;
}

export const ROOT_SECRET = "made-up-secret-of-root";

/** An account at the top level, and one of its own. */
const SECTION: Json = {
  clientId: "dingroot",
  clientSecret: ROOT_SECRET,
  dmPolicy: "pairing",
  card: { statusLine: true },
  accounts: {
    bot2: {
      name: "第二个",
      clientId: "dingtwo",
      clientSecret: "made-up-secret-of-two",
      card: { where: "groups" },
    },
  },
};

export const edit = (path: string, value?: unknown, accountId = "") => ({ accountId, path, value });

function openDesk(bench: SettingsBench, processId: string): SettingsDesk {
  return createSettingsDesk({
    configFile: {
      read: async () => ({
        path: "openclaw.json",
        config: structuredClone(bench.file),
      }),
      async change(mutate) {
        bench.meanwhile?.();
        if (bench.refusal) throw bench.refusal;
        const draft = structuredClone(bench.file);
        mutate(draft);
        bench.file = draft;
        const copy = bench.comments ? { copy: "openclaw.json.bak" } : {};
        return { path: "openclaw.json", settled: bench.comments ?? Promise.resolve(undefined), ...copy };
      },
      settle: async () => {},
    },
    inEffect: () => bench.inEffect ?? bench.file,
    environment: () => ({ env: bench.env, stateDir: bench.directory, home: bench.directory }),
    liveAccount: (accountId) => bench.live.get(accountId),
    processId,
    processStartedAt: bench.clock.now(),
    clock: bench.clock,
    directory: bench.directory,
  });
}

export async function startSettingsBench(): Promise<SettingsBench> {
  const directory = mkdtempSync(join(tmpdir(), "console-settings-"));
  let desk: SettingsDesk;
  let server: ConsoleServer;
  let page: ConsoleCaller;
  const serve = async (processId: string) => {
    desk = openDesk(bench, processId);
    server = await startConsoleServer({ routes: settingsRoutes(desk, async () => bench.knownGroups) });
    page = consoleCaller(server.url, "t");
  };
  const bench: SettingsBench = {
    file: { channels: { dingtalk: structuredClone(SECTION) } },
    inEffect: undefined,
    comments: undefined,
    env: {},
    meanwhile: undefined,
    refusal: undefined,
    live: new Map(),
    knownGroups: [],
    clock: createManualClock(),
    directory,
    get page() {
      return page;
    },
    get desk() {
      return desk;
    },
    section: () => (bench.file["channels"] as { dingtalk: Json }).dingtalk,
    setSection: (dingtalk) => void (bench.file = { ...bench.file, channels: { dingtalk } }),
    view: async () => (await page.get<SettingsView>("settings")).body,
    ask: async (wanted) => ({ revision: (await bench.view()).revision, ...wanted }),
    plan: async (wanted) => (await page.post<SettingsPlan>("settings/plan", await bench.ask(wanted))).body,
    apply: async (wanted) => page.post<SettingsProgress>("settings/apply", await bench.ask(wanted)),
    progress: async () => (await page.get<SettingsProgress>("settings/progress")).body,
    async restart(processId) {
      await server.close();
      await serve(processId);
    },
    async close() {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  await serve("first");
  return bench;
}
