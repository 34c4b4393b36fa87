/**
 * Every DingTalk operation we speak: method, host, path and where the token goes.
 * The only file with DingTalk hosts. Client and emulator are both built on this table.
 * Source: the official document centre and SDK models, per entry.
 */
import type { z } from "zod";

/** Base URLs without a trailing slash. `api` is the new-style host, `oapi` the old-style one. */
export interface Endpoints {
  api: string;
  oapi: string;
}

export const DINGTALK_ENDPOINTS: Endpoints = {
  api: "https://api.dingtalk.com",
  oapi: "https://oapi.dingtalk.com",
};

/** Domains of the platform, tenants abroad included. A session webhook elsewhere is forged. */
export const DINGTALK_DOMAINS = ["dingtalk.com", "dingtalk.io"] as const;

/** What DingTalk's own messages link to. */
export const DOCUMENTS = "https://open.dingtalk.com";
/** Where the browser of an operator is sent to apply for a permission or to look at an app. */
export const DEVELOPER_CONSOLE = "https://open-dev.dingtalk.com";
/** Where an administrator looks after the organisation itself, such as its certificate. */
export const ADMIN_CONSOLE = "https://oa.dingtalk.com";

export type HttpMethod = "GET" | "POST" | "PUT";
/** `header`: `x-acs-dingtalk-access-token`; `query`: `access_token`; `none`: no token. */
export type TokenPlace = "none" | "header" | "query";

export interface Operation {
  readonly method: HttpMethod;
  readonly host: keyof Endpoints;
  readonly path: string;
  readonly token: TokenPlace;
  /** Whether a call counts against the organisation's monthly API quota. */
  readonly billed: boolean;
  /** The permission the app needs, where one is known. */
  readonly scope?: string;
  /** Safe to send twice: the platform has an idempotency key or the call only reads. */
  readonly idempotent: boolean;
}

export const TOKEN_HEADER = "x-acs-dingtalk-access-token";

