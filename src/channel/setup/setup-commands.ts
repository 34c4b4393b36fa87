/**
 * Declares `setup`, `console`, `doctor`, `status`, `messages`, `try`, `migrate` and `media` below `openclaw china`. What they do is loaded
 * when one of them runs: the gateway declares commands at every start.
 */
import { redact } from "../../lib/redact.ts";
import { describeThrown } from "../text/describe-error.ts";
import { createText, resolveLanguage, type Language, type Text } from "../text/text.ts";
import type { CommandBuilder } from "./china-commands.ts";
import { chooseAccount } from "./choose-account.ts";
import { chooseLanguage } from "./choose-language.ts";
import { sectionIn } from "./plan-config.ts";
import { QUESTIONS, type Question } from "./questions.ts";
import type { SetupFlags } from "./setup-flags.ts";
import { EXIT, type SetupHost } from "./setup-host.ts";
import type { LocalDingTalk } from "./try-locally.ts";

export interface SetupCommandDeps {
  readonly setExitCode: (code: number) => void;
  /** Loads what talks to the host. */
  readonly openHost: () => Promise<SetupHost>;
  readonly startDingTalk: () => Promise<LocalDingTalk>;
  /** Resolves at Ctrl-C or when the process is asked to end. */
  readonly ended: (givenUp?: AbortSignal) => Promise<void>;
  /** Keeps the process alive while `work` runs: our timers alone do not. */
  readonly hold: <Result>(work: Promise<Result>) => Promise<Result>;
}

interface CommonOptions {
  readonly account?: string;
  readonly json?: boolean;
  readonly lang?: string;
}

interface Ready {
  readonly host: SetupHost;
  readonly text: Text;
  readonly language: Language;
  /** The configured account that `--account` names. */
  readonly accountId?: string;
}

const LANG = "--lang <zh-CN|en>";

type Prepared =
  | { readonly kind: "ready"; readonly ready: Ready }
  | { readonly kind: "refused"; readonly sentence: string };

/** What all commands take: the language, and an account that is there. */
async function prepare(host: SetupHost, options: CommonOptions, makesAccounts: boolean): Promise<Prepared> {
  const machine = host.machine();
  const spoken = chooseLanguage(options.lang, machine.env);
  if (spoken.kind === "refused") return spoken;
  const { language } = spoken;
  const text = createText(language);
  if (makesAccounts || options.account === undefined)
    return { kind: "ready", ready: { host, language, text } };
  const section = sectionIn((await host.configFile.read()).config);
  const chosen = chooseAccount({ wanted: options.account, section, machine, text });
  if (chosen.kind === "refused") return chosen;
  const { kind: _kind, ...account } = chosen;
  return { kind: "ready", ready: { host, language, text, ...account } };
}

/**
 * Runs one command: exit code, and a failure as one sentence without secrets. `makesAccounts`: `--account` may name
 * one that is not there yet.
 */
function runner(deps: SetupCommandDeps) {
  return async (
    options: CommonOptions,
    work: (ready: Ready) => Promise<number>,
    { makesAccounts = false } = {},
  ): Promise<void> => {
    const host = await deps.openHost();
    const { env } = host.machine();
    const text = createText(resolveLanguage({ configured: options.lang, env }));
    try {
      const prepared = await deps.hold(prepare(host, options, makesAccounts));
      if (prepared.kind === "refused") {
        host.print(prepared.sentence);
        deps.setExitCode(EXIT.usage);
      } else deps.setExitCode(await deps.hold(work(prepared.ready)));
    } catch (error) {
      host.print(redact(describeThrown(error, text)));
      deps.setExitCode(EXIT.failed);
    }
  };
}

type Run = ReturnType<typeof runner>;

interface SetupOptions extends SetupFlags, CommonOptions {
  /** False with `--no-input`. */
  readonly input?: boolean;
  readonly dryRun?: boolean;
  readonly skipChecks?: boolean;
}

