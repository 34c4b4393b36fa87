/** May the app create AI Cards and write into them? Without it answers still come, as ordinary messages. */
import { OPERATIONS } from "../../../contract/endpoints.ts";
import { good, type AccountCheck } from "./check.ts";
import { findPermission } from "./permission-finding.ts";

export const checkCardPermissions: AccountCheck = {
  kind: "account",
  id: "card-permissions",
  title: "checkCardsTitle",
  online: true,
  cost: ({ enableAICard }) => (enableAICard ? 2 : 0),
  async run(context) {
    if (!context.account.enableAICard) return good(context.text.cardsOff);
    return [
      await findPermission(context, "create-cards", OPERATIONS.createAndDeliverCard.scope, "warning"),
      await findPermission(context, "stream-cards", OPERATIONS.streamCard.scope, "warning"),
    ];
  },
};
