/** What TypeScript says of a piece of code in a project that has our package; nothing is written to disk. */
import { join } from "node:path";
import ts from "typescript";
import { projectRoot } from "./source-files.ts";

/** The errors' texts, in the order of the code. The built types are read, not the sources. */
export function typeCheck(code: string): string[] {
  const path = join(projectRoot, "consumer.ts");
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2024,
    strict: true,
    noEmit: true,
    skipLibCheck: false,
    types: ["node"],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (name) => name === path || fileExists(name);
  host.getSourceFile = (name, version, ...rest) =>
    name === path ? ts.createSourceFile(path, code, version) : getSourceFile(name, version, ...rest);
  return ts.getPreEmitDiagnostics(ts.createProgram([path], options, host)).map(({ messageText, file }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, " ");
    return file && file.fileName !== path ? `${file.fileName}: ${text}` : text;
  });
}
