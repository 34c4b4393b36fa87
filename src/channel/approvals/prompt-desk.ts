/**
 * The approvals and questions of one account: shows them, takes the decision of who may decide, once, and ends them
 * visibly. Whether a command runs is the host's; what a person reads and who a person is, is decided here.
 */
import { randomInt, randomUUID } from "node:crypto";
import type { Clock, Timer } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import type { ApprovalDoor, ApprovalRequest, Delivery, InboundMessage, PromptOutcome } from "../model.ts";
import type { PromptResolution, QuestionRequest, RunReference, Target } from "../model.ts";
import { isCardApiError } from "../card/card-api.ts";
import type { Choice } from "../outbound/send-choices.ts";
import type { Text } from "../text/text.ts";
import {
  describeApproval,
  describeLongCommand,
  describeOutcome,
  describeQuestion,
  describeWords,
  labelOf,
} from "./describe-prompt.ts";
import { parsePromptWord, wordFor } from "./parse-prompt-word.ts";
import { choiceOfAction, type PromptCards } from "./prompt-card.ts";
import { isSamePerson, mayDecide, type Prompt } from "./prompt.ts";
import type { PromptStore } from "./prompt-store.ts";

/** What the host does with a decision. */
export interface PromptHost {
  resolveApproval(decision: {
    readonly approvalId: string;
    readonly approvalKind: ApprovalRequest["approvalKind"];
    readonly value: string;
    readonly staffId: string;
  }): Promise<PromptResolution>;
  answerQuestion(answer: {
    readonly questionId: string;
    readonly option: string;
    readonly staffId: string;
  }): Promise<PromptResolution>;
  /** Tells when a question has ended, wherever. */
  onQuestionEnd(questionId: string, code: string, ended: (outcome: PromptOutcome) => Promise<void>): void;
}

export interface PromptDeskOptions {
  readonly host: PromptHost;
  readonly store: PromptStore;
  /** Absent where the template has no buttons. */
  readonly cards: PromptCards | undefined;
  readonly newCardId?: () => string;
  readonly sendChoices: (target: Target, text: string, choices: readonly Choice[]) => Promise<Delivery>;
  readonly sendText: (target: Target, text: string) => Promise<unknown>;
  readonly findAsker: (run: RunReference) => Prompt["asker"];
  /** As configured now. */
  readonly listed: () => { readonly approvers: readonly string[]; readonly allowFrom: readonly string[] };
  readonly text: Text;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface Press {
  readonly outTrackId: string;
  readonly staffId?: string;
  readonly actionIds: readonly string[];
}

export interface PromptDesk extends ApprovalDoor {
  /** Puts a question of the agent to who asked. */
  ask(
    target: Target,
    asker: Prompt["asker"],
    run: RunReference,
    question: QuestionRequest,
  ): Promise<Delivery>;
  /** False: the press was of no prompt's card. What follows happens in the background. */
  press(press: Press): boolean;
  /** False: the message is none of the words by which people decide here. `reply` answers it. */
  takeWord(message: InboundMessage, reply: (text: string) => Promise<unknown>): Promise<boolean>;
  /** The host is being told a decision of this person. */
  isDeciding(staffId: string): boolean;
  /** Ends what an earlier process left open. */
  recover(): Promise<void>;
  dispose(): void;
}

/** Letters and digits that nobody takes for others. */
const CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const CODE_LENGTH = 4;
/** The host says when an approval expires; this is for the case that it does not. */
const EXPIRY_GRACE_MS = 5_000;
/** In memory; the disk keeps a day. */
const MAX_REMEMBERED = 500;
/** The host's short form of its own ids. */
const SHORT_ID_CHARACTERS = 8;

type Decided = "done" | "not-yours" | "over" | "busy" | "failed";

export function createPromptDesk(options: PromptDeskOptions): PromptDesk {
  return new Desk(options);
}

class Desk implements PromptDesk {
  readonly #options: PromptDeskOptions;
  readonly #prompts = new Map<string, Prompt>();
  readonly #timers = new Map<string, Timer>();
  /** Codes whose decision the host is being told, with who decided. */
  readonly #deciding = new Map<string, string>();
  /** Who was told what about which prompt: once is enough. */
  readonly #told = new Set<string>();

