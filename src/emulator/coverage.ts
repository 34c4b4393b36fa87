/**
 * What the emulator can and cannot do, per operation. A test compares this with the contract and the router.
 */
import type { OperationId } from "../contract/endpoints.ts";

export interface Coverage {
  readonly level: "supported" | "partial" | "absent";
  readonly note: string;
}

export const COVERAGE: Readonly<Record<OperationId | "sessionWebhook", Coverage>> = {
  getAccessToken: {
    level: "supported",
    note: "Same token while it lives, 7200 s. A newly granted scope counts at once, without a fresh token.",
  },
  getOldToken: { level: "supported", note: "Gives the new host's token: one token serves both hosts." },
  openConnection: {
    level: "partial",
    note: "EVENT subscriptions are accepted, but no EVENT is ever pushed. IP lists are not emulated.",
  },
  sendDirect: {
    level: "partial",
    note: "Media msgKeys are accepted without a look at the mediaId; people are never flow-controlled unless a fault says so.",
  },
  sendGroup: {
    level: "partial",
    note: "As sendDirect. The code for a robot outside the group is unproven.",
  },
  queryRobotGroups: { level: "supported", note: "All groups of the seed the robot is in." },
  downloadMessageFile: {
    level: "partial",
    note: "Codes live 2 hours and URLs 10 minutes: both unproven. The URL points to the emulator itself.",
  },
  createAndDeliverCard: {
    level: "partial",
    note: "IM_GROUP and IM_ROBOT spaces; published templates of the seed; no mentions and no private data.",
  },
  createCard: { level: "partial", note: "As createAndDeliverCard." },
  deliverCard: { level: "partial", note: "As createAndDeliverCard." },
  updateCard: { level: "partial", note: "Private data is accepted and not shown; spaces cannot be updated." },
  streamCard: {
    level: "partial",
    note: "The template's one Markdown variable. Frames after the last one succeed without effect: unproven. Too large: 100 KB, unproven.",
  },
  sessionWebhook: {
    level: "partial",
    note: "text, markdown and actionCard with buttons only; link and feedCard are refused; mentions have no effect.",
  },
};
