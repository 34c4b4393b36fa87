/**
 * `openclaw china doctor --count`: a person writes the numbers from 1 on to the bot, and which of them arrive says
 * whether another program takes a part of the app's messages. DingTalk names nobody who is connected, so this is the
 * one way to find out. The running gateway notes the numbers; where none runs, the command listens by itself.
 */
import { join } from "node:path";
import { DEVELOPER_CONSOLE } from "../../contract/endpoints.ts";
import { ConversationType } from "../../contract/robot-message.ts";
import { sleep } from "../../lib/clock.ts";
import type { SqliteStore } from "../../lib/sqlite-store.ts";
import { resolveAccount, type ResolvedAccount } from "../config/accounts.ts";
import { readableSecret } from "../status/checks/run-checks.ts";
import { openConsumerStore } from "../trail/consumer-store.ts";
import { forgetForeignSigns } from "../trail/foreign-signs.ts";
import { announceCount, createNumberCounter, endCount, readCounted } from "../trail/number-count.ts";
import { describeFault } from "../status/status-patch.ts";
import type { Text } from "../text/text.ts";
import { evaluateCount, missingOf, oddsOf, type CountFacts, type CountVerdict } from "./evaluate-count.ts";
import { hearMessages } from "./hear-messages.ts";
import type { TrailRequest } from "./message-trail.ts";
import { sectionIn } from "./plan-config.ts";
import { EXIT, type SetupHost } from "./setup-host.ts";
import { waitOrSkip } from "./wait-or-skip.ts";

export interface CountMessagesRequest extends TrailRequest {
  /** A person sits there who can press Enter. */
  readonly withPrompts: boolean;
  /** Resolves when the command is asked to end; asked only where no prompt hears Ctrl-C. */
  readonly stopped: (signal: AbortSignal) => Promise<void>;
  /** Milliseconds in all; default a minute and 15 s a number. */
  readonly waitMs?: number;
  /** After the last number, for those that are on their way: quick lines may be joined for some seconds. Default 4 s. */
  readonly lateMs?: number;
}

const DEFAULT_UP_TO = 8;
const MAX_UP_TO = 50;
const LOOK_EVERY_MS = 250;
const LATE_MS = 4_000;
/** Signs are forgotten only where chance is small. */
const ENOUGH_TO_FORGET = 8;
/** DingTalk is asked again and again until then. */
const OPEN_WITHIN_MS = 20_000;

/** Where the numbers are taken down, and since when that connection stands. */
interface Listener {
  /** Undefined: it does not stand. */
  connectedSince(): Promise<number | undefined>;
  close(): Promise<void>;
}

interface Count extends Pick<CountFacts, "upTo"> {
  readonly account: ResolvedAccount;
  readonly store: SqliteStore;
  /** Milliseconds since the Unix epoch. */
  readonly until: number;
  /** Aborted when nobody wants to know any more. */
  readonly over: AbortSignal;
}

function readUpTo(wanted: string | true): number | undefined {
  if (wanted === true) return DEFAULT_UP_TO;
  const upTo = /^\d{1,2}$/.test(wanted) ? Number(wanted) : 0;
  return upTo >= 2 && upTo <= MAX_UP_TO ? upTo : undefined;
}

const reportOf = async (host: SetupHost, accountId: string) => {
  const reports = await host.askGateway();
  return reports && (reports.find((one) => one.accountId === accountId) ?? { accountId, connected: false });
};

const byGateway = (host: SetupHost, accountId: string): Listener => ({
  async connectedSince() {
    const report = await reportOf(host, accountId);
    return report?.connected ? (report.connectedSince ?? 0) : undefined;
  },
  close: async () => {},
});

