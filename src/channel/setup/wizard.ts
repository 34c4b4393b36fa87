/**
 * `openclaw china setup` at a terminal: credentials, proof, settings, first message, owner, difference, write. A list
 * of steps; the left arrow goes one step back, Ctrl-C ends it, and nothing is written before the difference was seen.
 */
import type { Prompter } from "../host/wizard-prompter.ts";
import type { Language, Text } from "../text/text.ts";
import { describeChanges } from "./describe-changes.ts";
import { planConfig } from "./plan-config.ts";
import type { SetupAnswers } from "./setup-answers.ts";
import { EXIT, type SetupHost } from "./setup-host.ts";
import { chooseAccount, enterCredentials } from "./wizard-account.ts";
import { chooseSettings, meetFirstPerson, proveCredentials } from "./wizard-proof.ts";
import { describeGateway, describeWritten, waitUntilLive, writePlan } from "./write-plan.ts";

export interface WizardContext {
  readonly host: SetupHost;
  readonly prompter: Prompter;
  readonly text: Text;
  readonly language: Language;
  /** The host's configuration as written. */
  readonly config: unknown;
  /** OpenClaw starts the account itself when the wizard is over; nobody waits for it here. */
  readonly hostStarts?: boolean;
}

export interface Draft {
  readonly answers: SetupAnswers;
  /** Something needs a person's attention after all. */
  readonly attention: boolean;
}

export interface StepResult {
  readonly draft: Draft;
  /** A person was asked: the way back leads here. */
  readonly asked: boolean;
}

export type Step = (context: WizardContext, draft: Draft, canGoBack: boolean) => Promise<StepResult>;

const STEPS: readonly Step[] = [
  chooseAccount,
  enterCredentials,
  proveCredentials,
  chooseSettings,
  meetFirstPerson,
];

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? error.code : undefined);

type Ending = "write" | "write-more" | "cancel";

async function review({ prompter, text, config }: WizardContext, draft: Draft): Promise<Ending> {
  const changes = planConfig(config, draft.answers);
  await prompter.note(describeChanges(changes, text).join("\n"), text.reviewTitle);
  const answer = await prompter.select({
    message: text.askWrite,
    canGoBack: true,
    options: [
      { value: "write", label: text.writeNow },
      { value: "write-more", label: text.writeMore },
      { value: "cancel", label: text.writeNothing },
    ],
  });
  return answer as Ending;
}

/**
 * Runs the steps with a way back; `last` comes after them and is part of it. Rejects with `PromptEnded` when it was
 * stopped.
 */
async function runSteps<Result>(
  context: WizardContext,
  first: Draft,
  last: (draft: Draft) => Promise<Result>,
): Promise<Result> {
  const history: { index: number; draft: Draft }[] = [];
  let index = 0;
  let draft = first;
  for (;;) {
    try {
      const step = STEPS[index];
      if (!step) return await last(draft);
      const result = await step(context, draft, history.length > 0);
      if (result.asked) history.push({ index, draft });
      draft = result.draft;
      index += 1;
    } catch (error) {
      if (codeOf(error) !== "prompt-back") throw error;
      const before = history.pop();
      // Back from the first question leads out of here, where the host has questions before ours.
      if (!before && error instanceof Error && error.cause !== undefined) throw error;
      if (before) ({ index, draft } = before);
    }
  }
}

/** The questions and proofs without the difference, for a wizard that writes by itself. */
export function askSteps(context: WizardContext, answers: SetupAnswers): Promise<Draft> {
  return runSteps(context, { answers, attention: false }, async (draft) => draft);
}

async function setUpOne(context: WizardContext, first: Draft): Promise<{ code: number; more: boolean }> {
  const { host, text, config } = context;
  const { draft, ending } = await runSteps(context, first, async (last) => ({
    draft: last,
    ending: await review(context, last),
  }));
  if (ending === "cancel") {
    host.print(text.nothingWritten);
    return { code: EXIT.cancelled, more: false };
  }
  const changes = planConfig(config, draft.answers);
  const written = changes.length > 0 ? await writePlan(host, changes) : undefined;
  if (written) for (const line of describeWritten(written, text)) host.print(line);
  if (context.hostStarts !== true) {
    const { accountId } = draft.answers;
    const outcome = await waitUntilLive(host, accountId, written);
    host.print(describeGateway(outcome, accountId, text));
  }
  return { code: draft.attention ? EXIT.attention : EXIT.done, more: ending === "write-more" };
}

/** The whole conversation; returns the exit code. */
export async function runWizard(
  request: Omit<WizardContext, "config" | "prompter">,
  given: SetupAnswers,
): Promise<number> {
  const { host, text } = request;
  const prompter = host.prompter();
  host.print(`${text.wizardTitle}\n${text.wizardKeys}`);
  let answers = given;
  /** Of the bots that were written so far. */
  let code: number | undefined;
  try {
    for (;;) {
      const { config } = await host.configFile.read();
      const one = await setUpOne({ ...request, prompter, config }, { answers, attention: false });
      if (one.code === EXIT.cancelled) return code ?? one.code;
      code = Math.max(code ?? EXIT.done, one.code);
      if (!one.more) return code;
      answers = { accountId: "" };
    }
  } catch (error) {
    if (codeOf(error) !== "prompt-cancelled") throw error;
    if (code === undefined) host.print(text.nothingWritten);
    return code ?? EXIT.cancelled;
  }
}
