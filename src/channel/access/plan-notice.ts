/** Whether somebody who was refused is told so, and which id the operator needs to let him in. Pure. */
import type { InboundMessage } from "../model.ts";

export type RefusalNotice =
  /** A person who is not on the list of direct messages. */
  | { readonly kind: "person"; readonly id: string }
  /** A person who may not use the bot in this group. */
  | { readonly kind: "in-group"; readonly id: string }
  /** A group that is not on the list. */
  | { readonly kind: "group"; readonly id: string }
  /** A person who may chat but give no commands. */
  | { readonly kind: "command"; readonly id: string };

/**
 * The host's reason codes, and our own for a group that is not listed. Every other reason stays silent: what is
 * switched off is off for all, and in groups nobody hears from a bot that he did not mention.
 */
const KINDS: Readonly<Record<string, RefusalNotice["kind"]>> = {
  dm_policy_not_allowlisted: "person",
  group_policy_not_allowlisted: "in-group",
  group_policy_empty_allowlist: "in-group",
  route_sender_empty: "in-group",
  group_not_allowlisted: "group",
  control_command_unauthorized: "command",
};

export function planNotice(
  message: InboundMessage,
  senderId: string,
  reason: string,
): RefusalNotice | undefined {
  const { conversation, mentioned } = message;
  const kind = Object.hasOwn(KINDS, reason) ? KINDS[reason] : undefined;
  if (!kind || (conversation.kind === "group" && !mentioned)) return undefined;
  return { kind, id: kind === "group" ? conversation.id : senderId };
}
