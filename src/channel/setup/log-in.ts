/** `openclaw channels login --channel dingtalk`: the wizard of `openclaw china setup` for one account. */
import type { Language, Text } from "../text/text.ts";
import { holdProcess } from "../../lib/hold-process.ts";
import { EXIT, type SetupHost } from "./setup-host.ts";
import { runWizard } from "./wizard.ts";

export interface LogInRequest {
  readonly host: SetupHost;
  readonly text: Text;
  readonly language: Language;
  /** Named by OpenClaw, which takes the default account where the person names none. */
  readonly accountId: string;
}

/**
 * Returns the wizard's exit code. OpenClaw starts the account afterwards: after a logout it stays stopped until then,
 * so waiting for it here would be in vain. Without a terminal nothing can be asked: says what to run instead.
 */
export async function logIn({ host, text, language, accountId }: LogInRequest): Promise<number> {
  if (!host.isTerminal) {
    host.print(text.loginNeedsTerminal);
    return EXIT.usage;
  }
  return holdProcess(runWizard({ host, text, language, hostStarts: true }, { accountId }));
}
