/** Application tokens. Life 7200 s; a repeat inside the life returns the same token. */
import { z } from "zod";

export const accessTokenRequestSchema = z.object({ appKey: z.string(), appSecret: z.string() });
export type AccessTokenRequest = z.infer<typeof accessTokenRequestSchema>;

/** `expireIn` is in seconds. */
export const accessTokenResponseSchema = z.looseObject({
  accessToken: z.string().min(1),
  expireIn: z.number(),
});
export type AccessTokenResponse = z.infer<typeof accessTokenResponseSchema>;
