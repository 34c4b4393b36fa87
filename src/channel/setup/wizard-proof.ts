/** The wizard's later steps: proof online, settings, the first message and the person who wrote it. */
import { DEVELOPER_CONSOLE } from "../../contract/endpoints.ts";
import type { DmPolicy, GroupPolicy } from "../config/schema.ts";
import { readableSecret } from "../status/checks/run-checks.ts";
import { askInTurn, unlessBack } from "./ask-in-turn.ts";
import { askQuestion } from "./ask-question.ts";
import { waitForFirstMessage, type FirstMessage } from "./first-message.ts";
import { plannedAccount, proveAccount } from "./prove-account.ts";
import { QUESTIONS } from "./questions.ts";
import type { SetupAnswers } from "./setup-answers.ts";
import { waitOrSkip } from "./wait-or-skip.ts";
import { hasSessionScope } from "./wizard-account.ts";
import type { Draft, Step, WizardContext } from "./wizard.ts";

class StartAgain extends Error {
  readonly code = "prompt-back";
}

/** Not a question of its own unless something is wrong. */
export const proveCredentials: Step = async (context, draft) => {
  const { host, prompter, text, language, config } = context;
  host.print(text.provingTitle);
  for (;;) {
    const proof = await proveAccount({ host, text, language, config, answers: draft.answers });
    host.print(`· ${text.visibleTo({ console: DEVELOPER_CONSOLE })}`);
    const checked = { ...draft, attention: proof.needsAttention };
    if (proof.connects) return { draft: checked, asked: false };
    const answer = await prompter.select({
      message: text.askAfterFailure,
      canGoBack: true,
      options: [
        { value: "again", label: text.proveAgain },
        { value: "change", label: text.enterOthers },
        { value: "anyway", label: text.goOnAnyway, hint: text.goOnAnywayHint },
      ],
    });
    if (answer === "change") throw new StartAgain("other credentials");
    if (answer === "anyway") return { draft: { ...checked, attention: true }, asked: true };
  }
};

async function chooseEach(context: WizardContext, answers: SetupAnswers): Promise<SetupAnswers> {
  const { prompter, text, host, config } = context;
  const account = plannedAccount({ host, config, answers });
  /** What is chosen so far; the way back shows it again. */
  const chosen: Record<"dmPolicy" | "groupPolicy" | "enableAICard" | "sessions", string> = {
    dmPolicy: account.dmPolicy,
    groupPolicy: account.groupPolicy,
    enableAICard: account.enableAICard ? "on" : "off",
    sessions: hasSessionScope(config) ? "keep" : QUESTIONS.sessions.initial,
  };
  const ask = (key: keyof typeof chosen) => async () => {
    const asking = { prompter, text, canGoBack: true, current: chosen[key] };
    chosen[key] = await askQuestion(QUESTIONS[key], asking);
  };
  let name = account.name ?? "";
  const askName = async () => {
    const initial = name === "" ? {} : { initial: name };
    name = (await prompter.text({ message: text.askName, canGoBack: true, ...initial })).trim();
  };
  const policies = [ask("dmPolicy"), ask("groupPolicy"), ask("enableAICard")];
  const asks = hasSessionScope(config) ? policies : [...policies, ask("sessions")];
  await askInTurn([...asks, askName]);
  return {
    ...answers,
    ...(name === (account.name ?? "") ? {} : { name }),
    dmPolicy: chosen.dmPolicy as DmPolicy,
    groupPolicy: chosen.groupPolicy as GroupPolicy,
    enableAICard: chosen.enableAICard === "on",
    sessions: chosen.sessions === "separate" ? "separate" : "keep",
  };
}

export const chooseSettings: Step = async (context, draft) => {
  const { prompter, text, host, config } = context;
  const account = plannedAccount({ host, config, answers: draft.answers });
  const facts = {
    dm: account.dmPolicy,
    group: account.groupPolicy,
    card: account.enableAICard ? text.cardsOn : text.cardsOffLabel,
  };
  for (;;) {
    const answer = await prompter.select({
      message: text.askSettings,
      canGoBack: true,
      options: [
        { value: "keep", label: text.settingsKeep(facts) },
        { value: "pairing", label: `${text.settingsPairing} ${text.recommended}`, hint: text.dmPairingHint },
        { value: "each", label: text.settingsEach },
      ],
    });
    const dmPolicy = answer === "pairing" ? { dmPolicy: "pairing" as const } : {};
    const answers =
      answer === "each"
        ? await unlessBack(chooseEach(context, draft.answers))
        : { ...draft.answers, ...dmPolicy, sessions: "separate" as const };
    if (answers) return { draft: { ...draft, answers }, asked: true };
  }
};

async function offerOwner(context: WizardContext, draft: Draft, person: FirstMessage): Promise<Draft> {
  const { prompter, text } = context;
  const { staffId, name } = person;
  if (staffId === undefined) return draft;
  const answer = await prompter.select({
    message: text.askOwner({ name, staffId }),
    canGoBack: true,
    options: [
      { value: "allow", label: text.ownerAllow, hint: text.ownerAllowHint },
      { value: "owner", label: text.ownerYes, hint: text.ownerYesHint },
      { value: "no", label: text.ownerNo },
    ],
  });
  if (answer === "no") return draft;
  const allow = [...new Set([...(draft.answers.allow ?? []), staffId])];
  return {
    ...draft,
    answers: { ...draft.answers, allow, ...(answer === "owner" ? { owner: staffId } : {}) },
  };
}

/** While a gateway runs with the same app, DingTalk would deal messages out to both: then nobody is asked to write. */
async function gatewayHasApp({ host, config }: WizardContext, draft: Draft): Promise<boolean> {
  const { clientId } = plannedAccount({ host, config, answers: { accountId: draft.answers.accountId } });
  const same = draft.answers.clientId === undefined || draft.answers.clientId === clientId;
  if (clientId === "" || !same) return false;
  const accounts = await host.askGateway();
  return (
    accounts?.some((account) => account.accountId === draft.answers.accountId && account.connected) ?? false
  );
}

export const meetFirstPerson: Step = async (context, draft) => {
  const { host, prompter, text, config } = context;
  if (await gatewayHasApp(context, draft)) {
    host.print(`· ${text.gatewayListens}`);
    return { draft, asked: false };
  }
  const planned = plannedAccount({ host, config, answers: draft.answers });
  const account = readableSecret(planned, host.machine().env);
  if (account.clientSecret === "") return { draft, asked: false };
  for (;;) {
    const person = await waitOrSkip({ prompter, message: text.askFirstMessage, canGoBack: true }, (signal) =>
      waitForFirstMessage({ account, answer: text.firstMessageAnswer, signal }),
    );
    if (!person) return { draft, asked: true };
    const { name, staffId } = person;
    host.print(`✓ ${text.firstMessageFrom({ name, staffId: staffId ?? text.staffIdMissing })}`);
    if (!person.answered) host.print(`! ${text.firstAnswerFailed}`);
    const met = await unlessBack(offerOwner(context, draft, person));
    if (met) return { draft: met, asked: true };
  }
};
