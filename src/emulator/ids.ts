/**
 * Identifiers in the shapes that DingTalk uses: case-sensitive, opaque, never to be parsed.
 * Secrets (tokens, tickets, sessions) come from the same source of randomness.
 */
import { createHash, randomBytes, randomUUID } from "node:crypto";

const digest = (text: string) => createHash("sha256").update(text).digest();

export const ids = {
  uuid: () => randomUUID(),
  requestId: () => randomUUID().toUpperCase(),
  msgId: () => `msg${randomBytes(16).toString("base64")}`,
  /** The `@` belongs to it. */
  mediaId: () => `@lA${randomBytes(24).toString("base64url")}`,
  downloadCode: () => randomBytes(48).toString("base64"),
  /** Decimal digits, as the file ids of messages. */
  number: (digits: number) =>
    Array.from(randomBytes(digits), (byte, at) => (at === 0 ? 1 + (byte % 9) : byte % 10)).join(""),
  processQueryKey: () => randomBytes(24).toString("base64"),
  /** A frame's `headers.messageId`, for example `212b9d7c_165f_19bfa1a500a_1461def`. */
  frameId(now: number): string {
    // Node makes UUIDs many at a time; single draws of random bytes would be a tenth of a push.
    const uuid = randomUUID();
    return `${uuid.slice(0, 8)}_${uuid.slice(9, 13)}_${now.toString(16)}_${uuid.slice(-8)}`;
  },
  secret: () => randomBytes(16).toString("hex"),
  /** The same name always gets the same id, so that a seed gives the same company every time. */
  conversationId: (...names: string[]) =>
    `cid${digest(`conversation/${names.join("/")}`)
      .subarray(0, 15)
      .toString("base64")}Aa==`,
  opaqueUser: (name: string) => `$:LWCP_v1:$${digest(`user/${name}`).subarray(0, 18).toString("base64")}`,
  unionId: (name: string) => `${digest(`union/${name}`).subarray(0, 15).toString("base64url")}iE`,
  /** 64 hexadecimal digits, as DingTalk's. */
  webhookToken: (...names: string[]) => digest(`webhook/${names.join("/")}`).toString("hex"),
  webhookRobot: (token: string) => `webhook-${digest(`robot/${token}`).toString("hex").slice(0, 12)}`,
  /** Decimal digits, as those of DingTalk's file spaces. */
  spaceId: (conversationId: string) =>
    String(digest(`space/${conversationId}`).readUIntBE(0, 5) + 10_000_000_000),
  /** A person to one app. */
  openId: (clientId: string, unionId: string) =>
    `${digest(`open/${clientId}/${unionId}`).subarray(0, 12).toString("base64url")}iE`,
  corpId: (name: string) => `ding${digest(`corp/${name}`).subarray(0, 16).toString("hex")}`,
  appId(name: string): string {
    const uuid = digest(`app/${name}`).subarray(0, 16).toString("hex");
    return uuid.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  },
} as const;
