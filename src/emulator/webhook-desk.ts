/**
 * Where somebody gives a group a robot of its own and takes it away, as in the group's settings in DingTalk: the address
 * and the signing secret are handed out here and nowhere else.
 */
import type { AddWebhookRobotRequest, EmulatorWebhookRobot } from "../contract/emulator-console.ts";
import { OTHER_OPERATIONS } from "../contract/other-operations.ts";
import { need } from "./company.ts";
import { ids } from "./ids.ts";
import { EmulatorRefusal } from "./refusal.ts";
import type { EmulatorState } from "./state.ts";
import type { WebhookRobotRecord } from "./webhook-robots.ts";

export interface WebhookDesk {
  /** Throws an `EmulatorRefusal` for what is no group, and for a name that the group has already. */
  addWebhookRobot(request: AddWebhookRobotRequest): EmulatorWebhookRobot;
  /** Throws an `EmulatorRefusal` when there is none of that id. */
  removeWebhookRobot(id: string): void;
  webhookRobots(): EmulatorWebhookRobot[];
}

export interface WebhookDeskOptions {
  readonly state: EmulatorState;
  readonly origin: () => string;
  readonly onChange: () => void;
}

const SECRET_PARTS = 2;
/** As DingTalk's own begin. */
const freshSecret = () => `SEC${Array.from({ length: SECRET_PARTS }, () => ids.secret()).join("")}`;

export function createWebhookDesk({ state, origin, onChange }: WebhookDeskOptions): WebhookDesk {
  const view = (record: WebhookRobotRecord): EmulatorWebhookRobot => {
    const { id, name, conversationId, accessToken, secret, keywords = [], allowedAddresses = [] } = record;
    const webhook = `${origin()}${OTHER_OPERATIONS.sendByWebhookRobot.path}?access_token=${encodeURIComponent(accessToken)}`;
    const signed = secret === undefined ? {} : { secret };
    return { id, name, conversationId, webhook, ...signed, keywords, allowedAddresses };
  };
  return {
    addWebhookRobot({ conversationId, name, sign = false, keywords, addresses }) {
      const group = need(state.conversations, conversationId, "conversation");
      if (group.type !== "group" || group.coolApps !== undefined)
        throw new EmulatorRefusal("invalid", "Only a group has webhook robots.", {
          zh: "只有群可以添加自定义机器人。",
        });
      const record = state.webhookRobots.add(conversationId, {
        name,
        ...(sign ? { secret: freshSecret() } : {}),
        ...(keywords === undefined ? {} : { keywords }),
        ...(addresses === undefined ? {} : { allowedAddresses: addresses }),
      });
      onChange();
      return view(record);
    },
    removeWebhookRobot(id) {
      state.webhookRobots.remove(id);
      onChange();
    },
    webhookRobots: () => state.webhookRobots.list().map(view),
  };
}
