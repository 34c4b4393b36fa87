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
  type StreamState,
} from "../../client/index.ts";
import { systemClock, type Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { classifyCardFault, WRONG_CONTENT_KEY } from "../card/card-fault.ts";
import type { ResolvedAccount } from "../config/accounts.ts";
import { groupSettings } from "../config/group-settings.ts";
import type { ConfigIssue } from "../config/read-keys.ts";
import type { AccountDirectory } from "../directory/account-directory.ts";
import type { AccountStatusSink } from "../host/account-lifecycle.ts";
import type { Ingress, IngressOptions, IngressQueue, OpenedQueue } from "../host/ingress.ts";
import type { AgentEvent } from "../model.ts";
import type { MessageActions } from "../outbound/message-actions.ts";
import { createKnownNames, type KnownNames } from "../outbound/known-names.ts";
import { createKnownSessions } from "../outbound/known-sessions.ts";
import { openMentionOutbox, type MentionOutbox } from "../outbound/mention-outbox.ts";
import { createReplyDesk, type ReplyDesk } from "../reply/reply-desk.ts";
import type { WorkSettings } from "../reply/work-block.ts";
import { describeThrown } from "../text/describe-error.ts";
import { describeIssue, type Language, type Text } from "../text/text.ts";
import type { TurnInProgress } from "../trail/trail-recorder.ts";
import type { TurnDeps, TurnHost } from "../turn/run-turn.ts";
import { createApprovalDesk, type ApprovalCalls, type ApprovalDesk } from "./approval-desk.ts";
import { createCardActions } from "./card-actions.ts";
import { createCardDesk, type CardDesk } from "./card-desk.ts";
import { createConsumerDesk, type ConsumerDesk } from "./consumer-desk.ts";
import { createSenders, type HostMediaParts, type Senders } from "./create-senders.ts";
import { createMediaDesk, type MediaDesk } from "./media-desk.ts";
import { openIngressOr, type OperatorJournal } from "./open-ingress.ts";
import { createPeopleDesk } from "./people-desk.ts";
import { createQuotaDesk, type QuotaDesk } from "./quota-desk.ts";
import { createReactionDesk } from "./reaction-desk.ts";
import { createRecentErrors, type RecentError, type RecentErrors } from "./recent-errors.ts";
import { startStream } from "./start-stream.ts";
import { createTrailDesk, type TrailDesk } from "./trail-desk.ts";

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
  /** Absent where the host's own queue is in use. */
  readonly journal?: OperatorJournal;
  /** How the Stream connection is now. */
  readonly connection: () => StreamState;
  /** Answers that are being given, oldest first. */
  readonly turns: () => readonly TurnInProgress[];
  /** Newest first. */
  readonly errors: () => readonly RecentError[];
  /** When something last came in and went out, in milliseconds since the Unix epoch; absent since the start. */
  readonly lastSeen: () => { readonly inboundAt?: number; readonly outboundAt?: number };
  readonly trail: Pick<TrailDesk, "note" | "flush">;
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
  readonly trail: TrailDesk;
  readonly outbox: MentionOutbox | undefined;
}

/** `label: "auto"` is one of our words; the host's own are English. */
function workSettings({ streaming, card }: ResolvedAccount, text: Text): WorkSettings {
  const { label, mode, ...lines } = streaming;
  return {
    ...lines,
    label: label === "auto" ? text.cardWorking : label,
    showsWork: mode !== "off",
    showsText: mode !== "progress",
    sumsUp: card.workLine,
  };
}

/** A disk that refuses it costs a notification after a crash, and no answer. */
function openOutbox({
  account: { accountId },
  directory,
  clock,
  logger,
}: StartAccountOptions): MentionOutbox | undefined {
  try {
    return openMentionOutbox({ directory: path.join(directory, "cards"), accountId, clock, logger });
  } catch (error) {
    logger.error("People whom a card mentions may not be notified after a crash", { error: String(error) });
    return undefined;
  }
}

function createDesk(
  options: StartAccountOptions,
  { senders, names, cards, media, trail, outbox }: DeskParts,
): ReplyDesk {
  const { account, host, clock, logger, status, text } = options;
  return createReplyDesk({
    ...senders,
    names,
    openCard: (target, origin) => cards.open(target, origin),
    usesCards: (target, conversationId) => cards.usable(target, conversationId),
    mayStream: () => !host.hasSendingHooks(),
    longTaskNoticeDelayMs: account.longTaskNoticeDelayMs,
    work: workSettings(account, text),
    showsStatus: account.card.statusLine,
    sessions: createKnownSessions(clock),
    trail,
    outbox,
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
  { trail, consumers }: { readonly trail: TrailDesk; readonly consumers: ConsumerDesk },
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
    streams: account.streaming.mode !== "off",
    label: workSettings(account, text).label,
    quota,
    consumers,
    uploadPicture,
    directory: path.join(directory, "cards"),
    trail,
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
          : text.cardFallbackOther({ reason: describeThrown(error, text) }),
      );
    },
  });
}

