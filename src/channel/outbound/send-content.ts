/** One message of any kind by the robot API, with a truthful result: accepted and not delivered is a failure. */
import type { RobotContent, RobotSender } from "../../client/index.ts";
import type { Delivery, Target } from "../model.ts";
import { formatTarget } from "./targets.ts";

const idOf = ({ processQueryKey: id }: { readonly processQueryKey?: string }): Delivery => ({
  via: "robot",
  ...(id ? { id } : {}),
});

/** Rejects with `UndeliveredError` or the client's error. */
export async function sendContent(
  robot: Pick<RobotSender, "sendDirect" | "sendGroup">,
  target: Target,
  content: RobotContent,
): Promise<Delivery> {
  if (target.kind === "group")
    return idOf(await robot.sendGroup({ openConversationId: target.openConversationId, ...content }));
  const sent = await robot.sendDirect({ userIds: [target.staffId], ...content });
  const refused = sent.refused[0];
  if (refused) throw new UndeliveredError(formatTarget(target), refused.reason);
  return idOf(sent);
}

/** The platform took the call and did not deliver. */
export class UndeliveredError extends Error {
  readonly code = "undelivered";
  readonly reason: string;
  readonly hint: string;

  constructor(to: string, reason: string) {
    super(`the message to ${to} was not delivered: ${reason}`);
    this.name = "UndeliveredError";
    this.reason = reason;
    this.hint =
      reason === "flow-controlled"
        ? "DingTalk limits how much this robot may send; try again later."
        : "Check that the person belongs to the robot's organisation and can see the app.";
  }
}
