/** `GET now`: everything at a glance, asked for every two seconds. `POST dead-letters/act`: again, or never. */
import { z } from "zod";
import type { ArchiveNow, DeadLetterAction, LatencyView, NowView } from "../../contract/console.ts";
import { createArchiveMeter, type ArchiveMeter } from "../media/measure-archive.ts";
import { expiryOf } from "../media/retention.ts";
import { latencyOf, quantilesOf } from "../trail/measure-latency.ts";
import { createTrailReader, type TrailReader } from "../trail/read-trail.ts";
import { viewAccount, viewTurns } from "./account-now.ts";
import type { ConsoleAccounts, KnownAccount } from "./console-accounts.ts";
import { ConsoleError, type ConsoleRequest, type ConsoleRoute } from "./console-route.ts";
import { createDeadLetterDesk, describeRefusal, type DeadLetterDesk } from "./dead-letter-desk.ts";
import { listAccounts } from "./list-accounts.ts";
import { readBody } from "./read-body.ts";
import { mayReveal } from "./read-request.ts";

export interface NowOptions {
  readonly accounts: ConsoleAccounts;
  /** Changes with each start of the gateway's process. */
  readonly processId: string;
  readonly version: string;
  /** `CONSOLE_PAGE` with the gateway's base path. */
  readonly pageAddress: () => string;
}

const actionSchema = z.strictObject({
  accountId: z.string().min(1),
  id: z.string().min(1).max(500),
  action: z.enum(["retry", "drop"]),
}) satisfies z.ZodType<DeadLetterAction>;

/** Answered messages that the figures are made of, and those that are shown one by one. */
const LATENCY_OF = 200;
const LATENCY_SHOWN = 50;

function viewLatency(reader: TrailReader): LatencyView {
  const turns = reader.list({ outcome: "answered", limit: LATENCY_OF }).map((record) => ({
    trailId: record.id,
    receivedAt: record.receivedAt,
    ...latencyOf(record),
  }));
  return {
    turns: turns.slice(0, LATENCY_SHOWN).toReversed(),
    p50: quantilesOf(turns, 0.5),
    p95: quantilesOf(turns, 0.95),
  };
}

/** Accounts may share a folder. */
async function viewArchives(known: readonly KnownAccount[], meter: ArchiveMeter): Promise<ArchiveNow[]> {
  const folders = Map.groupBy(known, ({ settings }) => settings.inboundMedia.dir);
  return Promise.all(
    [...folders].map(async ([directory, sharing]) => {
      // Each account removes by its own days: the fewest decide.
      const wishes = sharing.map(({ settings }) => settings.inboundMedia.keepDays).filter((days) => days > 0);
      const keepDays = wishes.length === 0 ? 0 : Math.min(...wishes);
      const days = await meter.measure(directory);
      return {
        accountIds: sharing.map(({ settings }) => settings.accountId),
        directory,
        keepDays,
        files: days.reduce((sum, day) => sum + day.files, 0),
        bytes: days.reduce((sum, day) => sum + day.bytes, 0),
        days: days.map((day) => {
          const expires = expiryOf(day.day, keepDays);
          return { ...day, ...(expires === undefined ? {} : { expires }) };
        }),
      };
    }),
  );
}

const NO_LATENCY: LatencyView = { turns: [], p50: {}, p95: {} };

function latencyOr(reader: TrailReader): LatencyView {
  try {
    return viewLatency(reader);
  } catch {
    // A trail that cannot be read costs the figures; the messages' own view says so.
    return NO_LATENCY;
  }
}

async function act(desk: DeadLetterDesk, request: ConsoleRequest): Promise<object> {
  const { text, mayChange } = request;
  if (!mayChange)
    throw new ConsoleError("read-only", { text: text.consoleReadOnly, remedy: text.consoleReadOnlyRemedy });
  const action: DeadLetterAction = readBody(actionSchema, request.body, text);
  const result = await desk.act(action);
  if (result !== "done")
    throw new ConsoleError(result === "not-retried" ? "conflict" : "not-found", {
      text: describeRefusal(result, action.accountId, text),
    });
  return { ...action, done: true };
}

export function createNowRoutes(options: NowOptions): ConsoleRoute[] {
  const { accounts, processId, version, pageAddress } = options;
  const meter = createArchiveMeter(accounts.clock);
  const reader = createTrailReader(accounts.stateDirectory);
  const letters = createDeadLetterDesk(accounts);
  const view = async (request: ConsoleRequest): Promise<NowView> => {
    const { text, mayChange } = request;
    const known = listAccounts(accounts);
    const running = known.flatMap((one) => one.running ?? []);
    for (const account of running) account.trail.flush();
    const reveal = mayReveal(request);
    return {
      now: accounts.clock.now(),
      processId,
      version,
      mayChange,
      pageAddress: pageAddress(),
      accounts: await Promise.all(known.map((one) => viewAccount(one, text))),
      turns: running.flatMap(viewTurns),
      deadLetters: await letters.list({ text, reveal }),
      latency: latencyOr(reader),
      archive: await viewArchives(known, meter),
    };
  };
  return [
    { method: "GET", path: "now", run: view },
    { method: "POST", path: "dead-letters/act", run: (request) => act(letters, request) },
  ];
}
