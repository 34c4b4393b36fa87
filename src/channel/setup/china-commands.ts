/**
 * `openclaw china …`: the operator's commands of this channel. Declared to the host by the manifest, so that it knows
 * the word on a cold start; nothing here touches the gateway's runtime. What a command does is loaded when it runs.
 */
import path from "node:path";
import { listAccountIds, resolveAccount, type ConfigEnvironment } from "../config/accounts.ts";
import { createText, resolveLanguage, type Text } from "../text/text.ts";
import { registerSetupCommands, type SetupCommandDeps } from "./setup-commands.ts";
import type { DeadLetterCommand } from "./dead-letters.ts";

/** The part of the host's command builder that we use. */
export interface CommandBuilder {
  command(nameAndArgs: string): CommandBuilder;
  description(text: string): CommandBuilder;
  option(flags: string, text: string): CommandBuilder;
  // The builder passes positional arguments, then the options.
  action(run: (...args: never[]) => void | Promise<void>): CommandBuilder;
  outputHelp(): void;
}

export interface ChinaCommandDeps extends SetupCommandDeps {
  /** `channels.dingtalk` as configured. */
  readonly section: () => unknown;
  readonly machine: () => ConfigEnvironment;
  readonly print: (line: string) => void;
}

interface AccountOption {
  readonly account?: string;
}

/** The configured language of the default account, else that of the terminal. */
function wordsOf(deps: ChinaCommandDeps): Text {
  const machine = deps.machine();
  const configured = resolveAccount(deps.section(), undefined, machine).language;
  return createText(resolveLanguage({ configured, env: machine.env }));
}

function plan(deps: ChinaCommandDeps, options: AccountOption): DeadLetterCommand {
  const machine = deps.machine();
  return {
    directory: path.join(machine.stateDir, "dingtalk", "journal"),
    accountIds: options.account ? [options.account] : listAccountIds(deps.section()),
    text: wordsOf(deps),
    print: deps.print,
  };
}

const loadDeadLetters = () => import("./dead-letters.ts");

export function registerChinaCommands(program: CommandBuilder, deps: ChinaCommandDeps): void {
  const text = wordsOf(deps);
  const china = program.command("china").description(text.chinaDescription);
  // Alone it lists what there is, and that is no failure.
  china.action(() => china.outputHelp());
  registerSetupCommands(china, text, deps);
  const letters = china.command("dead-letters").description(text.deadLettersDescription);
  const account = "--account <id>";
  letters
    .command("list")
    .description(text.deadLettersListDescription)
    .option(account, text.accountOption)
    .option("--json", text.jsonOption)
    .action(async (options: AccountOption & { json?: boolean }) => {
      const { listDeadLetters } = await loadDeadLetters();
      deps.setExitCode(await listDeadLetters(plan(deps, options), options.json === true));
    });
  const one = (
    name: string,
    about: string,
    load: () => Promise<(command: DeadLetterCommand, id: string) => Promise<number>>,
  ) =>
    letters
      .command(`${name} <id>`)
      .description(about)
      .option(account, text.accountOption)
      .action(async (id: string, options: AccountOption) => {
        const run = await load();
        deps.setExitCode(await run(plan(deps, options), id));
      });
  one("show", text.deadLettersShowDescription, async () => (await loadDeadLetters()).showDeadLetter);
  one("retry", text.deadLettersRetryDescription, async () => (await loadDeadLetters()).retryDeadLetter);
  one("drop", text.deadLettersDropDescription, async () => (await loadDeadLetters()).dropDeadLetter);
  registerUsage(china, deps, text);
}

/** What the month cost, and what people thought of it. */
function registerUsage(china: CommandBuilder, deps: ChinaCommandDeps, text: Text): void {
  type Options = AccountOption & { json?: boolean };
  const plain = (name: string, about: string, run: (options: Options) => Promise<number>) =>
    china
      .command(name)
      .description(about)
      .option("--account <id>", text.accountOption)
      .option("--json", text.jsonOption)
      .action(async (options: Options) => deps.setExitCode(await run(options)));
  const common = ({ account }: Options) => ({
    accountIds: account ? [account] : listAccountIds(deps.section()),
    text,
    print: deps.print,
  });
  plain("quota", text.quotaDescription, async (options) => {
    const { showQuota } = await import("./quota.ts");
    const [section, machine] = [deps.section(), deps.machine()];
    return showQuota({ section, machine, ...common(options) }, options.json === true);
  });
  plain("feedback", text.feedbackDescription, async (options) => {
    const { listFeedback } = await import("./feedback.ts");
    const stateDirectory = path.join(deps.machine().stateDir, "dingtalk");
    return listFeedback({ stateDirectory, ...common(options) }, options.json === true);
  });
}
