/** Configuration values without the secrets in them, for what is shown or kept. Pure. */
import { isRecord } from "../config/read-keys.ts";

const SECRET_KEY = /secret|token|password|apikey/i;

/** Whether a key of this name holds a secret where its value is a text. */
export const isSecretKey = (name: string): boolean => SECRET_KEY.test(name);

/** A copy in which every text under a key that names a secret is absent; references to secrets stay. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, inner]) => !(isSecretKey(name) && typeof inner === "string"))
      .map(([name, inner]) => [name, withoutSecrets(inner)]),
  );
}
