/**
 * The words by which people decide in the chat: `/approve <code> <decision>` and `/answer <code> <number>`.
 * Pure. A button of an ordinary message says the same words, so both ways are one.
 */
import type { ApprovalDecision } from "../model.ts";

/** `id`: a code of ours, or an id of the host's. */
export type PromptWord =
  | { readonly kind: "approve"; readonly id: string; readonly decision: ApprovalDecision }
  /** `number` counts from 1. */
  | { readonly kind: "answer"; readonly id: string; readonly number: number };

/** The host's words for its decisions, and the Chinese ones. */
const DECISIONS: Readonly<Record<string, ApprovalDecision>> = {
  allow: "allow-once",
  once: "allow-once",
  "allow-once": "allow-once",
  同意: "allow-once",
  允许: "allow-once",
  always: "allow-always",
  "allow-always": "allow-always",
  始终允许: "allow-always",
  deny: "deny",
  reject: "deny",
  拒绝: "deny",
};

function decisionOf(word: string): ApprovalDecision | undefined {
  const lower = word.toLowerCase();
  return Object.hasOwn(DECISIONS, lower) ? DECISIONS[lower] : undefined;
}

/** Undefined for every other text. */
export function parsePromptWord(text: string): PromptWord | undefined {
  const [command, ...words] = text.trim().split(/\s+/);
  const [first = "", second = ""] = words;
  if (words.length !== 2) return undefined;
  if (command?.toLowerCase() === "/answer") {
    return /^[1-9]$/.test(second) ? { kind: "answer", id: first, number: Number(second) } : undefined;
  }
  if (command?.toLowerCase() !== "/approve") return undefined;
  const [before, after] = [decisionOf(first), decisionOf(second)];
  if (after) return { kind: "approve", id: first, decision: after };
  return before ? { kind: "approve", id: second, decision: before } : undefined;
}

/** What a button says for the choice at `index`, counted from 0. */
export function wordFor(
  prompt: { readonly code: string; readonly subject: { readonly kind: "approval" | "question" } },
  value: string,
  index: number,
): string {
  return prompt.subject.kind === "approval"
    ? `/approve ${prompt.code} ${value}`
    : `/answer ${prompt.code} ${index + 1}`;
}
