/**
 * `openclaw china messages` and `openclaw china doctor --message`: what became of people's messages, from the trail on
 * disk, also while the gateway runs. Words of people are not printed. What senders wrote of themselves is printed as
 * plain characters: a name must not steer the terminal.
 */
import { join } from "node:path";
import type { Sentence } from "../../contract/console.ts";
import type { Text } from "../text/text.ts";
import { describeOutcome, describeTrailStep, hideWords } from "../trail/describe-trail.ts";
import { latencyOf } from "../trail/measure-latency.ts";
import { createTrailReader, type TrailReader } from "../trail/read-trail.ts";
import { KEEP_DAYS } from "../trail/trail-store.ts";
import type { TrailRecord } from "../trail/trail-record.ts";
import { EXIT, type SetupHost } from "./setup-host.ts";

export interface TrailRequest {
  readonly host: SetupHost;
  readonly text: Text;
  readonly accountId?: string;
  readonly json: boolean;
}

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 500;
/** Others that match, shown below the one that is traced. */
const OTHERS = 5;
/** Stands for the newest message, as in `--message last`. */
const NEWEST = "last";

/** Control characters, and those that turn the direction of writing. */
const plain = (words: string) => words.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\u{fffd}");
/** In local time, as `2026-11-23 09:46:57`. */
const timeOf = (at: number) => new Date(at).toLocaleString("sv-SE");

const readerOf = ({ host }: TrailRequest): TrailReader =>
  createTrailReader(join(host.machine().stateDir, "dingtalk"));

function headOf(record: TrailRecord, text: Text): string {
  const { sender, place, type, accountId } = record;
  const { name, staffId } = sender;
  const parts = [
    timeOf(record.receivedAt),
    accountId,
    staffId === undefined || staffId === name ? name : `${name} (${staffId})`,
    place.kind === "group" ? text.messageIn({ title: place.title ?? place.id }) : text.messageDirect,
    [type, hideWords(record)].filter((part) => part !== "").join(" "),
    record.msgId,
  ];
  return plain(parts.join("  "));
}

const linesOf = ({ text: words, remedy, link }: Sentence): string[] =>
  [words, ...[remedy, link].flatMap((line) => (line === undefined ? [] : `→ ${line}`))].map(
    (line) => `    ${plain(line)}`,
  );

function toJson(record: TrailRecord, text: Text) {
  const { text: _words, facts, steps, ...rest } = record;
  return {
    ...rest,
    ...(facts.calls === undefined ? {} : { calls: facts.calls }),
    latency: latencyOf(record),
    sentence: describeOutcome(record, text),
    ...(steps.length === 0
      ? {}
      : { steps: steps.map((step) => ({ ...step, sentence: describeTrailStep(step, record, text) })) }),
  };
}

/** Undefined where it is no number that a list may have. */
function readLimit(limit: string | undefined): number | undefined {
  if (limit === undefined) return DEFAULT_LIMIT;
  return /^\d{1,3}$/.test(limit) && Number(limit) >= 1 && Number(limit) <= MAX_LIMIT
    ? Number(limit)
    : undefined;
}

export function listMessages(request: TrailRequest, wanted?: string): number {
  const { host, text, accountId, json } = request;
  const limit = readLimit(wanted);
  if (limit === undefined) {
    host.print(text.flagRefused({ flag: "--limit", why: text.limitRefused }));
    return EXIT.usage;
  }
  const records = readerOf(request).list({ accountId, limit });
  if (json) {
    host.print(JSON.stringify(records.map((record) => toJson(record, text))));
    return EXIT.done;
  }
  for (const record of records)
    for (const line of [headOf(record, text), ...linesOf(describeOutcome(record, text))]) host.print(line);
  if (records.length === 0) {
    host.print(text.messagesNone({ days: KEEP_DAYS }));
    host.print(`    → ${text.messagesNoneRemedy}`);
  }
  return EXIT.done;
}

/** The one that is meant first, then others that match too. */
function findMessages(request: TrailRequest, what: string): TrailRecord[] {
  const reader = readerOf(request);
  const { accountId } = request;
  if (what === NEWEST) return reader.list({ accountId, limit: 1 });
  const found = reader.list({ accountId, search: what, searchWords: true, limit: OTHERS + 1 });
  const exact = found.findIndex(({ msgId }) => msgId === what);
  return exact > 0 ? [...found.slice(exact, exact + 1), ...found.toSpliced(exact, 1)] : found;
}

function printTrace(record: TrailRecord, { host, text }: TrailRequest): void {
  host.print(headOf(record, text));
  for (const line of linesOf(describeOutcome(record, text))) host.print(line);
  host.print("");
  for (const step of record.steps) {
    const after = `+${Math.max(0, step.at - record.receivedAt)} ms`.padStart(12);
    host.print(`${after}  ${plain(describeTrailStep(step, record, text).text)}`);
  }
}

/** Exit code 0 where it was answered or is in progress. */
export function traceMessage(request: TrailRequest, what: string): number {
  const { host, text, json } = request;
  const [listed, ...others] = findMessages(request, what.trim());
  const record = listed && readerOf(request).get(listed.id);
  if (!record) {
    const none = what.trim() === NEWEST;
    const sentence = {
      text: none ? text.messagesNone({ days: KEEP_DAYS }) : text.messageUnknown({ what, days: KEEP_DAYS }),
      remedy: none ? text.messagesNoneRemedy : text.messageUnknownRemedy,
    };
    if (json) host.print(JSON.stringify({ found: false, sentence }));
    else for (const line of [sentence.text, `    → ${sentence.remedy}`]) host.print(plain(line));
    return EXIT.failed;
  }
  if (json)
    host.print(
      JSON.stringify({
        found: true,
        message: toJson(record, text),
        others: others.map(({ msgId }) => msgId),
      }),
    );
  else {
    printTrace(record, request);
    if (others.length > 0) host.print(`\n${text.messageMore({ count: others.length })}`);
    for (const other of others) host.print(headOf(other, text));
  }
  return record.outcome === "answered" || record.outcome === "running" ? EXIT.done : EXIT.failed;
}
