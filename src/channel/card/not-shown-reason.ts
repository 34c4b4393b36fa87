/** Why an answer does not stand on its card and has to go out by message. */
import { classifyCardFault, type CardFaultKind } from "./card-fault.ts";

export type NotShownReason = Exclude<CardFaultKind, "exists"> | "rewritten" | "stopped";

/** The final text differs from what finished cards show. */
export class RewrittenError extends Error {
  override readonly name = "RewrittenError";
  readonly code = "rewritten";
}

export function notShownReason(error: unknown): NotShownReason {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  if (code === "rewritten") return "rewritten";
  if (code === "stopped") return "stopped";
  if (code === "deadline") return "throttled";
  const { kind } = classifyCardFault(error);
  return kind === "exists" ? "refused" : kind;
}
