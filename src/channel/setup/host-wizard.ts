/**
 * Our wizard inside OpenClaw's own (`onboard`, `configure`, `channels add`): the same questions and proofs, asked
 * through the host's prompts; the host shows the difference, writes it and goes on.
 */
import type { Language, Text } from "../text/text.ts";
import { planConfig, planned } from "./plan-config.ts";
import type { SetupHost } from "./setup-host.ts";
import { askSteps } from "./wizard.ts";

export interface HostWizardRequest {
  readonly host: SetupHost;
  readonly text: Text;
  readonly language: Language;
  readonly config: unknown;
  /** Named by the host; empty: asked where there is a choice. */
  readonly accountId: string;
}

export interface HostWizardResult {
  readonly config: Record<string, unknown>;
  readonly accountId: string;
}

/** Rejects with `PromptEnded` when the person stops. */
export async function configureInHost(request: HostWizardRequest): Promise<HostWizardResult> {
  const { host, text, language, config, accountId } = request;
  const prompter = host.prompter();
  const { answers } = await askSteps({ host, text, language, config, prompter }, { accountId });
  return { config: planned(config, planConfig(config, answers)), accountId: answers.accountId };
}
