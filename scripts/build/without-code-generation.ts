/**
 * A build step: takes out of zod what writes and compiles JavaScript while the program runs. zod has a mode without
 * it (`jitless`) and then checks values as well; a gateway need not be asked to trust generated code, and OpenClaw's
 * audit rightly names it. Fails the build when zod no longer looks as expected.
 */
import type { Plugin } from "rolldown";

interface Cut {
  /** End of the module's path. */
  readonly file: string;
  readonly from: RegExp;
  readonly to: string;
}

const CUTS: readonly Cut[] = [
  {
    file: "zod/v4/core/util.js",
    from: /export const allowsEval = .*?^\}\);/ms,
    to: "export const allowsEval = { value: false };",
  },
  {
    file: "zod/v4/core/doc.js",
    from: /^ {4}compile\(\) \{.*?^ {4}\}/ms,
    to: '    compile() {\n        throw new Error("This build compiles no code.");\n    }',
  },
];

export function withoutCodeGeneration(): Plugin {
  const done = new Set<Cut>();
  return {
    name: "without-code-generation",
    transform(code, id) {
      const cut = CUTS.find(({ file }) => id.replaceAll("\\", "/").endsWith(file));
      if (!cut) return null;
      if (!cut.from.test(code)) throw new Error(`${cut.file} is not what this step knows; adapt it.`);
      done.add(cut);
      return { code: code.replace(cut.from, () => cut.to), map: null };
    },
    buildEnd() {
      const left = CUTS.filter((cut) => !done.has(cut)).map(({ file }) => file);
      if (left.length > 0)
        throw new Error(`Code that compiles code is still in the bundle: ${left.join(", ")}`);
    },
  };
}
