/** Counts the lines of files and functions that hold code: blank lines and comments are free. */
import ts from "typescript";
import type { SourceFile } from "./source-files.ts";

export const MAX_FILE_LINES = 400;
export const MAX_FUNCTION_LINES = 80;
/** Tables and texts may be as long as their subject. */
const LONG_FILES = /^src\/contract\/|^src\/channel\/text\//;
/** A test file's outer function is its list of cases. */
const LONG_FUNCTIONS = /\.test\.ts$|^tests\/|^bench\//;

/** Numbers (from 0) of the lines on which a token of code stands. */
function codeLines(tree: ts.SourceFile): Set<number> {
  const lines = new Set<number>();
  const mark = (from: number, to: number) => {
    const last = tree.getLineAndCharacterOfPosition(to).line;
    for (let line = tree.getLineAndCharacterOfPosition(from).line; line <= last; line += 1) lines.add(line);
  };
  const visit = (node: ts.Node): void => {
    const children = node.getChildren(tree).filter((child) => !ts.isJSDoc(child));
    if (children.length === 0 && node.getWidth(tree) > 0) mark(node.getStart(tree), node.getEnd() - 1);
    children.forEach(visit);
  };
  visit(tree);
  return lines;
}

const nameOf = (node: ts.Node, tree: ts.SourceFile) => {
  const named = ts.isFunctionLike(node) && node.name ? node : node.parent;
  return "name" in named && named.name ? (named.name as ts.Node).getText(tree) : "an unnamed function";
};

/** One sentence per file or function that is too long. */
export function measureSizes(file: SourceFile): string[] {
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
  const code = codeLines(tree);
  const breaches: string[] = [];
  if (!LONG_FILES.test(file.path) && code.size > MAX_FILE_LINES)
    breaches.push(`${file.path}: ${code.size} lines`);
  if (LONG_FUNCTIONS.test(file.path)) return breaches;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && "body" in node && node.body) {
      const first = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line;
      const last = tree.getLineAndCharacterOfPosition(node.getEnd()).line;
      const length = [...code].filter((line) => line >= first && line <= last).length;
      if (length > MAX_FUNCTION_LINES)
        breaches.push(`${file.path}:${first + 1}: ${nameOf(node, tree)} has ${length} lines`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return breaches;
}
