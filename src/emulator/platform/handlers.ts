/**
 * Which handler answers which operation of the contract. What is missing here is `absent` in `coverage.ts`.
 */
import type { EmulatedOperationId } from "../../contract/other-operations.ts";
import {
  commitFile,
  queryConversationSpace,
  queryFileDownload,
  queryFileUpload,
  sendConversationFile,
} from "./conversation-files.ts";
import { createAndDeliverCard } from "./create-and-deliver-card.ts";
import { createCard } from "./create-card.ts";
import { deliverCard } from "./deliver-card.ts";
import { downloadMessageFile } from "./download-message-file.ts";
import { getContact } from "./get-contact.ts";
import { getAccessToken } from "./get-access-token.ts";
import { getCorpToken } from "./get-corp-token.ts";
import { getGroupInfo } from "./get-group-info.ts";
import { getOldToken } from "./get-old-token.ts";
import { getUserByMobile, getUserByUnionId } from "./get-user-id.ts";
import { getUser } from "./get-user.ts";
import { listGroupRobots } from "./list-group-robots.ts";
import { openConnection } from "./open-connection.ts";
import type { AppHandler, OpenHandler } from "./platform-call.ts";
import { readDirectStatus, readGroupStatus } from "./read-status.ts";
import { recallDirect, recallGroup } from "./recall-messages.ts";
import { recallEmotion, replyEmotion } from "./robot-emotion.ts";
import { listGroupMembers } from "./list-group-members.ts";
import { queryRobotGroups } from "./query-robot-groups.ts";
import { searchUsers } from "./search-users.ts";
import { registrationBegin } from "./registration-begin.ts";
import { registrationInit } from "./registration-init.ts";
import { registrationPoll } from "./registration-poll.ts";
import { sendByWebhookRobot } from "./send-by-webhook-robot.ts";
import { sendDirect } from "./send-direct.ts";
import { sendGroup } from "./send-group.ts";
import { sendPrivate } from "./send-private.ts";
import { streamCard } from "./stream-card.ts";
import { updateCardSpaces } from "./update-card-spaces.ts";
import { updateCard } from "./update-card.ts";
import { uploadMedia } from "./upload-media.ts";

/** Operations without a token. */
export const OPEN_HANDLERS: Partial<Record<EmulatedOperationId, OpenHandler>> = {
  getAccessToken,
  getOldToken,
  openConnection,
  registrationInit,
  registrationBegin,
  registrationPoll,
  sendByWebhookRobot,
  getCorpToken,
};

/** Operations that need a live token. */
export const APP_HANDLERS: Partial<Record<EmulatedOperationId, AppHandler>> = {
  sendDirect,
  sendGroup,
  queryRobotGroups,
  getUser,
  searchUsers,
  getGroupInfo,
  listGroupMembers,
  downloadMessageFile,
  uploadMedia,
  recallDirect,
  recallGroup,
  readDirectStatus,
  readGroupStatus,
  replyEmotion,
  recallEmotion,
  createAndDeliverCard,
  createCard,
  deliverCard,
  updateCard,
  streamCard,
  sendPrivate,
  updateCardSpaces,
  getUserByMobile,
  getUserByUnionId,
  getContact,
  listGroupRobots,
  queryConversationSpace,
  queryFileUpload,
  commitFile,
  sendConversationFile,
  queryFileDownload,
};
