/**
 * One inbound message from the journal to its answer, as a list of steps. Each step lives in a file of its own.
 */
import type { OpenClawConfig } from "openclaw/plugin-sdk/channel-core";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { policyFor } from "../access/policy-for.ts";
import type { ResolvedAccount } from "../config/accounts.ts";
import type { HostAccess, AccessRequest } from "../host/access.ts";
import type { IngressLifecycle, IngressResult } from "../host/ingress.ts";
import type { HostTurn, TurnOutcome } from "../host/turn.ts";
import { parseMessage } from "../inbound/parse-message.ts";
import type { Delivery, InboundMessage, QuestionRequest, Refusal } from "../model.ts";
import { composeBody } from "./compose-body.ts";
import { issuePairing } from "./issue-pairing.ts";
import { openTurnReply, type ReplyDesk } from "./open-turn-reply.ts";
import { receiveMedia, type TurnMedia } from "./receive-media.ts";

/** The host as a turn sees it; built in `host`, faked in tests. */
export interface TurnHost {
  evaluateAccess(request: AccessRequest): Promise<HostAccess>;
  runTurn(turn: HostTurn): Promise<TurnOutcome>;
}

/** Approvals and questions, as a turn meets them. */
export interface TurnPrompts {
  /** True: the message was a decision on one of them, and is dealt with. */
  takeWord(message: InboundMessage): Promise<boolean>;
  /** Puts a question of the agent where the message came from; `bound`: it is the sender's to answer. */
  ask(
    message: InboundMessage,
    bound: boolean,
    sessionKey: string,
    question: QuestionRequest,
  ): Promise<Delivery>;
}

export interface TurnDeps {
  readonly account: ResolvedAccount;
  readonly readConfig: () => OpenClawConfig;
  /** The account as it is configured now: changed allow lists restart nothing. */
  readonly readAccount: () => ResolvedAccount;
  readonly host: TurnHost;
  readonly desk: ReplyDesk;
  readonly media: TurnMedia;
  readonly prompts: TurnPrompts;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Told of every message that starts no turn. */
  readonly onRefused: (refusal: Refusal, message?: InboundMessage) => void;
  /** The organisation's pushes of this month are spent. */
  readonly onPushQuotaGone: () => void;
}

export async function runTurn(
  deps: TurnDeps,
  raw: string,
  lifecycle: IngressLifecycle,
): Promise<IngressResult> {
  try {
    return await takeTurn(deps, raw, lifecycle);
  } finally {
    deps.media.afterMessage();
  }
}

async function takeTurn(deps: TurnDeps, raw: string, lifecycle: IngressLifecycle): Promise<IngressResult> {
  const { account, host, desk } = deps;
  const parsed = parseMessage(raw, account.clientId);
  if (parsed.kind === "refused") return refuse(deps, parsed.refusal);
  if (parsed.kind === "push-quota-gone") {
    deps.onPushQuotaGone();
    return refuse(deps, { reason: "push-quota-gone" });
  }
  const { message } = parsed;
  if (isEmpty(message)) return refuse(deps, { reason: "empty" }, message);
  desk.remember(message);
  if (message.unsupported)
    deps.logger.warn("A message of an unsupported type", { kind: message.kind, id: message.id });

  // Who may decide is bound to the prompt: neither lists nor a running turn have a say in it.
  if (await deps.prompts.takeWord(message)) return { kind: "completed" };

  const cfg = deps.readConfig();
  const policy = policyFor(deps.readAccount(), message.conversation.id);
  const access = await host.evaluateAccess({ cfg, accountId: account.accountId, message, policy });
  const { admission, reasonCode } = access.access.ingress;
  if (admission === "pairing-required") {
    await issuePairing({ access, message, desk, logger: deps.logger });
    return refuse(deps, { reason: "pairing-required" }, message);
  }
  if (admission !== "dispatch") return refuse(deps, { reason: admission, detail: reasonCode }, message);

  const { media, logger } = deps;
  const { abortSignal: signal } = lifecycle;
  const files = await receiveMedia({ message, media, desk, logger, signal });
  if (signal.aborted) return { kind: "failed-retryable", error: signal.reason };
  const { text } = desk;
  const { findSent } = media;
  const body = composeBody({ message, files, findSent, maxBytes: media.maxBytes(), text });

  const { sessionKey } = access.route;
  const reply = openTurnReply(desk, message, sessionKey, {
    ask: (question, own) =>
      deps.prompts.ask(message, own || message.conversation.kind === "direct", sessionKey, question),
    onError: (error, kind) =>
      deps.logger.error("An answer could not be delivered", {
        kind,
        msgId: message.id,
        error: String(error),
      }),
  });
  try {
    const { accountId } = account;
    const outcome = await host.runTurn({
      cfg,
      accountId,
      message,
      body,
      files: files.filter((file) => file.kind === "stored"),
      access,
      to: reply.to,
      lifecycle,
      events: reply.events,
      stopSignal: reply.stopSignal,
      log: deps.logger,
    });
    if (outcome === "aborted") return { kind: "failed-retryable", error: lifecycle.abortSignal.reason };
    return { kind: outcome };
  } finally {
    await reply.end();
  }
}

/** Nothing but a mention; a quote alone is a question about what is quoted. */
function isEmpty({ text, attachments, quote }: InboundMessage): boolean {
  return text === "" && attachments.length === 0 && quote === undefined;
}

function refuse(deps: TurnDeps, refusal: Refusal, message?: InboundMessage): IngressResult {
  deps.onRefused(refusal, message);
  return { kind: "completed" };
}
