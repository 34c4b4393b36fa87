/**
 * The robots that groups have for themselves. Their tokens and signing secrets are made up, and shown to nobody but the
 * developer who made them. How fast they may send is `webhook-pace.ts`.
 */
import { ids } from "./ids.ts";
import { EmulatorRefusal } from "./refusal.ts";
import type { EmulatorSeed, SeedGroup, SeedWebhookRobot } from "./seed.ts";

const MAX_WEBHOOK_ROBOTS = 1_000;

export interface WebhookRobotRecord extends SeedWebhookRobot {
  /** As messages name it; it tells nothing of the token. */
  readonly id: string;
  readonly accessToken: string;
  readonly conversationId: string;
}

export interface WebhookRobots {
  list(): readonly WebhookRobotRecord[];
  find(accessToken: string): WebhookRobotRecord | undefined;
  /** Throws an `EmulatorRefusal` when there is one of that token. */
  add(conversationId: string, robot: SeedWebhookRobot): WebhookRobotRecord;
  /** Throws an `EmulatorRefusal` when there is none of that id. */
  remove(id: string): void;
  /** Those of a seed instead. Throws an `EmulatorRefusal` when two have one token. */
  restore(seed: EmulatorSeed): void;
}

export const conversationOfGroup = ({ conversationId, title }: SeedGroup) =>
  conversationId ?? ids.conversationId("group", title);

function recordOf(conversationId: string, robot: SeedWebhookRobot): WebhookRobotRecord {
  const accessToken = robot.accessToken ?? ids.webhookToken(conversationId, robot.name);
  return { ...robot, id: ids.webhookRobot(accessToken), accessToken, conversationId };
}

export function createWebhookRobots(): WebhookRobots {
  const robots = new Map<string, WebhookRobotRecord>();
  const put = (record: WebhookRobotRecord): WebhookRobotRecord => {
    if (robots.has(record.accessToken))
      throw new EmulatorRefusal("invalid", `There is a webhook robot "${record.name}" there already.`, {
        zh: `已经有叫“${record.name}”的自定义机器人。`,
      });
    if (robots.size >= MAX_WEBHOOK_ROBOTS)
      throw new EmulatorRefusal("invalid", `There are ${MAX_WEBHOOK_ROBOTS} webhook robots already.`, {
        zh: `已经有 ${MAX_WEBHOOK_ROBOTS} 个自定义机器人，不能再添加。`,
      });
    robots.set(record.accessToken, record);
    return record;
  };
  return {
    list: () => [...robots.values()],
    find: (accessToken) => robots.get(accessToken),
    add: (conversationId, robot) => put(recordOf(conversationId, robot)),
    remove(id) {
      const found = [...robots.values()].find((robot) => robot.id === id);
      if (!found)
        throw new EmulatorRefusal("unknown", `There is no webhook robot "${id}".`, {
          zh: `没有“${id}”这个自定义机器人。`,
        });
      robots.delete(found.accessToken);
    },
    restore({ groups = [] }) {
      robots.clear();
      for (const group of groups)
        for (const robot of group.webhookRobots ?? []) put(recordOf(conversationOfGroup(group), robot));
    },
  };
}
