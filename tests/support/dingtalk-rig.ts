/**
 * The whole path for flow tests: local DingTalk, scripted model, and the real gateway with our packed plugin.
 * One rig per test file; each test writes as another person, so that sessions do not meet.
 */
import { en } from "../../src/channel/text/en.ts";
import { zhCN } from "../../src/channel/text/zh-cn.ts";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  defaultSeed,
} from "../../src/emulator/index.ts";
import type { Emulator, EmulatorOptions, EmulatorSeed } from "../../src/emulator/index.ts";
import type { EmulatorMessage } from "../../src/contract/emulator-control.ts";
import { prepareGatewayState, startGateway, type Gateway } from "./gateway.ts";
import { createScriptedModel, type ScriptedModel } from "./scripted-model.ts";

type JsonObject = { readonly [key: string]: unknown };

export interface RigOptions {
  /** Laid over `{ clientId, clientSecret, endpoints }` in `channels.dingtalk`. */
  readonly dingtalk?: JsonObject;
  /** The rest of the host's configuration. */
  readonly config?: JsonObject;
  readonly reasoning?: boolean;
  /** The model takes pictures. */
  readonly images?: boolean;
  readonly emulator?: EmulatorOptions;
  readonly seed?: EmulatorSeed;
}

export interface Rig {
  readonly emulator: Emulator;
  readonly model: ScriptedModel;
  readonly gateway: Gateway;
  /** A person nobody else in this file writes as, with a direct conversation. */
  newPerson(name?: string): { readonly staffId: string; readonly conversationId: string };
  readonly groupId: string;
  close(): Promise<void>;
}

const PEOPLE = 40;

/** The default company with a crowd of people, so that each test has its own. */
export function crowdedSeed(): EmulatorSeed {
  const seed = defaultSeed();
  const crowd = Array.from({ length: PEOPLE }, (_, index) => ({
    staffId: `tester${String(index).padStart(2, "0")}`,
    name: `测试员${index}`,
  }));
  const [group] = seed.groups ?? [];
  if (!group) throw new Error("the default company has no group");
  const members = [...group.memberIds, ...crowd.map((person) => person.staffId)];
  return { ...seed, people: [...seed.people, ...crowd], groups: [{ ...group, memberIds: members }] };
}

export function dingtalkSection(emulator: Emulator, extra: JsonObject = {}): JsonObject {
  return {
    enabled: true,
    clientId: DEFAULT_CLIENT_ID,
    clientSecret: DEFAULT_CLIENT_SECRET,
    endpoints: { api: emulator.url, oapi: emulator.url },
    network: { allowPrivate: true },
    ...extra,
  };
}

export async function startRig(options: RigOptions = {}): Promise<Rig> {
  const seed = options.seed ?? crowdedSeed();
  const emulator = await createEmulator({ seed, ...options.emulator });
  const model = await createScriptedModel();
  const state = await prepareGatewayState({
    model: { baseUrl: model.baseUrl, reasoning: options.reasoning ?? false, images: options.images ?? false },
    dingtalk: dingtalkSection(emulator, options.dingtalk),
    config: { session: { dmScope: "per-account-channel-peer" }, ...options.config },
  });
  const gateway = await startGateway(state);
  await connected(emulator);
  let next = 0;
  const group = emulator.snapshot().conversations.find((conversation) => conversation.type === "group");
  return {
    emulator,
    model,
    gateway,
    groupId: group?.conversationId ?? "",
    newPerson() {
      const staffId = `tester${String(next++).padStart(2, "0")}`;
      return { staffId, conversationId: emulator.openDirect(DEFAULT_CLIENT_ID, staffId) };
    },
    async close() {
      await gateway[Symbol.asyncDispose]();
      await model.close();
      await emulator.close();
    },
  };
}

/** Resolves when an app has an open Stream connection. */
export async function connected(
  emulator: Emulator,
  clientId = DEFAULT_CLIENT_ID,
  timeoutMs = 30_000,
): Promise<void> {
  await emulator.waitFor(
    ({ snapshot }) => snapshot.apps.some((app) => app.clientId === clientId && app.connections > 0),
    timeoutMs,
  );
}

export function robotMessages(emulator: Emulator, conversationId: string): EmulatorMessage[] {
  return emulator.messages(conversationId).filter((message) => message.from.kind === "robot");
}

/** What a reader sees of a robot's message. */
export function shownText(message: EmulatorMessage): string {
  return message.card ? message.card.content : message.text;
}

/** The word that a message waits: it comes when it waits for more than a moment, so a slow machine may bring it. */
export function isQueueNotice(message: EmulatorMessage): boolean {
  return [zhCN.messageQueued, en.messageQueued].includes(message.text);
}

/** Resolves with the first finished card or ordinary message of a robot that shows exactly `text`. */
export async function answered(
  emulator: Emulator,
  conversationId: string,
  text: string,
  timeoutMs = 30_000,
): Promise<EmulatorMessage> {
  return emulator.waitFor(
    () =>
      robotMessages(emulator, conversationId).find(
        (message) => shownText(message) === text && (!message.card || message.card.state === "finished"),
      ),
    timeoutMs,
  );
}
