/**
 * One inbound message from the journal to its answer, as a list of steps. Each step lives in a file of its own.
 */
import type { OpenClawConfig } from "openclaw/plugin-sdk/channel-core";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { policyFor } from "../access/policy-for.ts";
import type { ResolvedAccount } from "../config/accounts.ts";
import { groupSettings } from "../config/group-settings.ts";
import { reasonOf, type AccessRequest, type HostAccess } from "../host/access.ts";
import type { IngressLifecycle, IngressResult } from "../host/ingress.ts";
import type { HostTurn, TurnOutcome } from "../host/turn.ts";
import { mergeMessages } from "../inbound/merge-messages.ts";
import { parseMessage, type ParsedMessage } from "../inbound/parse-message.ts";
import type { FetchedFile } from "../media/archive.ts";
import type { Delivery, InboundMessage, QuestionRequest, Refusal } from "../model.ts";
import { composeBody } from "./compose-body.ts";
import { issuePairing } from "./issue-pairing.ts";
import { openTurnReply, type ReplyDesk, type TurnReply } from "./open-turn-reply.ts";
import { receiveMedia, type TurnMedia } from "./receive-media.ts";
import type { TrailRecorder } from "../trail/trail-recorder.ts";
import { tellRefused, type RefusalNotices } from "./tell-refused.ts";

export type { RefusalNotices };

/** The host's word for a command of somebody who may give none. */
const COMMAND_DENIED = "control_command_unauthorized";

/** The host as a turn sees it; built in `host`, faked in tests. */
export interface TurnHost {
  evaluateAccess(request: AccessRequest): Promise<HostAccess>;
  runTurn(turn: HostTurn): Promise<TurnOutcome>;
  /** Marks words from outside, so that a model takes them for nobody's orders. */
  markUntrusted(words: string): string;
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
  /** Numbers of a count that an operator runs: they are for nobody's agent. */
  readonly counter?: { take(message: InboundMessage): readonly number[] | undefined };
  readonly notices: RefusalNotices;
  /** Hears what becomes of each message. */
  readonly trail?: Pick<TrailRecorder, "note">;
  /** Told of every message, admitted or not: who and where. */
  readonly learn: (message: InboundMessage) => void;
  /** The message is being answered; what it returns is called when that is over. */
  readonly showWorking?: (message: InboundMessage) => () => void;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Told of every message that starts no turn. */
  readonly onRefused: (refusal: Refusal, message?: InboundMessage) => void;
  /** The organisation's pushes of this month are spent. */
  readonly onPushQuotaGone: () => void;
}

/** `raws`: one message, or quick lines of one person that are answered as one. */
export async function runTurn(
  deps: TurnDeps,
  raws: readonly string[],
  lifecycle: IngressLifecycle,
): Promise<IngressResult> {
  try {
    return await takeTurn(deps, raws, lifecycle);
  } finally {
    deps.media.afterMessage();
  }
}

/** All of them as one message; what became of the first where it is none. */
function parseLines([first = "", ...more]: readonly string[], robotCode: string): ParsedMessage {
  const parsed = parseMessage(first, robotCode);
  if (parsed.kind !== "message") return parsed;
  const others = more.map((raw) => parseMessage(raw, robotCode));
  const messages = others.flatMap((other) => (other.kind === "message" ? [other.message] : []));
  return { kind: "message", message: mergeMessages([parsed.message, ...messages]) };
}

