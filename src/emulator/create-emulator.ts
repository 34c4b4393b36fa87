/**
 * Puts the parts of the local DingTalk together and starts it. No logic of the platform is here.
 */
import { systemClock } from "../lib/clock.ts";
import { silentLogger } from "../lib/logger.ts";
import { changeGroup } from "./change-group.ts";
import { createCallLog } from "./call-log.ts";
import { createEventStreams } from "./control/event-stream.ts";
import type { ControlTarget } from "./control/answer-with.ts";
import { hasPages, mountPage } from "./control/page.ts";
import { mountScanPage } from "./control/scan-page.ts";
import { mountControl } from "./control/routes.ts";
import { mountApplyLink } from "./control/apply-link.ts";
import { createCredentials, type Ticket } from "./credentials.ts";
import { createDeveloperSide } from "./developer-side.ts";
import { mountAttachments } from "./control/attachments.ts";
import type { Emulator, EmulatorOptions } from "./emulator.ts";
import { createPlatformEvents } from "./events.ts";
import { createFaults } from "./faults.ts";
import { createFeed } from "./feed.ts";
import { createLimits } from "./limits.ts";
import { createMediaStore } from "./media-store.ts";
import { press } from "./press.ts";
import { mountFileUpload } from "./platform/file-upload.ts";
import { createMessageFiles } from "./platform/message-file.ts";
import { createPipeline } from "./platform/pipeline.ts";
import type { PlatformContext } from "./platform/platform-call.ts";
import { mountPlatform, mountUnknown } from "./platform/routes.ts";
import { pushCallback } from "./push-callback.ts";
import type { AppRecord } from "./records.ts";
import { createRegistrations } from "./registrations.ts";
import { EmulatorRefusal } from "./refusal.ts";
import { say } from "./say.ts";
import { defaultSeed } from "./seed.ts";
import { speaksForThisMachine, startServer, type EmulatorServer, type ServerOptions } from "./server.ts";
import { restoreMessages } from "./snapshot.ts";
import { createState } from "./state.ts";
import { createStorageSpaces } from "./storage-spaces.ts";
import { createStreamHub, type StreamHub } from "./stream/hub.ts";
import { DEFAULT_REDELIVER_AFTER_MS } from "./stream/redelivery.ts";
import { createUpgradeFaults } from "./stream/upgrade-faults.ts";
import { createStreamSocket } from "./stream/socket.ts";
import { takeBack } from "./take-back.ts";
import { createTimeMachine } from "./time-machine.ts";
import { viewApp, viewConversation, viewMessage } from "./views.ts";
import type { Json } from "./validate.ts";
import { createWaiting } from "./wait-for.ts";
import { createWireLog } from "./wire-log.ts";

interface Parts {
  readonly context: PlatformContext;
  readonly feed: ReturnType<typeof createFeed>;
  readonly hub: StreamHub;
  readonly announceApp: (clientId: string) => void;
  readonly developer: ReturnType<typeof createDeveloperSide>;
}

/** Known once the server listens. */
type Origins = Pick<PlatformContext, "origin" | "secureOrigin">;

