/**
 * Targets as text: `user:<staffId>` and `group:<openConversationId>`, with or without the channel's prefix.
 * Pure. Case is kept: conversation ids are case-sensitive.
 */
import type { InboundMessage, Target } from "../model.ts";

const CHANNEL_PREFIX = /^(dingtalk|dingding):/i;

/** Undefined where the text names no target. A bare `cid…` is a group, any other bare id a person. */
export function parseTarget(text: string): Target | undefined {
  const bare = text.trim().replace(CHANNEL_PREFIX, "");
  const user = /^(?:user|staff):(.+)$/i.exec(bare)?.[1]?.trim();
  if (user) return { kind: "user", staffId: user };
  const group = /^(?:group|chat):(.+)$/i.exec(bare)?.[1]?.trim();
  if (group) return { kind: "group", openConversationId: group };
  if (!bare || /\s/.test(bare) || bare.includes(":")) return undefined;
  return bare.startsWith("cid")
    ? { kind: "group", openConversationId: bare }
    : { kind: "user", staffId: bare };
}

export function formatTarget(target: Target): string {
  return target.kind === "user" ? `user:${target.staffId}` : `group:${target.openConversationId}`;
}

/** Where an answer to this message goes; undefined for a direct message from outside the organisation. */
export function replyTarget(message: InboundMessage): Target | undefined {
  if (message.conversation.kind === "group") {
    return { kind: "group", openConversationId: message.conversation.id };
  }
  return message.sender.staffId ? { kind: "user", staffId: message.sender.staffId } : undefined;
}
