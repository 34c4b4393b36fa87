/**
 * One card's data and what a reader sees of it: processing → inputing → finished or failed.
 * Pure transitions; who may write and what a refusal looks like is decided in `platform/`.
 */
import { FlowStatus } from "../contract/card.ts";
import type { CardState, EmulatorCardButton, EmulatorCardSpaces } from "../contract/emulator-control.ts";
import type { SeedTemplate } from "./seed.ts";
import { isObject, objectAt, textAt } from "./validate.ts";

/** What a card's creation says besides its data. */
export interface CardTerms {
  /** `STREAM`: pressed buttons are pushed to the app. Anything else is told by HTTP, which nobody here hears. */
  readonly callbackType: string;
  /** 2: people are named by their unionId. */
  readonly userIdType: number;
  /** People whom the text may mention, by that id. */
  readonly mentionable: readonly string[];
  readonly spaces: EmulatorCardSpaces;
}

export const CALLBACK_BY_STREAM = "STREAM";
/** What a card without a `callbackType` has: unproven. */
export const CALLBACK_BY_HTTP = "HTTP";
export const BY_USER_ID = 1;
export const BY_UNION_ID = 2;

const ORDINARY: CardTerms = {
  callbackType: CALLBACK_BY_STREAM,
  userIdType: BY_USER_ID,
  mentionable: [],
  spaces: {},
};

export interface CardRecord extends Omit<CardTerms, "spaces"> {
  spaces: EmulatorCardSpaces;
  readonly outTrackId: string;
  /** The app that created it. */
  readonly clientId: string;
  readonly template: SeedTemplate;
  params: Record<string, string>;
  /** By staffId: what single people see instead. */
  readonly privateParams: Map<string, Record<string, string>>;
  /** Where the streaming life stands: no frame yet, frames came, ended well, ended badly. */
  stream: "idle" | "open" | "finalized" | "failed";
  /** Accepted streaming frames. */
  frames: number;
  /** Frames that came after the last one and changed nothing. */
  ignoredFrames: number;
  /** Idempotency keys seen, newest last. */
  readonly guids: Set<string>;
  /** Last write per API, for the strict pacing mode. Milliseconds since the Unix epoch. */
  readonly lastWrites: Map<string, number>;
}

/** DingTalk does not say how long it remembers a guid; this many per card are enough for retries. */
const MAX_GUIDS = 256;

export function createCardRecord(
  clientId: string,
  outTrackId: string,
  template: SeedTemplate,
  params: Readonly<Record<string, string>>,
  terms: Partial<CardTerms> = {},
): CardRecord {
  return {
    ...ORDINARY,
    ...terms,
    outTrackId,
    clientId,
    template,
    params: { ...params },
    privateParams: new Map(),
    stream: "idle",
    frames: 0,
    ignoredFrames: 0,
    guids: new Set(),
    lastWrites: new Map(),
  };
}

/**
 * What a reader sees. A template with a status variable leaves "inputing" only when that variable says so:
 * a client that forgets to set it leaves a card that spins for ever, here as in DingTalk.
 */
export function visibleState(card: CardRecord): CardState {
  const { statusKey } = card.template;
  const flow = statusKey === undefined ? undefined : card.params[statusKey];
  if (card.template.still || flow === FlowStatus.finished) return "finished";
  if (flow === FlowStatus.failed || card.stream === "failed") return "failed";
  if (statusKey === undefined && card.stream === "finalized") return "finished";
  // A form without a state of its own is no AI card: nothing is being written on it.
  if (statusKey === undefined && card.template.form && card.stream === "idle") return "finished";
  if (flow === FlowStatus.inputing || flow === FlowStatus.executing) return "inputing";
  return card.stream === "idle" ? "processing" : "inputing";
}

/** The buttons that can be pressed in the card's state; undefined where the template has none. */
export function cardButtons(card: CardRecord): readonly EmulatorCardButton[] | undefined {
  const state = visibleState(card);
  const shown = state === "finished" || state === "failed" ? "finished" : "writing";
  const { buttons, buttonsKey } = card.template;
  const own = buttonsKey === undefined ? [] : loopedButtons(card.params[buttonsKey]);
  // A card that asks has its own buttons only: that is how a template with conditions would show it.
  if (own.length > 0) return own.map(({ actionId, label }) => ({ actionId, label, shown }));
  return buttons?.filter((button) => button.shown === shown);
}

