/** The typed DingTalk client: everything a caller may use. Inner modules are not imported from outside. */
export type { AccessTokenSource } from "./access-token.ts";
export type {
  CardTarget,
  Cards,
  CreateAndDeliverCard,
  DeliveredCard,
  StreamCardFrame,
  UpdateCard,
} from "./card.ts";
export { classifyFailure, type Answer } from "./classify-failure.ts";
export {
  createDingTalkClient,
  DEFAULT_TOPICS,
  type DingTalkClient,
  type Robot,
  type StreamOptions,
} from "./dingtalk-client.ts";
export type { Directory, UserInfo } from "./directory.ts";
export {
  DingTalkError,
  isDingTalkError,
  type CallName,
  type DingTalkErrorCode,
  type DingTalkErrorDetails,
  type Dispatched,
} from "./errors.ts";
export type { Emotion, EmotionRequest } from "./emotion.ts";
export type { BodyHead, DownloadSink } from "./fetch-body.ts";
export type { Downloaded, DownloadOptions, FetchedFrom, Media, OpenSink, UploadRequest } from "./media.ts";
export type { CallInfo, ClientOptions, StreamSocket, StreamSocketFactory } from "./options.ts";
export type { PermissionAnswer, PermissionName } from "./permissions.ts";
export type { Probe, ProbeResult, ProbeStep } from "./probe.ts";
export type { Recall, RecallFailure, RecallResult } from "./recall.ts";
export {
  offerRegistration,
  type RegistrationOffer,
  type RegistrationOptions,
  type RegistrationOutcome,
} from "./registration.ts";
export type { CallOptions } from "./request.ts";
export type {
  QueryGroupsRequest,
  QueryGroupsResult,
  RefusedRecipient,
  RobotContent,
  RobotSender,
  SendDirectRequest,
  SendDirectResult,
  SendGroupRequest,
  SendGroupResult,
} from "./robot.ts";
export type { SendBySession, SessionMention, SessionMessage } from "./session-webhook.ts";
export { evaluateDownloadUrl, isPublicAddress, type Lookup, type UrlPolicy } from "./url-guard.ts";
export type { Ack } from "./stream/connection.ts";
export type { StreamFault, StreamState } from "./stream/stream-state.ts";
export type { StreamHandle } from "./stream/supervisor.ts";
