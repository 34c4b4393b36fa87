/**
 * Interactive cards: create and deliver, patch variables, stream the Markdown variable.
 * All three may be repeated: `outTrackId` and `guid` are the platform's idempotency keys.
 * Pacing, states and fall-backs are the caller's (`channel/card`).
 */
import { cardResultSchema, createAndDeliverResponseSchema, type CardTemplate } from "../contract/card.ts";
import { MAX_OUT_TRACK_ID_CHARACTERS } from "../contract/card.ts";
import { DingTalkError } from "./errors.ts";
import type { ResolvedOptions } from "./options.ts";
import type { Call, CallOptions } from "./request.ts";

export type CardTarget =
  | { readonly kind: "user"; readonly staffId: string }
  | { readonly kind: "group"; readonly openConversationId: string };

export interface CreateAndDeliverCard extends CallOptions {
  /** Ours, new for every card, at most 100 characters. */
  readonly outTrackId: string;
  readonly template: CardTemplate;
  /** Laid over `template.initial`. */
  readonly params?: Readonly<Record<string, string>>;
  readonly to: CardTarget;
  /** One line for the conversation list and the notification. */
  readonly lastMessage?: string;
}

export interface DeliveredCard {
  readonly outTrackId: string;
  /** Plays the part of a message's `processQueryKey`; unknown when the card existed already. */
  readonly carrierId?: string;
  /** A repeat after an unclear failure found the card in place. */
  readonly alreadyExisted: boolean;
}

export interface UpdateCard extends CallOptions {
  readonly outTrackId: string;
  /** Only these variables change. */
  readonly params: Readonly<Record<string, string>>;
}

export interface StreamCardFrame extends CallOptions {
  readonly outTrackId: string;
  /** New for each frame; repeats of a frame keep it. */
  readonly guid: string;
  /** The template's Markdown variable. */
  readonly key: string;
  /** The whole text so far. */
  readonly content: string;
  /** The last frame: the card is finished. */
  readonly finalize?: boolean;
  /** The last frame: the card failed. */
  readonly error?: boolean;
}

export interface Cards {
  createAndDeliver(request: CreateAndDeliverCard): Promise<DeliveredCard>;
  update(request: UpdateCard): Promise<void>;
  stream(frame: StreamCardFrame): Promise<void>;
}

export function createCard(options: ResolvedOptions, call: Call): Cards {
  return {
    async createAndDeliver({ signal, retry, timeoutMs, ...request }) {
      if (request.outTrackId === "" || request.outTrackId.length > MAX_OUT_TRACK_ID_CHARACTERS) {
        const message = `createAndDeliverCard: outTrackId needs 1 to ${MAX_OUT_TRACK_ID_CHARACTERS} characters`;
        throw new DingTalkError("invalid-argument", message, {
          operation: "createAndDeliverCard",
          dispatched: "no",
        });
      }
      const answer = await call("createAndDeliverCard", {
        body: encodeCreate(request, options.robotCode),
        answer: createAndDeliverResponseSchema,
        acceptRefusal: (error, earlier) =>
          error.code === "card-exists" && earlier.some((before) => before.dispatched === "maybe"),
        signal,
        retry,
        timeoutMs,
      });
      const carrierId = answer?.result?.deliverResults?.find((result) => result.carrierId)?.carrierId;
      const { outTrackId } = request;
      return { outTrackId, alreadyExisted: answer === undefined, ...(carrierId ? { carrierId } : {}) };
    },

    async update({ outTrackId, params, signal, retry, timeoutMs }) {
      const body = {
        outTrackId,
        cardData: { cardParamMap: params },
        cardUpdateOptions: { updateCardDataByKey: true },
      };
      await call("updateCard", { body, answer: cardResultSchema, signal, retry, timeoutMs });
    },

    async stream({ outTrackId, guid, key, content, finalize, error, signal, retry, timeoutMs }) {
      const body = {
        outTrackId,
        guid,
        key,
        content,
        isFull: true,
        isFinalize: finalize ?? false,
        isError: error ?? false,
      };
      await call("streamCard", { body, answer: cardResultSchema, signal, retry, timeoutMs });
    },
  };
}

function encodeCreate(request: CreateAndDeliverCard, robotCode: string): unknown {
  const { outTrackId, template, params, to, lastMessage } = request;
  const space = {
    supportForward: true,
    ...(lastMessage ? { lastMessageI18n: { ZH_CN: lastMessage, EN_US: lastMessage } } : {}),
  };
  const card = {
    cardTemplateId: template.id,
    outTrackId,
    callbackType: "STREAM",
    userIdType: 1,
    cardData: { cardParamMap: { ...template.initial, ...params } },
  };
  if (to.kind === "group") {
    return {
      ...card,
      openSpaceId: `dtv1.card//IM_GROUP.${to.openConversationId}`,
      imGroupOpenSpaceModel: space,
      imGroupOpenDeliverModel: { robotCode },
    };
  }
  return {
    ...card,
    openSpaceId: `dtv1.card//IM_ROBOT.${to.staffId}`,
    imRobotOpenSpaceModel: space,
    imRobotOpenDeliverModel: { spaceType: "IM_ROBOT", robotCode, extension: { dynamicSummary: "true" } },
  };
}