interface LoopedButton {
  readonly actionId: string;
  readonly label: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/**
 * A list as the card platform's button group takes it: `text` and an `event` of type `sendCardRequest` with `actionId`
 * and `params`. As peers' templates use it; DingTalk's own description is not public.
 */
function loopedButtons(value: string | undefined): LoopedButton[] {
  const list = parseList(value);
  return list.filter(isObject).flatMap((button) => {
    const plain = publicButton(button);
    if (plain) return [plain];
    const event = objectAt(button, "event");
    const params = objectAt(event, "params");
    const [label, actionId] = [textAt(button, "text"), textAt(params, "actionId")];
    if (event["type"] !== "sendCardRequest" || label === undefined || actionId === undefined) return [];
    return [{ actionId, label, params: objectAt(params, "params") }];
  });
}

/** As the official Python SDK writes them into DingTalk's own templates. One that only opens a `url` calls nobody. */
function publicButton(button: Record<string, unknown>): LoopedButton | undefined {
  const [label, actionId] = [textAt(button, "text"), textAt(button, "id")];
  if (button["request"] !== true || label === undefined || actionId === undefined) return undefined;
  return { actionId, label, params: {} };
}

/** A list, or the `msgButtons` of an object. */
function parseList(value: string | undefined): unknown[] {
  try {
    const parsed: unknown = JSON.parse(value ?? "[]");
    const list = isObject(parsed) ? parsed["msgButtons"] : parsed;
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

/** What the card binds to a button of its own. */
export function paramsOfButton(card: CardRecord, actionId: string): Readonly<Record<string, unknown>> {
  const value = card.params[card.template.buttonsKey ?? ""];
  return loopedButtons(value).find((button) => button.actionId === actionId)?.params ?? {};
}

export function cardContent(card: CardRecord): string {
  const { contentKey, staticKey } = card.template;
  const parts = [card.params[contentKey], staticKey === undefined ? "" : card.params[staticKey]];
  return parts.filter((part) => part).join("\n\n");
}

/** The card as that person sees it: their private values in front of everybody's. */
export function cardAsSeenBy(card: CardRecord, staffId: string): CardRecord {
  const own = card.privateParams.get(staffId);
  return own === undefined ? card : { ...card, params: { ...card.params, ...own } };
}

/** `byKey` patches; otherwise the update replaces all private data of that person. */
export function applyPrivateUpdate(
  card: CardRecord,
  staffId: string,
  params: Readonly<Record<string, string>>,
  byKey: boolean,
): void {
  card.privateParams.set(staffId, { ...(byKey ? card.privateParams.get(staffId) : {}), ...params });
}

/** `byKey` patches; otherwise the update replaces ALL data, the streamed text included. */
export function applyUpdate(
  card: CardRecord,
  params: Readonly<Record<string, string>>,
  byKey: boolean,
): void {
  card.params = byKey ? { ...card.params, ...params } : { ...params };
}

export interface StreamFrame {
  readonly guid: string;
  readonly content: string;
  readonly isFinalize: boolean;
  readonly isError: boolean;
}

/**
 * Applies one full-text frame. A guid seen before has no effect; neither has a frame after the last one,
 * which is counted in `ignoredFrames` (what DingTalk does with it is unproven).
 */
export function applyFrame(card: CardRecord, frame: StreamFrame): "applied" | "repeated" | "ignored" {
  if (card.guids.has(frame.guid)) return "repeated";
  card.guids.add(frame.guid);
  if (card.guids.size > MAX_GUIDS) {
    for (const oldest of card.guids) {
      card.guids.delete(oldest);
      break;
    }
  }
  const state = visibleState(card);
  if (card.stream === "finalized" || state === "finished" || state === "failed") {
    card.ignoredFrames += 1;
    return "ignored";
  }
  card.frames += 1;
  card.params[card.template.contentKey] = frame.content;
  card.stream = frame.isError ? "failed" : frame.isFinalize ? "finalized" : "open";
  return "applied";
}
