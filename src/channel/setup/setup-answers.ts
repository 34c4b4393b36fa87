/**
 * What set-up is told about one account. Everything is optional: what is not answered stays as it is.
 */
import type { SecretInput } from "../config/secret-input.ts";
import type { DmPolicy, GroupPolicy } from "../config/schema.ts";

/** One session per account and person, instead of one for everybody who writes directly. */
export const SEPARATE_SESSIONS = "per-account-channel-peer";

export interface SetupAnswers {
  readonly accountId: string;
  readonly clientId?: string;
  /** Text, or a reference to a secret. */
  readonly clientSecret?: SecretInput;
  readonly name?: string;
  readonly dmPolicy?: DmPolicy;
  readonly groupPolicy?: GroupPolicy;
  readonly enableAICard?: boolean;
  /** staffIds to be let in, besides those that are. */
  readonly allow?: readonly string[];
  /** Groups or staffIds to be answered in groups, besides those that are. */
  readonly allowInGroups?: readonly string[];
  readonly requireMention?: boolean;
  /** staffId of the person whom the host takes for the owner. */
  readonly owner?: string;
  /** `separate`: everybody who writes directly gets a session of their own, unless that is configured already. */
  readonly sessions?: "separate" | "keep";
}
