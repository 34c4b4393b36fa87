/** What somebody has answered in set-up so far, and what is sent of it: pure. The secret goes to the gateway only. */
import type { SetupQuestion, SetupRequest, SetupView } from "../../../contract/console-setup.ts";

/** `keep`: the credentials that the account has. */
export type SetupMethod = "scan" | "manual" | "keep";

export interface SetupDraft {
  /** Undefined: a new bot. */
  readonly account: string | undefined;
  /** Of a new bot. */
  readonly newId: string;
  readonly name: string;
  readonly method: SetupMethod;
  readonly scan?: { readonly job: string; readonly clientId: string } | undefined;
  /** By question id. */
  readonly answers: Readonly<Record<string, string>>;
}

const FIRST_ID = "default";
const ACCOUNT_ID = /^[a-z0-9][a-z0-9_-]{0,63}$/;
/** Asked in the first step; the others are about how the bot behaves. */
const CREDENTIALS: ReadonlySet<string> = new Set(["method", "clientId", "clientSecret"]);

export function behaviourQuestions(view: SetupView): readonly SetupQuestion[] {
  return view.questions.filter(({ id }) => !CREDENTIALS.has(id));
}

/** As a question is answered before anybody touched it. */
export function startAnswers(view: SetupView, account: string | undefined): Readonly<Record<string, string>> {
  const standing = view.accounts.find(({ accountId }) => accountId === account);
  const start = behaviourQuestions(view).flatMap(({ id, initial, options }) => {
    const recommended = options?.find((option) => option.recommended)?.value;
    const answer = standing?.answers[id] ?? initial ?? recommended;
    return answer === undefined ? [] : [[id, answer] as const];
  });
  return { ...Object.fromEntries(start), ...(standing ? { clientId: standing.clientId } : {}) };
}

/** A short name that no bot has yet. */
export function freeAccountId(view: SetupView): string {
  const taken = new Set(view.accounts.map(({ accountId }) => accountId));
  if (!taken.has(FIRST_ID)) return FIRST_ID;
  let number = 2;
  while (taken.has(`bot${number}`)) number += 1;
  return `bot${number}`;
}

/** Whether there is anything to choose between: a lone account without credentials is what gets set up. */
export function asksWhich(view: SetupView): boolean {
  return view.accounts.length > 1 || view.accounts.some(({ configured }) => configured);
}

export function startDraft(view: SetupView): SetupDraft {
  const methods = view.questions.find(({ id }) => id === "method");
  return {
    account: asksWhich(view) ? undefined : view.accounts[0]?.accountId,
    newId: freeAccountId(view),
    name: "",
    method: methods?.initial === "manual" ? "manual" : "scan",
    answers: startAnswers(view, undefined),
  };
}

export function chooseAccount(view: SetupView, draft: SetupDraft, account: string | undefined): SetupDraft {
  const standing = view.accounts.find(({ accountId }) => accountId === account);
  return {
    ...draft,
    account,
    method: standing?.configured ? "keep" : draft.method === "keep" ? "scan" : draft.method,
    scan: undefined,
    answers: startAnswers(view, account),
  };
}

export type CredentialsFault = "newId" | "clientId" | "clientSecret" | "scan";

/** What is missing before one can go on from the first step. */
export function findCredentialsFault(view: SetupView, draft: SetupDraft): CredentialsFault | undefined {
  if (draft.account === undefined) {
    const taken = view.accounts.some(({ accountId }) => accountId === draft.newId);
    if (taken || !ACCOUNT_ID.test(draft.newId)) return "newId";
  }
  if (draft.method === "scan") return draft.scan ? undefined : "scan";
  if (draft.method === "keep") return undefined;
  return (["clientId", "clientSecret"] as const).find((id) => !draft.answers[id]?.trim());
}

export function toSetupRequest(draft: SetupDraft): SetupRequest {
  const { clientId, clientSecret, ...behaviour } = draft.answers;
  const credentials =
    draft.method === "manual"
      ? { clientId: clientId?.trim() ?? "", clientSecret: clientSecret?.trim() ?? "" }
      : {};
  const name = draft.name.trim();
  return {
    accountId: draft.account ?? draft.newId,
    ...(name === "" ? {} : { name }),
    answers: { ...behaviour, ...credentials },
    ...(draft.method === "scan" && draft.scan ? { scanJob: draft.scan.job } : {}),
    write: true,
  };
}