/** Everything of an account but its socket. */
async function openAccount(
  options: StartAccountOptions,
  errors: RecentErrors,
  connectedSince: () => number | undefined,
) {
  const { account, host, readAccount, directory, clock, text, status, logger } = options;
  const { accountId, clientId } = account;
  const quota = createQuotaDesk({ account, directory, text, status, clock, logger });
  const client = createAccountClient(account, logger, clock, (info) => {
    quota.onCall(info);
    errors.noteCall(info);
    options.onCall?.(info);
  });
  const names = createKnownNames();
  const called = { nameOf: names.find, idOf: names.idOf };
  const senders = createSenders({ client, readAccount, media: host.media, ...called, text, clock, logger });
  const trail = createTrailDesk({ accountId, robotCode: clientId, directory, clock, logger });
  const knowsMessage = trail.knows;
  const consumers = createConsumerDesk({ accountId, directory, knowsMessage, clock, logger });
  const cards = createCards(options, client, quota, senders, { trail, consumers });
  const media = createMediaDesk({ client, accountId, readAccount, directory, clock, logger });
  const people = createPeopleDesk({ ...options, client });
  names.load(people.directory.knownPeople());
  const reactions = createReactionDesk({ client, accountId, readAccount, directory, text, clock, logger });
  const outbox = openOutbox(options);
  const desk = createDesk(options, { senders, names, cards, media, trail, outbox });
  const prompts = createApprovalDesk(options, client, desk, consumers);
  const actions = createCardActions({ ...options, desk, prompts, consumers });
  const dispose = async () => {
    desk.dispose();
    // Before the client is closed: what is still under way then is sent by the next start.
    outbox?.close();
    prompts.dispose();
    cards.dispose();
    media.dispose();
    people.dispose();
    reactions.dispose();
    await client.close();
    quota.dispose();
    actions.dispose();
    trail.close();
    consumers.dispose();
  };
  const desks = { desk, media, quota, prompts, people, reactions, trail, consumers, connectedSince };
  const open = await openIngressOr(options, desks, dispose);
  return { client, ...desks, cards, actions, open, dispose };
}

/** The same options; what comes in and goes out is dated on the way. */
function dateActivity(options: StartAccountOptions) {
  let inboundAt: number | undefined;
  let outboundAt: number | undefined;
  const status: AccountStatusSink = (patch) => {
    inboundAt = patch.lastInboundAt ?? inboundAt;
    outboundAt = patch.lastOutboundAt ?? outboundAt;
    options.status(patch);
  };
  const lastSeen = () => ({
    ...(inboundAt === undefined ? {} : { inboundAt }),
    ...(outboundAt === undefined ? {} : { outboundAt }),
  });
  return { dated: { ...options, status }, lastSeen };
}

export async function startAccount(options: StartAccountOptions): Promise<RunningAccount> {
  const { account, host, logger, clock } = options;
  for (const issue of options.issues) logger.warn(describeIssue(issue, options.language));
  const { dated, lastSeen } = dateActivity(options);
  const errors = createRecentErrors(clock);
  const line: { stream?: StreamHandle } = {};
  const opened = await openAccount(dated, errors, () => line.stream?.state.connectedSince);
  const { client, desk, quota, prompts, people, reactions, trail, cards, open, actions } = opened;
  const { ingress, journal } = open;
  people.tellAllowed();
  const unsubscribe = host.onAgentEvent((event) => {
    desk.onAgentEvent(event);
    trail.onAgentEvent(event);
  });
  cards.recover(desk);
  reactions.recover();
  void prompts.recover();
  ingress.start();
  const stream = startStream(dated, { client, open, quota, actions, trail, errors });
  line.stream = stream;
  return {
    accountId: account.accountId,
    client,
    desk,
    quota,
    prompts,
    directory: people.directory,
    actions: reactions.actions,
    ...(journal ? { journal } : {}),
    connection: () => stream.state,
    turns: trail.turns,
    errors: errors.list,
    lastSeen,
    trail,
    async stop() {
      await stream.stop();
      // What DingTalk has not taken by then is on record, and ends after the next start.
      const limit = clock.after(FINISH_GRACE_MS, () => cards.dispose());
      await ingress.stop();
      limit.cancel();
      unsubscribe();
      await opened.dispose();
      open.close();
    },
  };
}
