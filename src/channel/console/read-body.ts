/** The body of a request against its shape. Says which field is wrong, never what stood in it. */
import type { z } from "zod";
import type { Text } from "../text/text.ts";
import { ConsoleError } from "./console-route.ts";

/** Throws `ConsoleError`. */
export function readBody<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  text: Text,
): z.infer<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.map(String).join(".") ?? "";
  throw new ConsoleError("invalid-value", {
    text: text.consoleBadRequest({ field: field === "" ? "–" : field }),
    ...(field === "" ? {} : { field }),
  });
}