/** A connection of the command's own. Rejects where none can be opened. */
async function byItself(
  { host, text }: CountMessagesRequest,
  { account, store }: Pick<Count, "account" | "store">,
): Promise<Listener> {
  const counter = createNumberCounter(store, host.clock);
  const hearing = hearMessages(account, async ({ raw, take }) => {
    const { senderStaffId: staffId, senderId, senderNick, conversationType, conversationId } = raw;
    const kind = conversationType === ConversationType.group ? "group" : "direct";
    const who = {
      ...(staffId === undefined ? {} : { staffId }),
      ...(senderId === undefined ? {} : { senderId }),
    };
    const sender = { name: senderNick ?? "?", ...who };
    const words = raw.text?.content?.trim() ?? "";
    const conversation = { kind, id: conversationId } as const;
    const numbers = counter.take({ conversation, sender, text: words, attachments: [] });
    if (numbers) await take(text.countTaken({ numbers: numbers.join(", ") }));
  });
  const open = await Promise.race([hearing.opened.then(() => true), sleep(host.clock, OPEN_WITHIN_MS)]);
  if (open !== true) {
    const reason = describeFault(hearing.state.lastError, text) ?? "–";
    await hearing.close();
    throw new Error(text.countNotOpened({ reason }));
  }
  return { connectedSince: async () => hearing.state.connectedSince, close: () => hearing.close() };
}

