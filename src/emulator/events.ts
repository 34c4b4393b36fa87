/**
 * Events of the platform as EVENT frames: those that a test pushes, and those that follow from what happens here, to apps
 * that ticked them on their developer's page. Which fields an event carries is from «事件订阅»; whether DingTalk counts
 * events as pushes of the month is unproven, here it does not.
 */
import type { PushEventRequest } from "../contract/emulator-control.ts";
import { EventType, Topic } from "../contract/stream.ts";
import { need } from "./company.ts";
import { ids } from "./ids.ts";
import type { EmulatorState } from "./state.ts";
import type { AppRecord, MessageRecord } from "./records.ts";
import type { StreamHub } from "./stream/hub.ts";
import { createPush } from "./stream/push.ts";

export interface PlatformEvents {
  /** Sends it to the app, ticked or not; its `eventId`. Throws an `EmulatorRefusal` for an unknown app. */
  push(request: PushEventRequest): { readonly eventId: string };
  /** Something happened that the app hears of where it ticked it. */
  happen(clientId: string, eventType: string, data: Readonly<Record<string, unknown>>): void;
  /** A person has read the robot's messages of a conversation that are newer than `since`. */
  onRead(staffId: string, conversationId: string, since: number): void;
  onRecall(app: AppRecord, message: MessageRecord): void;
}

export interface PlatformEventsOptions {
  readonly state: EmulatorState;
  readonly hub: Pick<StreamHub, "deliver">;
  readonly now: () => number;
}

export function createPlatformEvents({ state, hub, now }: PlatformEventsOptions): PlatformEvents {
  function push({ clientId, eventType, data }: PushEventRequest): { readonly eventId: string } {
    const app = need(state.apps, clientId, "app");
    const eventId = ids.uuid();
    const event = {
      eventType,
      eventId,
      eventCorpId: app.corpId,
      eventBornTime: String(now()),
      eventUnifiedAppId: app.appId,
    };
    hub.deliver({ ...createPush(clientId, Topic.events, JSON.stringify(data ?? {}), () => {}), event });
    return { eventId };
  }

  const happen: PlatformEvents["happen"] = (clientId, eventType, data) => {
    if (state.apps.get(clientId)?.events?.includes(eventType)) push({ clientId, eventType, data });
  };

  /** `operatTime` is DingTalk's spelling. */
  function tell(app: AppRecord, eventType: string, message: MessageRecord, staffId: string): void {
    const person = state.people.get(staffId);
    const data = {
      unionId: person?.unionId ?? "",
      userId: staffId,
      operatTime: now(),
      robotCode: app.clientId,
      openConversationId: message.conversationId,
      processQueryKey: message.processQueryKey ?? "",
    };
    happen(app.clientId, eventType, data);
  }

  return {
    push,
    happen,
    onRead(staffId, conversationId, since) {
      for (const message of state.messages) {
        if (message.conversationId !== conversationId || message.at <= since) continue;
        const app = message.from.kind === "robot" ? state.apps.get(message.from.id) : undefined;
        if (app && message.recalled !== true) tell(app, EventType.robotMessageRead, message, staffId);
      }
    },
    onRecall(app, message) {
      const [staffId = ""] = state.conversations.get(message.conversationId)?.memberIds ?? [];
      tell(app, EventType.robotMessageRecalled, message, staffId);
    },
  };
}
