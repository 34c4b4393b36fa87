/**
 * The robot that a group has for itself («自定义机器人»): it sends by an address with a token of its own and hears nothing.
 * Limits and codes as «自定义机器人发送群消息» has them; what is marked unproven is known by logs of single users only.
 */

/** Messages of one robot a minute; one more, and it is silent for ten. */
export const MAX_WEBHOOK_MESSAGES = 20;
export const WEBHOOK_WINDOW_MS = 60_000;
export const WEBHOOK_SILENCE_MS = 10 * 60_000;
/** How far a signature's `timestamp` may be from now. */
export const WEBHOOK_SIGN_SKEW_MS = 60 * 60_000;
export const MAX_WEBHOOK_KEYWORDS = 10;
/** People whom one message mentions. What becomes of those beyond is unproven: they are not mentioned. */
export const MAX_WEBHOOK_MENTIONS = 50;
/** «message too long, exceed 20000 bytes»: unproven, by peers' lists of errors. */
export const MAX_WEBHOOK_BYTES = 20_000;

/** `errcode` inside of HTTP 200. */
export const WebhookRefusal = {
  /** No such token. 300001 with the same words was seen in older logs. */
  unknownToken: 300_005,
  /** Keyword, time, signature or address: `errmsg` says which. */
  security: 310_000,
  unsupportedType: 400_105,
  /** 130101 was seen in older logs. */
  tooFast: 410_100,
  /** Unproven. */
  tooLong: 460_101,
  wrongParameter: 40_035,
  wrongContentType: 43_004,
} as const;
