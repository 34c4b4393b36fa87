/**
 * What the host accepts where a secret is wanted: the text itself, or a reference to a secret store.
 * Mirrors the host's `buildSecretInputSchema()` (openclaw 2026.9.6) because this folder imports no host values;
 * `tests/channel/config-schema.test.ts` compares both. The host resolves references, not we.
 */
import { z } from "zod";

const provider = z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/);
const upperCaseId = z.string().regex(/^[A-Z][A-Z0-9_]{0,127}$/);
const freeId = z.string();

/** Text, or `{source, provider, id}` with source env, store, file or exec. */
export const secretInputSchema = z.union([
  z.string(),
  z.discriminatedUnion("source", [
    z.strictObject({ source: z.literal("env"), provider, id: upperCaseId }),
    z.strictObject({ source: z.literal("store"), provider, id: upperCaseId }),
    z.strictObject({ source: z.literal("file"), provider, id: freeId }),
    z.strictObject({ source: z.literal("exec"), provider, id: freeId }),
  ]),
]);

export type SecretInput = z.infer<typeof secretInputSchema>;
export type SecretRef = Exclude<SecretInput, string>;

/** Whether the value is a reference that the host has not resolved. */
export function isSecretRef(value: unknown): value is SecretRef {
  return typeof value !== "string" && secretInputSchema.safeParse(value).success;
}
