/** May the app send messages as a robot? Tried with a message to nobody; one call of the month's quota. */
import { OPERATIONS } from "../../../contract/endpoints.ts";
import type { AccountCheck } from "./check.ts";
import { findPermission } from "./permission-finding.ts";

export const checkMessagePermission: AccountCheck = {
  kind: "account",
  id: "message-permission",
  title: "checkMessagesTitle",
  online: true,
  cost: () => 1,
  run: async (context) => [
    await findPermission(context, "send-messages", OPERATIONS.sendDirect.scope, "problem"),
  ],
};
