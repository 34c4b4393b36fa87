/** Everything that is loaded when a built file is loaded: its static imports, without `import()`. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

export interface StaticGraph {
  /** Absolute paths, the entry first. */
  readonly files: readonly string[];
  /** Packages and Node modules, as written. */
  readonly packages: readonly string[];
}

function staticImports(path: string, read: (path: string) => string): string[] {
  const tree = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  return tree.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const specifier = statement.moduleSpecifier;
    return specifier && ts.isStringLiteral(specifier) ? [specifier.text] : [];
  });
}

/** `read` is an option so that a planted graph can be checked. */
export function walkStaticGraph(
  entry: string,
  read: (path: string) => string = (path) => readFileSync(path, "utf8"),
): StaticGraph {
  const files = [entry];
  const packages = new Set<string>();
  for (const file of files) {
    for (const specifier of staticImports(file, read)) {
      const target = join(dirname(file), specifier);
      if (!specifier.startsWith(".")) packages.add(specifier);
      else if (!files.includes(target)) files.push(target);
    }
  }
  return { files, packages: [...packages] };
}
