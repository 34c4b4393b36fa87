/**
 * Operations that other people's bots use: the emulator answers them, our client does not call them, and no feature of
 * the plugin asks for their permissions. Together with `endpoints.ts` the whole list of what is emulated.
 */
import { OPERATIONS, type Operation } from "./endpoints.ts";

export const OTHER_OPERATIONS = {
  /** «获取企业应用的accessToken»: the token of one organisation; SDK oauth2_1_0, GetToken. */
  getCorpToken: {
    method: "POST",
    host: "api",
    path: "/v1.0/oauth2/{corpId}/token",
    token: "none",
    billed: false,
    idempotent: true,
  },
  /** «自定义机器人发送群消息»: a group's own webhook. Its `access_token` is the robot's, not an app's. */
  sendByWebhookRobot: {
    method: "POST",
    host: "oapi",
    path: "/robot/send",
    token: "none",
    billed: false,
    idempotent: false,
  },
  /** A message into the chat of two people, by a cool app that is installed there. SDK robot_1_0, PrivateChatSend. */
  sendPrivate: {
    method: "POST",
    host: "api",
    path: "/v1.0/robot/privateChatMessages/send",
    token: "header",
    billed: true,
    scope: "qyapi_robot_sendmsg",
    idempotent: false,
  },
  /** «新增或者更新卡片的场域信息», SDK card_1_0, AppendSpace. */
  updateCardSpaces: {
    method: "PUT",
    host: "api",
    path: "/v1.0/card/instances/spaces",
    token: "header",
    billed: true,
    scope: "Card.Instance.Write",
    idempotent: true,
  },
  /** «根据手机号获取userid». Contact calls are not billed. */
  getUserByMobile: {
    method: "POST",
    host: "oapi",
    path: "/topapi/v2/user/getbymobile",
    token: "query",
    billed: false,
    scope: "qyapi_get_member_by_mobile",
    idempotent: true,
  },
  /** «根据unionid获取用户userid» */
  getUserByUnionId: {
    method: "POST",
    host: "oapi",
    path: "/topapi/user/getbyunionid",
    token: "query",
    billed: false,
    scope: "qyapi_get_member",
    idempotent: true,
  },
  /** «获取用户通讯录个人信息»; `me` stands for who gave a user token. */
  getContact: {
    method: "GET",
    host: "api",
    path: "/v1.0/contact/users/{unionId}",
    token: "header",
    billed: false,
    scope: "Contact.User.Read",
    idempotent: true,
  },
  /** The robots of a group. SDK robot_1_0, GetBotListInGroup. */
  listGroupRobots: {
    method: "POST",
    host: "api",
    path: "/v1.0/robot/groups/robots/query",
    token: "header",
    billed: true,
    scope: "qyapi_chat_manage",
    idempotent: true,
  },
  /** A conversation's file space, SDK conv_file_1_0. This and the next four act for a person, `unionId` in the query. */
  queryConversationSpace: {
    method: "POST",
    host: "api",
    path: "/v1.0/convFile/conversations/spaces/query",
    token: "header",
    billed: true,
    scope: "ConvFile.Space.Read",
    idempotent: true,
  },
  /** «获取文件上传信息», SDK storage_1_0: an address to put a file to. */
  queryFileUpload: {
    method: "POST",
    host: "api",
    path: "/v1.0/storage/spaces/{spaceId}/files/uploadInfos/query",
    token: "header",
    billed: true,
    scope: "Storage.UploadInfo.Read",
    idempotent: true,
  },
  /** «提交文件», SDK storage_1_0. */
  commitFile: {
    method: "POST",
    host: "api",
    path: "/v1.0/storage/spaces/{spaceId}/files/commit",
    token: "header",
    billed: true,
    scope: "Storage.File.Write",
    idempotent: false,
  },
  /** «发送文件到指定会话», SDK conv_file_1_0. Its permission is unproven. */
  sendConversationFile: {
    method: "POST",
    host: "api",
    path: "/v1.0/convFile/conversations/files/send",
    token: "header",
    billed: true,
    idempotent: false,
  },
  /** «获取文件下载信息», SDK storage_1_0. */
  queryFileDownload: {
    method: "POST",
    host: "api",
    path: "/v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/downloadInfos/query",
    token: "header",
    billed: true,
    scope: "Storage.DownloadInfo.Read",
    idempotent: true,
  },
} as const satisfies Record<string, Operation>;

export const EMULATED_OPERATIONS = { ...OPERATIONS, ...OTHER_OPERATIONS };
export type EmulatedOperationId = keyof typeof EMULATED_OPERATIONS;