function buildParts(options: EmulatorOptions, origins: Origins): Parts {
  const { logger = silentLogger, random = Math.random } = options;
  const clock = createTimeMachine(options.clock ?? systemClock);
  const { redeliverAfterMs = DEFAULT_REDELIVER_AFTER_MS, queueWhileOffline = true } = options;
  const feed = createFeed();
  const seed = options.seed ?? defaultSeed();
  const state = createState(seed, feed);
  const announceApp = (clientId: string) => {
    const app = state.apps.get(clientId);
    if (app) feed.emit(() => ({ type: "app", app: viewApp(app, hub.connections(clientId)) }));
    feed.emit(() => ({ type: "console" }));
  };
  const hub = createStreamHub({
    clock,
    random,
    logger,
    redeliverAfterMs,
    queueWhileOffline,
    onConnections: announceApp,
    onIgnoredAck: () => feed.nudge(),
  });
  const { qps, monthlyCalls, callsPerAddress, cardMinIntervalMs = 0 } = options;
  const media = createMediaStore(clock);
  const context: PlatformContext = {
    state,
    credentials: createCredentials(clock),
    limits: createLimits({
      clock,
      ...(qps === undefined ? {} : { qps }),
      ...(monthlyCalls === undefined ? {} : { monthlyCalls }),
      ...(callsPerAddress === undefined ? {} : { callsPerAddress }),
      apps: seed.apps,
    }),
    media,
    storage: createStorageSpaces(clock, media),
    registrations: createRegistrations(clock, (app) => {
      state.addApp(app);
      announceApp(app.clientId);
    }),
    faults: createFaults(() => feed.emit(() => ({ type: "console" }))),
    calls: createCallLog(() => feed.nudge()),
    wire: createWireLog(),
    events: createPlatformEvents({ state, hub, now: () => clock.now() }),
    clock,
    logger,
    cardMinIntervalMs,
    ...origins,
  };
  const developer = createDeveloperSide({
    context,
    feed,
    hub,
    time: clock,
    announceApp,
    say: (request) => say(context, hub, request),
    forget: () => forget(context, hub),
  });
  restoreMessages(context, state.seed);
  return { context, feed, hub, announceApp, developer };
}

/** Everything that happened, but not the wire log, which shows how it came to this. */
function forget(context: PlatformContext, hub: StreamHub): void {
  const { faults, limits, calls, credentials, media, storage, registrations } = context;
  faults.clear();
  limits.reset();
  calls.clear();
  hub.reset();
  credentials.expireSessions();
  media.reset();
  storage.reset();
  registrations.reset();
}

function needApp({ context }: Parts, clientId: string): AppRecord {
  const app = context.state.apps.get(clientId);
  if (app) return app;
  const known = [...context.state.apps.keys()].join(", ");
  throw new EmulatorRefusal("unknown", `There is no app "${clientId}". Known: ${known}.`, {
    zh: `没有“${clientId}”这个应用。已有：${known}。`,
  });
}

/** Everything that reads or changes the platform, without its life cycle. */
function buildTarget(parts: Parts): ControlTarget {
  const { context, feed, hub } = parts;
  const { state, credentials, faults } = context;
  return {
    ...parts.developer.side,
    say: async (request) => ({ msgId: say(context, hub, request) }),
    async redeliver(msgId, options = {}) {
      const pushes = state.findMessage(msgId)?.pushes ?? [];
      if (pushes.length === 0)
        throw new EmulatorRefusal("unknown", `No message "${msgId}" was pushed to a robot.`, {
          zh: `消息“${msgId}”没有推送给过机器人。`,
        });
      for (const push of pushes) hub.repeat(push, options.sameFrame ?? false);
    },
    press: (request) => press(context, hub, request),
    changeGroup: (request) => changeGroup(context, request),
    takeBack: (request) => takeBack(context, request),
    pushCallback: (request) => pushCallback(context, hub, request),
    pushEvent: (request) => context.events.push(request),
    snapshot: () => ({
      company: state.company,
      organisations: [...state.organisations.values()],
      people: [...state.people.values()].map(({ staffId, name, corpId }) => ({ staffId, name, corpId })),
      apps: [...state.apps.values()].map((app) => viewApp(app, hub.connections(app.clientId))),
      conversations: [...state.conversations.values()].map(viewConversation),
      messages: state.messages.map(viewMessage),
      reads: state.reads(),
    }),
    messages: (conversationId) =>
      state.messages
        .filter((message) => conversationId === undefined || message.conversationId === conversationId)
        .map(viewMessage),
    calls: () => context.calls.list(),
    fault: (request) => faults.add(request),
    clearFaults: () => faults.clear(),
    connectionFault: (clientId, fault, connectionId) =>
      hub.fall(needApp(parts, clientId).clientId, fault, connectionId),
    setQuota(request) {
      needApp(parts, request.clientId);
      context.limits.setQuota(request);
      feed.emit(() => ({ type: "console" }));
    },
    limitAddresses: (calls) => context.limits.limitAddresses(calls),
    quota: (clientId) => context.limits.quotaOf(needApp(parts, clientId).clientId),
    expireTokens: (clientId) => credentials.expireTokens(needApp(parts, clientId).clientId),
    expireSessionWebhooks: () => credentials.expireSessions(),
    expireDownloadCodes: () => context.media.expireCodes(),
    expireDownloadUrls: () => context.media.expireUrls(),
    registrations: () => context.registrations.list(),
    scan(userCode, decision) {
      const clientId = context.registrations.decide(userCode, decision);
      return clientId === undefined ? {} : { clientId };
    },
    openDirect: (clientId, staffId) => state.openDirect(clientId, staffId).conversationId,
    ignoredAcks: () => hub.ignoredAcks(),
    onEvent: (listener) => feed.onEvent(listener),
    reset() {
      forget(context, hub);
      state.reset();
      restoreMessages(context, state.seed);
      feed.emit(() => ({ type: "console" }));
    },
  };
}

