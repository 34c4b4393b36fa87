/**
 * Everything that is alive for one account, from its socket to its answers, with one `stop()`.
 * The order matters: the journal is open before the first frame, and frames end before it closes.
 */
import path from "node:path";
import { createDingTalkClient, type DingTalkClient, type StreamHandle } from "../../client/index.ts";
import { Topic, type DownstreamFrame } from "../../contract/stream.ts";
import { systemClock, type Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import type { ResolvedAccount } from "../config/accounts.ts";
import type { ConfigIssue } from "../config/read-keys.ts";
import type { AccountStatusSink } from "../host/account-lifecycle.ts";
import type { Ingress, IngressOptions, IngressQueue, OpenedQueue } from "../host/ingress.ts";
import { eventKey, laneKey, parseMessage } from "../inbound/parse-message.ts";
import { openSqliteJournal } from "../journal/sqlite.ts";
import type { AgentEvent, Refusal } from "../model.ts";
import type { MessageActions } from "../outbound/message-actions.ts";
import { createKnownNames } from "../outbound/known-names.ts";
import { createKnownSessions } from "../outbound/known-sessions.ts";
import { createReplyDesk, type ReplyDesk } from "../reply/reply-desk.ts";
import { describeFault, toStatusPatch } from "../status/status-patch.ts";
import { describeIssue, type Language, type Text } from "../text/text.ts";
import { runTurn, type TurnDeps, type TurnHost } from "../turn/run-turn.ts";
import { createCardDesk, type CardDesk } from "./card-desk.ts";
import { createSenders, type HostMediaParts } from "./create-senders.ts";
import { createMediaDesk, type MediaDesk } from "./media-desk.ts";
import { createReactionDesk, type ReactionDesk } from "./reaction-desk.ts";

/** How long a stopping account gives answers that are being finished. */
const FINISH_GRACE_MS = 3_000;

/** The host as an account sees it. */
export interface AccountHost extends TurnHost {
  openQueue(accountId: string, openOwn: () => IngressQueue): OpenedQueue;
  createIngress(options: IngressOptions): Ingress;
  onAgentEvent(listener: (event: AgentEvent) => void): () => void;
  hasSendingHooks(): boolean;
  recordActivity(accountId: string, direction: "inbound" | "outbound"): void;
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
}

export interface RunningAccount {
  readonly accountId: string;
  readonly client: DingTalkClient;
  readonly desk: ReplyDesk;
  readonly actions: MessageActions;
  stop(): Promise<void>;
}

export function createAccountClient(
  account: ResolvedAccount,
  logger: Logger,
  clock: Clock = systemClock,
): DingTalkClient {
  const { clientId, clientSecret, endpoints } = account;
  return createDingTalkClient({ clientId, clientSecret, endpoints, logger, clock });
}

function createDesk(
  options: StartAccountOptions,
  client: DingTalkClient,
  cards: CardDesk,
  media: MediaDesk,
): ReplyDesk {
  const { account, host, clock, logger, status, text, readAccount } = options;
  const names = createKnownNames();
  const nameOf = (staffId: string) => names.find(staffId);
  return createReplyDesk({
    ...createSenders({ client, readAccount, media: host.media, nameOf, text, clock, logger }),
    names,
    openCard: (target, origin) => cards.open(target, origin),
    usesCards: () => cards.usable(),
    mayStream: () => !host.hasSendingHooks(),
    longTaskNoticeDelayMs: account.longTaskNoticeDelayMs,
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

function createCards(options: StartAccountOptions, client: DingTalkClient): CardDesk {
  const { account, directory, text, clock, logger } = options;
  return createCardDesk({
    client,
    accountId: account.accountId,
    enabled: account.enableAICard,
    directory: path.join(directory, "cards"),
    text,
    clock,
    logger,
    onRefused: (error) => {
      const scopes = error.requiredScopes ?? [];
      logger.warn(
        scopes.length > 0
          ? text.cardFallback({ scope: scopes.join(", "), applyUrl: error.applyUrl ?? "" })
          : text.cardFallbackOther({ reason: error.message }),
      );
    },
  });
}

/** What an account is made of besides its socket and its journal. */
interface Desks {
  readonly desk: ReplyDesk;
  readonly media: MediaDesk;
  readonly reactions: ReactionDesk;
}

function openIngress(
  options: StartAccountOptions,
  { desk, media, reactions }: Desks,
): { ingress: Ingress; close(): void } {
  const { account, host, logger, directory, clock, text } = options;
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
    showWorking: (message) => reactions.showWorking(message),
    clock,
    logger,
    onRefused: ({ reason, detail }, message) =>
      logger.info("A message started no turn", { reason, detail, msgId: message?.id }),
    onPushQuotaGone: () => {
      logger.error(text.pushQuotaGone);
      options.status({ lastError: text.pushQuotaGone });
    },
  };
  const ingress = host.createIngress({
    queue,
    log: logger,
    inspect: (raw) => inspect(raw, account.clientId, logger),
    deliver: (raw, lifecycle) => runTurn(turn, raw, lifecycle),
  });
  return { ingress, close: () => closeOwn?.() };
}

/** A journal that cannot be opened leaves nothing of the account behind: the host will start it again. */
async function openIngressOr(options: StartAccountOptions, desks: Desks, undo: () => Promise<void>) {
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

function startStream(options: StartAccountOptions, client: DingTalkClient, ingress: Ingress): StreamHandle {
  const { account, host, logger, status, clock, text } = options;
  const admit = async (frame: DownstreamFrame, ack: () => Promise<boolean>) => {
    if (frame.headers.topic !== Topic.botMessage || frame.data === undefined) {
      if (frame.headers.topic === Topic.botMessage) warnOfNoMessage(logger, { reason: "no-data" });
      await ack();
      return;
    }
    await ingress.admit(frame.data);
    await ack();
    host.recordActivity(account.accountId, "inbound");
    const now = clock.now();
    status({ lastInboundAt: now, lastEventAt: now, lastTransportActivityAt: now });
  };
  let said: string | undefined;
  return client.stream({
    ua: `openclaw-dingtalk-node/${options.version}`,
    onFrame: (frame, ack) => admit(frame, () => ack({ response: null })),
    onState: (state) => {
      const fault = describeFault(state.lastError, text);
      status(toStatusPatch(state, text));
      const quiet = state.status === "connected" || fault === undefined;
      const line = `Stream connection: ${state.status}${quiet ? "" : ` (${fault})`}`;
      if (line !== said) logger[quiet ? "info" : "warn"](line);
      said = line;
    },
  });
}

export async function startAccount(options: StartAccountOptions): Promise<RunningAccount> {
  const { account, host, logger } = options;
  for (const issue of options.issues) logger.warn(describeIssue(issue, options.language));
  const client = createAccountClient(account, logger, options.clock);
  const cards = createCards(options, client);
  const { accountId } = account;
  const { readAccount, directory, clock, text } = options;
  const media = createMediaDesk({ client, accountId, readAccount, directory, clock, logger });
  const reactions = createReactionDesk({ client, accountId, readAccount, directory, text, clock, logger });
  const desk = createDesk(options, client, cards, media);
  const dispose = async () => {
    desk.dispose();
    cards.dispose();
    media.dispose();
    reactions.dispose();
    await client.close();
  };
  const { ingress, close } = await openIngressOr(options, { desk, media, reactions }, dispose);
  const unsubscribe = host.onAgentEvent((event) => desk.onAgentEvent(event));
  cards.recover(desk);
  reactions.recover();
  ingress.start();
  const stream = startStream(options, client, ingress);
  return {
    accountId: account.accountId,
    client,
    desk,
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
