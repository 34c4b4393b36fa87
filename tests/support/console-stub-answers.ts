/**
 * The made-up answers of `console-stub.ts`: settings that change, jobs that go on by themselves, a first message. A
 * secret `wrong-secret` is refused, as DingTalk would.
 */
import type { ConsoleLanguage, ListAction } from "../../src/contract/console.ts";
import type { SettingsProgress, SettingsRequest } from "../../src/contract/console-settings.ts";
import type { SetupJob, SetupRequest } from "../../src/contract/console-setup.ts";
import { sampleMessages, sampleNow, samplePeople, sampleRow, sampleTrace } from "./console-sample.ts";
import { CHECK_LINES, samplePermissions, sampleSetup } from "./console-sample-setup.ts";
import {
  EMPTY_SETTINGS,
  planSample,
  SAMPLE_SETTINGS,
  settingsView,
  type SettingsSample,
} from "./console-sample-settings.ts";

export const WRONG_SECRET = "wrong-secret";

export interface StubAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface ConsoleStubAnswers {
  answer(method: string, path: string, query: URLSearchParams, body: unknown): StubAnswer;
  /** What was posted, in order. */
  readonly posted: readonly { readonly path: string; readonly body: unknown }[];
  /** The gateway's process is another one from now on. */
  restart(): void;
  dispose(): void;
}

export interface ConsoleStubAnswersOptions {
  readonly mayChange: boolean;
  readonly pageAddress: string;
  readonly empty: boolean;
  readonly stepMs: number;
  /** What set-up writes makes the gateway start anew: it forgets the job that wrote it. */
  readonly restartsOnWrite: boolean;
}

const ok = (body: unknown): StubAnswer => ({ status: 200, body });
const refuse = (status: number, code: string, text: string, remedy?: string): StubAnswer => ({
  status,
  body: { error: { code, text, ...(remedy ? { remedy } : {}) } },
});

/** A square with corners, for looking at; nothing can scan it. */
const CODE_PATH =
  "M0 0h7v7h-7zM1 1v5h5v-5zM18 0h7v7h-7zM19 1v5h5v-5zM0 18h7v7h-7zM1 19v5h5v-5zM9 9h3v3h-3zM14 12h5v2h-5zM10 16h2v6h-2zM16 18h6v2h-6z";

