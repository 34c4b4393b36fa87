/**
 * The gateway's token as the page holds it: read from the address's fragment, taken out of it at once, kept for this
 * tab only. It never stands in a query, where servers and proxies would write it down.
 */
import type { GuardedStorage } from "../../shared/guarded-storage.ts";

export interface SessionToken {
  readonly value: string | undefined;
  set(token: string | undefined): void;
  /** Takes `token=…` out of a fragment and keeps it; gives back the fragment without it. */
  takeFrom(hash: string): string;
}

const KEY = "dingtalk-console.token";

export function createSessionToken(storage: GuardedStorage): SessionToken {
  // Where storage is forbidden the token lives as long as the page.
  let value = storage.getItem(KEY) || undefined;
  const set = (token: string | undefined): void => {
    value = token || undefined;
    storage.setItem(KEY, value ?? "");
  };
  return {
    get value() {
      return value;
    },
    set,
    takeFrom(hash) {
      const values = new URLSearchParams(hash.replace(/^#/, ""));
      const token = values.get("token");
      if (token === null) return hash;
      set(token);
      values.delete("token");
      const rest = values.toString();
      return rest === "" ? "" : `#${rest}`;
    },
  };
}
