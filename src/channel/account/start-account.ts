/**
 * Everything that is alive for one account, from its socket to its answers, with one `stop()`.
 * The order matters: the journal is open before the first frame, and frames end before it closes.
 */
import path from "node:path";
import {
  createDingTalkClient,
  type CallInfo,
  type DingTalkClient,
  type StreamHandle,
} from "../../client/index.ts";
import { Topic, type DownstreamFrame } from "../../contract/stream.ts";
import { systemClock, type Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { classifyCardFault, WRONG_CONTENT_KEY } from "../card/card-fault.ts";
import type { ResolvedAccount } from "../config/accounts.ts";
import { groupSettings } from "../config/group-settings.ts";
import type { ConfigIssue } from "../config/read-keys.ts";
import type { AccountDirectory } from "../directory/account-directory.ts";
import type { AccountStatusSink } from "../host/account-lifecycle.ts";
import type { Ingress, IngressOptions, IngressQueue, OpenedQueue } from "../host/ingress.ts";
import { eventKey, laneKey, parseMessage } from "../inbound/parse-message.ts";
import { openSqliteJournal } from "../journal/sqlite.ts";
import type { AgentEvent, Refusal } from "../model.ts";
import type { MessageActions } from "../outbound/message-actions.ts";
import { createKnownNames, type KnownNames } from "../outbound/known-names.ts";
import { createKnownSessions } from "../outbound/known-sessions.ts";
import { createReplyDesk, type ReplyDesk } from "../reply/reply-desk.ts";
import { describeFault, toStatusPatch } from "../status/status-patch.ts";
import { describeIssue, type Language, type Text } from "../text/text.ts";
import { runTurn, type TurnDeps, type TurnHost } from "../turn/run-turn.ts";
import { createApprovalDesk, type ApprovalCalls, type ApprovalDesk } from "./approval-desk.ts";
import { createCardActions, type CardActions } from "./card-actions.ts";
import { createCardDesk, type CardDesk } from "./card-desk.ts";
import { createSenders, type HostMediaParts, type Senders } from "./create-senders.ts";
import { createLineMerger, type LineMerger } from "./line-merger.ts";
import { createMediaDesk, type MediaDesk } from "./media-desk.ts";
import { createPeopleDesk, type PeopleDesk } from "./people-desk.ts";
import { createQuotaDesk, type QuotaDesk } from "./quota-desk.ts";
import { createReactionDesk, type ReactionDesk } from "./reaction-desk.ts";

/** How long a stopping account gives answers that are being finished. */
const FINISH_GRACE_MS = 3_000;

/** The host as an account sees it. */
export interface AccountHost extends TurnHost, ApprovalCalls {
  openQueue(accountId: string, openOwn: () => IngressQueue): OpenedQueue;
  createIngress(options: IngressOptions): Ingress;
  onAgentEvent(listener: (event: AgentEvent) => void): () => void;
  hasSendingHooks(): boolean;
  recordActivity(accountId: string, direction: "inbound" | "outbound"): void;
  /** A command of the host, such as `/new` or a word that stops a run. */
  isCommand(text: string, cfg: ReturnType<TurnDeps["readConfig"]>): boolean;
  /** Milliseconds of the host's own `messages.inbound`; 0 is off. */
  mergeWindowMs(cfg: ReturnType<TurnDeps["readConfig"]>): number;
  readonly media: HostMediaParts;
}

export interface StartAccountOptions {
  readonly account: ResolvedAccount;
  /** What is wrong in the configuration and is this account's to tell. */
  readonly issues: readonly ConfigIssue[];
  readonly readConfig: TurnDeps["readConfig"];
  readonly readAccount: TurnDeps["readAccount"];
  readonly host: AccountHost;
  /** Folder for this plugin's durable state. */
  readonly directory: string;
  readonly text: Text;
  readonly language: Language;
  readonly status: AccountStatusSink;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly version: string;
  /** Hears of each call besides the quota. */
  readonly onCall?: (info: CallInfo) => void;
}

export interface RunningAccount {
  readonly accountId: string;
  readonly client: DingTalkClient;
  readonly desk: ReplyDesk;
  readonly quota: QuotaDesk;
  readonly directory: AccountDirectory;
  readonly actions: MessageActions;
  /** Approvals and questions. */
  readonly prompts: ApprovalDesk;
  stop(): Promise<void>;
}

export function createAccountClient(
  account: ResolvedAccount,
  logger: Logger,
  clock: Clock = systemClock,
  onCall: (info: CallInfo) => void = () => {},
): DingTalkClient {
  const { clientId, clientSecret, endpoints } = account;
  return createDingTalkClient({ clientId, clientSecret, endpoints, logger, clock, onCall });
}

interface DeskParts {
  readonly senders: Senders;
  readonly names: KnownNames;
  readonly cards: CardDesk;
  readonly media: MediaDesk;
}

function createDesk(options: StartAccountOptions, { senders, names, cards, media }: DeskParts): ReplyDesk {
  const { account, host, clock, logger, status, text } = options;
  return createReplyDesk({
    ...senders,
    names,
    openCard: (target, origin) => cards.open(target, origin),
    usesCards: (target, conversationId) => cards.usable(target, conversationId),
    mayStream: () => !host.hasSendingHooks(),
    longTaskNoticeDelayMs: account.longTaskNoticeDelayMs,
    showsTools: account.streaming.showsTools,
    showsStatus: account.card.statusLine,
    sessions: createKnownSessions(clock),
    text,
    clock,
    logger,
    onSent: (deliveries, said) => {
      media.remember(deliveries, said);
      host.recordActivity(account.accountId, "outbound");
      status({ lastOutboundAt: clock.now() });
    },
  });
}

function createCards(
  options: StartAccountOptions,
  client: DingTalkClient,
  quota: QuotaDesk,
  { uploadPicture }: Senders,
): CardDesk {
  const { account, directory, text, clock, logger, readAccount } = options;
  const { templateId, contentKey } = account.card;
  return createCardDesk({
    client,
    accountId: account.accountId,
    wanted: (target) =>
      target.kind === "group"
        ? groupSettings(readAccount(), target.openConversationId).enableAICard
        : readAccount().enableAICard,
    settings: account.card,
    streams: account.streaming.streams,
    quota,
    uploadPicture,
    directory: path.join(directory, "cards"),
    text,
    clock,
    logger,
    onRefused: (error) => {
      if (templateId !== undefined && error.code === WRONG_CONTENT_KEY)
        return logger.error(text.cardWrongKey({ templateId, contentKey }));
      if (templateId !== undefined && classifyCardFault(error).kind === "template")
        return logger.error(text.cardTemplateRefused({ templateId }));
      const scopes = error.requiredScopes ?? [];
      return logger.warn(
        scopes.length > 0
          ? text.cardFallback({ scope: scopes.join(", "), applyUrl: error.applyUrl ?? "" })
          : text.cardFallbackOther({ reason: error.message }),
      );
    },
  });
}

interface OpenIngress {
  readonly ingress: Ingress;
  readonly merger: LineMerger;
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
interface Desks {
  readonly desk: ReplyDesk;
  readonly media: MediaDesk;
  readonly quota: QuotaDesk;
  readonly prompts: ApprovalDesk;
  readonly people: PeopleDesk;
  readonly reactions: ReactionDesk;
}

function openIngress(
  options: StartAccountOptions,
  { desk, media, quota, prompts, people, reactions }: Desks,
): OpenIngress {
  const { account, host, logger, directory, clock } = options;
  let closeOwn: (() => void) | undefined;
  const { queue, engine, refusal } = host.openQueue(account.accountId, () => {
    const journal = openSqliteJournal({
      directory: path.join(directory, "journal"),
      channelId: "dingtalk",
      accountId: account.accountId,
      clock,
      logger,
    });
    closeOwn = () => journal.close();
    return journal as IngressQueue;
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
    learn: (message) => people.directory.learn(message),
    showWorking: (message) => reactions.showWorking(message),
    clock,
    logger,
    onRefused: ({ reason, detail }, message) =>
      logger.info("A message started no turn", {
        reason,
        detail,
        msgId: message?.id,
        ...(message ? people.describe(message) : {}),
      }),
    onPushQuotaGone: () => quota.pushesGone(),
  };
  const merger = createMerger(options, queue, () => ingress.wake());
  const ingress: Ingress = host.createIngress({
    queue,
    log: logger,
    inspect: (raw) => inspect(raw, account.clientId, logger),
    deliver: (raw, lifecycle, claim) =>
      merger.run(raw, lifecycle, claim, (raws, joined) => runTurn(turn, raws, joined)),
  });
  return { ingress, merger, close: () => closeOwn?.() };
}

/** A journal that cannot be opened leaves nothing of the account behind: the host will start it again. */
async function openIngressOr(
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

function warnOfNoMessage(logger: Logger, refusal: Refusal): void {
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

interface StreamParts {
  readonly client: DingTalkClient;
  readonly open: OpenIngress;
  readonly quota: QuotaDesk;
  readonly actions: CardActions;
}

function startStream(
  options: StartAccountOptions,
  { client, open: { ingress, merger }, quota, actions }: StreamParts,
): StreamHandle {
  const { account, host, logger, status, clock, text } = options;
  const admit = async (frame: DownstreamFrame, ack: () => Promise<boolean>) => {
    if (frame.headers.topic === Topic.cardAction && frame.data !== undefined) {
      await ack();
      return actions.handle(frame.data);
    }
    if (frame.headers.topic !== Topic.botMessage || frame.data === undefined) {
      if (frame.headers.topic === Topic.botMessage) warnOfNoMessage(logger, { reason: "no-data" });
      await ack();
      return;
    }
    await ingress.admit(frame.data);
    await ack();
    merger.arrived(frame.data);
    host.recordActivity(account.accountId, "inbound");
    const now = clock.now();
    status({ lastInboundAt: now, lastEventAt: now, lastTransportActivityAt: now });
  };
  let said: string | undefined;
  return client.stream({
    ua: `openclaw-dingtalk-node/${options.version}`,
    async onFrame(frame, ack) {
      try {
        await admit(frame, () => ack({ response: null }));
      } finally {
        // After the ack: nothing may hold that up.
        if (frame.type === "CALLBACK") quota.countPush(frame.headers.topic ?? "unknown");
      }
    },
    onState: (state) => {
      const fault = describeFault(state.lastError, text);
      status(toStatusPatch(state, text));
      const quiet = state.status === "connected" || fault === undefined;
      const line = `Stream connection: ${state.status}${quiet ? "" : ` (${fault})`}`;
      // The client's own log has every attempt; here a state or a fault is said once.
      if (line !== said) logger[quiet ? "info" : "warn"](line, quiet ? {} : { code: state.lastError?.code });
      said = line;
    },
  });
}

export async function startAccount(options: StartAccountOptions): Promise<RunningAccount> {
  const { account, host, logger } = options;
  for (const issue of options.issues) logger.warn(describeIssue(issue, options.language));
  const { accountId } = account;
  const { readAccount, directory, clock, text, status } = options;
  const quota = createQuotaDesk({ account, directory, text, status, clock, logger });
  const client = createAccountClient(account, logger, clock, (info) => {
    quota.onCall(info);
    options.onCall?.(info);
  });
  const names = createKnownNames();
  const nameOf = (staffId: string) => names.find(staffId);
  const senders = createSenders({ client, readAccount, media: host.media, nameOf, text, clock, logger });
  const cards = createCards(options, client, quota, senders);
  const media = createMediaDesk({ client, accountId, readAccount, directory, clock, logger });
  const people = createPeopleDesk({ ...options, client });
  const reactions = createReactionDesk({ client, accountId, readAccount, directory, text, clock, logger });
  const desk = createDesk(options, { senders, names, cards, media });
  const prompts = createApprovalDesk(options, client, desk);
  const actions = createCardActions({ account, readAccount, desk, prompts, directory, clock, logger });
  const dispose = async () => {
    desk.dispose();
    prompts.dispose();
    cards.dispose();
    media.dispose();
    people.dispose();
    reactions.dispose();
    await client.close();
    quota.dispose();
    actions.dispose();
  };
  const desks = { desk, media, quota, prompts, people, reactions };
  const open = await openIngressOr(options, desks, dispose);
  const { ingress, close } = open;
  people.tellAllowed();
  const unsubscribe = host.onAgentEvent((event) => desk.onAgentEvent(event));
  cards.recover(desk);
  reactions.recover();
  void prompts.recover();
  ingress.start();
  const stream = startStream(options, { client, open, quota, actions });
  return {
    accountId: account.accountId,
    client,
    desk,
    quota,
    prompts,
    directory: people.directory,
    actions: reactions.actions,
    async stop() {
      await stream.stop();
      // What DingTalk has not taken by then is on record, and ends after the next start.
      const limit = options.clock.after(FINISH_GRACE_MS, () => cards.dispose());
      await ingress.stop();
      limit.cancel();
      unsubscribe();
      await dispose();
      close();
    },
  };
}
