/** The wizard's first steps: which account, and its credentials by a scan or by hand. */
import { DEFAULT_ACCOUNT_ID, normalizeOptionalAccountId } from "../config/account-id.ts";
import { listAccountIds, resolveAccount, type ConfigEnvironment } from "../config/accounts.ts";
import { DEVELOPER_CONSOLE } from "../../contract/endpoints.ts";
import { askInTurn, unlessBack } from "./ask-in-turn.ts";
import { askQuestion, optionsOf } from "./ask-question.ts";
import { sectionIn, valueAt } from "./plan-config.ts";
import { plannedAccount } from "./prove-account.ts";
import { QUESTIONS } from "./questions.ts";
import { scanCode } from "./scan-code.ts";
import type { Draft, Step, WizardContext } from "./wizard.ts";

const NEW_ACCOUNT = "\u0000new";

function configuredIds({ config, host }: WizardContext): string[] {
  const section = sectionIn(config);
  return listAccountIds(section).filter((id) => resolveAccount(section, id, host.machine()).configured);
}

/** One of those that are configured, or `NEW_ACCOUNT`. */
function askAccount(
  { prompter, text, config, host }: WizardContext,
  ids: readonly string[],
  canGoBack: boolean,
): Promise<string> {
  const section = sectionIn(config);
  return prompter.select({
    message: text.askAccount,
    canGoBack,
    options: [
      ...ids.map((id) => {
        const { name, clientId } = resolveAccount(section, id, host.machine());
        return { value: id, label: name ? `${id} (${name})` : id, hint: text.changeAccount({ clientId }) };
      }),
      { value: NEW_ACCOUNT, label: text.newAccount },
    ],
  });
}

async function askNewId({ prompter, text }: WizardContext, ids: readonly string[]): Promise<string> {
  const accountId = await prompter.text({
    message: text.askAccountId,
    placeholder: `bot${ids.length + 1}`,
    canGoBack: true,
    validate: (value) => {
      const id = normalizeOptionalAccountId(value);
      if (id === undefined) return text.answerNoAccountId;
      return ids.includes(id) ? text.answerTakenAccountId : undefined;
    },
  });
  return normalizeOptionalAccountId(accountId) ?? DEFAULT_ACCOUNT_ID;
}

/** Asked only when there is something to choose from. */
export const chooseAccount: Step = async (context, draft, canGoBack) => {
  if (draft.answers.accountId !== "") return { draft, asked: false };
  const named = (accountId: string): Draft => ({ ...draft, answers: { ...draft.answers, accountId } });
  const ids = configuredIds(context);
  if (ids.length === 0) return { draft: named(DEFAULT_ACCOUNT_ID), asked: false };
  for (;;) {
    const chosen = await askAccount(context, ids, canGoBack);
    const accountId = chosen === NEW_ACCOUNT ? await unlessBack(askNewId(context, ids)) : chosen;
    if (accountId !== undefined) return { draft: named(accountId), asked: true };
  }
};

/** Another account of this configuration that has the Client ID already; DingTalk would share the messages out. */
export function twinOf(
  config: unknown,
  machine: ConfigEnvironment,
  accountId: string,
  clientId: string,
): string | undefined {
  const section = sectionIn(config);
  return listAccountIds(section).find(
    (id) => id !== accountId && resolveAccount(section, id, machine).clientId === clientId,
  );
}

async function enterByHand(context: WizardContext, draft: Draft): Promise<Draft> {
  const { prompter, text, host } = context;
  await prompter.note(text.manualSteps({ console: DEVELOPER_CONSOLE }), text.manualTitle);
  const { accountId } = draft.answers;
  let { clientId } = plannedAccount({ host, config: context.config, answers: draft.answers });
  let clientSecret = "";
  const askClientId = async () => {
    for (;;) {
      const current = clientId === "" ? {} : { current: clientId };
      clientId = await askQuestion(QUESTIONS.clientId, { prompter, text, canGoBack: true, ...current });
      const duplicateOf = twinOf(context.config, host.machine(), accountId, clientId);
      if (duplicateOf === undefined) return;
      host.print(`✗ ${text.duplicateClientId({ accountId, duplicateOf })}`);
    }
  };
  const askSecret = async () => {
    clientSecret = await askQuestion(QUESTIONS.clientSecret, { prompter, text, canGoBack: true });
  };
  await askInTurn([askClientId, askSecret]);
  return { ...draft, answers: { ...draft.answers, clientId, clientSecret } };
}

function methodQuestion({ text, config, host }: WizardContext, { answers }: Draft) {
  const account = resolveAccount(sectionIn(config), answers.accountId, host.machine());
  const keep = {
    value: "keep",
    label: text.methodKeep,
    hint: text.changeAccount({ clientId: account.clientId }),
  };
  const options = optionsOf(QUESTIONS.method, text);
  return account.configured ? [keep, ...options] : options;
}

export const enterCredentials: Step = async (context, draft, canGoBack) => {
  const { prompter, text, host, config } = context;
  const { clientId, clientSecret } = draft.answers;
  if (clientId !== undefined && clientSecret !== undefined) return { draft, asked: false };
  for (;;) {
    const message = text[QUESTIONS.method.message];
    const method = await prompter.select({ message, canGoBack, options: methodQuestion(context, draft) });
    if (method === "keep") return { draft, asked: true };
    // Back from one of these leads to the choice between them.
    if (method === "manual") {
      const entered = await unlessBack(enterByHand(context, draft));
      if (entered) return { draft: entered, asked: true };
      continue;
    }
    const { endpoints } = plannedAccount({ host, config, answers: draft.answers });
    const app = await unlessBack(scanCode({ host, prompter, text, endpoints }));
    if (app) return { draft: { ...draft, answers: { ...draft.answers, ...app } }, asked: true };
  }
};

/** For those who look whether a setting of the host is there already. */
export const hasSessionScope = (config: unknown): boolean =>
  valueAt(config, ["session", "dmScope"]) !== undefined;
