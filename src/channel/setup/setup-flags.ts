/** The flags of `openclaw china setup`, read into answers or into a sentence that says what is wrong. Pure. */
import { normalizeOptionalAccountId } from "../config/account-id.ts";
import type { DmPolicy, GroupPolicy } from "../config/schema.ts";
import type { Text } from "../text/text.ts";
import { QUESTIONS, refuseAnswer, type Question } from "./questions.ts";
import type { SetupAnswers } from "./setup-answers.ts";

export interface SetupFlags {
  readonly account?: string;
  readonly name?: string;
  readonly clientId?: string;
  readonly clientSecretEnv?: string;
  readonly dmPolicy?: string;
  readonly groupPolicy?: string;
  readonly aiCard?: string;
  readonly sessions?: string;
  /** staffIds with commas between. */
  readonly allowFrom?: string;
  /** Group ids or staffIds with commas between. */
  readonly groupAllowFrom?: string;
  readonly requireMention?: string;
  readonly owner?: string;
}

export type ParsedFlags =
  | { readonly kind: "answers"; readonly answers: SetupAnswers }
  | { readonly kind: "refused"; readonly sentence: string };

const ENV_NAME = /^[A-Z][A-Z0-9_]{0,127}$/;

/** `env`: a variable that is named must be there, or the gateway would find nothing either. */
export function parseFlags(
  flags: SetupFlags,
  text: Text,
  env: Readonly<Record<string, string | undefined>>,
): ParsedFlags {
  const asked: readonly (readonly [Question, string | undefined])[] = [
    [QUESTIONS.clientId, flags.clientId],
    [QUESTIONS.dmPolicy, flags.dmPolicy],
    [QUESTIONS.groupPolicy, flags.groupPolicy],
    [QUESTIONS.enableAICard, flags.aiCard],
    [QUESTIONS.sessions, flags.sessions],
  ];
  const refuse = (flag: string, why: string): ParsedFlags => ({
    kind: "refused",
    sentence: text.flagRefused({ flag, why }),
  });
  for (const [question, value] of asked) {
    const refusal = value === undefined ? undefined : refuseAnswer(question, value);
    if (refusal) return refuse(question.flag?.name ?? question.id, text[refusal]);
  }
  if (flags.requireMention !== undefined && !/^(?:on|off)$/.test(flags.requireMention))
    return refuse("--require-mention", text.answerNoOption);
  const { clientSecretEnv: secretEnv } = flags;
  if (secretEnv !== undefined && (!ENV_NAME.test(secretEnv) || (env[secretEnv] ?? "").trim() === ""))
    return refuse("--client-secret-env", text.answerNoVariable);
  const accountId = flags.account === undefined ? "" : normalizeOptionalAccountId(flags.account);
  if (accountId === undefined) return refuse("--account", text.answerNoAccountId);
  return { kind: "answers", answers: toAnswers(flags, accountId) };
}

const idsOf = (list = ""): string[] => list.split(/[,\s]+/).filter((id) => id !== "");

function toAnswers(flags: SetupFlags, accountId: string): SetupAnswers {
  const { name, clientId, clientSecretEnv, dmPolicy, groupPolicy, aiCard, sessions, owner } = flags;
  const [allow, allowInGroups] = [idsOf(flags.allowFrom), idsOf(flags.groupAllowFrom)];
  return {
    accountId,
    ...(name === undefined ? {} : { name }),
    ...(clientId === undefined ? {} : { clientId: clientId.trim() }),
    ...(clientSecretEnv === undefined
      ? {}
      : { clientSecret: { source: "env", provider: "default", id: clientSecretEnv } as const }),
    ...(dmPolicy === undefined ? {} : { dmPolicy: dmPolicy as DmPolicy }),
    ...(groupPolicy === undefined ? {} : { groupPolicy: groupPolicy as GroupPolicy }),
    ...(aiCard === undefined ? {} : { enableAICard: aiCard === "on" }),
    ...(sessions === undefined ? {} : { sessions: sessions === "separate" ? "separate" : "keep" }),
    ...(allow.length === 0 ? {} : { allow }),
    ...(allowInGroups.length === 0 ? {} : { allowInGroups }),
    ...(flags.requireMention === undefined ? {} : { requireMention: flags.requireMention === "on" }),
    ...(owner === undefined ? {} : { owner }),
  };
}
