/** File names and module state: words that mean nothing, twins, mocks, and variables without an owner. */
import ts from "typescript";
import type { SourceFile } from "./source-files.ts";

const EMPTY_WORDS = /(?:^|[-.])(?:utils?|helpers?|common|misc|managers?|services?|legacy)(?:[-.]|$)/;
/** The keys of other plugins, read once for those who move to ours: the one legacy there is. */
const NAMED_EXCEPTIONS = new Set(["src/channel/config/legacy.ts"]);
const CODE = /\.(?:ts|mjs)$/;
const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

function checkFileName(path: string): string[] {
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/\.(?:test|config)?\.?(?:d\.)?(?:ts|mjs)$/, "");
  const faults: string[] = [];
  if (!KEBAB.test(name)) faults.push(`${path}: the name is not kebab-case`);
  if (EMPTY_WORDS.test(name) && !NAMED_EXCEPTIONS.has(path)) faults.push(`${path}: the name says nothing`);
  if (/^src\/(?:[^/]+\/){1,2}types\.ts$/.test(path))
    faults.push(`${path}: types belong beside what they describe`);
  return faults;
}

function isStateful(node: ts.Expression | undefined): boolean {
  if (!node || !ts.isNewExpression(node) || !ts.isIdentifier(node.expression)) return false;
  const holder = ["Map", "Set", "WeakMap", "WeakSet"].includes(node.expression.text);
  // A filled set or map under a readonly type is a table; an empty one is there to be filled.
  return holder && (node.arguments ?? []).length === 0;
}

const isReadonlySet = (node: ts.VariableDeclaration, tree: ts.SourceFile) =>
  /^Readonly(?:Set|Map)\b/.test(node.type?.getText(tree) ?? "");

/** Variables of a module that can change: they belong into an object with an owner. */
function checkModuleState(file: SourceFile): string[] {
  if (!file.path.startsWith("src/") || /^src\/contract\/|\.test\.ts$/.test(file.path)) return [];
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
  const faults: string[] = [];
  for (const statement of tree.statements.filter((one) => ts.isVariableStatement(one))) {
    const mutable = (statement.declarationList.flags & ts.NodeFlags.BlockScoped) !== ts.NodeFlags.Const;
    for (const declaration of statement.declarationList.declarations) {
      const line = tree.getLineAndCharacterOfPosition(declaration.getStart(tree)).line + 1;
      const state = isStateful(declaration.initializer) && !isReadonlySet(declaration, tree);
      if (mutable || state)
        faults.push(`${file.path}:${line}: ${declaration.name.getText(tree)} is state of the module`);
    }
  }
  return faults;
}

function checkMocks(file: SourceFile): string[] {
  const mock = /\b(?:vi|jest)\s*\.\s*(?:mock|doMock|unstable_mockModule|hoisted)\s*\(/;
  const lines = file.text.split("\n").map((line, index) => ({ line, number: index + 1 }));
  return lines
    .filter(({ line }) => mock.test(line))
    .map(({ number }) => `${file.path}:${number}: mocks a module; make it an option`);
}

/** A test file is introduced by the names of its tests. */
function checkHeader(file: SourceFile): string[] {
  if (file.path.endsWith(".test.ts")) return [];
  const text = file.text.replace(/^#!.*\n/, "").trimStart();
  return /^\/[*/]/.test(text) ? [] : [`${file.path}: has no comment at its head that says what it owns`];
}

/** One sentence per breach in one file of code. */
export function checkNames(file: SourceFile): string[] {
  if (!CODE.test(file.path)) return [];
  return [...checkFileName(file.path), ...checkModuleState(file), ...checkMocks(file), ...checkHeader(file)];
}
