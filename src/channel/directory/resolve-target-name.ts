/**
 * What somebody wrote as a target, as a target: ids as they are, names by the directory. An ambiguous or unknown
 * name is an error that lists candidates with their ids: a text must not go to somebody by guess.
 */
import type { Text } from "../text/text.ts";
import type { AccountDirectory } from "./account-directory.ts";
import type { Named } from "./find-by-name.ts";

export interface NamedTarget {
  /** `user:<staffId>` or `group:<openConversationId>`. */
  readonly to: string;
  readonly kind: Named["kind"];
  readonly display: string;
}

/** A name that means nobody, or several. The message names the candidates and what to write instead. */
export class TargetNameError extends Error {
  override readonly name = "TargetNameError";
  readonly code: "target-ambiguous" | "target-unknown";
  readonly candidates: readonly Named[];

  constructor(code: TargetNameError["code"], message: string, candidates: readonly Named[]) {
    super(message);
    this.code = code;
    this.candidates = candidates;
  }
}

const MAX_LISTED = 10;
const ID_CHARACTERS = /^[\w$.@+/=-]+$/;
const CONVERSATION_ID = /^cid[\w+/=-]{8,}$/;

const targetOf = ({ kind, id }: Named) => `${kind}:${id}`;

/** One per line: `张伟 → user:zhangwei01`. */
export function listCandidates(candidates: readonly Named[]): string {
  const lines = candidates
    .slice(0, MAX_LISTED)
    .map((candidate) => `${candidate.name ?? candidate.id} → ${targetOf(candidate)}`);
  if (candidates.length > MAX_LISTED) lines.push("…");
  return lines.join("\n");
}

function split(input: string): { readonly kind?: Named["kind"]; readonly rest: string } {
  const bare = input.trim().replace(/^(?:dingtalk|dingding):/i, "");
  const [, prefix, rest] = /^(user|staff|group|chat):(.*)$/is.exec(bare) ?? [];
  if (prefix === undefined) return { rest: bare.trim() };
  const kind = /^(?:user|staff)$/i.test(prefix) ? "user" : "group";
  return { kind, rest: (rest ?? "").trim() };
}

/**
 * Undefined where the input is an id already, or could only be one: the caller takes it as it is.
 * @throws TargetNameError for a name that nobody or more than one bears.
 */
export async function resolveTargetName(
  input: string,
  directory: AccountDirectory,
  text: Text,
): Promise<NamedTarget | undefined> {
  const { kind, rest } = split(input);
  const couldBeId = ID_CHARACTERS.test(rest);
  if (rest === "" || CONVERSATION_ID.test(rest) || (kind !== undefined && couldBeId)) return undefined;
  if (couldBeId && directory.knowsPerson(rest)) return undefined;
  // What could be an id is not asked about: most such words are ids of people who never wrote.
  const found = await directory.findName(rest, { ...(kind ? { kind } : {}), ask: !couldBeId });
  if (found.kind === "one") {
    const { candidate } = found;
    return { to: targetOf(candidate), kind: candidate.kind, display: candidate.name ?? candidate.id };
  }
  if (found.kind === "many") {
    const { candidates } = found;
    const message = text.targetAmbiguous({ name: rest, candidates: listCandidates(candidates) });
    throw new TargetNameError("target-ambiguous", message, candidates);
  }
  // A staffId that never wrote looks like any other word; DingTalk will say if it is none.
  if (couldBeId) return undefined;
  const near = found.near.length > 0 ? listCandidates(found.near) : "";
  throw new TargetNameError("target-unknown", text.targetUnknown({ name: rest, near }), found.near);
}
