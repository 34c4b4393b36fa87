/**
 * What the card engine needs from a DingTalk client: three calls and the facts of a failure.
 * `cardApiOf` adapts the real client; tests use an in-memory platform.
 */
import type { CardTarget, Cards } from "../../client/card.ts";
import { PUBLIC_AI_CARD, type CardTemplate } from "../../contract/card.ts";
import { toCardMarkdown } from "../markdown/card-dialect.ts";
import { createPictureUploads, type UploadPicture } from "../markdown/picture-uploads.ts";

export type { CardTarget } from "../../client/card.ts";

export interface CardCreation {
  readonly outTrackId: string;
  readonly template: CardTemplate;
  /** The card's variables at birth, laid over the template's initial values: the text, the state. */
  readonly params: Readonly<Record<string, string>>;
  readonly to: CardTarget;
  /** One line for the conversation list and the notification. */
  readonly lastMessage?: string | undefined;
  /** Link definitions that stand on other cards of the answer. */
  readonly definitions?: string;
}

export interface CardFrame {
  readonly outTrackId: string;
  /** The platform's idempotency key: new for each frame, the same for a retry of that frame. */
  readonly guid: string;
  readonly key: string;
  /** The whole text; frames are never deltas. */
  readonly content: string;
  readonly finalize?: boolean;
  readonly error?: boolean;
  readonly definitions?: string;
}

export interface CardChange {
  readonly outTrackId: string;
  /** Only these variables change; the others keep their values. */
  readonly params: Readonly<Record<string, string>>;
  readonly definitions?: string;
}

/** Every method rejects with a `CardApiError` (see below); `signal` gives up waiting, not the effect. */
export interface CardApi {
  create(creation: CardCreation, signal?: AbortSignal): Promise<{ readonly carrierId?: string | undefined }>;
  stream(frame: CardFrame, signal?: AbortSignal): Promise<void>;
  update(change: CardChange, signal?: AbortSignal): Promise<void>;
}

/** The same calls, each with what `find` gives at that moment; "" is left out. */
export function withDefinitions(api: CardApi, find: () => string): CardApi {
  const add = <Request extends object>(request: Request): Request => {
    const definitions = find();
    return definitions === "" ? request : { ...request, definitions };
  };
  return {
    create: (creation, signal) => api.create(add(creation), signal),
    stream: (frame, signal) => api.stream(add(frame), signal),
    update: (change, signal) => api.update(add(change), signal),
  };
}

/** The shape of the client's `DingTalkError` that matters here. */
export interface CardApiError extends Error {
  readonly code: string;
  readonly dispatched?: "no" | "maybe" | "refused";
  readonly platformCode?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly requiredScopes?: readonly string[] | undefined;
  readonly applyUrl?: string | undefined;
}

export function isCardApiError(value: unknown): value is CardApiError {
  return value instanceof Error && typeof (value as { code?: unknown }).code === "string";
}

/**
 * The client's card calls. `none`: without its own retries, since a streaming card decides what to repeat; `client`:
 * with them, for a card of one call. Texts are the model's up to this place; here they become what a card shows. Frames
 * show a picture as a link until it is uploaded, the end of a card waits for it.
 */
export function cardApiOf(
  cards: Cards,
  uploadPicture?: UploadPicture,
  retries: "none" | "client" = "none",
): CardApi {
  const how = retries === "none" ? { retry: "none" as const } : {};
  const uploads = createPictureUploads(uploadPicture);
  const show = (text: string, definitions?: string) =>
    toCardMarkdown(text, { picture: uploads.find, definitions });
  const texts = new Set<string>([PUBLIC_AI_CARD.contentKey]);
  const showAll = (params: Readonly<Record<string, string>>, definitions?: string) =>
    Object.fromEntries(
      Object.entries(params).map(([key, value]) => [key, texts.has(key) ? show(value, definitions) : value]),
    );
  return {
    create({ lastMessage, definitions, ...creation }, signal) {
      texts.add(creation.template.contentKey);
      const params = showAll(creation.params, definitions);
      const request = { ...creation, params, ...(lastMessage ? { lastMessage } : {}) };
      return cards.createAndDeliver({ ...request, signal, ...how });
    },
    async stream({ definitions, ...frame }, signal) {
      texts.add(frame.key);
      const uploaded = uploads.upload(frame.content, definitions);
      if (frame.finalize) await uploaded;
      await cards.stream({ ...frame, content: show(frame.content, definitions), signal, ...how });
    },
    async update({ definitions, ...change }, signal) {
      await Promise.all(
        Object.entries(change.params).map(
          ([key, text]) => texts.has(key) && uploads.upload(text, definitions),
        ),
      );
      await cards.update({ ...change, params: showAll(change.params, definitions), signal, ...how });
    },
  };
}
