/**
 * The inbound side of one account: its journal under the host's monitor, quick lines joined, each claim a turn. The
 * frames come from `start-stream.ts`.
 */
import path from "node:path";
import type { Logger } from "../../lib/logger.ts";
import { groupSettings } from "../config/group-settings.ts";
import type { Ingress, IngressQueue, StoredEvent } from "../host/ingress.ts";
import { eventKey, laneKey, parseMessage } from "../inbound/parse-message.ts";
import type { Journal } from "../journal/journal.ts";
import { openSqliteJournal } from "../journal/sqlite.ts";
import type { Refusal } from "../model.ts";
import type { ReplyDesk } from "../reply/reply-desk.ts";
import { runTurn, type TurnDeps } from "../turn/run-turn.ts";
import type { ApprovalDesk } from "./approval-desk.ts";
import { createLineMerger, type LineMerger } from "./line-merger.ts";
import type { ConsumerDesk } from "./consumer-desk.ts";
import type { MediaDesk } from "./media-desk.ts";
import type { PeopleDesk } from "./people-desk.ts";
import type { QuotaDesk } from "./quota-desk.ts";
import type { ReactionDesk } from "./reaction-desk.ts";
import type { StartAccountOptions } from "./start-account.ts";
import type { TrailDesk } from "./trail-desk.ts";

/** What an operator may ask of the journal while the account runs. */
export type OperatorJournal = Pick<
  Journal<StoredEvent>,
  "depth" | "listDeadLetters" | "retryDeadLetter" | "dropDeadLetter"
>;

export interface OpenIngress {
  readonly ingress: Ingress;
  readonly merger: LineMerger;
  /** Absent where the host's own queue is in use. */
  readonly journal?: OperatorJournal;
  close(): void;
}

function createMerger(options: StartAccountOptions, queue: IngressQueue, wake: () => void): LineMerger {
  const { account, host, readAccount, readConfig, clock, logger } = options;
  return createLineMerger({
    queue,
    robotCode: account.clientId,
    windowMs: ({ conversation }) =>
      conversation.kind === "group"
        ? groupSettings(readAccount(), conversation.id).mergeWindowMs
        : (readAccount().mergeWindowMs ?? host.mergeWindowMs(readConfig())),
    isCommand: (text) => host.isCommand(text, readConfig()),
    wake,
    clock,
    logger,
  });
}

/** What a turn works with. */
export interface Desks {
  readonly desk: ReplyDesk;
  readonly media: MediaDesk;
  readonly quota: QuotaDesk;
  readonly prompts: ApprovalDesk;
  readonly people: PeopleDesk;
  readonly reactions: ReactionDesk;
  readonly trail: TrailDesk;
  readonly consumers: ConsumerDesk;
  /** As `Heard.connectedSince`. */
  readonly connectedSince: () => number | undefined;
}

function openIngress(
  options: StartAccountOptions,
  { desk, media, quota, prompts, people, reactions, trail, consumers, connectedSince }: Desks,
): OpenIngress {
  const { account, host, logger, directory, clock } = options;
  let own: Journal<StoredEvent> | undefined;
  const { queue, engine, refusal } = host.openQueue(account.accountId, () => {
    own = openSqliteJournal<StoredEvent>({
      directory: path.join(directory, "journal"),
      channelId: "dingtalk",
      accountId: account.accountId,
      clock,
      logger,
    });
    return own as IngressQueue;
  });
  if (refusal) logger.debug("The gateway's own inbound queue is not open to this plugin", { refusal });
  logger.info(`journal: ${engine}`);
  const turn: TurnDeps = {
    account,
    readConfig: options.readConfig,
    readAccount: options.readAccount,
    host,
    desk,
    media,
    prompts,
    notices: people.notices,
    counter: consumers,
    learn(message) {
      people.directory.learn(message);
      consumers.heard({ message, connectedSince: connectedSince() });
    },
    showWorking: (message) => reactions.showWorking(message),
    clock,
    logger,
    trail,
    onRefused: ({ reason, detail }, message) => {
      if (message) trail.note(message.id, { step: "refused", reason, ...(detail ? { detail } : {}) });
      logger.info("A message started no turn", {
        reason,
        detail,
        msgId: message?.id,
        ...(message ? people.describe(message) : {}),
      });
    },
    onPushQuotaGone: () => quota.pushesGone(),
  };
  const merger = createMerger(options, queue, () => ingress.wake());
  const ingress: Ingress = host.createIngress({
    queue: trail.watch(queue),
    log: logger,
    inspect: (raw) => inspect(raw, account.clientId, logger),
    deliver(raw, lifecycle, claim) {
      trail.began(raw, claim);
      return merger.run(raw, lifecycle, claim, (raws, joined) =>
        trail.follow(raws, joined, (watched) => runTurn(turn, raws, watched)),
      );
    },
  });
  return { ingress, merger, ...(own ? { journal: own } : {}), close: () => void own?.close() };
}

/** A journal that cannot be opened leaves nothing of the account behind: the host will start it again. */
export async function openIngressOr(
  options: StartAccountOptions,
  desks: Desks,
  undo: () => Promise<void>,
): Promise<OpenIngress> {
  try {
    return openIngress(options, desks);
  } catch (error) {
    await undo();
    throw error;
  }
}

export function warnOfNoMessage(logger: Logger, refusal: Refusal): void {
  logger.warn("A frame that is no message was acknowledged and dropped", { ...refusal });
}

/** Null for what can never become a turn; it is acknowledged and logged, not kept. */
function inspect(
  raw: string,
  robotCode: string,
  logger: Logger,
): { eventId: string; laneKey: string } | null {
  const parsed = parseMessage(raw, robotCode);
  if (parsed.kind === "refused") {
    warnOfNoMessage(logger, parsed.refusal);
    return null;
  }
  if (parsed.kind === "push-quota-gone") return quotaNotice(raw);
  const { message } = parsed;
  return { eventId: eventKey(message.robotCode, message.id), laneKey: laneKey(message.conversation) };
}

function quotaNotice(raw: string): { eventId: string; laneKey: string } | null {
  const { msgId } = JSON.parse(raw) as { msgId?: string };
  return msgId ? { eventId: `quota:${msgId}`, laneKey: "quota" } : null;
}
