/**
 * One-scan app creation: a person scans a code, DingTalk creates an application with a robot, we get its credentials.
 * Three calls without a token on the old host; a failure is HTTP 200 with `errcode`.
 * Source: «一键创建钉钉应用扫码接入流程», soimy/openclaw-channel-dingtalk `device-registration.ts`.
 */
import { z } from "zod";

export const registrationInitRequestSchema = z.looseObject({ source: z.string().optional() });
/** `expires_in` is in seconds (300). */
export const registrationInitResponseSchema = z.looseObject({
  nonce: z.string().min(1),
  expires_in: z.number().optional(),
});

export const registrationBeginRequestSchema = z.looseObject({ nonce: z.string() });
/** `expires_in` and `interval` are in seconds (7200 and 5). */
export const registrationBeginResponseSchema = z.looseObject({
  device_code: z.string().min(1),
  user_code: z.string().optional(),
  verification_uri: z.string().optional(),
  /** What the code to scan holds. */
  verification_uri_complete: z.string().min(1),
  expires_in: z.number().optional(),
  interval: z.number().optional(),
});
export type RegistrationBeginResponse = z.infer<typeof registrationBeginResponseSchema>;

export const RegistrationStatus = {
  waiting: "WAITING",
  success: "SUCCESS",
  fail: "FAIL",
  expired: "EXPIRED",
} as const;

export const registrationPollRequestSchema = z.looseObject({ device_code: z.string() });
/** The credentials come with `SUCCESS` only. */
export const registrationPollResponseSchema = z.looseObject({
  status: z.string(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  fail_reason: z.string().optional(),
});

export const NONCE_TTL_SECONDS = 300;
export const DEVICE_CODE_TTL_SECONDS = 7200;
export const POLL_INTERVAL_SECONDS = 5;
