/**
 * `openclaw china …`: the operator's commands of this channel. Declared to the host by the manifest, so that it knows
 * the word on a cold start; nothing here touches the gateway's runtime. What a command does is loaded when it runs.
 */
import path from "node:path";
import { listAccountIds, resolveAccount, type ConfigEnvironment } from "../config/accounts.ts";
import { createText, resolveLanguage, type Text } from "../text/text.ts";
import { chooseAccount } from "./choose-account.ts";
import { registerSetupCommands, type SetupCommandDeps } from "./setup-commands.ts";
import type { DeadLetterCommand } from "./dead-letters.ts";
import { EXIT } from "./setup-host.ts";

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

/** Runs `use` with the accounts that are meant, or says that the one that was named is not there. */
async function withAccounts(
  deps: ChinaCommandDeps,
  { account }: AccountOption,
  use: (accountIds: readonly string[]) => number | Promise<number>,
  isKept?: (accountId: string) => boolean,
): Promise<void> {
  const section = deps.section();
  const choice = { wanted: account, section, machine: deps.machine(), text: wordsOf(deps) };
  const chosen = chooseAccount({ ...choice, ...(isKept === undefined ? {} : { isKept }) });
  if (chosen.kind === "refused") {
    deps.print(chosen.sentence);
    deps.setExitCode(EXIT.usage);
    return;
  }
  const { accountId } = chosen;
  deps.setExitCode(await use(accountId === undefined ? listAccountIds(section) : [accountId]));
}

const loadDeadLetters = () => import("./dead-letters.ts");
type DeadLetters = Awaited<ReturnType<typeof loadDeadLetters>>;

/** Messages of an account that was taken out of the configuration can still be read. */
async function withDeadLetters(
  deps: ChinaCommandDeps,
  options: AccountOption,
  use: (letters: DeadLetters, command: DeadLetterCommand) => Promise<number>,
): Promise<void> {
  const letters = await loadDeadLetters();
  const directory = path.join(deps.machine().stateDir, "dingtalk", "journal");
  await withAccounts(
    deps,
    options,
    (accountIds) => use(letters, { directory, accountIds, text: wordsOf(deps), print: deps.print }),
    (accountId) => letters.hasJournal(directory, accountId),
  );
}

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
    .action((options: AccountOption & { json?: boolean }) =>
      withDeadLetters(deps, options, ({ listDeadLetters }, command) =>
        listDeadLetters(command, options.json === true),
      ),
    );
  type One = "showDeadLetter" | "retryDeadLetter" | "dropDeadLetter";
  const one = (name: string, about: string, does: One) =>
    letters
      .command(`${name} <id>`)
      .description(about)
      .option(account, text.accountOption)
      .action((id: string, options: AccountOption) =>
        withDeadLetters(deps, options, (commands, command) => commands[does](command, id)),
      );
  one("show", text.deadLettersShowDescription, "showDeadLetter");
  one("retry", text.deadLettersRetryDescription, "retryDeadLetter");
  one("drop", text.deadLettersDropDescription, "dropDeadLetter");
  registerUsage(china, deps, text);
}

/** What the month cost, and what people thought of it. */
function registerUsage(china: CommandBuilder, deps: ChinaCommandDeps, text: Text): void {
  type Options = AccountOption & { json?: boolean };
  const plain = (name: string, about: string, run: (options: Options) => Promise<void>) =>
    china
      .command(name)
      .description(about)
      .option("--account <id>", text.accountOption)
      .option("--json", text.jsonOption)
      .action(run);
  const common = { text, print: deps.print };
  plain("quota", text.quotaDescription, async (options) => {
    const { showQuota } = await import("./quota.ts");
    const [section, machine] = [deps.section(), deps.machine()];
    await withAccounts(deps, options, (accountIds) =>
      showQuota({ section, machine, accountIds, ...common }, options.json === true),
    );
  });
  plain("feedback", text.feedbackDescription, async (options) => {
    const { hasFeedback, listFeedback } = await import("./feedback.ts");
    const stateDirectory = path.join(deps.machine().stateDir, "dingtalk");
    await withAccounts(
      deps,
      options,
      (accountIds) => listFeedback({ stateDirectory, accountIds, ...common }, options.json === true),
      (accountId) => hasFeedback(stateDirectory, accountId),
    );
  });
}
