/** Holds files against the import table; each breach is one sentence with file and line. */
import { posix } from "node:path";
import { FREE_FILES, IMPORT_TABLE, TEST_PACKAGES, type ImportRule } from "./import-table.ts";
import { parseImports, type ImportEdge } from "./parse-imports.ts";
import type { SourceFile } from "./source-files.ts";

/** The row of the table a file belongs to: the folder, or the file itself where it stands alone. */
export function unitOf(path: string): string {
  const inside = /^src\/(channel|web)\/([^/]+?)(?:\.ts|\/.*)$/.exec(path);
  if (inside) return `${inside[1]}/${inside[2]}`;
  const folder = /^src\/([^/]+)\//.exec(path);
  return folder?.[1] ?? path.replace(/\.ts$/, "");
}

const allows = (list: readonly string[] | undefined, name: string) =>
  (list ?? []).some(
    (entry) => entry === name || (entry.endsWith("/*") && name.startsWith(entry.slice(0, -1))),
  );

function allowsNode(rule: ImportRule, name: string): boolean {
  const node = rule.node ?? true;
  return typeof node === "boolean" ? node : node.includes(name);
}

function isAllowed(file: SourceFile, edge: ImportEdge, rule: ImportRule, unit: string): boolean {
  const { specifier, typeOnly } = edge;
  const isTest = file.path.endsWith(".test.ts");
  if (specifier.startsWith(".")) {
    const target = unitOf(posix.join(posix.dirname(file.path), specifier));
    return target === unit || allows(rule.folders, target) || (typeOnly && allows(rule.types, target));
  }
  if (specifier.startsWith("node:")) return isTest || allowsNode(rule, specifier);
  if (isTest && TEST_PACKAGES.includes(specifier)) return true;
  return allows(rule.packages, specifier) || (typeOnly && allows(rule.packageTypes, specifier));
}

/** Returns one sentence per breach; nothing when the law is kept. */
export function evaluateImports(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    if (FREE_FILES.test(file.path)) return [];
    const unit = unitOf(file.path);
    const rule = IMPORT_TABLE[unit];
    if (!rule) return [`${file.path}: there is no row "${unit}" in the import table`];
    return parseImports(file)
      .filter((edge) => !isAllowed(file, edge, rule, unit))
      .map(
        (edge) =>
          `${file.path}:${edge.line}: ${unit} may not import ${edge.typeOnly ? "types of " : ""}${edge.specifier}`,
      );
  });
}