const minutes = (ms: number) => {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

const listed = (numbers: readonly number[], text: Text) =>
  numbers.length === 0 ? text.countNothingYet : numbers.join(", ");

/** Resolves when more than `seen` have arrived, the time is over, or nobody wants to know any more. */
async function untilMore(count: Count, seen: number, host: SetupHost, signal = count.over): Promise<void> {
  const { clock } = host;
  const over = AbortSignal.any([signal, count.over]);
  const isOver = () => over.aborted || clock.now() >= count.until || readCounted(count.store).length > seen;
  while (!isOver())
    await sleep(clock, LOOK_EVERY_MS, over).catch((error: unknown) => {
      if (!over.aborted) throw error;
    });
}

/** All that follow the last number may still come; quick ones overtake each other. */
async function untilLate(
  { host: { clock }, lateMs = LATE_MS }: CountMessagesRequest,
  { store, upTo }: Count,
): Promise<void> {
  const limit = clock.now() + lateMs;
  while (readCounted(store).length < upTo && clock.now() < limit) await sleep(clock, LOOK_EVERY_MS);
}

/** True where the person said that all were written. Rejects with `PromptEnded`. */
async function follow(request: CountMessagesRequest, count: Count): Promise<boolean> {
  const { host, text, json, withPrompts } = request;
  const { store, upTo, until } = count;
  const prompter = withPrompts ? host.prompter() : undefined;
  for (;;) {
    const arrived = readCounted(store);
    const left = until - host.clock.now();
    if (arrived.includes(upTo) || left <= 0 || count.over.aborted) break;
    const facts = { arrived: listed(arrived, text), count: arrived.length, upTo, left: minutes(left) };
    if (!prompter) {
      if (!json && arrived.length > 0) host.print(`· ${facts.arrived} (${facts.count}/${upTo})`);
      await untilMore(count, arrived.length, host);
      continue;
    }
    const waiting = { prompter, message: text.countWaiting(facts), canGoBack: false };
    const more = await waitOrSkip(waiting, async (signal) => {
      await untilMore(count, arrived.length, host, signal);
      return true;
    });
    if (more) continue;
    await untilLate(request, count);
    return true;
  }
  await untilLate(request, count);
  return false;
}

const CODES: Readonly<Record<CountVerdict, number>> = {
  all: EXIT.done,
  missing: EXIT.failed,
  none: EXIT.failed,
  interrupted: EXIT.attention,
  unfinished: EXIT.attention,
};

const remedies = (...lines: string[]) => lines.map((line) => `    → ${line}`);

function describeVerdict(verdict: CountVerdict, facts: CountFacts, clientId: string, text: Text): string[] {
  const missing = missingOf(facts).join(", ");
  const { upTo, arrived } = facts;
  switch (verdict) {
    case "all":
      return [`✓ ${text.countAll({ upTo, odds: oddsOf(upTo).toLocaleString("en-US") })}`];
    case "missing":
      return [
        `✗ ${text.countMissing({ missing, clientId })}`,
        ...remedies(text.remedyCountMissing, DEVELOPER_CONSOLE),
      ];
    case "none":
      return [`✗ ${text.countNone({ clientId })}`, ...remedies(text.remedyCountNone, DEVELOPER_CONSOLE)];
    case "interrupted":
      return [`! ${text.countInterrupted({ missing })}`];
    case "unfinished":
      return [`! ${text.countUnfinished({ count: arrived.length, upTo })}`];
  }
}

function tell(request: CountMessagesRequest, count: Count, facts: CountFacts): number {
  const { host, text, json } = request;
  const { store, account } = count;
  const verdict = evaluateCount(facts);
  if (verdict === "all" && facts.upTo >= ENOUGH_TO_FORGET) forgetForeignSigns(store);
  const lines = describeVerdict(verdict, facts, account.clientId, text);
  if (json) {
    const { upTo, arrived } = facts;
    const said = { ok: verdict === "all", verdict, accountId: account.accountId, upTo, arrived };
    host.print(
      JSON.stringify({
        ...said,
        missing: missingOf(facts),
        odds: oddsOf(upTo),
        sentence: lines[0]?.slice(2),
      }),
    );
  } else for (const line of lines) host.print(line);
  return CODES[verdict];
}

/** Like the error of a prompt that hears Ctrl-C. */
const stopError = () => Object.assign(new Error("stopped"), { code: "prompt-cancelled" });

const isCancelled = (error: unknown) =>
  error instanceof Error && "code" in error && error.code === "prompt-cancelled";

async function runCount(
  request: CountMessagesRequest,
  planned: Omit<Count, "over">,
  listener: Listener,
): Promise<number> {
  const { host, text, json, withPrompts } = request;
  const over = new AbortController();
  const count = { ...planned, over: over.signal };
  const { store, upTo, account, until } = count;
  const before = await listener.connectedSince();
  announceCount(store, { upTo, until, now: host.clock.now() });
  if (!json) host.print(text.countAsk({ upTo, clientId: account.clientId }));
  const cancelled = Promise.withResolvers<never>();
  if (!withPrompts) void request.stopped(over.signal).then(() => cancelled.reject(stopError()));
  cancelled.promise.catch(() => {});
  try {
    const saidAll = await Promise.race([follow(request, count), cancelled.promise]);
    const stood = before !== undefined && (await listener.connectedSince()) === before;
    return tell(request, count, { upTo, arrived: readCounted(store), saidAll, stood });
  } catch (error) {
    if (!isCancelled(error)) throw error;
    if (!json) host.print(text.countStopped({ arrived: listed(readCounted(store), text) }));
    return EXIT.cancelled;
  } finally {
    over.abort();
    endCount(store);
  }
}

export async function countMessages(
  request: CountMessagesRequest,
  wanted: string | true = true,
): Promise<number> {
  const { host, text, json } = request;
  const upTo = readUpTo(wanted);
  if (upTo === undefined) {
    host.print(text.flagRefused({ flag: "--count", why: text.countRefused }));
    return EXIT.usage;
  }
  const machine = host.machine();
  const section = sectionIn((await host.configFile.read()).config);
  const account = readableSecret(resolveAccount(section, request.accountId, machine), machine.env);
  const { accountId } = account;
  const refuse = (found: string, remedy: string) => {
    if (json) host.print(JSON.stringify({ ok: false, verdict: "not-counted", accountId, sentence: found }));
    else for (const line of [`✗ ${found}`, `    → ${remedy}`]) host.print(line);
    return EXIT.failed;
  };
  if (!account.configured) {
    const found = text.credentialsMissing({ accountId });
    return refuse(text.findingLine({ title: text.checkCredentialsTitle, found }), text.remedySetup);
  }
  const report = await reportOf(host, accountId);
  if (report && !report.connected)
    return refuse(text.countNotConnected({ accountId }), text.remedyNotConnected);
  if (!report && account.clientSecret === "") return refuse(text.secretElsewhere, text.remedySetup);
  const { clock } = host;
  const directory = join(machine.stateDir, "dingtalk");
  const store = openConsumerStore({ directory, accountId, clock });
  try {
    if (!report && !json) host.print(text.countByCommand);
    const listener = report ? byGateway(host, accountId) : await byItself(request, { account, store });
    const until = clock.now() + (request.waitMs ?? 60_000 + upTo * 15_000);
    try {
      return await runCount(request, { account, store, upTo, until }, listener);
    } finally {
      await listener.close();
    }
  } finally {
    store.close();
  }
}