export const OPERATIONS = {
  /** «获取企业内部应用的accessToken»; throttled but not billed. */
  getAccessToken: {
    method: "POST",
    host: "api",
    path: "/v1.0/oauth2/accessToken",
    token: "none",
    billed: false,
    idempotent: true,
  },
  /** Old-style token; kept for second opinions, the new token works on both hosts. */
  getOldToken: {
    method: "GET",
    host: "oapi",
    path: "/gettoken",
    token: "none",
    billed: false,
    idempotent: true,
  },
  /** One-scan app creation: a nonce, then a code to scan, then the new app's credentials. Doc in `registration.ts`. */
  registrationInit: {
    method: "POST",
    host: "oapi",
    path: "/app/registration/init",
    token: "none",
    billed: false,
    idempotent: true,
  },
  registrationBegin: {
    method: "POST",
    host: "oapi",
    path: "/app/registration/begin",
    token: "none",
    billed: false,
    idempotent: false,
  },
  registrationPoll: {
    method: "POST",
    host: "oapi",
    path: "/app/registration/poll",
    token: "none",
    billed: false,
    idempotent: true,
  },
  /** Stream mode: a one-shot ticket for one socket. */
  openConnection: {
    method: "POST",
    host: "api",
    path: "/v1.0/gateway/connections/open",
    token: "none",
    billed: false,
    idempotent: true,
  },
  /** «批量发送人与机器人会话中机器人消息» */
  sendDirect: {
    method: "POST",
    host: "api",
    path: "/v1.0/robot/oToMessages/batchSend",
    token: "header",
    billed: true,
    scope: "qyapi_robot_sendmsg",
    idempotent: false,
  },
  /** «机器人发送群聊消息» */
  sendGroup: {
    method: "POST",
    host: "api",
    path: "/v1.0/robot/groupMessages/send",
    token: "header",
    billed: true,
    scope: "qyapi_robot_sendmsg",
    idempotent: false,
  },
  /** The groups a robot is in: the cheapest proof that credentials and robotCode fit. SDK robot_1_0. */
  queryRobotGroups: {
    method: "POST",
    host: "api",
    path: "/v1.0/robot/groups/query",
    token: "header",
    billed: true,
    idempotent: true,
  },
  /** «查询用户详情»: a person by staffId. Contact calls are not billed («计费模型说明»). */
  getUser: {
    method: "POST",
    host: "oapi",
    path: "/topapi/v2/user/get",
    token: "query",
    billed: false,
    scope: "qyapi_get_member",
    idempotent: true,
  },
  /** «搜索用户userId»: staffIds by name. */
  searchUsers: {
    method: "POST",
    host: "api",
    path: "/v1.0/contact/users/search",
    token: "header",
    billed: false,
    scope: "qyapi_addresslist_search",
    idempotent: true,
  },
  /** The title of a group, from the connector's use of it; which permission it asks for is unproven. */
  getGroupInfo: {
    method: "POST",
    host: "api",
    path: "/v1.0/im/groups/baseInfos/query",
    token: "header",
    billed: true,
    idempotent: true,
  },
  /** «查询企业内部群成员列表», SDK im_1_0: a group's people as one of them sees it. Its permission is unproven. */
  listGroupMembers: {
    method: "POST",
    host: "api",
    path: "/v1.0/im/innerGroups/memberLists/query",
    token: "header",
    billed: true,
    idempotent: true,
  },
  /** «下载机器人接收消息的文件内容»: trades a downloadCode for a pre-signed URL. */
  downloadMessageFile: {
    method: "POST",
    host: "api",
    path: "/v1.0/robot/messageFiles/download",
    token: "header",
    billed: true,
    scope: "qyapi_robot_sendmsg",
    idempotent: true,
  },
  /** «上传媒体文件»; multipart. A repeat makes a second file that nobody sees. */
  uploadMedia: {
    method: "POST",
    host: "oapi",
    path: "/media/upload",
    token: "query",
    billed: true,
    scope: "qyapi_base",
    idempotent: true,
  },
  /** «批量撤回人与机器人会话中机器人消息»; the path has a small "oto". A repeat names what is gone already. */
  recallDirect: {
    method: "POST",
    host: "api",
    path: "/v1.0/robot/otoMessages/batchRecall",
    token: "header",
    billed: true,
    scope: "qyapi_robot_sendmsg",
    idempotent: false,
  },
  /** «企业机器人撤回内部群消息» */
  recallGroup: {
    method: "POST",
    host: "api",
    path: "/v1.0/robot/groupMessages/recall",
    token: "header",
    billed: true,
    scope: "qyapi_robot_sendmsg",
    idempotent: false,
  },
  /** «批量查询人与机器人会话机器人消息是否已读»; asks by query. Who has read a direct message, by its receipt. */
  readDirectStatus: {
    method: "GET",
    host: "api",
    path: "/v1.0/robot/oToMessages/readStatus",
    token: "header",
    billed: true,
    scope: "qyapi_robot_sendmsg",
    idempotent: true,
  },
  /** «查询企业机器人群聊消息用户已读状态»: who has read a group message, page by page. */
  readGroupStatus: {
    method: "POST",
    host: "api",
    path: "/v1.0/robot/groupMessages/query",
    token: "header",
    billed: true,
    scope: "qyapi_robot_sendmsg",
    idempotent: true,
  },
  /** A reaction on a person's message. In no document; modelled in the Java SDK and used by DingTalk's connector. */
  replyEmotion: {
    method: "POST",
    host: "api",
    path: "/v1.0/robot/emotion/reply",
    token: "header",
    billed: true,
    idempotent: true,
  },
  recallEmotion: {
    method: "POST",
    host: "api",
    path: "/v1.0/robot/emotion/recall",
    token: "header",
    billed: true,
    idempotent: true,
  },
  /** «创建并投放卡片»; `outTrackId` makes a repeat safe (`param.cardAlreadyExist`). */
  createAndDeliverCard: {
    method: "POST",
    host: "api",
    path: "/v1.0/card/instances/createAndDeliver",
    token: "header",
    billed: true,
    scope: "Card.Instance.Write",
    idempotent: true,
  },
  createCard: {
    method: "POST",
    host: "api",
    path: "/v1.0/card/instances",
    token: "header",
    billed: true,
    scope: "Card.Instance.Write",
    idempotent: true,
  },
  deliverCard: {
    method: "POST",
    host: "api",
    path: "/v1.0/card/instances/deliver",
    token: "header",
    billed: true,
    scope: "Card.Instance.Write",
    idempotent: true,
  },
  updateCard: {
    method: "PUT",
    host: "api",
    path: "/v1.0/card/instances",
    token: "header",
    billed: true,
    scope: "Card.Instance.Write",
    idempotent: true,
  },
  /** «AI卡片流式更新»; `guid` is the idempotency key. */
  streamCard: {
    method: "PUT",
    host: "api",
    path: "/v1.0/card/streaming",
    token: "header",
    billed: true,
    scope: "Card.Streaming.Write",
    idempotent: true,
  },
} as const satisfies Record<string, Operation>;

export type OperationId = keyof typeof OPERATIONS;

/** Paths that are not operations of the table but part of the wire. */
export const SESSION_WEBHOOK_PATH = "/robot/sendBySession";

/** Where a permission is applied for, on the developer console. */
export const PERMISSION_APPLY_PATH = "/appscope/apply";
/** What a robot needs to send messages and to fetch files. */
export const ROBOT_SEND_SCOPE = "qyapi_robot_sendmsg";

/**
 * The page on which an administrator grants one permission to one app.
 * One scope per link is what was seen in the wild. `developerConsole`: another one than DingTalk's, no trailing slash.
 */
export function permissionApplyUrl(
  clientId: string,
  scope: string,
  developerConsole = DEVELOPER_CONSOLE,
): string {
  return `${developerConsole}${PERMISSION_APPLY_PATH}?content=${encodeURIComponent(`${clientId}#${scope}`)}`;
}

/** The inferred type of a schema; shorthand used across the contract. */
export type Shape<Schema extends z.ZodType> = z.infer<Schema>;
