/** The questions of set-up in the asker's language, how to get credentials by hand, and the answers as they stand. */
import type { SetupQuestion, SetupView } from "../../contract/console-setup.ts";
import { DEVELOPER_CONSOLE } from "../../contract/endpoints.ts";
import { listAccountIds, resolveAccount, type ConfigEnvironment } from "../config/accounts.ts";
import { sectionIn } from "../setup/plan-config.ts";
import { QUESTIONS, type Question } from "../setup/questions.ts";
import { hasSessionScope } from "../setup/wizard-account.ts";
import type { Text } from "../text/text.ts";

function toQuestion(question: Question, text: Text): SetupQuestion {
  const { id, kind, message, options, initial, placeholder } = question;
  return {
    id,
    kind,
    message: text[message],
    ...(initial === undefined ? {} : { initial }),
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(options
      ? {
          options: options.map(({ value, label, hint, recommended = false }) => ({
            value,
            label: text[label],
            hint: text[hint],
            recommended,
          })),
        }
      : {}),
  };
}

/** The wizard's numbered lines, one step each. */
function manualSteps(text: Text): SetupView["manualSteps"] {
  const lines = text.manualSteps({ console: DEVELOPER_CONSOLE }).split("\n");
  return lines.map((line) => ({ text: line.replace(/^\d+\.\s*/, ""), link: DEVELOPER_CONSOLE }));
}

export function viewSetup(config: unknown, machine: ConfigEnvironment, text: Text): SetupView {
  const section = sectionIn(config);
  // A scope that is set already is left alone, so it is not asked for.
  const asked = Object.values<Question>(QUESTIONS).filter(
    ({ id }) => id !== "sessions" || !hasSessionScope(config),
  );
  return {
    questions: asked.map((question) => toQuestion(question, text)),
    manualSteps: manualSteps(text),
    accounts: listAccountIds(section).map((id) => {
      const account = resolveAccount(section, id, machine);
      const { accountId, name, clientId, configured, dmPolicy, groupPolicy, enableAICard } = account;
      return {
        accountId,
        ...(name === undefined ? {} : { name }),
        clientId,
        configured,
        answers: { clientId, dmPolicy, groupPolicy, enableAICard: enableAICard ? "on" : "off" },
      };
    }),
  };
}