async function takeTurn(
  deps: TurnDeps,
  raws: readonly string[],
  lifecycle: IngressLifecycle,
): Promise<IngressResult> {
  const { account, host, desk } = deps;
  const parsed = parseLines(raws, account.clientId);
  if (parsed.kind === "refused") return refuse(deps, parsed.refusal);
  if (parsed.kind === "push-quota-gone") {
    deps.onPushQuotaGone();
    return refuse(deps, { reason: "push-quota-gone" });
  }
  const { message } = parsed;
  if (isEmpty(message)) return refuse(deps, { reason: "empty" }, message);
  deps.learn(message);
  desk.remember(message);
  if (message.unsupported)
    deps.logger.warn("A message of an unsupported type", { kind: message.kind, id: message.id });

  if (await isForNoAgent(deps, message)) return { kind: "completed" };

  const cfg = deps.readConfig();
  const configured = deps.readAccount();
  const policy = policyFor(configured, message.conversation.id);
  const access = await host.evaluateAccess({ cfg, accountId: account.accountId, message, policy });
  const { admission } = access.access.ingress;
  if (admission === "pairing-required") {
    await issuePairing({ access, message, desk, logger: deps.logger });
    return refuse(deps, { reason: "pairing-required" }, message);
  }
  if (admission !== "dispatch" || access.commandDenied) {
    const reason = admission === "dispatch" ? COMMAND_DENIED : reasonOf(access.access);
    await tellRefused({ message, reason, desk, notices: deps.notices, logger: deps.logger });
    return refuse(deps, { reason: admission === "dispatch" ? "drop" : admission, detail: reason }, message);
  }

  deps.trail?.note(message.id, { step: "access", reason: reasonOf(access.access) });
  const { media } = deps;
  const { abortSignal: signal } = lifecycle;
  const files = await fetchFiles(deps, message, signal);
  if (signal.aborted) return { kind: "failed-retryable", error: signal.reason };
  const { text } = desk;
  const { findSent } = media;
  const markUntrusted = (words: string) => host.markUntrusted(words);
  const body = composeBody({
    message,
    files,
    findSent,
    maxBytes: media.maxBytes(),
    markUntrusted,
    text,
  });

  const stopWorking = deps.showWorking?.(message);
  const reply = openReply(deps, message, access.route.sessionKey);
  try {
    const { accountId } = account;
    const outcome = await host.runTurn({
      cfg,
      accountId,
      message,
      body,
      files: files.filter((file) => file.kind === "stored"),
      access,
      ...(message.conversation.kind === "group"
        ? { group: groupSettings(configured, message.conversation.id) }
        : {}),
      to: reply.to,
      lifecycle,
      events: reply.events,
      stopSignal: reply.stopSignal,
      log: deps.logger,
    });
    if (outcome === "aborted") return { kind: "failed-retryable", error: lifecycle.abortSignal.reason };
    return { kind: outcome };
  } finally {
    stopWorking?.();
    await reply.end();
  }
}

/** A number of a count, or a decision on an approval or a question; it is dealt with. */
async function isForNoAgent(
  { counter, prompts, desk, trail }: TurnDeps,
  message: InboundMessage,
): Promise<boolean> {
  // First, so that no number of a count decides anything.
  const counted = counter?.take(message);
  if (counted) {
    trail?.note(message.id, { step: "counted" });
    await desk.sendText(message, desk.text.countTaken({ numbers: counted.join(", ") }));
    return true;
  }
  // Who may decide is bound to the prompt: neither lists nor a running turn have a say in it.
  const decided = await prompts.takeWord(message);
  if (decided) trail?.note(message.id, { step: "decided" });
  return decided;
}

async function fetchFiles(
  { media, desk, trail, logger }: TurnDeps,
  message: InboundMessage,
  signal: AbortSignal,
): Promise<readonly FetchedFile[]> {
  const files = await receiveMedia({ message, media, desk, logger, signal });
  const missed = files.flatMap((file) => (file.kind === "missed" ? [file.reason] : []));
  if (files.length > 0)
    trail?.note(message.id, { step: "media", stored: files.length - missed.length, missed });
  return files;
}

function openReply(
  { desk, prompts, trail, logger }: TurnDeps,
  message: InboundMessage,
  sessionKey: string,
): TurnReply {
  return openTurnReply(desk, message, sessionKey, {
    ask(question, own) {
      trail?.note(message.id, { step: "asked" });
      return prompts.ask(message, own || message.conversation.kind === "direct", sessionKey, question);
    },
    onError: (error, kind) =>
      logger.error("An answer could not be delivered", { kind, msgId: message.id, error: String(error) }),
  });
}

/** Nothing but a mention; a quote alone is a question about what is quoted. */
function isEmpty({ text, attachments, quote }: InboundMessage): boolean {
  return text === "" && attachments.length === 0 && quote === undefined;
}

function refuse(deps: TurnDeps, refusal: Refusal, message?: InboundMessage): IngressResult {
  deps.onRefused(refusal, message);
  return { kind: "completed" };
}
