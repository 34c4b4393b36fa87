/** Holds a Markdown file against the project: every path, command and config key it names has to exist. */
import { posix } from "node:path";
import { parseMarkdown, type Marked, type MarkdownParts } from "./parse-markdown.ts";
import { findUnknownKeys, hasKey, type JsonSchema } from "./schema-keys.ts";
import type { SourceFile } from "./source-files.ts";

export interface DocsFacts {
  /** Files of the project, relative paths. */
  readonly files: readonly string[];
  readonly npmScripts: readonly string[];
  /** Top-level commands of the host and of our manifest. */
  readonly commands: readonly string[];
  /** Of `channels.dingtalk`. */
  readonly schema: JsonSchema;
}

const OURS = /^(?:src|tests|scripts|bench|docs|examples|\.ci|\.github)\/[\w@.\-/]*$/;
const FILE_NAME = /^[a-z][\w-]*(?:\.[\w-]+)*\.(?:ts|mjs|md)$/;
/** Headers of the first column in tables of configuration keys. */
const KEY_HEADER = /^(?:option|key|setting|选项|配置项|键|参数)$/i;
const BUILTIN_NPM = new Set([
  "ci",
  "install",
  "i",
  "pack",
  "publish",
  "view",
  "config",
  "exec",
  "init",
  "run",
]);

type Check = (parts: MarkdownParts, file: SourceFile, facts: DocsFacts) => Marked[];

const isKnownPath = (path: string, { files }: DocsFacts) => {
  const clean = path.replace(/\/$/, "");
  return (
    clean === "" || clean === "." || files.some((file) => file === clean || file.startsWith(`${clean}/`))
  );
};

const checkLinks: Check = (parts, file, facts) =>
  parts.links.filter(({ text }) => {
    if (/^[a-z][a-z+.-]*:/i.test(text) || text.startsWith("#")) return false;
    const target = decodeURIComponent(text.split(/[?#]/)[0] ?? "");
    return !isKnownPath(posix.normalize(posix.join(posix.dirname(file.path), target)), facts);
  });

const checkPaths: Check = (parts, _file, facts) =>
  parts.codeSpans.filter(({ text }) => {
    if (OURS.test(text)) return !isKnownPath(text, facts);
    return FILE_NAME.test(text) && !facts.files.some((path) => posix.basename(path) === text);
  });

/** Lines a reader may type: code spans and shell blocks. */
function commandLines(parts: MarkdownParts): Marked[] {
  const shell = parts.fences.filter((fence) =>
    /^(?:bash|sh|shell|console|text|powershell)?$/.test(fence.language),
  );
  const lines = shell.flatMap((fence) =>
    fence.text
      .split("\n")
      .map((text, index) => ({ text: text.trim().replace(/^\$ /, ""), line: fence.line + 1 + index })),
  );
  return [...parts.codeSpans, ...lines];
}

const checkNpm: Check = (parts, _file, { npmScripts }) =>
  commandLines(parts).filter(({ text }) => {
    const [, run, name] = /^npm (run )?([\w:-]+)/.exec(text) ?? [];
    if (name === undefined) return false;
    return run ? !npmScripts.includes(name) : !npmScripts.includes(name) && !BUILTIN_NPM.has(name);
  });

const checkOpenClaw: Check = (parts, _file, { commands }) =>
  commandLines(parts).filter(({ text }) => {
    const [, name] = /^(?:npx )?openclaw (?:-[\w-]+ )*([a-z][\w-]*)/.exec(text) ?? [];
    return name !== undefined && !commands.includes(name);
  });

const checkKeys: Check = (parts, _file, { schema }) => {
  const named = parts.codeSpans.flatMap(({ text, line }) => {
    const path = /^channels\.dingtalk\.([\w.<>*-]+)$/.exec(text)?.[1];
    return path ? [{ text: path, line }] : [];
  });
  const listed = parts.firstCells
    .filter(({ header, text }) => KEY_HEADER.test(header) && /^`[A-Za-z][\w.<>]*`$/.test(text))
    .map(({ text, line }) => ({ text: text.replaceAll("`", ""), line }));
  return [...named, ...listed].filter(
    ({ text }) => !hasKey(schema, text.replace(/^channels\.dingtalk\./, "").split(".")),
  );
};

/** The JSON of a block: as it is, or the quoted argument of `config set channels.dingtalk`. */
function channelSections(text: string): unknown[] {
  const argument = /config set channels\.dingtalk\s+'(\{[\s\S]*?\})'/.exec(text)?.[1];
  const [json, wrap] = argument ? [argument, true] : [text, false];
  try {
    const value = JSON.parse(json) as { channels?: { dingtalk?: unknown } };
    return wrap ? [value] : [value.channels?.dingtalk];
  } catch {
    return [];
  }
}

const checkExamples: Check = (parts, _file, { schema }) =>
  parts.fences.flatMap((fence) =>
    channelSections(fence.text)
      .flatMap((section) => findUnknownKeys(schema, section))
      .map((key) => ({ text: key, line: fence.line })),
  );

const CHECKS: Readonly<Record<string, Check>> = {
  "no such file": checkLinks,
  "no such path": checkPaths,
  "no such npm script": checkNpm,
  "no such command": checkOpenClaw,
  "no such config key": checkKeys,
  "no such config key in the example": checkExamples,
};

/** One sentence per thing that `file` names and that does not exist. */
export function checkDocs(file: SourceFile, facts: DocsFacts): string[] {
  const parts = parseMarkdown(file.text);
  return Object.entries(CHECKS).flatMap(([fault, check]) =>
    check(parts, file, facts).map(({ text, line }) => `${file.path}:${line}: ${fault}: ${text}`),
  );
}
