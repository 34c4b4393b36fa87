/**
 * Somebody pressed a component of a card: `/v1.0/card/instances/callback`.
 * `content` and `value` are JSON text of one shape. Source: «事件回调» (cards), the official Go and Python SDKs.
 */
import { z } from "zod";

export const cardActionSchema = z.looseObject({
  outTrackId: z.string().min(1),
  /** Follows the `userIdType` of the card's creation: a staffId for 1. */
  userId: z.string().optional(),
  spaceId: z.string().optional(),
  content: z.unknown(),
  value: z.unknown(),
});
export type CardActionData = z.infer<typeof cardActionSchema>;

export const pressedSchema = z.looseObject({
  cardPrivateData: z.looseObject({
    /** Ids of the components, as the template names them. */
    actionIds: z.array(z.string()).min(1),
    params: z.record(z.string(), z.unknown()).optional(),
  }),
});

/** The answer must come within this time. */
export const CARD_CALLBACK_LIMIT_MS = 2_000;
