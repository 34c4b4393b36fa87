/** Reads what DingTalk tells when somebody presses a component of a card. Pure. */
import { cardActionSchema, pressedSchema } from "../../contract/card-action.ts";

export interface CardAction {
  readonly outTrackId: string;
  /** Who pressed; absent for people outside the robot's organisation. */
  readonly staffId?: string;
  /** Where the card stands, as the platform names it. */
  readonly conversationId?: string;
  /** Ids of the components, as the template names them. */
  readonly actionIds: readonly string[];
  readonly params: Readonly<Record<string, unknown>>;
}

/** Undefined for what is no press of a component. */
export function parseCardAction(raw: string): CardAction | undefined {
  const parsed = cardActionSchema.safeParse(parseJson(raw));
  if (!parsed.success) return undefined;
  const { outTrackId, userId, spaceId, content, value } = parsed.data;
  const pressed = [content, value]
    .map((part) => pressedSchema.safeParse(typeof part === "string" ? parseJson(part) : part).data)
    .find((part) => part !== undefined);
  if (!pressed) return undefined;
  const { actionIds, params = {} } = pressed.cardPrivateData;
  return {
    outTrackId,
    actionIds,
    params,
    ...(userId ? { staffId: userId } : {}),
    ...(spaceId ? { conversationId: spaceId } : {}),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
