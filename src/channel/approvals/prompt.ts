/** One prompt: something a run waits for, with its choices, as it stands on disk. Types and small pure questions. */
import type { PromptOutcome, PromptSubject, RunReference, Target } from "../model.ts";

export interface PromptChoice {
  /** The host's decision, or the option of a question, in the host's words. */
  readonly value: string;
  /** As people read it. */
  readonly label: string;
}

export interface Prompt {
  /** Short, unique among those that are open; people type it. */
  readonly code: string;
  readonly subject: PromptSubject;
  readonly target: Target;
  /** Markdown, without the choices. */
  readonly body: string;
  readonly choices: readonly PromptChoice[];
  /** The person whose message the run answers; absent where nobody knows, as after a crash. */
  readonly asker?: { readonly staffId: string; readonly name: string };
  readonly run: RunReference;
  /** The card it stands on; absent for an ordinary message, which cannot be changed any more. */
  readonly outTrackId?: string;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
  /** Milliseconds since the Unix epoch; absent where the host alone knows. */
  readonly expiresAt?: number;
  readonly outcome?: PromptOutcome;
  /** People see that it has ended. */
  readonly endShown?: true;
}

/** Who may decide: `listed` are the people that the configuration names. */
export function mayDecide(
  prompt: Prompt,
  staffId: string | undefined,
  listed: { readonly approvers: readonly string[]; readonly allowFrom: readonly string[] },
): boolean {
  if (staffId === undefined) return false;
  const among = (list: readonly string[]) => list.some((entry) => isSamePerson(entry, staffId));
  const asked = prompt.asker !== undefined && isSamePerson(prompt.asker.staffId, staffId);
  // The agent's question is for who asked it, whoever decides on commands.
  if (prompt.subject.kind === "question") return asked || among(listed.allowFrom);
  if (listed.approvers.length > 0) return among(listed.approvers);
  return asked || among(listed.allowFrom);
}

export function isSamePerson(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
