/**
 * Interactive cards: create and deliver, update, stream.
 * HTTP 200 hides failures: `success` stands at the top and inside every delivery result.
 * Source: «创建并投放卡片», «AI卡片流式更新», SDK card_1_0.
 */
import { z } from "zod";

export const cardParamMapSchema = z.record(z.string(), z.string());

export const createAndDeliverRequestSchema = z.looseObject({
  cardTemplateId: z.string(),
  /** Ours, new for every card, at most 100 characters. */
  outTrackId: z.string(),
  callbackType: z.enum(["STREAM", "HTTP"]).optional(),
  userIdType: z.number().optional(),
  cardData: z.looseObject({ cardParamMap: cardParamMapSchema.optional() }).optional(),
  /** `dtv1.card//IM_GROUP.<openConversationId>` or `dtv1.card//IM_ROBOT.<staffId>`. */
  openSpaceId: z.string(),
  imGroupOpenSpaceModel: z.looseObject({}).optional(),
  imGroupOpenDeliverModel: z.looseObject({ robotCode: z.string().optional() }).optional(),
  imRobotOpenSpaceModel: z.looseObject({}).optional(),
  imRobotOpenDeliverModel: z
    .looseObject({ spaceType: z.string().optional(), robotCode: z.string().optional() })
    .optional(),
});
export type CreateAndDeliverRequest = z.infer<typeof createAndDeliverRequestSchema>;

/** `carrierId` plays the part of a message's `processQueryKey`. */
export const deliverResultSchema = z.looseObject({
  spaceType: z.string().optional(),
  spaceId: z.string().optional(),
  success: z.boolean().optional(),
  carrierId: z.string().optional(),
  errorMsg: z.string().optional(),
});
export const createAndDeliverResponseSchema = z.looseObject({
  success: z.boolean().optional(),
  result: z
    .looseObject({
      outTrackId: z.string().optional(),
      deliverResults: z.array(deliverResultSchema).optional(),
    })
    .optional(),
});
export type CreateAndDeliverResponse = z.infer<typeof createAndDeliverResponseSchema>;

export const updateCardRequestSchema = z.looseObject({
  outTrackId: z.string(),
  cardData: z.looseObject({ cardParamMap: cardParamMapSchema.optional() }).optional(),
  /** Without `updateCardDataByKey: true` an update replaces ALL data. */
  cardUpdateOptions: z
    .looseObject({
      updateCardDataByKey: z.boolean().optional(),
      updatePrivateDataByKey: z.boolean().optional(),
    })
    .optional(),
  userIdType: z.number().optional(),
});
export type UpdateCardRequest = z.infer<typeof updateCardRequestSchema>;

export const streamCardRequestSchema = z.looseObject({
  outTrackId: z.string(),
  /** New for each frame, the same for a retry of that frame. */
  guid: z.string(),
  key: z.string(),
  content: z.string().nullish(),
  /** Markdown variables demand `true`: each frame carries the whole text. */
  isFull: z.boolean().optional(),
  isFinalize: z.boolean().optional(),
  isError: z.boolean().optional(),
});
export type StreamCardRequest = z.infer<typeof streamCardRequestSchema>;

/** Answer of update and stream: `success` may be false inside HTTP 200. */
export const cardResultSchema = z.looseObject({
  success: z.boolean().optional(),
  result: z.unknown().optional(),
});

/** States of templates with a `flowStatus` variable, sent as strings. */
export const FlowStatus = {
  processing: "1",
  inputing: "2",
  finished: "3",
  executing: "4",
  failed: "5",
} as const;

export interface CardTemplate {
  readonly id: string;
  /** The Markdown variable that streams. */
  readonly contentKey: string;
  /** The variable that holds the state, where the template has one. */
  readonly statusKey?: string;
  /** Values every instance starts with. */
  readonly initial: Readonly<Record<string, string>>;
}

/**
 * DingTalk's public AI card, the one its own connector uses.
 * Sequence: create, `PUT instances` flowStatus 2, stream…, final stream, `PUT instances` flowStatus 3.
 */
export const PUBLIC_AI_CARD: CardTemplate = {
  id: "02fcf2f4-5e02-4a85-b672-46d1f715543e.schema",
  contentKey: "msgContent",
  statusKey: "flowStatus",
  initial: {
    msgContent: "",
    staticMsgContent: "",
    flowStatus: FlowStatus.processing,
    sys_full_json_obj: '{"order":["msgContent"]}',
    config: '{"autoLayout":true}',
  },
};

/** Peers throttle below 500 ms per card with 403; DingTalk's own connector keeps 800 ms. */
export const CARD_MIN_INTERVAL_MS = 800;
/** Standard tenants: 20 calls a second per app and API. */
export const APP_QPS = 20;
export const MAX_OUT_TRACK_ID_CHARACTERS = 100;
/** Blank finished cards were seen above about 3,000 Chinese characters. */
export const SAFE_CARD_CODE_POINTS = 2_500;
