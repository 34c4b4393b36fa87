/**
 * Puts the parts of the local DingTalk together and starts it. No logic of the platform is here.
 */
import { systemClock } from "../lib/clock.ts";
import { silentLogger } from "../lib/logger.ts";
import { createCallLog } from "./call-log.ts";
import { createEventStreams } from "./control/event-stream.ts";
import { mountPage } from "./control/page.ts";
import { mountScanPage } from "./control/scan-page.ts";
import { mountControl, type ControlTarget } from "./control/routes.ts";
import { createCredentials, type Ticket } from "./credentials.ts";
import { mountAttachments } from "./control/attachments.ts";
import type { Emulator, EmulatorOptions } from "./emulator.ts";
import { createFaults } from "./faults.ts";
import { createFeed } from "./feed.ts";
import { createLimits } from "./limits.ts";
import { createMediaStore } from "./media-store.ts";
import { press } from "./press.ts";
import { createMessageFiles } from "./platform/message-file.ts";
import { createPipeline } from "./platform/pipeline.ts";
import type { PlatformContext } from "./platform/platform-call.ts";
import { mountPlatform, mountUnknown } from "./platform/routes.ts";
import type { AppRecord } from "./records.ts";
import { createRegistrations } from "./registrations.ts";
import { EmulatorRefusal } from "./refusal.ts";
import { say } from "./say.ts";
import { defaultSeed } from "./seed.ts";
import { startServer, type ServerOptions } from "./server.ts";
import { createState } from "./state.ts";
import { createStreamHub, type StreamHub } from "./stream/hub.ts";
import { DEFAULT_REDELIVER_AFTER_MS } from "./stream/redelivery.ts";
import { createStreamSocket } from "./stream/socket.ts";
import { viewApp, viewConversation, viewMessage } from "./views.ts";
import { createWaiting } from "./wait-for.ts";

interface Parts {
  readonly context: PlatformContext;
  readonly feed: ReturnType<typeof createFeed>;
  readonly hub: StreamHub;
  readonly announceApp: (clientId: string) => void;
}

function buildParts(options: EmulatorOptions, origin: () => string): Parts {
  const { clock = systemClock, logger = silentLogger, random = Math.random } = options;
  const { redeliverAfterMs = DEFAULT_REDELIVER_AFTER_MS, queueWhileOffline = true } = options;
  const feed = createFeed();
  const seed = options.seed ?? defaultSeed();
  const state = createState(seed, feed);
  const announceApp = (clientId: string) => {
    const app = state.apps.get(clientId);
    if (app) feed.emit(() => ({ type: "app", app: viewApp(app, hub.connections(clientId)) }));
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
  const { qps, monthlyCalls, cardMinIntervalMs = 0 } = options;
  const context: PlatformContext = {
    state,
    credentials: createCredentials(clock),
    limits: createLimits({
      clock,
      ...(qps === undefined ? {} : { qps }),
      ...(monthlyCalls === undefined ? {} : { monthlyCalls }),
      apps: seed.apps,
    }),
    media: createMediaStore(clock),
    registrations: createRegistrations(clock, (app) => {
      state.addApp(app);
      announceApp(app.clientId);
    }),
    faults: createFaults(),
    calls: createCallLog(() => feed.nudge()),
    clock,
    logger,
    cardMinIntervalMs,
    origin,
  };
  return { context, feed, hub, announceApp };
}

function needApp({ context }: Parts, clientId: string): AppRecord {
  const app = context.state.apps.get(clientId);
  if (app) return app;
  const known = [...context.state.apps.keys()].join(", ");
  throw new EmulatorRefusal("unknown", `There is no app "${clientId}". Known: ${known}.`);
}

/** Everything that reads or changes the platform, without its life cycle. */
function buildTarget(parts: Parts): ControlTarget {
  const { context, feed, hub } = parts;
  const { state, credentials, faults } = context;
  return {
    say: async (request) => ({ msgId: say(context, hub, request) }),
    async redeliver(msgId, options = {}) {
      const pushes = state.findMessage(msgId)?.pushes ?? [];
      if (pushes.length === 0)
        throw new EmulatorRefusal("unknown", `No message "${msgId}" was pushed to a robot.`);
      for (const push of pushes) hub.repeat(push, options.sameFrame ?? false);
    },
    press: (request) => press(context, hub, request),
    snapshot: () => ({
      company: state.company,
      people: [...state.people.values()].map(({ staffId, name }) => ({ staffId, name })),
      apps: [...state.apps.values()].map((app) => viewApp(app, hub.connections(app.clientId))),
      conversations: [...state.conversations.values()].map(viewConversation),
      messages: state.messages.map(viewMessage),
    }),
    messages: (conversationId) =>
      state.messages
        .filter((message) => conversationId === undefined || message.conversationId === conversationId)
        .map(viewMessage),
    calls: () => context.calls.list(),
    fault: (request) => faults.add(request),
    clearFaults: () => faults.clear(),
    connectionFault: (clientId, fault) => hub.fall(needApp(parts, clientId).clientId, fault),
    setQuota(request) {
      needApp(parts, request.clientId);
      context.limits.setQuota(request);
    },
    quota: (clientId) => context.limits.quotaOf(needApp(parts, clientId).clientId),
    grant(clientId, scope) {
      needApp(parts, clientId).scopes.add(scope);
      parts.announceApp(clientId);
    },
    revoke(clientId, scope) {
      needApp(parts, clientId).scopes.delete(scope);
      parts.announceApp(clientId);
    },
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
      faults.clear();
      context.limits.reset();
      context.calls.clear();
      hub.reset();
      credentials.expireSessions();
      context.media.reset();
      context.registrations.reset();
      state.reset();
    },
  };
}

function socketOpener({ context, hub }: Parts, random: () => number): ServerOptions["onSocket"] {
  return (ws, transport, ticket: Ticket) => {
    const app = context.state.apps.get(ticket.clientId);
    if (!app) return ws.terminate();
    const { clock, logger } = context;
    const socket = createStreamSocket({
      ws,
      transport,
      app,
      subscriptions: ticket.subscriptions,
      clock,
      random,
      logger,
      onAnswer: hub.answer,
      onClose: hub.remove,
    });
    hub.add(socket);
  };
}

/**
 * Starts a local DingTalk on loopback. Rejects with `EmulatorRefusal` (`port-taken`, `invalid`) when it cannot.
 */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  let origin = "";
  const parts = buildParts(options, () => origin);
  const { context, feed, hub } = parts;
  const target = buildTarget(parts);
  const pipeline = createPipeline(context);
  const messageFiles = createMessageFiles(context);
  const streams = createEventStreams(feed);
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
  const server = await startServer({
    host: options.host ?? "127.0.0.1",
    port: options.port ?? 0,
    logger: context.logger,
    mount(app) {
      mountAttachments(app, context.media);
      mountScanPage(app, target);
      mountControl(app, target, streams);
      mountPlatform(app, pipeline);
      messageFiles.mount(app);
      mountPage(app, options.webRoot);
      mountUnknown(app, pipeline);
    },
    redeemTicket: (ticket) => context.credentials.redeemTicket(ticket),
    onSocket: socketOpener(parts, options.random ?? Math.random),
  });
  origin = server.url;
  return {
    ...target,
    url: server.url,
    port: server.port,
    waitFor: waiting.waitFor,
    async close() {
      pipeline.dispose();
      messageFiles.dispose();
      hub.close();
      streams.dispose();
      waiting.dispose();
      await server.close();
      feed.dispose();
    },
  };
}