  /** What the process before this one did not end visibly. */
  readonly #left: readonly Prompt[];

  constructor(options: PromptDeskOptions) {
    this.#options = options;
    const known = options.store.list();
    for (const prompt of known) this.#prompts.set(prompt.code, prompt);
    this.#left = known.filter(({ endShown }) => !endShown);
  }

  async show(request: ApprovalRequest): Promise<string> {
    const { text, findAsker, sendText } = this.#options;
    const { approvalId, approvalKind, run, expiresAt } = request;
    const long = describeLongCommand(request);
    if (long !== undefined) await sendText(request.target, long);
    const prompt = await this.#present({
      subject: { kind: "approval", approvalId, approvalKind },
      target: request.target,
      body: describeApproval(request, text),
      choices: request.decisions.map((value) => ({ value, label: labelOf(value, text) })),
      ...withAsker(findAsker(run) ?? personOf(request.target)),
      run,
      expiresAt,
    });
    const wait = expiresAt + EXPIRY_GRACE_MS - this.#options.clock.now();
    const timer = this.#options.clock.after(wait, () => void this.end(prompt.code, { kind: "expired" }));
    this.#timers.set(prompt.code, timer);
    return prompt.code;
  }

  async ask(
    target: Target,
    asker: Prompt["asker"],
    run: RunReference,
    question: QuestionRequest,
  ): Promise<Delivery> {
    const { questionId } = question;
    const { outTrackId, code } = await this.#present({
      subject: { kind: "question", questionId },
      target,
      body: describeQuestion(question),
      choices: question.options.map((value) => ({ value, label: value })),
      ...withAsker(asker),
      run,
    });
    this.#options.host.onQuestionEnd(questionId, code, (outcome) => this.end(code, outcome));
    return outTrackId === undefined ? { via: "robot" } : { via: "card", id: outTrackId };
  }

  async #present(draft: Omit<Prompt, "code" | "createdAt">): Promise<Prompt> {
    const { cards, store, clock, logger, text, newCardId = randomUUID } = this.#options;
    const prompt: Prompt = { ...draft, code: this.#newCode(), createdAt: clock.now() };
    if (cards) {
      const card = { ...prompt, outTrackId: newCardId() };
      // On record before the first call: a crash between the two must not leave buttons that nobody ends.
      this.#keep(card);
      try {
        await cards.show({ ...card, body: withWords(prompt, text), summary: titleLine(prompt.body) });
        return card;
      } catch (error) {
        logger.warn("A card with buttons was refused; an ordinary message is sent instead", {
          error: String(error),
        });
        // It may stand there all the same: then it must not keep its buttons.
        if (isCardApiError(error) && error.dispatched === "maybe")
          void cards.end(card.outTrackId, text.cardSeeBelow).catch(() => {});
      }
    }
    this.#keep(prompt);
    try {
      await this.#sendMessage(prompt);
    } catch (error) {
      this.#prompts.delete(prompt.code);
      store.remove(prompt.code);
      throw error;
    }
    return prompt;
  }

  async #sendMessage(prompt: Prompt): Promise<void> {
    const { sendChoices, sendText, logger, text } = this.#options;
    const whole = withWords(prompt, text);
    const choices = prompt.choices.map(({ label, value }, index) => ({
      title: label,
      says: wordFor(prompt, value, index),
    }));
    try {
      await sendChoices(prompt.target, whole, choices);
    } catch (error) {
      logger.warn("A message with buttons was refused; the words alone are sent", { error: String(error) });
      await sendText(prompt.target, whole);
    }
  }

  async end(code: string, outcome: PromptOutcome): Promise<void> {
    const prompt = this.#prompts.get(code);
    if (!prompt || prompt.outcome) return;
    // The decision that is being told here knows better how it ends.
    if (outcome.kind === "settled" && this.#deciding.has(code)) return;
    this.#timers.get(code)?.cancel();
    this.#timers.delete(code);
    // The host's word that it is decided may come before its answer to who decided here.
    const by = this.#deciding.get(code);
    const known = outcome.kind === "decided" && by ? { by, ...outcome } : outcome;
    const ended = { ...prompt, outcome: known };
    this.#keep(ended);
    await this.#showEnd(ended, known);
  }

  async #showEnd(prompt: Prompt, outcome: PromptOutcome): Promise<void> {
    const { cards, sendText, logger } = this.#options;
    const line = this.#lineOf(prompt, outcome);
    // An answer by word stands in the chat already.
    const known = prompt.subject.kind === "question" && outcome.kind === "decided";
    try {
      if (prompt.outTrackId !== undefined && cards)
        await cards.end(prompt.outTrackId, `${prompt.body}\n\n${line}`);
      else if (!known) await sendText(prompt.target, `${titleLine(prompt.body)}: ${line}`);
      this.#keep({ ...prompt, outcome, endShown: true });
    } catch (error) {
      logger.warn("The end of an approval or question could not be shown", { error: String(error) });
    }
  }

  #lineOf(prompt: Prompt, outcome: PromptOutcome): string {
    const { text } = this.#options;
    const by = outcome.kind === "decided" ? outcome.by : undefined;
    const asker = prompt.asker && by && isSamePerson(prompt.asker.staffId, by) ? prompt.asker.name : by;
    return describeOutcome(
      outcome,
      prompt.choices,
      prompt.target.kind === "group" ? (asker ?? "") : "",
      text,
    );
  }

  press({ outTrackId, staffId, actionIds }: Press): boolean {
    const prompt = [...this.#prompts.values()].find((candidate) => candidate.outTrackId === outTrackId);
    const index = choiceOfAction(actionIds);
    const choice = index === undefined ? undefined : prompt?.choices[index];
    if (!prompt || !choice) return false;
    void this.#onPress(prompt, staffId, choice.value);
    return true;
  }

  async #onPress({ code }: Prompt, staffId: string | undefined, value: string): Promise<void> {
    const decided = await this.#decide(code, staffId, value);
    this.#options.logger.info("A button of an approval or question was pressed", { decided });
    const now = this.#prompts.get(code);
    if (!now || decided === "done" || decided === "busy") return;
    // The buttons may still be there for somebody whose client missed the change.
    if (decided === "over" && now.outcome) await this.#showEnd(now, now.outcome);
    await this.#tellOnce(now, staffId, decided);
  }

  async takeWord(message: InboundMessage, reply: (text: string) => Promise<unknown>): Promise<boolean> {
    const word = parsePromptWord(message.text);
    const prompt = word && this.#findByWord(word.id, word.kind === "answer" ? "question" : "approval");
    if (!word || !prompt) return false;
    const value = word.kind === "approve" ? word.decision : prompt.choices[word.number - 1]?.value;
    const offered = prompt.choices.some((choice) => choice.value === value);
    if (value === undefined || !offered) {
      await reply(describeWords(prompt, this.#options.text));
      return true;
    }
    const decided = await this.#decide(prompt.code, message.sender.staffId, value);
    this.#options.logger.info("A word on an approval or question came in", { decided });
    if (decided !== "done") await reply(this.#refusalOf(prompt, decided));
    return true;
  }

  /** By our code, or by the host's id as a whole or cut as the host cuts it. */
  #findByWord(id: string, kind: "approval" | "question"): Prompt | undefined {
    const own = this.#prompts.get(id.toUpperCase());
    if (own?.subject.kind === kind) return own;
    const cut = (whole: string) => whole === id || (id.length >= SHORT_ID_CHARACTERS && whole.startsWith(id));
    const found = [...this.#prompts.values()].filter(
      ({ subject }) => subject.kind === "approval" && kind === "approval" && cut(subject.approvalId),
    );
    // After a restart the gateway may have asked again for what the process before had asked.
    return found.find(({ outcome }) => outcome === undefined) ?? found.at(-1);
  }

  async #decide(code: string, staffId: string | undefined, value: string): Promise<Decided> {
    const { host, listed, logger } = this.#options;
    const prompt = this.#prompts.get(code);
    if (!prompt || staffId === undefined || !mayDecide(prompt, staffId, listed())) return "not-yours";
    if (prompt.outcome) return "over";
    if (this.#deciding.has(code)) return "busy";
    this.#deciding.set(code, staffId);
    try {
      const { subject } = prompt;
      const resolution =
        subject.kind === "approval"
          ? await host.resolveApproval({ ...subject, value, staffId })
          : await host.answerQuestion({ questionId: subject.questionId, option: value, staffId });
      if (resolution === "over") await this.end(code, { kind: "cancelled" });
      else await this.end(code, { kind: "decided", value, by: staffId });
      return resolution === "over" ? "over" : "done";
    } catch (error) {
      logger.error("The gateway did not take a decision", { error: String(error) });
      return "failed";
    } finally {
      this.#deciding.delete(code);
    }
  }

  isDeciding(staffId: string): boolean {
    return [...this.#deciding.values()].some((other) => isSamePerson(other, staffId));
  }

  #refusalOf({ code }: Prompt, decided: Decided): string {
    const { text } = this.#options;
    const now = this.#prompts.get(code);
    if (decided === "not-yours") return text.promptNotYours;
    if (decided === "failed") return text.promptNotTaken;
    if (decided === "busy" || !now?.outcome) return text.promptBusy;
    return text.promptOver({ outcome: this.#lineOf(now, now.outcome) });
  }

  async #tellOnce(prompt: Prompt, staffId: string | undefined, decided: Decided): Promise<void> {
    const key = `${prompt.code} ${staffId} ${decided}`;
    if (staffId === undefined || this.#told.has(key)) return;
    this.#told.add(key);
    const { sendText, logger } = this.#options;
    const said = `${titleLine(prompt.body)}: ${this.#refusalOf(prompt, decided)}`;
    await sendText({ kind: "user", staffId }, said).catch((error: unknown) => {
      logger.warn("A person could not be told why a button had no effect", { error: String(error) });
    });
  }

  async recover(): Promise<void> {
    for (const prompt of this.#left) {
      if (prompt.outcome) await this.#showEnd(prompt, prompt.outcome);
      else await this.end(prompt.code, { kind: "interrupted" });
    }
  }

  dispose(): void {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
    this.#options.store.close();
  }

  #keep(prompt: Prompt): void {
    this.#prompts.set(prompt.code, prompt);
    this.#options.store.put(prompt);
    if (this.#prompts.size <= MAX_REMEMBERED) return;
    const oldest = [...this.#prompts.values()].find(({ endShown }) => endShown);
    if (oldest) this.#prompts.delete(oldest.code);
  }

  #newCode(): string {
    for (;;) {
      const signs = Array.from({ length: CODE_LENGTH }, () => CODE_SIGNS[randomInt(CODE_SIGNS.length)]);
      const code = signs.join("");
      if (!this.#prompts.has(code)) return code;
    }
  }
}

/** A person's own chat: nobody else can have asked there. */
function personOf(target: Target): Prompt["asker"] {
  return target.kind === "user" ? { staffId: target.staffId, name: target.staffId } : undefined;
}

function withAsker(asker: Prompt["asker"]): Pick<Prompt, "asker"> {
  return asker ? { asker } : {};
}

function withWords(prompt: Prompt, text: Text): string {
  return `${prompt.body}\n\n${describeWords(prompt, text)}`;
}

function titleLine(body: string): string {
  return (body.split("\n")[0] ?? "").replaceAll("*", "");
}
