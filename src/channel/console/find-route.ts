/** Finds the address that a path names. Pure; knows no request. */
import type { ConsoleRoute } from "./console-route.ts";

export interface FoundRoute {
  readonly route: ConsoleRoute;
  /** By the names in the route's path, decoded. */
  readonly params: Readonly<Record<string, string>>;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function match(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = decode(given[index] ?? "");
    if (value === undefined) return undefined;
    if (!part.startsWith(":")) {
      if (part !== value) return undefined;
    } else if (value === "") return undefined;
    else params[part.slice(1)] = value;
  }
  return params;
}

/**
 * `path` below `CONSOLE_API`, still encoded. A literal segment wins over a named one, whatever the order. `method`
 * HEAD is answered like GET. `wrong-method`: the address is there for the other one.
 */
export function findRoute(
  routes: readonly ConsoleRoute[],
  method: string,
  path: string,
): FoundRoute | "wrong-method" | undefined {
  const wanted = method === "HEAD" ? "GET" : method;
  const found = routes
    .flatMap((route) => {
      const params = match(route.path, path);
      return params ? [{ route, params }] : [];
    })
    .toSorted((a, b) => Object.keys(a.params).length - Object.keys(b.params).length);
  const exact = found.find(({ route }) => route.method === wanted);
  if (exact) return exact;
  return found.length > 0 ? "wrong-method" : undefined;
}
