/** The host's door for set-up inside its own wizards; what is asked comes from whoever builds the plugin. */
import type { OpenClawConfig } from "openclaw/plugin-sdk/channel-core";
import type { ChannelSetupWizardAdapter, WizardPrompter } from "openclaw/plugin-sdk/setup";
import { listAccountIds } from "../config/accounts.ts";
import { resolveHostAccount, sectionOf } from "./plugin-config.ts";
import { createWizardPrompter, PromptEnded, type Prompter } from "./wizard-prompter.ts";

export interface HostSetupRequest {
  readonly cfg: OpenClawConfig;
  /** Empty: not named. */
  readonly accountId: string;
  readonly prompter: Prompter;
  readonly print: (line: string) => void;
}

export type ConfigureInHost = (
  request: HostSetupRequest,
) => Promise<{ readonly config: Record<string, unknown>; readonly accountId: string }>;

/** Lines in the order in which they were said, also where the host shows them late. */
function createPrinter(prompter: WizardPrompter) {
  let last: Promise<void> = Promise.resolve();
  return {
    print(line: string) {
      last = last.then(() => (prompter.plain ? prompter.plain(line) : prompter.note(line)));
      last.catch(() => {});
    },
    flushed: () => last.catch(() => {}),
  };
}

/** Nothing is asked while a line is still on its way. */
function afterLines(prompter: Prompter, flushed: () => Promise<void>): Prompter {
  return {
    select: async (question) => flushed().then(() => prompter.select(question)),
    text: async (question) => flushed().then(() => prompter.text(question)),
    note: async (text, title) => flushed().then(() => prompter.note(text, title)),
  };
}

function statusOf(cfg: OpenClawConfig) {
  const configured = listAccountIds(sectionOf(cfg)).some(
    (accountId) => resolveHostAccount({ cfg, accountId }).configured,
  );
  const said = configured ? "configured" : "needs a DingTalk app";
  return {
    channel: "dingtalk",
    configured,
    statusLines: [`DingTalk (钉钉): ${said}`],
    selectionHint: configured ? said : "scan a code or enter Client ID and Secret",
    quickstartScore: configured ? 2 : 1,
  };
}

/** The host's own words for "stopped" come back to it. */
async function restoringHostErrors<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof PromptEnded && error.cause !== undefined ? error.cause : error;
  }
}

export function createSetupWizard(configure: ConfigureInHost): ChannelSetupWizardAdapter {
  return {
    channel: "dingtalk",
    getStatus: async ({ cfg }) => statusOf(cfg),
    async configure({ cfg, prompter, accountOverrides }) {
      const printer = createPrinter(prompter);
      const { config, accountId } = await restoringHostErrors(
        configure({
          cfg,
          accountId: accountOverrides["dingtalk"] ?? "",
          prompter: afterLines(createWizardPrompter(prompter), printer.flushed),
          print: printer.print,
        }),
      );
      await printer.flushed();
      return { cfg: config as OpenClawConfig, accountId };
    },
    disable: (cfg) => ({
      ...cfg,
      channels: {
        ...cfg.channels,
        dingtalk: { ...(sectionOf(cfg) as Record<string, unknown> | undefined), enabled: false },
      },
    }),
  };
}
