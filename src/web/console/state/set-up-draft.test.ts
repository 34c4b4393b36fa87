import { describe, expect, it } from "vitest";
import type { SetupView } from "../../../contract/console-setup.ts";
import {
  asksWhich,
  behaviourQuestions,
  chooseAccount,
  findCredentialsFault,
  startDraft,
  toSetupRequest,
} from "./set-up-draft.ts";

const option = (value: string, recommended = false) => ({ value, label: value, hint: "", recommended });
const questions: SetupView["questions"] = [
  {
    id: "method",
    kind: "select",
    message: "How?",
    initial: "scan",
    options: [option("scan", true), option("manual")],
  },
  { id: "clientId", kind: "text", message: "Client ID" },
  { id: "clientSecret", kind: "secret", message: "Client Secret" },
  {
    id: "dmPolicy",
    kind: "select",
    message: "Who?",
    initial: "open",
    options: [option("open"), option("pairing", true)],
  },
  {
    id: "enableAICard",
    kind: "select",
    message: "Cards?",
    initial: "on",
    options: [option("on"), option("off")],
  },
];
const account = (accountId: string, configured: boolean) => ({
  accountId,
  clientId: configured ? "ding1" : "",
  configured,
  answers: configured ? { dmPolicy: "open", enableAICard: "off" } : {},
});
const viewOf = (...accounts: SetupView["accounts"][number][]): SetupView => ({
  questions,
  manualSteps: [],
  accounts,
});

describe("set-up", () => {
  it("asks how the bot behaves after its credentials, and begins with the defaults", () => {
    const view = viewOf();
    expect(behaviourQuestions(view).map(({ id }) => id)).toEqual(["dmPolicy", "enableAICard"]);
    expect(startDraft(view).answers).toEqual({ dmPolicy: "open", enableAICard: "on" });
  });

  it("asks which bot only where there is a choice", () => {
    expect(asksWhich(viewOf())).toBe(false);
    const lone = viewOf(account("bot", false));
    expect(asksWhich(lone)).toBe(false);
    expect(toSetupRequest(startDraft(lone)).accountId).toBe("bot");
    expect(asksWhich(viewOf(account("bot", true)))).toBe(true);
  });

  it("finds a name for a further bot that none has", () => {
    expect(startDraft(viewOf()).newId).toBe("default");
    expect(startDraft(viewOf(account("default", true), account("bot2", true))).newId).toBe("bot3");
  });

  it("keeps credentials and answers of a bot that is set up again", () => {
    const view = viewOf(account("main", true));
    const draft = chooseAccount(view, startDraft(view), "main");
    expect(draft).toMatchObject({ method: "keep", answers: { dmPolicy: "open", enableAICard: "off" } });
    expect(toSetupRequest(draft)).toEqual({
      accountId: "main",
      answers: { dmPolicy: "open", enableAICard: "off" },
      write: true,
    });
    expect(chooseAccount(view, draft, undefined).method).toBe("scan");
  });

  it("names what is missing before one goes on", () => {
    const view = viewOf(account("main", true));
    const draft = startDraft(view);
    expect(findCredentialsFault(view, draft)).toBe("scan");
    expect(findCredentialsFault(view, { ...draft, newId: "main" })).toBe("newId");
    expect(findCredentialsFault(view, { ...draft, newId: "Mäin" })).toBe("newId");
    const manual = { ...draft, method: "manual" as const };
    expect(findCredentialsFault(view, manual)).toBe("clientId");
    const typed = { ...manual, answers: { ...manual.answers, clientId: " ding2 ", clientSecret: " s " } };
    expect(findCredentialsFault(view, typed)).toBeUndefined();
    expect(toSetupRequest(typed).answers).toMatchObject({ clientId: "ding2", clientSecret: "s" });
  });

  it("sends the scan's job in place of credentials that were typed before", () => {
    const draft = startDraft(viewOf());
    const request = toSetupRequest({
      ...draft,
      name: " Ann's bot ",
      scan: { job: "j1", clientId: "ding3" },
      answers: { ...draft.answers, clientId: "x", clientSecret: "y" },
    });
    expect(request).toEqual({
      accountId: "default",
      name: "Ann's bot",
      scanJob: "j1",
      answers: { dmPolicy: "open", enableAICard: "on" },
      write: true,
    });
  });
});
