/**
 * The questions of set-up as data: what is asked, in which words, with which answers and which flag. The terminal's
 * wizard, the flags of `openclaw china setup` and OpenClaw's own wizard read them; a page may show the same.
 */
import type { SentenceKey } from "../status/checks/check.ts";

export interface QuestionOption {
  readonly value: string;
  readonly label: SentenceKey;
  /** One line: what it means, and what it costs. */
  readonly hint: SentenceKey;
  readonly recommended?: true;
}

export type QuestionRule = "client-id" | "client-secret";

export interface Question {
  readonly id:
    | "method"
    | "clientId"
    | "clientSecret"
    | "dmPolicy"
    | "groupPolicy"
    | "enableAICard"
    | "sessions";
  readonly kind: "select" | "text" | "secret";
  readonly message: SentenceKey;
  readonly options?: readonly QuestionOption[];
  /** Used when nothing is configured. */
  readonly initial?: string;
  readonly placeholder?: string;
  readonly rule?: QuestionRule;
  readonly flag?: { readonly name: string; readonly value: string; readonly about: SentenceKey };
}

export const QUESTIONS = {
  method: {
    id: "method",
    kind: "select",
    message: "askMethod",
    initial: "scan",
    options: [
      { value: "scan", label: "methodScan", hint: "methodScanHint", recommended: true },
      { value: "manual", label: "methodManual", hint: "methodManualHint" },
    ],
  },
  clientId: {
    id: "clientId",
    kind: "text",
    message: "askClientId",
    placeholder: "dingxxxxxx",
    rule: "client-id",
    flag: { name: "--client-id", value: "id", about: "flagClientId" },
  },
  clientSecret: {
    id: "clientSecret",
    kind: "secret",
    message: "askClientSecret",
    rule: "client-secret",
    flag: { name: "--client-secret-env", value: "NAME", about: "flagClientSecretEnv" },
  },
  dmPolicy: {
    id: "dmPolicy",
    kind: "select",
    message: "askDmPolicy",
    initial: "open",
    options: [
      { value: "open", label: "policyOpen", hint: "dmOpenHint" },
      { value: "pairing", label: "policyPairing", hint: "dmPairingHint", recommended: true },
      { value: "allowlist", label: "policyAllowlist", hint: "dmAllowlistHint" },
      { value: "disabled", label: "policyDisabled", hint: "dmDisabledHint" },
    ],
    flag: { name: "--dm-policy", value: "policy", about: "flagDmPolicy" },
  },
  groupPolicy: {
    id: "groupPolicy",
    kind: "select",
    message: "askGroupPolicy",
    initial: "open",
    options: [
      { value: "open", label: "policyOpen", hint: "groupOpenHint" },
      { value: "allowlist", label: "policyAllowlist", hint: "groupAllowlistHint" },
      { value: "disabled", label: "policyDisabled", hint: "groupDisabledHint" },
    ],
    flag: { name: "--group-policy", value: "policy", about: "flagGroupPolicy" },
  },
  enableAICard: {
    id: "enableAICard",
    kind: "select",
    message: "askCards",
    initial: "on",
    options: [
      { value: "on", label: "cardsOn", hint: "cardsOnHint" },
      { value: "off", label: "cardsOffLabel", hint: "cardsOffHint" },
    ],
    flag: { name: "--ai-card", value: "on|off", about: "flagCards" },
  },
  sessions: {
    id: "sessions",
    kind: "select",
    message: "askSessions",
    initial: "separate",
    options: [
      { value: "separate", label: "sessionsSeparate", hint: "sessionsSeparateHint", recommended: true },
      { value: "keep", label: "sessionsKeep", hint: "sessionsKeepHint" },
    ],
    flag: { name: "--sessions", value: "separate|keep", about: "flagSessions" },
  },
} as const satisfies Record<string, Question>;

/** What is wrong with an answer; undefined when nothing is. */
export function refuseAnswer(question: Question, value: string): SentenceKey | undefined {
  const answer = value.trim();
  if (answer === "") return "answerEmpty";
  if (/\s/.test(answer) && question.rule) return "answerBlank";
  // Client IDs begin with these letters; a robot's webhook token or an AgentId does not.
  if (question.rule === "client-id" && !/^[\w-]{6,}$/.test(answer)) return "answerNoClientId";
  if (question.options && !question.options.some((option) => option.value === answer))
    return "answerNoOption";
  return undefined;
}
