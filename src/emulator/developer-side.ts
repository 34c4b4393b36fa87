/**
 * The developer's side of the emulator: the wire, the console's view, faults one by one, time, snapshots, recordings.
 * It gathers what other files own and adds no behaviour of the platform.
 */
import type {
  EmulatorAppConsole,
  EmulatorConsole,
  EmulatorCoverage,
  EmulatorRecording,
  EmulatorTime,
  ReplayRequest,
  ReplayResult,
  WireEntry,
  WireFilter,
} from "../contract/emulator-console.ts";
import type { SayRequest } from "../contract/emulator-control.ts";
import { SESSION_WEBHOOK_PATH, type Operation } from "../contract/endpoints.ts";
import { EMULATED_OPERATIONS } from "../contract/other-operations.ts";
import { need } from "./company.ts";
import { COVERAGE_ZH } from "./coverage-zh.ts";
import { COVERAGE } from "./coverage.ts";
import { createDeveloperPlatform, type DeveloperPlatform } from "./developer-platform.ts";
import { PROOFS } from "./proofs.ts";
import type { EmulatorFeed } from "./feed.ts";
import type { PlatformContext } from "./platform/platform-call.ts";
import type { AppRecord } from "./records.ts";
import { createRecorder } from "./recorder.ts";
import { replay } from "./replay.ts";
import type { EmulatorSeed } from "./seed.ts";
import { restoreMessages, takeSnapshot } from "./snapshot.ts";
import type { StreamHub } from "./stream/hub.ts";
import type { TimeMachine } from "./time-machine.ts";
import { createWebhookDesk, type WebhookDesk } from "./webhook-desk.ts";

export interface DeveloperSide extends DeveloperPlatform, Omit<WebhookDesk, "webhookRobots"> {
  /** What went over the wire, secrets masked, newest last. */
  wire(filter?: WireFilter): WireEntry[];
  clearWire(): void;
  /** Calls for each new entry; returns the function that ends it. */
  onWire(listener: (entry: WireEntry) => void): () => void;
  /** Credentials, permissions, connections, counters, faults and time, for the console's page. */
  console(): EmulatorConsole;
  /** Operations with their level and proof, and calls that nobody knows. */
  coverage(): EmulatorCoverage;
  /** Takes one fault away; throws `EmulatorRefusal` when there is none of that id. */
  clearFault(id: string): void;
  time(): EmulatorTime;
  /** Moves the emulator's clock forward by milliseconds: tokens, tickets, webhooks and codes expire. */
  advance(ms: number): EmulatorTime;
  /** A person has read a conversation up to now. */
  markRead(staffId: string, conversationId: string): void;
  /** Everything as a seed, messages and files included. */
  snapshotSeed(): EmulatorSeed;
  /** Starts over from another seed; sockets of apps that it lacks are cut. */
  load(seed: EmulatorSeed): void;
  startRecording(): void;
  stopRecording(): EmulatorRecording;
  /** Plays a recording against the bots that are connected. */
  replay(request: ReplayRequest): Promise<ReplayResult>;
}

export interface DeveloperSideOptions {
  readonly context: PlatformContext;
  readonly feed: EmulatorFeed;
  readonly hub: StreamHub;
  readonly time: TimeMachine;
  readonly announceApp: (clientId: string) => void;
  readonly say: (request: SayRequest) => string;
  /** Calls, counters and sockets' pushes as at the start. */
  readonly forget: () => void;
}

function permissions() {
  const scopes = new Map<string, string[]>();
  for (const [id, { scope }] of Object.entries(EMULATED_OPERATIONS) as [string, Operation][])
    if (scope !== undefined) scopes.set(scope, [...(scopes.get(scope) ?? []), id]);
  return [...scopes].map(([scope, operations]) => ({ scope, operations }));
}