async function setUp({ host, text, language }: Ready, options: SetupOptions): Promise<number> {
  const { parseFlags } = await import("./setup-flags.ts");
  const parsed = parseFlags(options, text, host.machine().env);
  if (parsed.kind === "refused") {
    host.print(parsed.sentence);
    return EXIT.usage;
  }
  const { answers } = parsed;
  const scripted = options.input === false || options.json === true || options.dryRun === true;
  if (host.isTerminal && !scripted) {
    const { runWizard } = await import("./wizard.ts");
    return runWizard({ host, text, language }, answers);
  }
  const { runScriptedSetup } = await import("./scripted-setup.ts");
  return runScriptedSetup({
    host,
    text,
    language,
    answers: { ...answers, accountId: answers.accountId === "" ? "default" : answers.accountId },
    json: options.json === true,
    dryRun: options.dryRun === true,
    skipChecks: options.skipChecks === true,
  });
}

function registerSetup(china: CommandBuilder, text: Text, run: Run): void {
  const command = china.command("setup").description(text.setupDescription);
  const flagged: readonly Question[] = Object.values(QUESTIONS);
  for (const { flag } of flagged) if (flag) command.option(`${flag.name} <${flag.value}>`, text[flag.about]);
  command
    .option("--account <id>", text.flagAccount)
    .option("--name <name>", text.flagName)
    .option("--allow-from <staffIds>", text.flagAllowFrom)
    .option("--group-allow-from <ids>", text.flagGroupAllowFrom)
    .option("--require-mention <on|off>", text.flagRequireMention)
    .option("--owner <staffId>", text.flagOwner)
    .option("--no-input", text.flagNoInput)
    .option("--dry-run", text.flagDryRun)
    .option("--skip-checks", text.flagSkipChecks)
    .option("--json", text.jsonOption)
    .option(LANG, text.flagLang)
    .action(async (options: SetupOptions) =>
      run(options, (ready) => setUp(ready, options), { makesAccounts: true }),
    );
}

function registerConsole(china: CommandBuilder, text: Text, run: Run): void {
  china
    .command("console")
    .description(text.consoleDescription)
    .option("--no-token", text.flagNoToken)
    .option("--json", text.jsonOption)
    .option(LANG, text.flagLang)
    .action(async (options: CommonOptions & { token?: boolean }) =>
      run(options, async ({ host, text: words }) => {
        const { showConsole } = await import("./show-console.ts");
        const withToken = options.token !== false;
        return showConsole({ host, text: words, json: options.json === true, withToken });
      }),
    );
}

const accountRequest = ({ host, text, accountId }: Ready, { json }: CommonOptions) => ({
  host,
  text,
  json: json === true,
  ...(accountId === undefined ? {} : { accountId }),
});

interface DoctorOptions extends CommonOptions {
  readonly fix?: boolean;
  readonly bundle?: string;
  readonly message?: string;
  /** True without a number. */
  readonly count?: string | true;
  /** False with `--no-input`. */
  readonly input?: boolean;
}

function registerDoctor(china: CommandBuilder, text: Text, run: Run, deps: SetupCommandDeps): void {
  china
    .command("doctor")
    .description(text.doctorDescription)
    .option("--account <id>", text.accountOption)
    .option("--fix", text.flagFix)
    .option("--bundle <file>", text.flagBundle)
    .option("--message <message>", text.flagMessage)
    .option("--count [n]", text.flagCount)
    .option("--no-input", text.flagNoInput)
    .option("--json", text.jsonOption)
    .option(LANG, text.flagLang)
    .action(async (options: DoctorOptions) =>
      run(options, async (ready) => {
        if (options.count !== undefined) {
          const { countMessages } = await import("./count-messages.ts");
          const withPrompts = ready.host.isTerminal && options.input !== false && options.json !== true;
          const { ended: stopped } = deps;
          return countMessages({ ...accountRequest(ready, options), withPrompts, stopped }, options.count);
        }
        if (options.message !== undefined) {
          const { traceMessage } = await import("./message-trail.ts");
          return traceMessage(accountRequest(ready, options), options.message);
        }
        const { runDoctor } = await import("./doctor.ts");
        const bundle = options.bundle === undefined ? {} : { bundle: options.bundle };
        return runDoctor({
          ...ready,
          ...bundle,
          json: options.json === true,
          fix: options.fix === true,
        });
      }),
    );
  china
    .command("status")
    .description(text.statusDescription)
    .option("--json", text.jsonOption)
    .option(LANG, text.flagLang)
    .action(async (options: CommonOptions) =>
      run(options, async ({ host, text: words }) => {
        const { showStatus } = await import("./show-status.ts");
        return showStatus(host, words, options.json === true);
      }),
    );
}

