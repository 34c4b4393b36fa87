/** Parses a successful answer with its schema; a mismatch is a `bad-answer` that names the field, not the value. */
import type { z } from "zod";
import { DingTalkError, type CallName } from "./errors.ts";

export function parseAnswer<Schema extends z.ZodType>(
  operation: CallName,
  schema: Schema,
  answer: unknown,
): z.infer<Schema> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join(".") || "(body)").join(", ");
  throw new DingTalkError("bad-answer", `${operation}: unexpected answer at ${fields}`, {
    operation,
    status: 200,
    dispatched: "maybe",
  });
}
