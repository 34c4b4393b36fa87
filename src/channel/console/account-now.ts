/** One account at this moment: connection, errors with their remedies, queue, quota. Reads; changes nothing. */
import type { AccountNow, ErrorNow, QuotaNow, TurnNow } from "../../contract/console.ts";
import type { StreamState } from "../../client/index.ts";
import { describeStep } from "../quota/describe-quota.ts";
import type { QuotaSnapshot } from "../quota/quota-snapshot.ts";
import { describeFailure } from "../status/describe-failure.ts";
import { lifecycleOf } from "../status/status-patch.ts";
import type { Text } from "../text/text.ts";
import type { ConsoleAccount, KnownAccount } from "./console-accounts.ts";
import { toSentence } from "./describe-result.ts";
import { toTrailPlace } from "./trail-view.ts";

function stateOfStream(state: StreamState): AccountNow["state"] {
  const lifecycle = lifecycleOf(state);
  if (lifecycle === "ready") return "connected";
  return lifecycle === "blocked" || lifecycle === "stopped" ? lifecycle : "connecting";
}

function stateOf({ settings, running }: KnownAccount): AccountNow["state"] {
  if (running) return stateOfStream(running.connection());
  if (!settings.enabled) return "switched-off";
  return settings.configured ? "stopped" : "not-configured";
}

function errorsOf(account: ConsoleAccount, text: Text): ErrorNow[] {
  return account.errors().map(({ at, count, error }) => {
    return { at, count, sentence: toSentence(describeFailure(error, text)) };
  });
}

function stepSentence({ step, calls }: QuotaSnapshot, text: Text): QuotaNow["stepSentence"] {
  if (step === "stream") return { text: text.consoleStepFull };
  const limit = calls.limit === 0 ? "∞" : String(calls.limit);
  const words = { step: describeStep(step, text), used: calls.used, limit };
  return { text: text.consoleStepSaving(words), remedy: text.consoleStepSavingRemedy };
}

function quotaOf({ quota }: ConsoleAccount, text: Text): QuotaNow | undefined {
  const now = quota.snapshot();
  if (!now) return undefined;
  return {
    month: now.month,
    resetsAt: now.resetsAt,
    calls: now.calls.used,
    callLimit: now.calls.limit,
    pushes: now.pushes.used,
    pushLimit: now.pushes.limit,
    webhookSends: now.sessionMessages,
    step: now.step,
    stepSentence: stepSentence(now, text),
    byApi: now.byApi.filter(({ kind }) => kind === "call").map(({ api, count }) => ({ api, calls: count })),
    byDay: quota.days().map(({ day, calls }) => ({ day, calls })),
  };
}

async function queueOf({ journal }: ConsoleAccount): Promise<AccountNow["journal"]> {
  if (!journal) return undefined;
  const { pending, claimed, failed } = await journal.depth();
  return { pending, claimed, failed };
}

/** What only a running account knows. */
async function liveFacts(account: ConsoleAccount, text: Text) {
  const { connectedSince, lastFrameAt } = account.connection();
  const { inboundAt, outboundAt } = account.lastSeen();
  // A journal whose disk fails must not take the whole view with it.
  const journal = await queueOf(account).catch(() => undefined);
  const quota = quotaOf(account, text);
  return {
    ...(connectedSince === undefined ? {} : { connectedSince }),
    ...(lastFrameAt === undefined ? {} : { lastEventAt: lastFrameAt }),
    ...(inboundAt === undefined ? {} : { lastInboundAt: inboundAt }),
    ...(outboundAt === undefined ? {} : { lastOutboundAt: outboundAt }),
    ...(journal === undefined ? {} : { journal }),
    ...(quota === undefined ? {} : { quota }),
  };
}

export async function viewAccount(known: KnownAccount, text: Text): Promise<AccountNow> {
  const { settings, running } = known;
  const { accountId, name, clientId, enableAICard, dmPolicy, groupPolicy } = settings;
  return {
    accountId,
    ...(name === undefined ? {} : { name }),
    clientId: running?.client.clientId ?? clientId,
    state: stateOf(known),
    errors: running ? errorsOf(running, text) : [],
    mode: enableAICard ? "card" : "message",
    dmPolicy,
    groupPolicy,
    ...(running ? await liveFacts(running, text) : {}),
  };
}

export function viewTurns(account: ConsoleAccount): TurnNow[] {
  return account.turns().map(({ id, place, senderName, since, state, card, frames }) => ({
    id,
    accountId: account.accountId,
    conversation: toTrailPlace(place),
    senderName,
    since,
    state,
    ...(card === undefined ? {} : { card }),
    ...(frames === undefined ? {} : { frames }),
  }));
}