function registerMessages(china: CommandBuilder, text: Text, run: Run): void {
  china
    .command("messages")
    .description(text.messagesDescription)
    .option("--account <id>", text.accountOption)
    .option("--limit <n>", text.flagLimit)
    .option("--json", text.jsonOption)
    .option(LANG, text.flagLang)
    .action(async (options: CommonOptions & { limit?: string }) =>
      run(options, async (ready) => {
        const { listMessages } = await import("./message-trail.ts");
        return listMessages(accountRequest(ready, options), options.limit);
      }),
    );
}

function registerTry(china: CommandBuilder, text: Text, run: Run, deps: SetupCommandDeps): void {
  china
    .command("try")
    .description(text.tryDescription)
    .option("--open", text.flagOpen)
    .option(LANG, text.flagLang)
    .action(async (options: CommonOptions & { open?: boolean }) =>
      run(options, async ({ host, text: words }) => {
        const { tryLocally } = await import("./try-locally.ts");
        const { startDingTalk, ended } = deps;
        return tryLocally({ host, text: words, startDingTalk, ended, open: options.open === true });
      }),
    );
  china
    .command("migrate")
    .description(text.migrateDescription)
    .option("--write", text.flagWrite)
    .option(LANG, text.flagLang)
    .action(async (options: CommonOptions & { write?: boolean }) =>
      run(options, async (ready) => {
        const { runMigration } = await import("./migrate.ts");
        return runMigration({ ...ready, write: options.write === true });
      }),
    );
}

function registerMedia(china: CommandBuilder, text: Text, run: Run): void {
  const media = china.command("media").description(text.mediaDescription);
  const common = (command: CommandBuilder) =>
    command.option("--account <id>", text.accountOption).option("--json", text.jsonOption);
  common(media.command("list").description(text.mediaListDescription)).action(
    async (options: CommonOptions) =>
      run(options, async (ready) =>
        (await import("./archived-files.ts")).listMedia(accountRequest(ready, options)),
      ),
  );
  common(media.command("find <word>").description(text.mediaFindDescription)).action(
    async (word: string, options: CommonOptions) =>
      run(options, async (ready) =>
        (await import("./archived-files.ts")).listMedia(accountRequest(ready, options), word),
      ),
  );
  common(media.command("prune").description(text.mediaPruneDescription))
    .option("--days <n>", text.flagDays)
    .action(async (options: CommonOptions & { days?: string }) =>
      run(options, async (ready) => {
        const days = options.days === undefined ? undefined : Number(options.days);
        if (days !== undefined && !(days >= 1)) {
          ready.host.print(ready.text.flagRefused({ flag: "--days", why: ready.text.answerNoDays }));
          return EXIT.usage;
        }
        return (await import("./archived-files.ts")).pruneMedia(accountRequest(ready, options), days);
      }),
    );
}

export function registerSetupCommands(china: CommandBuilder, text: Text, deps: SetupCommandDeps): void {
  const run = runner(deps);
  registerSetup(china, text, run);
  registerConsole(china, text, run);
  registerDoctor(china, text, run, deps);
  registerMessages(china, text, run);
  registerTry(china, text, run, deps);
  registerMedia(china, text, run);
}
