/**
 * Notices an own template whose streaming variable is named wrongly: DingTalk answers every frame with an
 * `unknownError` and no word about the reason, as it does in a bad moment. Several in a row are the template's fault,
 * and then nobody has to wait for repeats any more.
 */
import { PUBLIC_AI_CARD, type CardTemplate } from "../../contract/card.ts";
import { ApiCode } from "../../contract/errors.ts";
import { isCardApiError, type CardApi } from "./card-api.ts";
import { WRONG_CONTENT_KEY } from "./card-fault.ts";

const FAILURES = 3;

export class WrongContentKeyError extends Error {
  override readonly name = "WrongContentKeyError";
  readonly code = WRONG_CONTENT_KEY;
  readonly dispatched = "refused";
}

/** The public card goes through as it is. */
export function watchContentKey(api: CardApi, template: CardTemplate): CardApi {
  if (template.id === PUBLIC_AI_CARD.id) return api;
  let failures = 0;
  return {
    create: (creation, signal) => api.create(creation, signal),
    update: (change, signal) => api.update(change, signal),
    async stream(frame, signal) {
      try {
        await api.stream(frame, signal);
        failures = 0;
      } catch (error) {
        if (!isCardApiError(error) || error.platformCode !== ApiCode.unknownError) throw error;
        failures += 1;
        if (failures < FAILURES) throw error;
        throw new WrongContentKeyError(`the template takes no frames for "${frame.key}"`, { cause: error });
      }
    },
  };
}