function socketOpener({ context, hub }: Parts, random: () => number): ServerOptions["onSocket"] {
  return (ws, transport, ticket: Ticket) => {
    const app = context.state.apps.get(ticket.clientId);
    if (!app) return ws.terminate();
    const { clock, logger, wire } = context;
    const socket = createStreamSocket({
      ws,
      transport,
      app,
      subscriptions: ticket.subscriptions,
      clock,
      random,
      logger,
      wire,
      onAsked: hub.asked,
      onAnswer: hub.answer,
      onClose: hub.remove,
    });
    hub.add(socket);
  };
}

/** For the wire only: a socket is no call. */
function noteRefusedSocket({ wire, clock }: PlatformContext, url: URL, status: number, body: Json): void {
  wire.call({
    at: clock.now(),
    operation: "unknown",
    method: "GET",
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: {},
    requestBody: undefined,
    status,
    code: String(body["code"]),
    responseBody: body,
    billed: false,
    durationMs: 0,
  });
}

/**
 * Starts a local DingTalk on loopback. Rejects with `EmulatorRefusal` (`port-taken`, `invalid`) when it cannot.
 */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  let server: EmulatorServer | undefined;
  const parts = buildParts(options, {
    origin: () => server?.url ?? "",
    secureOrigin: () => (speaksForThisMachine(options.tls) ? server?.tlsUrl : undefined),
  });
  const { context, feed, hub } = parts;
  const target = buildTarget(parts);
  const pipeline = createPipeline(context);
  const messageFiles = createMessageFiles(context);
  const upgradeFaults = createUpgradeFaults(context.faults, context.clock);
  const streams = createEventStreams(feed, context.wire);
  const waiting = createWaiting(feed, (event) => ({
    get snapshot() {
      return target.snapshot();
    },
    get messages() {
      return target.messages();
    },
    get calls() {
      return target.calls();
    },
    ...(event === undefined ? {} : { event }),
  }));
  server = await startServer({
    host: options.host ?? "127.0.0.1",
    port: options.port ?? 0,
    ...(options.tls === undefined ? {} : { tls: options.tls }),
    logger: context.logger,
    mount(app) {
      mountAttachments(app, context.media);
      mountScanPage(app, target);
      mountApplyLink(app, hasPages(options.webRoot));
      mountControl(app, target, streams);
      mountPlatform(app, pipeline);
      mountFileUpload(app, context);
      messageFiles.mount(app);
      mountPage(app, options.webRoot);
      mountUnknown(app, pipeline);
    },
    redeemTicket: (ticket) => context.credentials.redeemTicket(ticket),
    onRefusedSocket: (...about) => noteRefusedSocket(context, ...about),
    upgradeFaults,
    onSocket: socketOpener(parts, options.random ?? Math.random),
  });
  const { close: closeServer } = server;
  return {
    ...target,
    url: server.url,
    ...(server.tlsUrl === undefined ? {} : { tlsUrl: server.tlsUrl }),
    port: server.port,
    waitFor: waiting.waitFor,
    async close() {
      parts.developer.dispose();
      pipeline.dispose();
      messageFiles.dispose();
      upgradeFaults.dispose();
      hub.close();
      streams.dispose();
      waiting.dispose();
      await closeServer();
      feed.dispose();
    },
  };
}
