/** One text that is being rewritten for one target: what the rewriters of single nodes work with and give back. */
import type { Edit } from "./apply-edits.ts";
import type { Dialect, DialectOptions } from "./dialect.ts";
import type { Definition, Definitions } from "./link-targets.ts";
import type { MarkdownNode, MarkdownTree } from "./parse-markdown.ts";

export interface Rewriting {
  readonly text: string;
  readonly tree: MarkdownTree;
  readonly dialect: Dialect;
  readonly options: DialectOptions;
  readonly definitions: Definitions;
  /** Definitions whose address now stands at the link itself. */
  readonly used: Set<Definition>;
  /** The tags that stay, by the start of their block: a block may have thousands. */
  readonly keptTags: Map<number, ReadonlySet<number>>;
  /** A part of the text as the target shows it, e.g. a cell. */
  render(from: number, to: number): string;
}

/** Edits of one node; `whole` when they stand for all that is inside it as well. */
export interface NodeEdits {
  readonly edits: readonly Edit[];
  readonly whole?: boolean;
}

/** The nearest ancestor with a name that matches. */
export function ancestorOf(node: MarkdownNode, name: RegExp): MarkdownNode | undefined {
  for (let up = node.parent; up; up = up.parent) if (name.test(up.name)) return up;
  return undefined;
}
