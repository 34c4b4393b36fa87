/**
 * The approvals and questions of one account, put together: the desk, its record on disk, the cards of the operator's
 * template and the messages with buttons. A disk that refuses the record keeps nobody from being asked.
 */
import path from "node:path";
import type { DingTalkClient } from "../../client/index.ts";
import { createPromptCards, type PromptCards } from "../approvals/prompt-card.ts";
import { createPromptDesk, type PromptDesk, type PromptHost } from "../approvals/prompt-desk.ts";
import { openPromptStore, type PromptStore } from "../approvals/prompt-store.ts";
import { cardApiOf } from "../card/card-api.ts";
import { resolveCardTemplate } from "../card/card-template.ts";
import type { InboundMessage, PromptResolution } from "../model.ts";
import { createSendChoices } from "../outbound/send-choices.ts";
import { replyTarget } from "../outbound/targets.ts";
import type { ReplyDesk } from "../reply/reply-desk.ts";
import type { TurnPrompts } from "../turn/run-turn.ts";
import type { ConsumerDesk } from "./consumer-desk.ts";
import type { StartAccountOptions } from "./start-account.ts";

type OpenClawConfig = ReturnType<StartAccountOptions["readConfig"]>;
type Decision = Parameters<PromptHost["resolveApproval"]>[0];
type Answer = Parameters<PromptHost["answerQuestion"]>[0];

/** The host's calls, with the configuration that it wants for each. */
export interface ApprovalCalls {
  resolveApproval(
    cfg: OpenClawConfig,
    decision: Decision & { readonly accountId: string },
  ): Promise<PromptResolution>;
  answerQuestion(cfg: OpenClawConfig, answer: Answer): Promise<PromptResolution>;
  onQuestionEnd: PromptHost["onQuestionEnd"];
}

export interface ApprovalDesk extends Omit<PromptDesk, "ask" | "takeWord">, TurnPrompts {
  /** Whom the configuration names now; empty: who asked. */
  approvers(): readonly string[];
}

const FORGETFUL: PromptStore = { put() {}, remove() {}, list: () => [], close() {} };

function openStore({ account, directory, clock, logger }: StartAccountOptions): PromptStore {
  const { accountId } = account;
  try {
    return openPromptStore({ directory: path.join(directory, "prompts"), accountId, clock, logger });
  } catch (error) {
    logger.error("Approvals and questions cannot be kept over a restart", { error: String(error) });
    return FORGETFUL;
  }
}

function openCards(
  { account }: StartAccountOptions,
  client: DingTalkClient,
  consumers: ConsumerDesk,
): PromptCards | undefined {
  const { templateId, buttonsKey } = account.card;
  if (!account.enableAICard || templateId === undefined || buttonsKey === undefined) return undefined;
  return createPromptCards({
    api: consumers.watchCards(cardApiOf(client.card, undefined, "client")),
    template: resolveCardTemplate(account.card),
    buttonsKey,
  });
}

export function createApprovalDesk(
  options: StartAccountOptions,
  client: DingTalkClient,
  desk: ReplyDesk,
  consumers: ConsumerDesk,
): ApprovalDesk {
  const { account, host, readConfig, readAccount, text, clock, logger } = options;
  const { accountId } = account;
  const send = createSendChoices({ client, clock, logger });
  const prompts = createPromptDesk({
    host: {
      resolveApproval: (decision) => host.resolveApproval(readConfig(), { ...decision, accountId }),
      answerQuestion: (answer) => host.answerQuestion(readConfig(), answer),
      onQuestionEnd: host.onQuestionEnd,
    },
    store: openStore(options),
    cards: openCards(options, client, consumers),
    newCardId: consumers.newCardId,
    sendChoices: (target, body, choices) => send(desk.destinationOf(target), body, choices),
    sendText: (target, body) => desk.sendTo(target, body),
    findAsker: desk.askerOf,
    listed: () => {
      const { approvals, allowFrom } = readAccount();
      return { approvers: approvals.approvers, allowFrom };
    },
    text,
    clock,
    logger,
  });
  return {
    approvers: () => readAccount().approvals.approvers,
    show: (request) => prompts.show(request),
    end: (code, outcome) => prompts.end(code, outcome),
    press: (press) => prompts.press(press),
    isDeciding: (staffId) => prompts.isDeciding(staffId),
    recover: () => prompts.recover(),
    dispose: () => prompts.dispose(),
    takeWord: (message) => prompts.takeWord(message, (body) => desk.sendText(message, body)),
    ask(message, bound, sessionKey, question) {
      const target = replyTarget(message);
      if (!target) return askByText(desk, message, question.question, question.options);
      const { staffId, name } = message.sender;
      const asker = bound && staffId !== undefined ? { staffId, name } : undefined;
      return prompts.ask(target, asker, { sessionKey }, question);
    },
  };
}

/** People outside the organisation have no address of their own: they reply by word, to the host. */
async function askByText(
  desk: ReplyDesk,
  message: InboundMessage,
  question: string,
  options: readonly string[],
) {
  const lines = options.map((option, index) => `${index + 1}. ${option}`);
  const [sent] = await desk.sendText(message, [question, ...lines].join("\n\n"));
  return sent ?? { via: "session" as const };
}