export function createConsoleStubAnswers(options: ConsoleStubAnswersOptions): ConsoleStubAnswers {
  const { stepMs } = options;
  const posted: { path: string; body: unknown }[] = [];
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const jobs = new Map<string, SetupJob>();
  const changes = new Map<string, SettingsProgress>();
  let settings: SettingsSample = options.empty ? EMPTY_SETTINGS : SAMPLE_SETTINGS;
  let starts = 1;
  let count = 0;
  let empty = options.empty;
  let checking: string | undefined;
  let firstMessage: { readonly account: string; readonly at: number } | undefined;

  function later(steps: number, run: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, steps * stepMs);
    timer.unref();
    timers.add(timer);
  }

  function startChange(fails: boolean): SettingsProgress {
    const changeId = `change-${(count += 1)}`;
    const show = (done: number): SettingsProgress => ({
      changeId,
      startedAt: Date.now(),
      steps: (["saved", "applied", "connected"] as const).map((step, index) => {
        const failed = fails && step === "connected" && done > 2;
        const state = failed ? "failed" : index < done ? "done" : index === done ? "running" : "waiting";
        const text = failed
          ? "钉钉不接受这个 Client Secret。"
          : { saved: "已写入配置文件。", applied: "网关已应用新的配置。", connected: "机器人已连接。" }[step];
        return {
          step,
          state,
          sentence: failed ? { text, remedy: "检查后重新填写，或恢复原配置。" } : { text },
        };
      }),
      done: done > 2,
      failed: fails && done > 2,
    });
    changes.set(changeId, show(0));
    for (const done of [1, 2, 3]) later(done, () => changes.set(changeId, show(done)));
    return show(0);
  }

  function startScan(): SetupJob {
    const id = `job-${(count += 1)}`;
    const scan = {
      link: "https://example.invalid/scan",
      size: 25,
      path: CODE_PATH,
      expiresAt: Date.now() + 600_000,
    };
    const job: SetupJob = { id, kind: "scan", state: "running", scan, lines: [] };
    jobs.set(id, job);
    later(6, () => {
      if (jobs.get(id)?.state === "running")
        jobs.set(id, { ...job, state: "done", scan: { ...scan, clientId: "dingscanned00000001" } });
    });
    return job;
  }

  function startProof(request: SetupRequest): SetupJob {
    const id = `job-${(count += 1)}`;
    const wrong = request.answers["clientSecret"] === WRONG_SECRET;
    const lines = wrong
      ? [
          {
            id: "credentials",
            title: "凭证",
            state: "problem" as const,
            findings: [{ text: "钉钉不接受这个 Client Secret。", remedy: "在应用详情页重新复制。" }],
          },
        ]
      : CHECK_LINES;
    const show = (done: number): SetupJob => {
      const running = lines[done];
      const over = done >= lines.length;
      return {
        id,
        kind: "prove",
        state: over ? (wrong ? "failed" : "done") : "running",
        lines: [
          ...lines.slice(0, done),
          ...(running ? [{ ...running, state: "running" as const, findings: [] }] : []),
        ],
        ...(over && wrong ? { sentence: { text: "凭证没有通过验证。", remedy: "修改后再试。" } } : {}),
      };
    };
    jobs.set(id, show(0));
    for (let done = 1; done < lines.length; done += 1) later(done, () => jobs.set(id, show(done)));
    later(lines.length, () => {
      if (wrong) return void jobs.set(id, show(lines.length));
      const { changeId } = startChange(false);
      empty = false;
      if (options.restartsOnWrite) {
        jobs.clear();
        starts += 1;
      } else jobs.set(id, { ...show(lines.length), changeId });
      later(25, () => (firstMessage = { account: request.accountId, at: Date.now() }));
    });
    return show(0);
  }

  function messages(query: URLSearchParams) {
    const since = Number(query.get("since") ?? 0);
    if (!since) return ok(sampleMessages(query, Date.now()));
    if (!firstMessage || firstMessage.at < since) return ok({ rows: [], keptDays: 7 });
    const answered = Date.now() - firstMessage.at > 3 * stepMs;
    const row = sampleRow(answered ? 0 : 3, firstMessage.at + 20_000, false);
    return ok({ rows: [{ ...row, accountId: firstMessage.account, id: "20001" }], keptDays: 7 });
  }

  function get(path: string, query: URLSearchParams): StubAnswer {
    const language: ConsoleLanguage = query.get("lang") === "en" ? "en" : "zh-CN";
    const now = Date.now();
    const [first, second, third] = path.split("/").map(decodeURIComponent);
    const { mayChange, pageAddress } = options;
    if (path === "now") return ok(sampleNow({ now, processId: `p${starts}`, mayChange, pageAddress, empty }));
    if (path === "messages") return messages(query);
    if (path === "people") return ok(samplePeople(query.get("account") ?? "", now));
    if (path === "permissions") return ok(empty ? { accounts: [] } : samplePermissions(now, checking));
    if (path === "settings") return ok(settingsView(settings, language));
    if (path === "setup") return ok(sampleSetup(empty));
    const found =
      first === "messages"
        ? sampleTrace(second ?? "", now, query.get("reveal") === "1")
        : path === "settings/progress"
          ? [...changes.values()].at(-1)
          : second === "job"
            ? jobs.get(third ?? "")
            : undefined;
    return found ? ok(found) : refuse(404, "not-found", "没有这一项。");
  }

  function post(path: string, body: unknown): StubAnswer {
    if (!options.mayChange) return refuse(403, "read-only", "这里只能查看。");
    const [, , id, verb] = path.split("/");
    switch (path) {
      case "settings/plan":
      case "settings/apply": {
        const request = body as SettingsRequest;
        if (request.revision !== String(settings.revision))
          return refuse(409, "conflict", "配置已在别处修改。");
        const { plan, next } = planSample(settings, request);
        if (path === "settings/plan") return ok(plan);
        settings = next;
        return ok(startChange(request.edits.some(({ value }) => value === WRONG_SECRET)));
      }
      case "settings/undo":
        if (!settings.last) return refuse(404, "not-found", "没有可以恢复的修改。");
        settings = { ...settings.last.before, revision: settings.revision + 1 };
        return ok(startChange(false));
      case "setup/scan":
        return ok(startScan());
      case "setup/prove":
        return ok(startProof(body as SetupRequest));
      case "permissions/check":
        checking = (body as { accountId: string }).accountId;
        later(4, () => (checking = undefined));
        return ok({});
      case "people/pairing":
        return ok({ done: { text: "已处理。" } });
      case "people/list":
        return ok({ id: (body as ListAction).entry });
      case "dead-letters/act":
        return ok({});
    }
    const job = jobs.get(id ?? "");
    if (verb !== "cancel" || !job) return refuse(404, "not-found", "没有这一项。");
    jobs.set(job.id, { ...job, state: "cancelled" });
    return ok({});
  }

  return {
    posted,
    answer(method, path, query, body) {
      if (method === "GET") return get(path, query);
      posted.push({ path, body });
      return post(path, body);
    },
    restart: () => void (starts += 1),
    dispose() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
