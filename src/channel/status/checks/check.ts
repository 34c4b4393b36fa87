/**
 * What a check is: a name, a question to the installation or to one account, and findings in a person's words.
 * Wizard, `openclaw china doctor` and OpenClaw's own doctor ask the same ones.
 */
import type { CallInfo, DingTalkClient } from "../../../client/index.ts";
import type { ConfigEnvironment, ResolvedAccount } from "../../config/accounts.ts";
import type { Language, Text } from "../../text/text.ts";

/** `unknown`: something else stood in the way of finding out. */
export type FindingState = "ok" | "warning" | "problem" | "unknown";

export interface Finding {
  readonly state: FindingState;
  /** One sentence: what was found. */
  readonly found: string;
  /** What to do. */
  readonly remedy?: string;
  /** The page to do it on. */
  readonly link?: string;
  /** For scripts; a client's error code or a word of the check. */
  readonly code?: string;
  /** Puts it right and says what was done. Runs only when a person asked for it. */
  readonly repair?: () => Promise<string>;
  /** Of a check of one permission. */
  readonly permission?: PermissionEvidence;
}

/** What was seen of one permission of an app. */
export interface PermissionEvidence {
  readonly scope: string;
  readonly state: "granted" | "missing";
  /** The page to apply for it. */
  readonly applyLink?: string;
}

export interface CheckContext {
  /** `channels.dingtalk`. */
  readonly section: unknown;
  /** The host's whole configuration. */
  readonly config: unknown;
  readonly machine: ConfigEnvironment;
  readonly text: Text;
  readonly language: Language;
  readonly signal?: AbortSignal;
  /** Hears of each call to DingTalk, for who counts them. */
  readonly onCall?: (info: CallInfo) => void;
}

export interface AccountCheckContext extends CheckContext {
  readonly account: ResolvedAccount;
  readonly client: DingTalkClient;
}

/** The keys of plain sentences. */
export type SentenceKey = { [Key in keyof Text]: Text[Key] extends string ? Key : never }[keyof Text];

interface CheckName {
  /** Stable, for scripts. */
  readonly id: string;
  readonly title: SentenceKey;
}

/** About configuration and machine; asks nobody. */
export interface InstallationCheck extends CheckName {
  readonly kind: "installation";
  run(context: CheckContext): Promise<readonly Finding[]>;
}

export interface AccountCheck extends CheckName {
  readonly kind: "account";
  /** Calls DingTalk with the account's credentials; left out when these do not work. */
  readonly online: boolean;
  /** Calls of the month's quota that it makes; default none. */
  readonly cost?: (account: ResolvedAccount) => number;
  run(context: AccountCheckContext): Promise<readonly Finding[]>;
}

/** A whole answer of a check that found nothing to complain of. */
export function good(found: string): Finding[] {
  return [{ state: "ok", found }];
}
