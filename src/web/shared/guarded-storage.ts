/** A browser's storage that never throws: where it is forbidden or full, what is set is forgotten with the page. */

export interface GuardedStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** `open` is a function because a forbidding browser already throws on `window.localStorage`. */
export function guardStorage(open: () => GuardedStorage): GuardedStorage {
  return {
    getItem: (key) => attempt(() => open().getItem(key), null),
    setItem: (key, value) => attempt(() => open().setItem(key, value), undefined),
  };
}

function attempt<Value>(read: () => Value, otherwise: Value): Value {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