function coverageRows() {
  const table: Readonly<Record<string, Operation>> = EMULATED_OPERATIONS;
  return Object.entries(COVERAGE).map(([operation, coverage]) => {
    const known = table[operation];
    return {
      operation,
      method: known?.method ?? "POST",
      path: known?.path ?? SESSION_WEBHOOK_PATH,
      ...coverage,
      noteZh: COVERAGE_ZH[coverage.note] ?? coverage.note,
      proof: PROOFS[operation] ?? "",
      ...(known?.scope === undefined ? {} : { scope: known.scope }),
      billed: known?.billed ?? false,
    };
  });
}

/** An application as its developer sees it, credentials included. */
function viewApp({ hub, context }: DeveloperSideOptions, app: AppRecord): EmulatorAppConsole {
  const { calls, limits } = context;
  const { clientId } = app;
  return {
    clientId,
    clientSecret: app.clientSecret,
    name: app.name,
    corpId: app.corpId,
    ...(app.version === undefined ? {} : { version: app.version }),
    scopes: [...app.scopes],
    applications: [...app.applications.values()],
    events: [...(app.events ?? [])],
    allowedAddresses: [...(app.allowedAddresses ?? [])],
    quota: limits.quotaOf(clientId),
    connections: hub.viewConnections(clientId),
    usage: { billedCalls: calls.billedBy(clientId), pushes: hub.pushesTo(clientId) },
  };
}

export function createDeveloperSide(options: DeveloperSideOptions): {
  readonly side: DeveloperSide;
  dispose(): void;
} {
  const { context, feed, hub, time } = options;
  const { state, wire, faults, calls } = context;
  const ended = new AbortController();
  const now = () => time.now();
  const onChange = () => feed.emit(() => ({ type: "console" }));
  const recorder = createRecorder({ state, feed, now, onChange });
  const { webhookRobots, ...webhooks } = createWebhookDesk({ state, origin: context.origin, onChange });
  const timeNow = () => ({ now: now(), aheadMs: time.aheadMs });

  const side: DeveloperSide = {
    ...webhooks,
    ...createDeveloperPlatform({ state, now, announceApp: options.announceApp, onChange }),
    wire: (filter) => wire.list(filter),
    clearWire: () => wire.clear(),
    onWire: (listener) => wire.listen(listener),
    console() {
      const recording = recorder.status();
      return {
        time: timeNow(),
        organisations: [...state.organisations.values()],
        apps: [...state.apps.values()].map((app) => viewApp(options, app)),
        permissions: permissions(),
        faults: faults.list(),
        webhookRobots: webhookRobots(),
        ...(recording === undefined ? {} : { recording }),
      };
    },
    coverage: () => ({ operations: coverageRows(), unknown: calls.unknown() }),
    clearFault: (id) => faults.remove(id),
    time: timeNow,
    advance(ms) {
      time.advance(ms);
      onChange();
      return timeNow();
    },
    markRead(staffId, conversationId) {
      need(state.people, staffId, "person");
      // Who has left the group meanwhile reads nothing more.
      if (!need(state.conversations, conversationId, "conversation").memberIds.includes(staffId)) return;
      const before = state
        .reads()
        .find((read) => read.conversationId === conversationId && read.staffId === staffId);
      state.markRead({ staffId, conversationId, at: now() });
      context.events.onRead(staffId, conversationId, before?.at ?? 0);
    },
    snapshotSeed: () => takeSnapshot(context),
    load(seed) {
      const before = [...state.apps.keys()];
      state.load(seed);
      options.forget();
      restoreMessages(context, seed);
      for (const clientId of before) if (!state.apps.has(clientId)) hub.fall(clientId, { kind: "reset" });
      onChange();
    },
    startRecording: () => recorder.start(),
    stopRecording: () => recorder.stop(),
    replay: (request) => replay({ state, feed, say: options.say, signal: ended.signal }, request),
  };
  return {
    side,
    dispose() {
      recorder.dispose();
      ended.abort();
    },
  };
}
