/**
 * Which chunk a module goes to: modules that are needed together are one file. OpenClaw copies a plugin file by file
 * each time it loads it, three times a start, so a chunk for every shared handful would cost more than it saves.
 */
import { join } from "node:path";

export interface Needs {
  /** Source → who needs it: what the host or a program imports, and what is loaded late as a whole. */
  readonly roots: Readonly<Record<string, string>>;
  /** Who needs what is loaded late and is no root. */
  readonly late: string;
  /** Need → needs that are there only after it: what it has loaded costs those nothing. */
  readonly first: Readonly<Record<string, readonly string[]>>;
}

interface ModuleView {
  readonly isEntry: boolean;
  readonly importedIds: readonly string[];
  readonly dynamicallyImportedIds: readonly string[];
}

export interface ModuleGraph {
  getModuleInfo(id: string): ModuleView | null;
}

const isOurs = (id: string) => !/[\\/]node_modules[\\/]/.test(id);

/**
 * Returns the chunk's name for a module: the names of all that need it. Chunks made so never import in a circle. An
 * entry keeps a file of its own: what it does when it is loaded, it must not do for who needs another part of it. So does
 * what others wrote: one sees what is ours.
 */
export function chunksByNeed(projectRoot: string, { roots, late, first }: Needs) {
  let names: Map<string, string> | undefined;

  function nameOf(needs: ReadonlySet<string>): string {
    const there = new Set([...needs].flatMap((need) => first[need] ?? []));
    return [...needs]
      .filter((need) => !there.has(need))
      .toSorted()
      .join("-");
  }

  function collect(graph: ModuleGraph): Map<string, string> {
    const found = new Map<string, Set<string>>();
    const starts = new Map(Object.entries(roots).map(([path, need]) => [join(projectRoot, path), need]));
    const lateStarts = new Set<string>();
    const walk = (start: string, need: string): void => {
      const open = [start];
      for (let id = open.pop(); id !== undefined; id = open.pop()) {
        const info = graph.getModuleInfo(id);
        const known = found.get(id) ?? new Set();
        if (!info || known.has(need)) continue;
        found.set(id, known.add(need));
        open.push(...info.importedIds);
        for (const other of info.dynamicallyImportedIds) if (!starts.has(other)) lateStarts.add(other);
      }
    };
    for (const [id, need] of starts) walk(id, need);
    // Walking may find more of them; a set goes on to those.
    for (const id of lateStarts) walk(id, late);
    return new Map([...found].map(([id, needs]) => [id, `${isOurs(id) ? "" : "vendor-"}${nameOf(needs)}`]));
  }

  return (id: string, graph: ModuleGraph): string | null => {
    names ??= collect(graph);
    return graph.getModuleInfo(id)?.isEntry ? null : (names.get(id) ?? null);
  };
}
