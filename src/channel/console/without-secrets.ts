/** Configuration values without the secrets in them, for what is shown or kept. Pure. */
import { isSecretKey } from "../config/is-secret-key.ts";
import { isRecord } from "../config/read-keys.ts";

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
