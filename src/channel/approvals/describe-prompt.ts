/** What people read of a prompt: the request, how to decide by word, and how it ended. Pure Markdown. */
import type { ApprovalDecision, ApprovalRequest, PromptOutcome, QuestionRequest } from "../model.ts";
import type { Text } from "../text/text.ts";
import { wordFor } from "./parse-prompt-word.ts";
import type { Prompt, PromptChoice } from "./prompt.ts";

/** What fits on a card beside the rest. Nobody may decide on a part, so a longer command is sent before, whole. */
const MAX_COMMAND_CHARACTERS = 1_500;

function fence(command: string): string {
  const longest = Math.max(2, ...[...command.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = "`".repeat(longest + 1);
  return `${ticks}\n${command}\n${ticks}`;
}

/** The whole command as a message of its own; undefined where it fits into the prompt. */
export function describeLongCommand({ command = "" }: ApprovalRequest): string | undefined {
  return command.length > MAX_COMMAND_CHARACTERS ? fence(command) : undefined;
}

export function describeApproval(request: ApprovalRequest, text: Text): string {
  const { command, title, description, warning, cwd, approvalKind } = request;
  const head = approvalKind === "exec" ? text.promptExec : text.promptApproval({ title });
  return [
    `**${head}**`,
    // For a command the host's sentence says no more than the head.
    ...(description && approvalKind !== "exec" ? [description] : []),
    ...(command ? [describeLongCommand(request) ? text.promptCommandAbove : fence(command)] : []),
    ...(cwd ? [text.promptFolder({ cwd })] : []),
    ...(warning ? [`⚠️ ${warning}`] : []),
  ].join("\n\n");
}

export function describeQuestion(request: QuestionRequest): string {
  const options = request.options.map((option, index) => `${index + 1}. ${option}`).join("\n");
  return `**${request.question}**\n\n${options}`;
}

export function labelOf(decision: ApprovalDecision, text: Text): string {
  if (decision === "allow-once") return text.promptAllowOnce;
  return decision === "allow-always" ? text.promptAllowAlways : text.promptDeny;
}

/** One line below an ordinary message's text, for clients on which its buttons do nothing. */
export function describeWords(prompt: Pick<Prompt, "code" | "subject" | "choices">, text: Text): string {
  const words = prompt.choices.map(({ value }, index) => `\`${wordFor(prompt, value, index)}\``);
  return text.promptWords({ words: words.join(text.promptOr) });
}

/** `who` is empty where the chat has two people only. */
export function describeOutcome(
  outcome: PromptOutcome,
  choices: readonly PromptChoice[],
  who: string,
  text: Text,
): string {
  if (outcome.kind !== "decided") {
    if (outcome.kind === "expired") return `⏱️ ${text.promptExpired}`;
    if (outcome.kind === "settled") return `✔️ ${text.promptSettled}`;
    return `✖️ ${outcome.kind === "cancelled" ? text.promptCancelled : text.promptInterrupted}`;
  }
  const choice = choices.find(({ value }) => value === outcome.value)?.label ?? outcome.value;
  const sign = outcome.value === "deny" ? "❌" : "✅";
  return `${sign} ${who ? text.promptDecidedBy({ choice, who }) : choice}`.trim();
}
